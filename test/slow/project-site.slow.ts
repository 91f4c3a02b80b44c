import * as fs from "node:fs";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { buildSite } from "../../src/site/build";
import { all, openPage, type AxeFinding, type PageElement } from "../site/documents";
import { interviewSources } from "../site/interview-fixture";
import { partOfSources, projectSite } from "../site/project";

const SERIOUS = new Set(["serious", "critical"]);

async function onEveryPage(faultsOf: (page: PageElement, path: string) => string[]): Promise<void> {
  const { pages } = await projectSite();
  assert.ok(pages.size > 10, `only ${pages.size} pages`);
  assert.equal([...pages].flatMap(([place, page]) => faultsOf(page, place).map((fault) => `${place}: ${fault}`)), []);
}

test("the command writes a site that can be opened, and says where", async () => {
  const { finished, files, beside } = await projectSite();
  assert.equal([finished.status, finished.stdout], [0, ""]);
  assert.match(finished.stderr, /^\d+ notebooks and \d+ records: .*site.index\.html\n$/);
  const large = new Set(files.filter(({ content }) => content.length > 500).map((file) => file.path));
  for (const file of ["index.html", "06-comparison.html", "records.html", "assets/site.css", "assets/site.js", "assets/plotly.min.js"]) assert.ok(large.has(file), file);
  assert.equal(beside, ["site"]);
});

test("there is a page for every notebook, every record and every transfer, and they are named after them", async () => {
  const { sources, texts } = await projectSite();
  const recorded = [...sources.records, ...sources.transfers].map(({ hash }) => `records/${hash}.html`);
  const expected = [...sources.notebooks.map(({ name }) => `${name}.html`), ...recorded];
  assert.equal(expected.filter((place) => !texts.has(place)), []);
  assert.ok(texts.has("index.html") && texts.has("records.html"));
});

/** Text as a parser leaves it, but for white space and the ways in which quotes and empty attributes are written. */
function squeezed(html: string): string {
  return html.replace(/<!doctype html>/i, "").replace(/=""/g, "").replace(/&quot;/g, '"').replace(/&nbsp;|\s+/g, "");
}

test("every page is well-formed: a parser mends nothing", async () => {
  const { texts, pages } = await projectSite();
  for (const [place, page] of pages) assert.ok(squeezed(texts.get(place)!) === squeezed(page.documentElement.outerHTML), place);
});

test("every link and every source leads to a file of the site, and every anchor to an element", async () => {
  const { files, texts } = await projectSite();
  const places = new Set(files.map((file) => file.path));
  const anchors = new Map([...texts].map(([place, text]) => [place, new Set([...text.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]!))]));
  let checked = 0;
  await onEveryPage((page, place) =>
    all(page, "[href], [src]").flatMap((element) => {
      const link = decodeURI((element.getAttribute("href") ?? element.getAttribute("src"))!);
      if (/^(https?|mailto|data):/.test(link)) return [];
      checked += 1;
      const [file, anchor] = link.split("#") as [string, string?];
      const target = file === "" ? place : path.posix.join(path.posix.dirname(place), file);
      if (!places.has(target)) return [`${link} leads nowhere`];
      return anchor === undefined || anchors.get(target)?.has(anchor) ? [] : [`${link} has no such anchor`];
    }));
  assert.ok(checked > 500, `only ${checked} links were found`);
});

test("nothing is loaded from elsewhere", async () => {
  await onEveryPage((page) =>
    all(page, "[src], link[href], [srcset], [poster], object, iframe").flatMap(({ outerHTML }) =>
      (/^[^>]*(?:src|href|srcset|poster)="(?:https?:)?\/\//.test(outerHTML) || /^<(?:object|iframe)/.test(outerHTML) ? [outerHTML.slice(0, 99)] : [])));
  const { files } = await projectSite();
  const style = String(files.find((file) => file.path === "assets/site.css")!.content);
  assert.not.match(style, /url\(|@import/);
});

test("every figure has a picture and says in words what it shows", async () => {
  const { pages, sources } = await projectSite();
  await onEveryPage((page) => all(page, "img").filter((image) => (image.getAttribute("alt") ?? "").length < 20).map(({ outerHTML }) => outerHTML));
  await onEveryPage((page) => all(page, "figure").filter((figure) => !figure.querySelector("img")).map(({ id }) => id));
  const outputs = sources.notebooks.flatMap(({ notebook }) => notebook.cells.flatMap((cell) => cell.outputs));
  const figures = outputs.filter((output) => "data" in output && "image/png" in output.data).length;
  const shown = sources.notebooks.flatMap(({ name }) => all(pages.get(`${name}.html`)!, "figure")).length;
  assert.ok(figures > 0 && shown === figures, `${shown} of ${figures}`);
});

test("every figure of the project can become live", async () => {
  await onEveryPage((page) => all(page, "figure").filter((figure) => !figure.querySelector("script.spec")).map(({ id }) => id));
});

test("every page can be read without scripts: text, tables and code are in it, and no control that needs a script shows", async () => {
  const { pages } = await projectSite();
  await onEveryPage((page) => all(page, "button").filter((button) => button.closest("[hidden]") === null).map(({ outerHTML }) => outerHTML));
  const page = pages.get("06-comparison.html")!;
  assert.ok(all(page, "main table").length > 5 && all(page, "pre.code").length > 5);
  assert.match(page.querySelector("main")!.textContent, /One fair comparison[\s\S]*Findings[\s\S]*Exercises/);
});

test("every page has one title, headings in order, and each anchor once", async () => {
  await onEveryPage((page) => {
    const levels = all(page, "h1, h2, h3, h4, h5, h6").map(({ tagName }) => Number(tagName.slice(1)));
    const jumps = levels.filter((level, i) => level > (levels[i - 1] ?? 0) + 1).map((level) => `jumps to level ${level}`);
    const ids = all(page, "[id]").map(({ id }) => id);
    const twice = ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `#${id} is there twice`);
    return [...(levels.filter((level) => level === 1).length === 1 ? [] : ["has not one title"]), ...jumps, ...twice];
  });
});

test("every page names its language, and has its landmarks and a way past them", async () => {
  await onEveryPage((page) => {
    const wanted = ["html[lang=en]", "header.top", "nav[aria-label=Site]", "main#main", "footer", "body > a.skip[href='#main']", "meta[name=viewport]"];
    return wanted.filter((selector) => !page.querySelector(selector));
  });
});

test("every table, every code and every figure scrolls by itself and can be reached by keyboard", async () => {
  await onEveryPage((page) => [
    ...all(page, "table").filter((table) => table.closest(".scroll[tabindex='0'][role=group]") === null),
    ...all(page, "pre, .frame, .formula").filter((element) => element.getAttribute("tabindex") !== "0" || element.getAttribute("role") !== "group"),
  ].map(({ outerHTML }) => outerHTML.slice(0, 99)));
});

async function findingsOf(html: string): Promise<AxeFinding[]> {
  const window = openPage(html);
  window.eval(fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
  const { violations } = await window.axe.run(window.document, { rules: { "color-contrast": { enabled: false } } });
  return [...violations].filter(({ impact }) => SERIOUS.has(impact ?? ""));
}

for (const place of ["index.html", "04-model2-bilstm.html", "interview/10-metrics.html"]) {
  test(`axe finds nothing serious on ${place}`, async () => {
    const { texts } = await projectSite();
    const findings = await findingsOf(texts.get(place)!);
    assert.equal(findings.map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`), []);
  });
}

test("the index of the search is small", async () => {
  const { files } = await projectSite();
  const bytes = files.filter((file) => file.path === "assets/search-index.js").map(({ content }) => Buffer.byteLength(String(content)));
  assert.ok(bytes.length === 1 && bytes[0]! > 100_000 && bytes[0]! < 600_000, `${bytes.join()} bytes`);
});

test("built again, a site is the same byte for byte: notebooks, records and transfers of the project, and interview material", async () => {
  for (const sources of [await partOfSources("01-eda", "06-comparison"), interviewSources()]) {
    const [first, second] = [buildSite(sources), buildSite(sources)];
    assert.equal(second.map((file) => file.path), first.map((file) => file.path));
    assert.equal(second.filter(({ content }, i) => Buffer.compare(Buffer.from(content), Buffer.from(first[i]!.content)) !== 0).map((file) => file.path), []);
  }
});

test.run();
