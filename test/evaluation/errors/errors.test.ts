import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { scoreEntities } from "../../../src/evaluation";
import type { Entity, Repair } from "../../../src/evaluation";
import { classifyMentions, confuseTypes, countOutcomes, inspectOutcomes, OUTCOME_KINDS } from "../../../src/evaluation/errors";
import type { Outcome } from "../../../src/evaluation/errors";
import { sides, tagPairs } from "./cases";

const RUNS = { numRuns: 1500, seed: 7 };

/** `X0-1` is an X mention of the tokens 0 and 1. */
function named({ type, start, end }: Entity): string {
  return `${type}${start}-${end}`;
}

/** Each outcome as `kind: gold / predicted`. */
function outcomes(gold: string, predicted: string, repair: Repair = "discard"): string[] {
  return classifyMentions([gold.split(" ")], [predicted.split(" ")], repair)
    .map((each) => `${each.kind}: ${each.gold.map(named).join(",")} / ${each.predicted.map(named).join(",")}`);
}

const EXAMPLES: readonly (readonly [fact: string, gold: string, predicted: string, expected: readonly string[]])[] = [
  ["same span, same type: correct", "B-X I-X O", "B-X I-X O", ["correct: X0-1 / X0-1"]],
  ["no prediction overlaps it: missed", "B-X I-X O B-Y", "O O O B-Y", ["missed: X0-1 / ", "correct: Y3-3 / Y3-3"]],
  ["no gold mention overlaps it: spurious", "O O B-X", "B-Y I-Y B-X", ["spurious:  / Y0-1", "correct: X2-2 / X2-2"]],
  ["same type, another span: boundary", "B-X I-X I-X", "O B-X I-X", ["boundary: X0-2 / X1-2"]],
  ["same span, another type: type", "B-X I-X", "B-Y I-Y", ["type: X0-1 / Y0-1"]],
  ["another span and another type: boundary+type", "B-X I-X O", "O B-Y I-Y", ["boundary+type: X0-1 / Y1-2"]],
  ["one gold mention under several predictions: split", "B-X I-X I-X I-X", "B-X O B-Y B-X", ["split: X0-3 / X0-0,Y2-2,X3-3"]],
  ["one prediction over several gold mentions: merged", "B-X B-Y I-Y", "B-X I-X I-X", ["merged: X0-0,Y1-2 / X0-2"]],
  ["neighbors that do not share a token are not held against each other", "B-X O", "O B-X", ["missed: X0-0 / ", "spurious:  / X1-1"]],
];

for (const [fact, gold, predicted, expected] of EXAMPLES) {
  test(fact, () => assert.equal(outcomes(gold, predicted), expected));
}

test("of a chain of overlaps, the greatest pair first, and the rest joins its neighbor", () => {
  // Gold 0-2 and 3-4, predicted 0-0 and 1-3: 1-3 shares two tokens with 0-2, so 0-0 joins 0-2 and 3-4 joins 1-3, and that pair parts.
  assert.equal(outcomes("B-X I-X I-X B-Y I-Y", "B-X B-Y I-Y I-Y O"), ["boundary: X0-2 / X0-0", "boundary: Y3-4 / Y1-3"]);
  // Gold 0-1, 2-3 and predicted 1-2, 3-4: every overlap is one token; the earlier gold has the earlier prediction.
  assert.equal(outcomes("B-X I-X B-X I-X O", "O B-X I-X B-X I-X"), ["boundary: X0-1 / X1-2", "boundary: X2-3 / X3-4"]);
});

test("a stray tag is a mention under begin and none under discard", () => {
  assert.equal(outcomes("B-X O", "I-X O", "begin"), ["correct: X0-0 / X0-0"]);
  assert.equal(outcomes("B-X O", "I-X O", "discard"), ["missed: X0-0 / "]);
});

test("mentions of different sentences never meet", () => {
  const found = classifyMentions([["O", "B-X"], ["O"]], [["O", "O"], ["B-X"]], "discard");
  assert.equal(found.map(({ kind, sentence }) => [kind, sentence]), [["missed", 0], ["spurious", 1]]);
});

test("a split counts one gold and several predicted mentions", () => {
  const { kinds, support, predicted, errors } = countOutcomes(classifyMentions([["B-X", "I-X"]], [["B-X", "B-X"]], "discard"));
  assert.equal(kinds.split, { outcomes: 1, gold: 1, predicted: 2 });
  assert.equal([support, predicted, errors], [1, 2, 1]);
});

test("every gold and every predicted mention is in exactly one outcome, and the sums are the scorer's counts", () => {
  const corpora = fc.array(tagPairs, { minLength: 1, maxLength: 3 });
  fc.assert(fc.property(corpora, fc.constantFrom<Repair>("begin", "discard"), (pairs, repair) => {
    const [gold, predicted] = [pairs.map((each) => sides(each).gold), pairs.map((each) => sides(each).predicted)];
    const found = classifyMentions(gold, predicted, repair);
    const keys = found.flatMap((each) => [
      ...each.gold.map((mention) => `gold ${each.sentence} ${named(mention)}`),
      ...each.predicted.map((mention) => `predicted ${each.sentence} ${named(mention)}`),
    ]);
    assert.is(new Set(keys).size, keys.length);
    const { types, perType } = scoreEntities(gold, predicted, { scheme: "IOB2", repair });
    const sum = (count: "support" | "predicted" | "correct"): number => types.reduce((total, type) => total + perType[type]![count], 0);
    const counts = countOutcomes(found);
    assert.equal([counts.support, counts.predicted, counts.correct], [sum("support"), sum("predicted"), sum("correct")]);
    assert.is(OUTCOME_KINDS.reduce((total, kind) => total + counts.kinds[kind].gold, 0), counts.support);
  }), RUNS);
});

function overlaps(a: Entity, b: Entity): boolean {
  return a.start <= b.end && b.start <= a.end;
}

test("what is missed or spurious overlaps nothing, and what is grouped overlaps in full", () => {
  fc.assert(fc.property(tagPairs, (pairs) => {
    const { gold, predicted } = sides(pairs);
    const found = classifyMentions([gold], [predicted], "begin");
    const all = (side: "gold" | "predicted"): Entity[] => found.flatMap((each) => each[side]);
    for (const each of found) {
      if (each.kind === "missed") assert.not.ok(all("predicted").some((mention) => overlaps(mention, each.gold[0]!)));
      else if (each.kind === "spurious") assert.not.ok(all("gold").some((mention) => overlaps(mention, each.predicted[0]!)));
      else assert.ok(each.gold.every((g) => each.predicted.every((p) => overlaps(g, p))));
      assert.ok(each.gold.length <= 1 || each.predicted.length <= 1);
    }
  }), RUNS);
});

test("a perfect prediction has no error", () => {
  fc.assert(fc.property(tagPairs, (pairs) => {
    const { gold } = sides(pairs);
    assert.is(countOutcomes(classifyMentions([gold], [gold], "begin")).errors, 0);
  }), { ...RUNS, numRuns: 300 });
});

test("exchanging gold and prediction exchanges missed with spurious and split with merged", () => {
  const mirrored: Readonly<Record<string, string>> = { missed: "spurious", spurious: "missed", split: "merged", merged: "split" };
  const pairs = ["B-X I-X I-X O B-Y O B-X", "B-X O B-X O B-X B-X O"] as const;
  const kinds = ([gold, predicted]: readonly [string, string]): string[] =>
    classifyMentions([gold.split(" ")], [predicted.split(" ")], "begin").map(({ kind }) => kind);
  assert.equal(kinds([pairs[1], pairs[0]]), kinds(pairs).map((kind) => mirrored[kind] ?? kind));
  assert.equal(kinds(pairs), ["split", "type", "spurious", "missed"]);
});

test("the confusion of types: overlaps by type, missed in O's column, spurious in O's row", () => {
  const gold = [["B-X", "I-X", "O", "B-Y", "O", "B-X"]];
  const predicted = [["B-X", "O", "B-Y", "B-X", "O", "O"]];
  const { labels, counts } = confuseTypes(classifyMentions(gold, predicted, "discard"));
  assert.equal(labels, ["X", "Y", "O"]);
  assert.equal(counts, [[1, 0, 1], [1, 0, 0], [0, 1, 0]]);
});

test("in a split the prediction that shares most tokens is the partner and the others are spurious", () => {
  const { counts } = confuseTypes(classifyMentions([["B-X", "I-X", "I-X"]], [["B-X", "B-Y", "I-Y"]], "discard"));
  assert.equal(counts, [[0, 1, 0], [0, 0, 0], [1, 0, 0]]);
});

test("rows of the confusion sum to the support, columns to the predictions", () => {
  fc.assert(fc.property(tagPairs, (pairs) => {
    const { gold, predicted } = sides(pairs);
    const { labels, counts } = confuseTypes(classifyMentions([gold], [predicted], "begin"));
    const { types, perType } = scoreEntities([gold], [predicted], { scheme: "IOB2", repair: "begin" });
    assert.equal(labels, [...types, "O"]);
    types.forEach((type, i) => {
      assert.is(counts[i]!.reduce((sum, value) => sum + value, 0), perType[type]!.support);
      assert.is(counts.reduce((sum, row) => sum + row[i]!, 0), perType[type]!.predicted);
    });
  }), RUNS);
});

const SENTENCES = [{ words: ["we", "met", "New", "York"] }];
const FOUND: readonly Outcome[] = classifyMentions([["B-X", "O", "B-Y", "I-Y"]], [["B-X", "O", "B-Y", "B-X"]], "discard");

test("the inspection table shows the words of mentions alone, of errors alone", () => {
  assert.equal(inspectOutcomes(SENTENCES, FOUND), [{
    kind: "split", sentence: 0, start: 2, end: 3, gold: "New York", goldType: "Y", predicted: "New | York", predictedType: "Y | X",
  }]);
});

test("it shows whole sentences, correct mentions and corpus indices where they are asked for", () => {
  const rows = inspectOutcomes(SENTENCES, FOUND, { kinds: ["correct"], sentenceIndices: [4711], wholeSentences: true });
  assert.equal(rows.map(({ kind, sentence, text }) => [kind, sentence, text]), [["correct", 4711, "we met New York"]]);
});

test("a missed mention has no predicted type, a spurious one no gold type", () => {
  const found = classifyMentions([["B-X", "O", "O", "O"]], [["O", "O", "B-Y", "O"]], "discard");
  const rows = inspectOutcomes(SENTENCES, found);
  assert.equal(rows.map(({ gold, goldType, predicted, predictedType }) => [gold, goldType, predicted, predictedType]),
    [["we", "X", null, null], [null, null, "New", "Y"]]);
});

test("other sentences than those classified are refused", () => {
  assert.throws(() => inspectOutcomes([], FOUND), /sentence 1, but only 0 were given/);
});

test("unequal lengths are refused", () => {
  assert.throws(() => classifyMentions([["O"]], [["O", "O"]], "discard"), /Sentence 1 has 1 gold tags but 2 predicted ones/);
});

test.run();
