import * as fs from "node:fs";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { buildSite } from "../../src/site/build";
import { openPage } from "./documents";
import { code, display, notebook, PIXEL } from "./hand-made";

const SCRIPT = fs.readFileSync(path.join(__dirname, "..", "..", "src", "site", "assets", "site.js"), "utf8");

/** What a browser has and jsdom has not. `inView` is called with the figures that the script watches; Plotly loads or fails. */
const BROWSER = `
  globalThis.stored = new Map();
  Object.defineProperty(globalThis, "localStorage", { value: { getItem: (key) => stored.get(key) ?? null, setItem: (key, value) => stored.set(key, value) } });
  globalThis.matchMedia = () => ({ matches: false });
  globalThis.ResizeObserver = class { observe() {} };
  globalThis.watched = [];
  globalThis.IntersectionObserver = class {
    constructor(report) { globalThis.inView = () => report(watched.map((target) => ({ target, isIntersecting: true }))); }
    observe(target) { watched.push(target); }
    unobserve() {}
  };
  Object.defineProperty(document, "currentScript", { value: { src: "file:///site/assets/site.js" } });
  document.head.append = (script) => {
    globalThis.loaded = script.src;
    if (!PLOTLY) return script.dispatchEvent(new Event("error"));
    globalThis.Plotly = { newPlot: async (host) => host.classList.add("js-plotly-plot"), purge() {} };
    script.dispatchEvent(new Event("load"));
  };`;

const SPEC = { data: [{ type: "bar", y: [1] }], layout: { width: 800, height: 460, title: { text: "One bar" }, meta: { alt: "One bar, which is one high." } } };

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

/** A page with code and a figure, with the site's script at work, as a function that evaluates an expression there. */
async function openLive(plotly = true): Promise<(source: string) => unknown> {
  const output = display({ "application/vnd.plotly.v1+json": SPEC, "image/png": PIXEL });
  const notebooks = [{ name: "01-a", notebook: notebook(code("1;", output)) }];
  const pages = buildSite({ readme: "# nerbook\n", notebooks, records: [], transfers: [], texts: new Map(), pictures: new Map() });
  const window = openPage(String(pages.find(({ path: place }) => place === "01-a.html")!.content));
  window.eval(BROWSER.replace("PLOTLY", String(plotly)));
  window.eval("globalThis.console = { error() {} };");
  window.eval(SCRIPT);
  await settled();
  return (source) => window.eval(source);
}

test("with scripts the buttons show, and each says what it would do", async () => {
  const evaluate = await openLive();
  const shown = evaluate('[...document.querySelectorAll("button:not([hidden])")].map((button) => button.textContent).join()');
  assert.is(shown, "Hide code,Dark colors,Interactive");
});

test("code is hidden and shown again, and the choice is remembered", async () => {
  const evaluate = await openLive();
  const state = () => evaluate('[document.documentElement.dataset.code, stored.get("nerbook-code"), document.getElementById("code-switch").textContent].join()');
  evaluate('document.getElementById("code-switch").click()');
  assert.is(state(), "hidden,hidden,Show code");
  evaluate('document.getElementById("code-switch").click()');
  assert.is(state(), "shown,shown,Hide code");
});

test("light and dark are switched, starting from what the system prefers", async () => {
  const evaluate = await openLive();
  evaluate('document.getElementById("theme-switch").click()');
  assert.is(evaluate('document.documentElement.dataset.theme + document.getElementById("theme-switch").textContent'), "darkLight colors");
});

const FIGURE = '[document.querySelectorAll(".js-plotly-plot").length, document.querySelector("figure img").hidden, document.querySelector("button.live").textContent].join()';

test("a figure becomes live when it comes into view, with Plotly from beside the page, and a picture again on request", async () => {
  const evaluate = await openLive();
  assert.is(evaluate(FIGURE), "0,false,Interactive");
  evaluate("inView()");
  await settled();
  assert.is(evaluate(FIGURE), "1,true,Still picture");
  assert.is(evaluate("loaded"), "file:///site/assets/plotly.min.js");
  assert.is(evaluate('document.querySelector(".plot").getAttribute("aria-label")'), SPEC.layout.meta.alt);
  evaluate('document.querySelector("button.live").click()');
  await settled();
  assert.is(evaluate(FIGURE), "0,false,Interactive");
});

test("where Plotly does not load, the picture stays", async () => {
  const evaluate = await openLive(false);
  evaluate("inView()");
  await settled();
  assert.is(evaluate(FIGURE), "0,false,Interactive");
});

test.run();
