import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { bundleMetadata, figureBundle } from "../../src/figures/bundle";
import { createFigure, type FigureSpec } from "../../src/figures/figure";
import { axis, layout, WIDTH } from "../../src/figures/theme";
import { renderPng, PIXEL_RATIO } from "../../src/figures/renderer/png";
import { renderSvg } from "../../src/figures/renderer/svg";
import { saveFigure } from "../../src/figures/save";
import { EXAMPLES } from "./examples";

const PNG_HEADER = "89504e470d0a1a0a";

function small(alt: string, title = "t"): FigureSpec {
  const both = axis({ title: "a", unit: "b" });
  return createFigure("small", alt, [{ type: "scatter", x: [1, 2], y: [3, 4] }], layout({ title, xaxis: both, yaxis: both })).spec;
}

test("every figure is drawn, with all its axis titles, and drawn again to the same bytes", async () => {
  for (const [name, make] of Object.entries(EXAMPLES)) {
    const { spec } = make();
    const svg = await renderSvg(spec);
    assert.match(svg, new RegExp(`^<svg role="img"[^>]* width="${WIDTH}"`), name);
    assert.not.match(svg, /NaN|Infinity/, name);
    for (const key of ["xaxis", "yaxis"] as const) assert.ok(svg.includes(`>${spec.layout[key].title.text}</text>`), `${name} ${key}`);
    assert.ok(svg === (await renderSvg(make().spec)), name);
  }
});

test("drawings that are asked for at once do not disturb each other", async () => {
  const specs = [small("first"), EXAMPLES["confusion-matrix"]!().spec, small("second", "u")];
  const together = await Promise.all(specs.map(renderSvg));
  for (const [i, spec] of specs.entries()) assert.ok(together[i] === (await renderSvg(spec)), String(i));
});

test("figures with different data share no clip path, so that they can stand on one page", async () => {
  const ids = async (alt: string): Promise<string[]> => {
    const svg = await renderSvg(small(alt));
    return [...svg.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]!);
  };
  const [first, second] = [await ids("first"), await ids("second")];
  assert.ok(first.length > 0);
  assert.equal(first.filter((id) => second.includes(id)), []);
});

test("a drawing that fails does not block the next one", async () => {
  const broken = { ...small("broken"), data: [{ type: "heatmap", z: [[1, 2], [3, 4]], zsmooth: "best" }] };
  const failure = await renderSvg(broken).then(() => undefined, (error: Error) => error);
  assert.match(failure?.message ?? "", /canvas cannot .*xgap/);
  assert.match(await renderSvg(small("next")), /<title>next<\/title>/);
});

test("the alternative text is the picture's title, escaped", async () => {
  assert.match(await renderSvg(small("a < b & c")), /<title>a &lt; b &amp; c<\/title>/);
});

test("the cells of a heatmap are vector shapes in the color of their value", async () => {
  const [, encoded] = /data:image\/svg\+xml;base64,([^"]+)"/.exec(await renderSvg(EXAMPLES["f1-by-type-and-model"]!().spec))!;
  const fills = [...Buffer.from(encoded!, "base64").toString().matchAll(/<rect [^>]*fill="([^"]+)"/g)].map((match) => match[1]!);
  assert.is(fills.length, 5 * 8);
  assert.equal(fills.filter((fill) => fill === "rgba(0,0,0,0)").length, 1, "the undefined score is a hole");
  assert.ok(new Set(fills).size > 20);
});

test("a PNG has its header and the figure's width times the pixel ratio", async () => {
  const png = renderPng(await renderSvg(small("png")));
  assert.is(png.subarray(0, 8).toString("hex"), PNG_HEADER);
  assert.is(png.readUInt32BE(16), WIDTH * PIXEL_RATIO);
});

test("a saved figure is three files that are the same when saved again, and nothing else", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-figures-"));
  try {
    const spec = small("saved");
    const { files } = await saveFigure("03-small", spec, folder);
    assert.equal(files.map((file) => path.basename(file)), ["03-small.json", "03-small.svg", "03-small.png"]);
    const first = files.map((file) => fs.readFileSync(file, "hex"));
    await saveFigure("03-small", small("saved"), folder);
    assert.equal(files.map((file) => fs.readFileSync(file, "hex")), first);
    assert.is(fs.readdirSync(folder).length, 3);
    assert.equal(JSON.parse(fs.readFileSync(files[0]!, "utf8")), JSON.parse(JSON.stringify(spec)));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});

test("a bundle holds the live specification, the PNG in base64 and the alternative text, the latter for whoever looks for it", () => {
  const spec = small("what it shows");
  const bundle = figureBundle(spec, Uint8Array.from([1, 2, 3]));
  assert.equal(bundle, {
    "application/vnd.nerbook.figure+json": { alt: "what it shows", width: spec.layout.width },
    "application/vnd.plotly.v1+json": spec,
    "image/png": "AQID",
    "text/plain": "[Figure: what it shows]",
  });
  assert.equal(bundleMetadata(spec), { "image/png": { width: spec.layout.width, height: spec.layout.height, alt: "what it shows" } });
});

test.run();
