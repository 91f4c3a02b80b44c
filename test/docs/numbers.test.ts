import * as fs from "node:fs";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { quotedNumbers } from "../../src/claims";
import { parsePercent } from "../../src/notebooks/percent";
import { bareNumbers, bareNumbersStrictly } from "../../src/numbers/bare-numbers";
import { pagesWithNumbers } from "../../src/numbers/pages";
import { referencesIn } from "../../src/numbers/references";
import { staleNumbers } from "../../src/numbers/update";
import { openRecordBook } from "../../src/reports/record-book";
import { STARTING_ITEMS } from "../interview/check/starting-items";

const ROOT = path.join(__dirname, "..", "..");
/** Levels and limits, which are chosen and not found. */
const CHOSEN = ["0.05", "0.001"];
/** Pages about speed, whose tables come from records of their own and whose prose tells what was tried while building. */
const OF_SPEED = /^bench\//;
/** The interview guide, whose rule is the stricter one. */
const OF_GUIDE = /^interview\//;

const pages = pagesWithNumbers();

/** A page's prose; of a notebook's source its markdown cells. */
function proseOf(file: string): string {
  const text = fs.readFileSync(path.join(ROOT, file), "utf8");
  if (!file.endsWith(".ts")) return text;
  return parsePercent(text, file).filter((cell) => cell.kind === "markdown").map((cell) => cell.source).join("\n\n");
}

test("every number that prose quotes is what its records say", () => {
  assert.equal(staleNumbers(openRecordBook()), []);
  assert.ok(pages.flatMap((file) => referencesIn(proseOf(file))).length >= 5);
});

test("no result stands in prose without an address, but for numbers quoted from a claim", () => {
  const allowed = new Set([...quotedNumbers(), ...CHOSEN]);
  const bare = pages.filter((file) => !OF_SPEED.test(file) && !OF_GUIDE.test(file)).flatMap((file) => bareNumbers(proseOf(file), allowed).map((found) => `${file}: ${found}`));
  assert.equal(bare, []);
});

/** A page without the starting documents' own words, which its coverage table repeats. */
function withoutStartingItems(text: string): string {
  return Object.values(STARTING_ITEMS).flat().reduce((rest, item) => rest.replace(`| ${item} |`, "| |"), text);
}

test("in the interview guide nothing that could be a result stands without an address", () => {
  const guide = pages.filter((file) => OF_GUIDE.test(file));
  assert.equal(guide.flatMap((file) => bareNumbersStrictly(withoutStartingItems(proseOf(file))).map((found) => `${file}: ${found}`)), []);
});

test.run();
