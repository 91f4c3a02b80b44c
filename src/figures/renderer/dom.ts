import * as fs from "node:fs";
import { createGenerator } from "../../random/generator";
import { measuredPrototype } from "./bounding-box";
import { vectorCanvas } from "./canvas";
import type { FigureWindow } from "./dom-types";

type JsdomModule = { readonly JSDOM: new (html: string, options: object) => { readonly window: FigureWindow } };

let opened: FigureWindow | undefined;

/** What Plotly's map library asks of a browser while it loads; no map is drawn here, so nothing of it is used later. */
const LENT_GLOBALS = { TextDecoder, TextEncoder };

function lendBrowserParts(window: FigureWindow): void {
  Object.assign(window, LENT_GLOBALS);
  window.URL.createObjectURL ??= () => "blob:none";
}

function open(): FigureWindow {
  const { JSDOM } = require("jsdom") as JsdomModule;
  const { window } = new JSDOM("<!doctype html><body></body>", { runScripts: "outside-only", pretendToBeVisual: true });
  Object.assign(window.SVGElement.prototype, measuredPrototype);
  Object.assign(window.HTMLCanvasElement.prototype, vectorCanvas);
  lendBrowserParts(window);
  window.eval(fs.readFileSync(require.resolve("plotly.js-dist/plotly.js"), "utf8"));
  return window;
}

/** The one window in which figures are drawn; the first call loads Plotly (about a second). */
export function figureWindow(): FigureWindow {
  opened ??= open();
  return opened;
}

/** Makes the window's Math.random a seeded stream, so that the identifiers Plotly draws from it are the same each time. */
export function seedWindow(window: FigureWindow, seed: number): void {
  const generator = createGenerator(seed);
  (window.eval("Math") as { random: () => number }).random = () => generator.uniform();
}
