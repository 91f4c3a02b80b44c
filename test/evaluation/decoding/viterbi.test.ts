import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { sparseLabels } from "../../../src/encoding/labels";
import { DataError } from "../../../src/errors";
import { readEntities } from "../../../src/evaluation";
import { logProbabilities, softmaxRows, tagMatrix, type TagMatrix } from "../../../src/evaluation/calibration";
import { firstViolation, iob2Transitions, viterbi } from "../../../src/evaluation/decoding";
import { says } from "../calibration/helpers";

const RUNS = { seed: 20260801 };

const TAGS = ["O", "B-X", "I-X", "B-Y", "I-Y"];
const TRANSITIONS = iob2Transitions(TAGS);
/** Few whole scores, so that many sequences have equal sums, which are exact. */
const row = fc.array(fc.integer({ min: -3, max: 0 }), { minLength: TAGS.length, maxLength: TAGS.length });
const rows = (maxLength: number) => fc.array(row, { maxLength });
const matrixOf = (scores: readonly (readonly number[])[]): TagMatrix => tagMatrix(Float64Array.from(scores.flat()), TAGS.length);

function sequences(length: number): number[][] {
  if (length === 0) return [[]];
  return sequences(length - 1).flatMap((beginning) => TAGS.map((_, tag) => [...beginning, tag]));
}

function sumOf(scores: readonly (readonly number[])[], ids: readonly number[]): number {
  return ids.reduce((sum, id, time) => sum + scores[time]![id]!, 0);
}

/** Whether a's last differing tag comes first in the tag set. */
function precedes(a: readonly number[], b: readonly number[]): boolean {
  for (let i = a.length - 1; i >= 0; i--) if (a[i] !== b[i]) return a[i]! < b[i]!;
  return false;
}

function bruteForce(scores: readonly (readonly number[])[]): number[] {
  const valid = sequences(scores.length).filter((ids) => firstViolation(ids, TRANSITIONS) < 0);
  return valid.reduce((best, ids) => {
    const gain = sumOf(scores, ids) - sumOf(scores, best);
    return gain > 0 || (gain === 0 && precedes(ids, best)) ? ids : best;
  });
}

test("I-x begins no sentence and stands behind B-x and I-x alone", () => {
  const { start, next } = iob2Transitions(["O", "B-X", "I-X", "I-Y"]);
  assert.equal([...start], [1, 1, 0, 0]);
  assert.equal([...next], [
    1, 1, 0, 0,
    1, 1, 1, 0,
    1, 1, 1, 0,
    1, 1, 0, 1,
  ]);
});

test("allowed sequences are those in which the entity reader finds no stray tag", () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: TAGS.length - 1 })), (ids) => {
    const repairs = readEntities([ids.map((id) => TAGS[id]!)], "discard").repairs;
    assert.is(firstViolation(ids, TRANSITIONS) < 0, repairs === 0);
  }), RUNS);
});

test("by hand: a stray I-X gains its beginning where that costs less than losing it", () => {
  const tags = ["O", "B-X", "I-X"];
  const decoded = (first: readonly number[]): string[] =>
    Array.from(viterbi(tagMatrix(Float64Array.from([...first, -3, -3, -0.1]), 3), iob2Transitions(tags)), (id) => tags[id]!);
  assert.equal(decoded([-0.5, -1, -9]), ["B-X", "I-X"]);
  assert.equal(decoded([-0.1, -4, -9]), ["O", "O"]);
});

test("the result is the best of all valid sequences, and among equals the one whose last tags come first", () => {
  fc.assert(fc.property(rows(4), (scores) => {
    assert.equal([...viterbi(matrixOf(scores), TRANSITIONS)], bruteForce(scores));
  }), { ...RUNS, numRuns: 150 });
});

test("where argmax is valid, ties included, it is the result", () => {
  fc.assert(fc.property(rows(6), (scores) => {
    const argmax = sparseLabels(scores.flat(), TAGS.length);
    if (firstViolation(argmax, TRANSITIONS) < 0) assert.equal(viterbi(matrixOf(scores), TRANSITIONS), argmax);
  }), { ...RUNS, numRuns: 1000 });
});

test("the result is valid, also where every valid tag has the probability 0", () => {
  fc.assert(fc.property(rows(12), (scores) => assert.ok(firstViolation(viterbi(matrixOf(scores), TRANSITIONS), TRANSITIONS) < 0)), RUNS);
  const onlyInside = logProbabilities(tagMatrix(Float64Array.of(0, 0, 1, 0, 0, 0, 0, 0, 0, 1), TAGS.length));
  assert.equal([...viterbi(onlyInside, TRANSITIONS)].map((id) => TAGS[id]), ["B-Y", "I-Y"]);
});

test("logits and their log-probabilities decode alike", () => {
  const logits = fc.array(fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 5, maxLength: 5 }), { maxLength: 6 });
  fc.assert(fc.property(logits, (scores) => {
    const matrix = matrixOf(scores);
    const ids = viterbi(matrix, TRANSITIONS);
    const normalized = logProbabilities(softmaxRows(matrix));
    const sum = (path: Int32Array): number => path.reduce((total, id, time) => total + normalized.values[time * 5 + id]!, 0);
    assert.ok(Math.abs(sum(ids) - sum(viterbi(normalized, TRANSITIONS))) < 1e-9);
  }), RUNS);
});

test("an empty sentence has an empty answer", () => {
  assert.is(viterbi(matrixOf([]), TRANSITIONS).length, 0);
});

test("tags that no sentence could be made of, and matrices of another tag set, are DataErrors", () => {
  assert.throws(() => iob2Transitions(["O", "S-X"]), says(DataError, /"S-X" does not begin/));
  assert.throws(() => iob2Transitions(["O", "O"]), says(DataError, /"O" is named twice/));
  assert.throws(() => iob2Transitions(["I-X"]), says(DataError, /None of the 1 tags/));
  assert.throws(() => viterbi(tagMatrix(new Float64Array(4), 2), TRANSITIONS), says(DataError, /2 tags .* 5/));
});

test.run();
