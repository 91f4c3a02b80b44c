import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { entitiesOf, readEntities, repairTags, scoreEntities } from "../../src/evaluation";
import type { EntityScores, Repair } from "../../src/evaluation";

const RUNS = { numRuns: 10000, seed: 20040126 };
const TAGS = ["O", "B-X", "I-X", "B-Y", "I-Y"] as const;
const tagSequence = fc.array(fc.constantFrom(...TAGS), { maxLength: 20 });
const pairOfSequences = fc.array(fc.tuple(fc.constantFrom(...TAGS), fc.constantFrom(...TAGS)), { minLength: 1, maxLength: 20 });

type Rewrite = (type: string) => string;

/** The definition, tag by tag: an I- tag that does not continue its type in the rewritten sequence is rewritten. */
function rewriteStray(tags: readonly string[], rewrite: Rewrite): string[] {
  const result: string[] = [];
  for (const tag of tags) {
    const before = result[result.length - 1] ?? "O";
    const continues = before !== "O" && before.slice(2) === tag.slice(2);
    result.push(tag.startsWith("I-") && !continues ? rewrite(tag.slice(2)) : tag);
  }
  return result;
}

const begin = (tags: readonly string[]): string[] => rewriteStray(tags, (type) => `B-${type}`);
const discard = (tags: readonly string[]): string[] => rewriteStray(tags, () => "O");
const keys = (tags: readonly string[], repair: Repair): string[] =>
  entitiesOf(tags, repair).map(({ type, start, end }) => `${type}:${start}-${end}`);
const changed = (before: readonly string[], after: readonly string[]): number => before.filter((tag, i) => tag !== after[i]).length;

test("the strict reading of a sequence is that of the sequence with stray tags discarded", () => {
  fc.assert(fc.property(tagSequence, (tags) => assert.equal(keys(tags, "discard"), keys(discard(tags), "reject"))), RUNS);
});

test("the begin reading of a sequence is the strict one of the sequence with stray tags made B-", () => {
  fc.assert(fc.property(tagSequence, (tags) => assert.equal(keys(tags, "begin"), keys(begin(tags), "reject"))), RUNS);
});

test("every entity of the strict reading is one of the begin reading", () => {
  const isSubset = (tags: readonly string[]): boolean => keys(tags, "discard").every((key) => keys(tags, "begin").includes(key));
  fc.assert(fc.property(tagSequence, isSubset), RUNS);
});

test("repairing writes out exactly the reading's definition", () => {
  fc.assert(fc.property(tagSequence, (tags) => {
    assert.equal(repairTags(tags, "begin"), begin(tags));
    assert.equal(repairTags(tags, "discard"), discard(tags));
  }), RUNS);
});

test("repairs are the tags that a rewriting would change", () => {
  fc.assert(fc.property(tagSequence, (tags) => {
    assert.is(readEntities([tags], "begin").repairs, changed(tags, begin(tags)));
    assert.is(readEntities([tags], "discard").repairs, changed(tags, discard(tags)));
  }), RUNS);
});

test("on valid IOB2 all three readings give the same scores", () => {
  fc.assert(fc.property(pairOfSequences, (pairs) => {
    const gold = [begin(pairs.map(([tag]) => tag))];
    const predicted = [discard(pairs.map(([, tag]) => tag))];
    const [a, b, c] = (["begin", "discard", "reject"] as const).map((repair) => scoreEntities(gold, predicted, { scheme: "IOB2", repair }));
    assert.equal(a, b);
    assert.equal(a, c);
  }), { ...RUNS, numRuns: 1000 });
});

test("exchanging gold and prediction exchanges precision and recall and keeps F1", () => {
  fc.assert(fc.property(pairOfSequences, fc.constantFrom<Repair>("begin", "discard"), (pairs, repair) => {
    const [gold, predicted] = [[pairs.map(([tag]) => tag)], [pairs.map(([, tag]) => tag)]];
    const there = scoreEntities(gold, predicted, { scheme: "IOB2", repair }).micro;
    const back = scoreEntities(predicted, gold, { scheme: "IOB2", repair }).micro;
    assert.equal([there.precision, there.recall, there.f1], [back.recall, back.precision, back.f1]);
  }), { ...RUNS, numRuns: 1000 });
});

test("scores do not depend on the order of the sentences", () => {
  fc.assert(fc.property(pairOfSequences, pairOfSequences, (first, second) => {
    const side = (pairs: readonly (readonly [string, string])[], k: 0 | 1): string[] => pairs.map((pair) => pair[k]);
    const score = (...order: typeof first[]): EntityScores =>
      scoreEntities(order.map((pairs) => side(pairs, 0)), order.map((pairs) => side(pairs, 1)), { scheme: "IOB2", repair: "begin" });
    assert.equal(score(first, second), score(second, first));
  }), { ...RUNS, numRuns: 1000 });
});

test.run();
