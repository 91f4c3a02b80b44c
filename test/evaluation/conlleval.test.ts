import { execFileSync } from "node:child_process";
import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { DataError } from "../../src/errors";
import { conllevalReport, scoreEntities } from "../../src/evaluation";
import { formatPercentLikeC } from "../../src/evaluation/printf";
import { goldenFile, readLines, sampleFile } from "./golden";
import { createGenerator, type RandomGenerator } from "../../src/random/generator";

interface ReportCase { readonly id: string; readonly lines: string[]; readonly report: string }

function checkFile(file: string, cases: number): void {
  const golden = readLines(file).map((line) => JSON.parse(line) as ReportCase);
  assert.is(golden.length, cases);
  assert.equal(golden.filter(({ lines, report }) => conllevalReport(lines) !== report).map(({ id }) => id), []);
}

test("the sample of reports comes out as conlleval.pl printed them, byte for byte", () => {
  checkFile(sampleFile("conlleval-sample.jsonl"), 55);
});

const full = goldenFile("conlleval.jsonl");
(full === undefined ? test.skip : test)("all 300 reports come out as conlleval.pl printed them, byte for byte", () => {
  checkFile(full!, 300);
});

test("percentages round the exact binary value, ties to even", () => {
  const printed = [3.125, 15.625, 9.375, 0.125, 3.1250000000000004, 78.125, 100, 0, 66.66666666666667].map(formatPercentLikeC);
  assert.equal(printed, ["  3.12", " 15.62", "  9.38", "  0.12", "  3.13", " 78.12", "100.00", "  0.00", " 66.67"]);
});

test("the empty type's row appears twice when both sides have it, once when one has", () => {
  const isEmptyRow = (line: string): boolean => line.startsWith(`${" ".repeat(17)}:`);
  const emptyRows = (lines: string[]): number => conllevalReport(lines).split("\n").filter(isEmptyRow).length;
  assert.is(emptyRows(["a B B"]), 2);
  assert.is(emptyRows(["a B O"]), 1);
});

const RAGGED: readonly (readonly [string, string[], RegExp])[] = [
  ["a longer line", ["a O O", "", "a b O O"], /Line 3 has 4 fields where the lines before have 3/],
  ["a lone word", ["a"], /Line 1 has 1 field/],
];

for (const [name, lines, message] of RAGGED) {
  test(`${name} is named`, () => {
    const says = (error: unknown): boolean => error instanceof DataError && message.test(error.message);
    assert.throws(() => conllevalReport(lines), says);
  });
}

const TAGS = ["O", "B-X", "I-X", "B-Y", "I-Y"];
const pairs = fc.array(fc.tuple(fc.constantFrom(...TAGS), fc.constantFrom(...TAGS)), { minLength: 1, maxLength: 30 });

test("conlleval counts the entities of the begin reading", () => {
  fc.assert(fc.property(pairs, (tagged) => {
    const scores = scoreEntities([tagged.map(([tag]) => tag)], [tagged.map(([, tag]) => tag)], { scheme: "IOB2", repair: "begin" });
    const counted = scores.types.map((type) => scores.perType[type]!);
    const sum = (count: "support" | "predicted" | "correct"): number => counted.reduce((total, each) => total + each[count], 0);
    const [first] = conllevalReport(tagged.map(([gold, predicted]) => `w ${gold} ${predicted}`)).split("\n");
    const counts = `${sum("support")} phrases; found: ${sum("predicted")} phrases; correct: ${sum("correct")}`;
    assert.is(first, `processed ${tagged.length} tokens with ${counts}.`);
  }), { numRuns: 2000, seed: 20040126 });
});

// The script's license is unclear, so it is not in this repository: CONLLEVAL=path/to/conlleval.pl node test/run.js test/evaluation/conlleval.test.ts
const script = process.env["CONLLEVAL"];
const live = script ? test : test.skip;

const LIVE_TAGS = ["O", "O", "O", "B-X", "I-X", "B-Y", "I-Y", "B-X-Z", "I-X-Z"] as const;

/** Columns of a word, a gold and a predicted tag, with blank lines between sentences. */
function randomLines(generator: RandomGenerator): string[] {
  return Array.from({ length: 1 + generator.integer(60) }, (_, i) =>
    generator.uniform() < 0.15 ? "" : `word${i} ${generator.pick(LIVE_TAGS)} ${generator.pick(LIVE_TAGS)}`,
  );
}

live("on random files the report is the Perl script's, byte for byte", () => {
  const generator = createGenerator(7);
  for (let i = 0; i < 200; i++) {
    const lines = randomLines(generator);
    const expected = execFileSync("perl", [script!], { input: lines.map((line) => `${line}\n`).join(""), encoding: "utf8" });
    assert.is(conllevalReport(lines), expected, lines.join("\n"));
  }
});

test.run();
