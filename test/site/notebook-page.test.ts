import { test } from "uvu";
import * as assert from "uvu/assert";
import { DataError } from "../../src/errors";
import { all } from "./documents";
import { code, display, markdown, pageOf, pagesOf, PIXEL } from "./hand-made";

function main(page: ReturnType<typeof pageOf>) {
  return page.querySelector("main")!;
}

test("the first heading is the page's title, and there is one", () => {
  const page = pageOf(markdown("# 01 · A test\n\nWhat it asks."), markdown("# Another title"));
  assert.equal(all(page, "h1").map((heading) => heading.textContent), ["01 · A test"]);
  assert.is(page.title, "01 · A test – nerbook");
});

test("a notebook without a heading is called by its file", () => {
  assert.equal(all(pageOf(markdown("No title.")), "h1").map((heading) => heading.textContent), ["01-test.ipynb"]);
});

test("no heading skips a level, and equal headings have anchors of their own", () => {
  const page = pageOf(markdown("# Title\n\n#### Deep\n\n## Same\n\n## Same\n\n### Main"));
  const headings = all(main(page), "h1, h2, h3, h4, h5, h6").map(({ tagName, id }) => `${tagName} ${id}`);
  assert.equal(headings, ["H1 title", "H2 deep", "H2 same", "H2 same-1", "H3 main-1"]);
  assert.equal(all(page, "nav.contents.wide a[href^='#']").map((link) => link.getAttribute("href")), ["#deep", "#same", "#same-1", "#main-1"]);
});

test("code is there to read, with its parts marked", () => {
  const page = pageOf(code('const a: string = "<b>";'));
  assert.is(page.querySelector("pre.code")!.textContent, 'const a: string = "<b>";');
  assert.is(page.querySelector("pre.code .hljs-keyword")!.textContent, "const");
});

test("a formula is MathML and needs no script; prices stay prices", () => {
  const page = pageOf(markdown("At $A$ and $\\sqrt{A}$, it costs $5 or $6.\n\n$$c_t = f \\odot c_{t-1}$$"));
  assert.is(all(main(page), "math").length, 3);
  assert.is(page.querySelector(".formula math")!.getAttribute("display"), "block");
  assert.match(main(page).textContent, /it costs \$5 or \$6\./);
});

test("a formula over several lines is one formula", () => {
  assert.is(all(pageOf(markdown("$$\na\n= b\n- c\n$$")), "math").length, 1);
});

test("what no TeX is, is shown as it was written", () => {
  assert.match(main(pageOf(markdown("$\\frac{1$"))).textContent, /\\frac\{1/);
});

const ALT = "Bars of three systems: 1, 2 and 3 %.";
const SPEC = {
  data: [{ type: "bar", y: [1, 2, 3] }],
  layout: { width: 800, height: 460, title: { text: "<b>Three bars</b><br><span>gmb, test part</span>" }, meta: { alt: ALT } },
};
const BUNDLE = { "application/vnd.plotly.v1+json": SPEC, "image/png": PIXEL, "text/plain": `[Figure: ${ALT}]` };

test("a figure is a picture with its description, and carries what makes it live", () => {
  const figure = pageOf(code("", display(BUNDLE))).querySelector("figure")!;
  assert.is(figure.querySelector("img")!.getAttribute("alt"), ALT);
  assert.is(figure.querySelector("img")!.getAttribute("src"), "figures/01-test-1.png");
  assert.match(figure.querySelector("figcaption")!.textContent, /^Figure 1\. Three bars\. gmb, test part\./);
  assert.equal(JSON.parse(figure.querySelector("script.spec")!.textContent), SPEC);
  assert.is(figure.querySelector("button.live")!.getAttribute("hidden"), "");
});

test("a figure that the site's Plotly cannot draw stays a picture", () => {
  const map = { ...BUNDLE, "application/vnd.plotly.v1+json": { ...SPEC, data: [{ type: "choropleth" }] } };
  assert.is(pageOf(code("", display(map))).querySelector("figure button"), null);
});

test("a figure that nobody described stops the build with notebook and figure", () => {
  const nameless = { "image/png": PIXEL, "text/plain": "<Figure size 640x480 with 1 Axes>" };
  const build = () => pageOf(code("", display(BUNDLE), display(nameless)));
  assert.throws(build, (error: Error) => error instanceof DataError && /^01-test\.ipynb: figure 2 has no alternative text/.test(error.message));
});

test("an embedded picture that nobody described stops the build", () => {
  const output = display({ "text/html": `<img src="data:image/png;base64,${PIXEL}">` });
  assert.throws(() => pageOf(code("", output)), /^01-test\.ipynb: picture 1 has no alternative text/);
});

test("a figure without a picture stops the build", () => {
  const output = display({ "application/vnd.plotly.v1+json": SPEC });
  assert.throws(() => pageOf(code("", output)), /figure 1 has a specification but no picture/);
});

test("a table scrolls by itself, can be reached by keyboard and is named by its caption", () => {
  const html = '<table><caption style="x">Sizes</caption><thead><tr><th></th><th style="text-align: right">n</th></tr></thead><tbody><tr><td>a</td><td style="text-align: right">1</td></tr></tbody></table>';
  const page = pageOf(code("", display({ "text/html": html, "text/plain": "Sizes" })));
  const frame = page.querySelector("table")!.closest(".scroll")!;
  assert.is(frame.getAttribute("tabindex"), "0");
  assert.is(page.querySelector(`#${frame.getAttribute("aria-labelledby")}`)!.textContent, "Sizes");
  assert.equal(all(frame, ".right").map((cell) => cell.textContent), ["n", "1"]);
  assert.equal(all(frame, "thead td").map((cell) => cell.textContent), [""]);
  assert.equal(all(main(page), "[style]").length, 0);
});

test("a table's head without a word is left out", () => {
  const page = pageOf(markdown("| | |\n|---|---:|\n| a | 1 |"));
  assert.equal(all(page, "thead").length, 0);
  assert.equal(all(page, "tbody td").map(({ className }) => className), ["short", "right short"]);
});

test("of a redrawn line the last form is shown, and an error is shown as text", () => {
  const page = pageOf(
    code("", { output_type: "stream", name: "stdout", text: "10 %\r100 %\n<done>" }),
    code("", { output_type: "error", ename: "E", evalue: "v", traceback: ["\u001b[31mE: v\u001b[0m"] }),
  );
  assert.equal(all(page, "pre.printed").map((pre) => pre.textContent), ["100 %\n<done>", "E: v"]);
});

const HOSTILE = [
  display({ "text/html": '<p onclick="alert(1)">text<script>alert(1)</script><img src="x" onerror="alert(1)" alt="a"></p>' }),
  display({ "text/html": '<a href="java\nscript:alert(1)">link</a><iframe src="https://example.org"></iframe><svg onload="alert(1)"></svg>' }),
  display({ "text/html": '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">' }),
  display({ "text/html": '<style>body { display: none }</style><form action="https://example.org"><input></form><b id="main">bold</b>' }),
  display({ "text/html": "<script>alert(1)</script>", "text/plain": "only a script" }),
  display({ "text/markdown": "[link](javascript:alert(1)) <script>alert(1)</script> <b onclick=alert(1)>bold</b>\n\n<img src=x onerror=alert(1)>" }),
  display({ "text/plain": "<script>alert(1)</script>" }),
  display({ "application/javascript": "alert(1)" }),
  display({ ...BUNDLE, "application/vnd.plotly.v1+json": { ...SPEC, data: [{ type: "bar", name: "</script><script>alert(1)</script>" }] } }),
];

test("a foreign notebook with scripts in its outputs stays harmless", () => {
  const page = pageOf(code("</code></pre><script>alert(1)</script>", ...HOSTILE), markdown("# <script>alert(1)</script>"));
  const elements = all(page, "*");
  const handlers = elements.flatMap(({ attributes }) => [...attributes].filter(({ name }) => name.startsWith("on")));
  assert.equal(handlers, []);
  assert.equal(all(page, "script").map((script) => script.getAttribute("src") ?? script.getAttribute("type")), ["assets/site.js", "application/json"]);
  assert.equal(all(page, "iframe, object, embed, form, input, style, svg, link:not([rel=stylesheet], [rel=icon])").length, 0);
  assert.equal(all(page, "[href^='java']").length, 0);
  assert.is(all(page, "#main").length, 1);
  assert.match(main(page).textContent, /only a script/);
});

test("plain HTML in Markdown stays, comments do not, other tags are shown", () => {
  const page = pageOf(markdown("H<sub>2</sub>O <!-- hidden --> <blink>no</blink>\n\n<details>\n<summary>Answer</summary>\n\n42\n\n</details>"));
  assert.is(page.querySelector("main sub")!.textContent, "2");
  assert.is(page.querySelector("main details summary")!.textContent, "Answer");
  assert.match(main(page).textContent, /<blink>no<\/blink>/);
  assert.not.match(main(page).outerHTML, /hidden -->/);
});

test("an SVG picture stands beside the page, where no script in it runs", () => {
  const page = pageOf(code("", display({ "image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "text/plain": ALT })));
  assert.is(page.querySelector("img")!.getAttribute("src"), "figures/01-test-1.svg");
});

test("links between notebooks lead to pages, with their anchors; what is not there is plain text", () => {
  const links =
    "[b](02-b.ipynb#part) [c](02-b.ipynb#nowhere) [list](README.md) [up](../README.md) [gone](../bench/README.md) [here](#nowhere) [web](https://example.org)";
  const pages = pagesOf({
    notebooks: [
      { name: "01-a", notebook: { cells: [markdown(`# A\n\n${links}`)] } },
      { name: "02-b", notebook: { cells: [markdown("# B\n\n## Part")] } },
    ],
  });
  const found = all(main(pages.get("01-a.html")!), "p a").map((link) => `${link.textContent} ${link.getAttribute("href")}`);
  assert.equal(found, ["b 02-b.html#part", "c 02-b.html", "list index.html#the-notebooks", "up index.html", "web https://example.org"]);
  assert.match(main(pages.get("01-a.html")!).textContent, /gone here/);
});

test("neighbors are linked, in the order of their names", () => {
  const notebooks = ["01-a", "02-b", "03-c"].map((name) => ({ name, notebook: { cells: [markdown(`# ${name}`)] } }));
  const steps = all(pagesOf({ notebooks }).get("02-b.html")!, "nav.sequence a").map((link) => link.getAttribute("href"));
  assert.equal(steps, ["01-a.html", "03-c.html"]);
});

test.run();
