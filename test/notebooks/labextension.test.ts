import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { JSDOM } from "jsdom";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { figureBundle, bundleMetadata } from "../../src/figures/bundle";
import { createFigure } from "../../src/figures/figure";
import { axis, layout } from "../../src/figures/theme";
import { installLabExtension, removeLabExtension } from "../../src/notebooks/labextension";

const test = suite("JupyterLab's view of figures", { data: "" });
test.before.each((context) => { context.data = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-labextension-")); });
test.after.each((context) => fs.rmSync(context.data, { recursive: true }));

/** What JupyterLab has and jsdom has not: the modules it shares, and a Plotly that loads or fails. */
const JUPYTERLAB = `
  globalThis.structuredClone = (value) => JSON.parse(JSON.stringify(value));
  globalThis.console = { error() {} };
  Object.defineProperty(document, "currentScript", { value: { src: "http://localhost/lab/extensions/nerbook-figures/static/figures.js" } });
  document.head.append = (script) => {
    globalThis.loaded = script.src;
    if (!PLOTLY) return script.dispatchEvent(new Event("error"));
    globalThis.Plotly = { newPlot: async (host, data, layout) => { host.textContent = "plot of " + layout.title.text; }, purge() {} };
    script.dispatchEvent(new Event("load"));
  };
  class Widget { constructor() { this.node = document.body.appendChild(document.createElement("div")); } }
  globalThis.scope = { "@lumino/widgets": { "2.7.0": { get: async () => () => ({ Widget }) } } };`;

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

function figure() {
  const axes = { xaxis: axis({ title: "Length", unit: "tokens" }), yaxis: axis({ title: "F1", unit: "%" }) };
  const { spec } = createFigure("small", "A line that rises.", [{ type: "scatter", y: [1, 2] }], layout({ title: "Small", ...axes }));
  return { data: figureBundle(spec, Uint8Array.from([1, 2, 3])), metadata: bundleMetadata(spec) };
}

/** A figure as JupyterLab shows it with the extension of a data folder, as a function that evaluates an expression there. */
async function show(data: string, plotly = true): Promise<(source: string) => unknown> {
  const folder = installLabExtension(data);
  const build = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8")).jupyterlab._build;
  const { window } = new JSDOM("<!doctype html>", { runScripts: "outside-only" });
  window.eval(JUPYTERLAB.replace("PLOTLY", String(plotly)));
  window.eval(fs.readFileSync(path.join(folder, build.load), "utf8"));
  await window.eval(`(async () => {
    const container = _JUPYTERLAB["nerbook-figures"];
    container.init(scope);
    const { default: extension } = (await container.get(${JSON.stringify(build.mimeExtension)}))();
    globalThis.factory = extension.rendererFactory;
    await factory.createRenderer().renderModel(${JSON.stringify(figure())});
  })()`);
  return (source) => window.eval(source);
}

const SHOWN = '[document.querySelector("img").hidden ? "" : "picture", document.querySelector("[role=group]")?.textContent ?? "", document.querySelector("button").textContent].join()';

test("the figure is a picture with its alternative text, as wide as it was drawn for", async ({ data }) => {
  const evaluate = await show(data);
  assert.is(evaluate('document.querySelector("img").alt'), "A line that rises.");
  assert.is(evaluate('document.querySelector("img").width'), 800);
  assert.is(evaluate('document.querySelector("img").src'), "data:image/png;base64,AQID");
  assert.is(evaluate(SHOWN), "picture,,Interactive");
  assert.is(evaluate("typeof loaded"), "undefined");
});

test("of all that a figure's output holds, JupyterLab finds the view by its own type", async ({ data }) => {
  const evaluate = await show(data);
  const types = evaluate("factory.mimeTypes.join()") as string;
  assert.ok(types in figure().data);
});

test("the button changes between plot and picture", async ({ data }) => {
  const evaluate = await show(data);
  evaluate('document.querySelector("button").click()');
  await settled();
  assert.match(String(evaluate(SHOWN)), /^,plot of .*Small.*,Still picture$/);
  assert.is(evaluate('document.querySelector("[role=group]").getAttribute("aria-label")'), "A line that rises.");
  assert.is(evaluate("loaded"), "http://localhost/lab/extensions/nerbook-figures/static/plotly.min.js");
  evaluate('document.querySelector("button").click()');
  assert.is(evaluate(SHOWN), "picture,,Interactive");
});

const enter = (kind: string) => `(() => {
  const event = new Event("pointerenter");
  event.pointerType = "${kind}";
  document.querySelector("img").dispatchEvent(event);
})()`;

test("a mouse brings the plot up by coming near, a finger does not, nor a mouse after the picture was chosen", async ({ data }) => {
  const evaluate = await show(data);
  evaluate(enter("touch"));
  await settled();
  assert.is(evaluate(SHOWN), "picture,,Interactive");
  evaluate(enter("mouse"));
  await settled();
  assert.match(String(evaluate(SHOWN)), /Still picture$/);
  evaluate('document.querySelector("button").click()');
  evaluate(enter("mouse"));
  await settled();
  assert.is(evaluate(SHOWN), "picture,,Interactive");
});

test("where Plotly does not load, the picture stays", async ({ data }) => {
  const evaluate = await show(data, false);
  evaluate('document.querySelector("button").click()');
  await settled();
  assert.is(evaluate(SHOWN), "picture,,Interactive");
});

test("Plotly lies beside the script, and removing leaves nothing", ({ data }) => {
  const folder = installLabExtension(data);
  assert.is(folder, path.join(data, "labextensions", "nerbook-figures"));
  assert.ok(fs.statSync(path.join(folder, "static", "plotly.min.js")).size > 100_000);
  assert.is(removeLabExtension(data), folder);
  assert.is(removeLabExtension(data), undefined);
  assert.not(fs.existsSync(folder));
});

test.run();
