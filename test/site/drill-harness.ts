import { parseSheet } from "../../src/interview/mock/stored";
import type { ScoreSheet } from "../../src/interview/mock/sheet";
import { DRILL_SCRIPTS } from "../../src/site/interview/drafts";
import { openPage } from "./documents";
import { assetText, interviewSite, libraryText, textOfFile } from "./interview-fixture";

export const drillPage = textOfFile(interviewSite(), "interview/drill.html");

const STORAGES = {
  working: `getItem: (key) => stored[key] ?? null, setItem: (key, value) => { stored[key] = value; }, removeItem: (key) => { delete stored[key]; }`,
  full: 'getItem: () => null, setItem: () => { throw new Error("full"); }, removeItem: () => {}',
  forbidden: 'getItem: () => { throw new Error("no"); }, setItem: () => { throw new Error("no"); }, removeItem: () => { throw new Error("no"); }',
};

/** A clock that a test puts forward by `clockAhead`, in milliseconds. */
const CLOCK = `{
  const Real = Date;
  globalThis.clockAhead = 0;
  globalThis.Date = class extends Real {
    constructor(...parts) { if (parts.length > 0) super(...parts); else super(Real.now() + globalThis.clockAhead); }
    static now() { return Real.now() + globalThis.clockAhead; }
  };
}`;

export type Stored = { readonly [key: string]: string };
export type Evaluate = <T = unknown>(source: string) => T;

export interface DrillOptions {
  readonly storage?: keyof typeof STORAGES;
  /** What the storage holds. */
  readonly stored?: Stored;
  readonly html?: string;
  /** By how much its clock is ahead, in milliseconds. */
  readonly ahead?: number;
}

function scriptText(name: string): string {
  if (name === "ts-fsrs.js") return libraryText("ts-fsrs");
  return name === "mock-interview.js" ? libraryText("mock-interview") : assetText(name);
}

/** The drill page with its scripts at work. */
export function openDrill({ storage = "working", stored = {}, html = drillPage, ahead = 0 }: DrillOptions = {}): Evaluate {
  const window = openPage(html);
  window.eval(`globalThis.stored = ${JSON.stringify(stored)};`);
  window.eval(`Object.defineProperty(globalThis, "localStorage", { value: { ${STORAGES[storage]} } });`);
  window.eval(`${CLOCK} globalThis.clockAhead = ${ahead};`);
  for (const name of DRILL_SCRIPTS) window.eval(scriptText(name));
  return <T>(source: string) => window.eval(source) as T;
}

export const storedIn = (evaluate: Evaluate): Stored => JSON.parse(evaluate<string>("JSON.stringify(stored)")) as Stored;
export const textOf = (id: string) => `document.getElementById("${id}").textContent`;
export const hidden = (id: string) => `document.getElementById("${id}").closest("[hidden]") !== null`;
export const click = (id: string) => `document.getElementById("${id}").click()`;
/** Presses a key where the focus is. */
export const press = (key: string, more = "") =>
  `document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: ${JSON.stringify(key)}, bubbles: true, cancelable: true, ${more} }))`;
export const choose = (name: string, value: string) =>
  `(() => { const list = document.getElementById("drill-setup").elements.${name}; list.value = "${value}"; list.dispatchEvent(new Event("change", { bubbles: true })); })()`;
/** Types into the box of a mock interview's answer. */
export const type = (text: string) =>
  `(() => { const box = document.getElementById("mock-text"); box.focus(); box.value = ${JSON.stringify(text)}; box.dispatchEvent(new Event("input", { bubbles: true })); })()`;
export const start = `document.getElementById("drill-setup").requestSubmit()`;

/** Where the page keeps a running mock interview, and the sheet of the last. */
export const COURSE = "nerbook-mock";
export const SHEET = "nerbook-mock-sheet";

export function keys(evaluate: Evaluate, ...pressed: readonly string[]): void {
  for (const key of pressed) evaluate(press(key));
}

/** A page on which a mock interview of 45 minutes has just begun: two technical questions. */
export function begun(): Evaluate {
  const evaluate = openDrill();
  evaluate(choose("mode", "mock"));
  evaluate(start);
  return evaluate;
}

/** The page again, as after a reload, some time later. */
export function reloaded(evaluate: Evaluate, ahead = 0): Evaluate {
  return openDrill({ stored: storedIn(evaluate), ahead });
}

export const keptSheet = (evaluate: Evaluate): ScoreSheet => parseSheet(storedIn(evaluate)[SHEET]!);
