import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readRecord } from "../../src/experiments/record";
import { all } from "./documents";
import { code, display, markdown, notebook, pagesOf } from "./hand-made";
import { comparisonSite, projectSources } from "./project";

const RESULTS = path.join(__dirname, "..", "..", "results");

/** A record of Model 2 with seed 0. */
async function someRecord() {
  const { summary } = await projectSources();
  const hash = summary!.records.find((candidate) => {
    const { config, seed } = readRecord(path.join(RESULTS, `${candidate}.json`));
    return "model" in config && config.model === "model2" && seed === 0;
  })!;
  return readRecord(path.join(RESULTS, `${hash}.json`));
}

async function linksOn(source: string, html = ""): Promise<string[]> {
  const record = await someRecord();
  const filled = (text: string) => text.replace(/HASH/g, record.hash).replace(/SIX/g, record.hash.slice(0, 6));
  const cells = [markdown(filled(source)), code("", display({ "text/html": filled(html), "text/plain": "x" }))];
  const texts = new Map([[`results/${record.hash}.json`, "{}"]]);
  const pages = pagesOf({ notebooks: [{ name: "01-test", notebook: notebook(...cells) }], records: [record], texts });
  return all(pages.get("01-test.html")!, "main a").map((link) => `${link.textContent} → ${link.getAttribute("href")}`.replaceAll(record.hash, "HASH"));
}

test("a known hash leads to its record's page, in prose, in code and in a link", async () => {
  assert.equal(await linksOn("HASH, `HASH.json`, [six](../results/HASH.json) and 0123456789abcdef"), [
    "HASH → records/HASH.html",
    "HASH.json → records/HASH.html",
    "six → records/HASH.html",
  ]);
});

test("the first six digits lead there in a column of records alone", async () => {
  const { hash } = await someRecord();
  const table = "<table><thead><tr><th>record</th><th>commit</th></tr></thead><tbody><tr><td>SIX</td><td>SIX</td></tr></tbody></table>";
  assert.equal(await linksOn("SIX", table), [`${hash.slice(0, 6)} → records/HASH.html`]);
});

function scoreTable(f1: string): string {
  const head = ["system", "seed", "strict F1 %", "stars"].map((column) => `<th>${column}</th>`).join("");
  return `<table><thead><tr>${head}</tr></thead><tbody><tr><th>Model 2</th><td>0</td><td>${f1}</td><td>5</td></tr></tbody></table>`;
}

test("a number that a record holds leads to it, a number that none holds does not", async () => {
  const { metrics } = await someRecord();
  const f1 = (100 * metrics.test.entities.discard.micro.f1).toFixed(2);
  assert.equal(await linksOn("", scoreTable(f1)), [`${f1} → records/HASH.html`]);
  assert.equal(await linksOn("", scoreTable("12.34")), []);
});

test("every number of the README's headline leads to the records of its system", async () => {
  const { pages, sources } = await comparisonSite();
  const table = all(pages.get("index.html")!, "table").find((candidate) => candidate.textContent.includes("strict F1 %"))!;
  const systems = sources.summary!.systems.map((row) => row["system"]);
  const rows = all(table, "tbody tr").filter((row) => systems.includes(row.querySelector("th, td")!.textContent));
  assert.is(rows.length, systems.length);
  const numbers = rows.map((row) => all(row, "td, th").slice(1));
  assert.ok(numbers.flat().every((cell) => /^records\.html#/.test(cell.querySelector("a.number")?.getAttribute("href") ?? "")));
});

test("the Tab key stops once in a row whose numbers lead to one place", async () => {
  const { pages } = await comparisonSite();
  const rows = all(pages.get("06-comparison.html")!, "tr").filter((row) => row.querySelector("a.number"));
  assert.ok(rows.every((row) => all(row, "a.number:not([tabindex='-1'])").length === 1));
});

test("the numbers of the comparison and of the trainings are linked", async () => {
  const { pages } = await comparisonSite();
  const linked = (name: string) => all(pages.get(name)!, "main a.number").length;
  assert.ok(linked("06-comparison.html") > 50, `${linked("06-comparison.html")} in 06`);
  assert.ok(linked("04-model2-bilstm.html") > 20, `${linked("04-model2-bilstm.html")} in 04`);
});

test("a record's page has its scores, its configuration and the record itself", async () => {
  const { pages } = await comparisonSite();
  const record = await someRecord();
  const page = pages.get(`records/${record.hash}.html`)!;
  const text = page.querySelector("main")!.textContent;
  assert.match(text, /Model 2, seed 0, on /);
  assert.ok(text.includes((100 * record.metrics.test.entities.discard.micro.f1).toFixed(2)));
  assert.match(text, /training\.batchSize/);
  assert.ok(page.querySelector(`a[href="../results/${record.hash}.json"]`));
});

test("the numbers' own page is made where its document is, and links lead to its anchors", () => {
  const texts = new Map([["results/numbers.md", '# Numbers\n\n| number | value |\n|---|---|\n| <a id="best-f1"></a>best F1 | 82.25 |\n']]);
  const cells = [markdown("# A\n\n[82.25](../results/numbers.md#best-f1) [82](../results/numbers.md#none)")];
  const pages = pagesOf({ texts, notebooks: [{ name: "01-a", notebook: notebook(...cells) }] });
  const links = all(pages.get("01-a.html")!, "main p a").map((link) => link.getAttribute("href"));
  assert.equal(links, ["numbers.html#best-f1", "numbers.html"]);
  assert.ok(pages.get("numbers.html")!.querySelector("#best-f1"));
  assert.ok(pages.get("index.html")!.querySelector("header a[href='numbers.html']"));
});

test("a transfer is listed, has a page that leads to its training and its file, and a path of it in prose leads there", async () => {
  const training = await someRecord();
  const sources = await projectSources();
  const transfer = { ...sources.transfers[0]!, training: { hash: training.hash, model: "model2", seed: 0 } };
  const [page, file] = [`records/${transfer.hash}.html`, `results/transfers/${transfer.hash}.json`];
  const cell = markdown(`transfers/${transfer.hash}.json, [it](../${file}) and [all](../results/transfers)`);
  const texts = new Map([[file, "{}"]]);
  const pages = pagesOf({ notebooks: [{ name: "01-test", notebook: notebook(cell) }], records: [training], transfers: [transfer], texts });
  const linksOf = (place: string) => all(pages.get(place)!, "main a").map((link) => link.getAttribute("href"));
  assert.equal(linksOf("01-test.html"), [page, page, "records.html#transfers-to-another-corpus"]);
  assert.ok(linksOf("records.html").includes(page) && linksOf("records.html").includes(`records/${training.hash}.html`));
  assert.equal(linksOf(page), [`${training.hash}.html`, `../${file}`, `${training.hash}.html`]);
});

test.run();
