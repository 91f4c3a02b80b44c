import { test } from "uvu";
import * as assert from "uvu/assert";
import { openPage } from "./documents";
import { assetText, interviewSite, libraryText, textOfFile } from "./interview-fixture";

const PLACE = "interview/01-the-corpus.html";
const site = interviewSite();

type Row = readonly [place: string, page: string, title: string, text: string];

function rowsOf(script: string): Row[] {
  return JSON.parse(/^globalThis\.nerbookSearch = ([\s\S]*);\n$/.exec(script)![1]!) as Row[];
}

const rows = rowsOf(textOfFile(site, "assets/search-index.js"));

test("the index has each section, each question and each term once, with the text that stands below it", () => {
  const places = rows.map(([place]) => place);
  assert.is(new Set(places).size, places.length);
  for (const place of ["interview/02-metrics.html", "interview/02-metrics.html#what-they-will-ask", "interview/02-metrics.html#strict-f1", "interview/glossary.html#zipf"]) {
    assert.ok(places.includes(place), place);
  }
  assert.equal(rows.find(([place]) => place.endsWith("#told-a-client"))!.slice(1, 3), ["Chapter 2: Metrics", "What did you tell them?"]);
  assert.is(rows.find(([place]) => place.endsWith("#zipf"))![3], "Few words are frequent, see Token.");
});

test("a section's text ends where a question begins, and labels and lists of links are no text", () => {
  assert.not.ok(rows.some(([place]) => place === "interview/02-metrics.html#questions"));
  assert.not.ok(rows.some(([place, , , text]) => place.includes("#all-questions") || /technical metrics/.test(text)));
});

const BROWSER = `
  globalThis.requested = [];
  Object.defineProperty(document, "currentScript", { value: { src: "file:///site/assets/search.js" } });
  document.head.append = (script) => {
    requested.push(script.src);
    (0, eval)(LIBRARIES[script.src.split("/").pop()] ?? "");
    script.dispatchEvent(new Event(LIBRARIES[script.src.split("/").pop()] ? "load" : "error"));
  };
  globalThis.console = { error() {} };`;

/** A page with the search at work, as a function that evaluates an expression there. */
function openSearch(libraries: { readonly [name: string]: string }): (source: string) => unknown {
  const window = openPage(textOfFile(site, PLACE));
  window.eval(`globalThis.LIBRARIES = ${JSON.stringify(libraries)};`);
  window.eval(BROWSER);
  window.eval(assetText("search.js"));
  return (source) => window.eval(source);
}

const whole = { "minisearch.js": libraryText("minisearch"), "search-index.js": textOfFile(site, "assets/search-index.js") };
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));
const BOX = 'document.getElementById("search-box")';
const LINKS = '[...document.querySelectorAll("#search-found a")]';
const STATUS = 'document.querySelector("#search-found [role=status]").textContent';

async function ask(evaluate: (source: string) => unknown, query: string): Promise<void> {
  evaluate(`${BOX}.focus(); ${BOX}.value = ${JSON.stringify(query)}; ${BOX}.dispatchEvent(new Event("input"))`);
  await settled();
}

const press = (key: string) => `document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: ${JSON.stringify(key)}, bubbles: true, cancelable: true }))`;

test("the box shows once scripts run, and library and index are loaded from beside the page when it is first used", async () => {
  const evaluate = openSearch(whole);
  assert.is(evaluate('document.querySelector("form.search").hidden'), false);
  assert.is(evaluate("requested.length"), 0);
  await ask(evaluate, "denominator");
  assert.is(evaluate("requested.join()"), "file:///site/assets/minisearch.js,file:///site/assets/search-index.js");
});

test("a word leads to the question that says it, with its chapter and a piece of the text in which it is marked", async () => {
  const evaluate = openSearch(whole);
  await ask(evaluate, "denominat");
  assert.is(evaluate(`${LINKS}.map((link) => link.href).join()`), "file:///site/interview/02-metrics.html#told-a-client");
  assert.match(evaluate(`${LINKS}[0].textContent`) as string, /What did you tell them\? Chapter 2: Metrics That the denominator was wrong\./);
  assert.is(evaluate('document.querySelector("#search-found mark").textContent'), "denominator");
  assert.match(evaluate(STATUS) as string, /^One place/);
});

test("a slash leads to the box, arrows move between box and results, Escape closes", async () => {
  const evaluate = openSearch(whole);
  evaluate(press("/"));
  assert.is(evaluate("document.activeElement.id"), "search-box");
  await ask(evaluate, "word");
  evaluate(press("ArrowDown"));
  assert.is(evaluate(`${LINKS}.indexOf(document.activeElement)`), 0);
  evaluate(press("ArrowUp"));
  assert.is(evaluate("document.activeElement.id"), "search-box");
  evaluate(press("Escape"));
  assert.is(evaluate('document.getElementById("search-found").hidden'), true);
});

test("where nothing is found, or the index is not there, a line says so", async () => {
  const evaluate = openSearch(whole);
  await ask(evaluate, "xylophone");
  assert.is(evaluate(STATUS), "Nothing found.");
  const without = openSearch({ "minisearch.js": whole["minisearch.js"] });
  await ask(without, "word");
  assert.match(without(STATUS) as string, /could not be loaded/);
});

test.run();
