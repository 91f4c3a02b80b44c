import { test } from "uvu";
import * as assert from "uvu/assert";
import { scoreSpans } from "../../src/evaluation";
import type { Schemes, SpanScore } from "../../src/evaluation";
import { goldenFile, readLines, sampleFile } from "./golden";

type GoldenSchemes = { readonly [scheme in "strict" | "exact" | "partial" | "ent_type"]: SpanScore };
interface SpanCase {
  readonly id: string;
  readonly tags: string[];
  readonly gold: string[][];
  readonly pred: string[][];
  readonly overall: GoldenSchemes;
  readonly perType: { readonly [type: string]: GoldenSchemes };
}

const renamed = ({ ent_type, ...others }: GoldenSchemes): Schemes => ({ ...others, entType: ent_type });

function isReproduced({ tags, gold, pred, overall, perType }: SpanCase): boolean {
  const scores = scoreSpans(gold, pred, { types: tags });
  assert.equal(scores.overall, renamed(overall));
  assert.equal(Object.keys(scores.perType).sort(), Object.keys(perType).sort());
  for (const type of Object.keys(perType)) assert.equal(scores.perType[type], renamed(perType[type]!));
  return true;
}

function checkFile(file: string, cases: number): void {
  const golden = readLines(file).map((line) => JSON.parse(line) as SpanCase);
  assert.is(golden.length, cases);
  for (const each of golden) assert.ok(isReproduced(each), each.id);
}

test("the sample of golden cases comes out as from nervaluate, to the last bit", () => {
  checkFile(sampleFile("nervaluate-sample.jsonl"), 20);
});

const full = goldenFile("nervaluate.jsonl");
(full === undefined ? test.skip : test)("all 150 golden cases come out as from nervaluate, to the last bit", () => {
  checkFile(full!, 150);
});

test("partial matches keep their half point over several documents", () => {
  const { partial } = scoreSpans([["B-X", "I-X"], ["B-X"]], [["B-X", "O"], ["B-X"]]).overall;
  assert.equal([partial.correct, partial.partial, partial.precision], [1, 1, 0.75]);
});

test("a wrong type is incorrect overall but missed and spurious per type", () => {
  const { overall, perType } = scoreSpans([["B-X"]], [["B-Y"]]);
  assert.equal([overall.strict.incorrect, overall.exact.correct, overall.partial.correct, overall.entType.incorrect], [1, 1, 1, 1]);
  assert.equal([perType["X"]!.strict.missed, perType["Y"]!.strict.spurious], [1, 1]);
});

test("a prediction over two gold entities uses up the first and leaves the second missed", () => {
  const { strict } = scoreSpans([["B-X", "B-X"]], [["B-X", "I-X"]]).overall;
  assert.equal([strict.incorrect, strict.missed, strict.spurious], [1, 1, 0]);
});

test("the least overlap decides whether a short hit counts", () => {
  const gold = [["B-X", "I-X", "I-X", "I-X"]];
  const predicted = [["B-X", "O", "O", "O"]];
  assert.is(scoreSpans(gold, predicted).overall.entType.correct, 1);
  assert.is(scoreSpans(gold, predicted, { minOverlap: 0.25 }).overall.entType.correct, 1);
  const { entType } = scoreSpans(gold, predicted, { minOverlap: 0.5 }).overall;
  assert.equal([entType.correct, entType.missed, entType.spurious], [0, 1, 1]);
});

test("unequal lengths are an error", () => {
  assert.throws(() => scoreSpans([["O", "O"]], [["O"]]), /Sentence 1 .*token 2/);
});

test.run();
