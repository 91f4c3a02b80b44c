import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Sentence } from "../../../src/corpus/types";
import { scoreEntities } from "../../../src/evaluation";
import {
  byAmbiguity, byEntityLength, byFrequency, bySentence, bySentenceLength, byString, byStringAndType, byWords, readLexicon, scoreSlices,
  splitEffect, standardRules,
} from "../../../src/evaluation/slices";
import type { SliceRule, SliceScores, SplitEffect } from "../../../src/evaluation/slices";
import { sides, tagPairs } from "../errors/cases";

const RUNS = { numRuns: 500, seed: 11 };

function sentence(words: string, tags: string): Sentence {
  return { words: words.split(" "), tags: tags.split(" ") };
}

const TRAINING = [
  sentence("Paris met Ada Boole", "B-geo O B-per I-per"),
  sentence("Paris in Oslo", "B-per O B-geo"),
  sentence("Paris", "B-geo"),
];
const LEXICON = readLexicon(TRAINING);

/** `slice support/predicted/correct` of every slice. */
function counts(rule: SliceRule, test_: readonly Sentence[], predicted: readonly string[]): string[] {
  const [scores] = scoreSlices(test_, predicted.map((tags) => tags.split(" ")), [rule], "discard");
  return scores!.slices.map((each) => `${each.slice} ${each.support}/${each.predicted}/${each.correct}`);
}

const TEST = [sentence("Paris met Ada in Rome", "B-per O B-per O B-geo")];
const PREDICTED = ["B-geo O B-per O B-geo"];

test("a string is seen when it is a mention in training, of any type", () => {
  // Ada is a word of training, but the mention there is Ada Boole.
  assert.equal(counts(byString(LEXICON), TEST, PREDICTED), ["seen 1/1/0", "unseen 2/2/2"]);
});

test("a string with its type is seen when it bore that type, and a prediction goes by its own type", () => {
  const rule = byStringAndType(LEXICON);
  assert.equal(counts(rule, TEST, PREDICTED), ["seen 1/1/0", "unseen 2/2/2"]);
  assert.equal(counts(rule, [sentence("Oslo", "B-geo")], ["B-per"]), ["seen 1/0/0", "unseen 0/1/0"]);
});

test("words are seen wherever they occur in training; one unseen word makes a mention unseen", () => {
  assert.equal(counts(byWords(LEXICON), TEST, PREDICTED), ["seen 2/2/1", "unseen 1/1/1"]);
  assert.equal(counts(byWords(LEXICON), [sentence("Ada Rome", "B-per I-per")], ["B-per O"]), ["seen 0/1/0", "unseen 1/0/0"]);
});

test("by mention length, a prediction counts under its own length", () => {
  const found = counts(byEntityLength(), [sentence("Ada Boole met X", "B-per I-per O B-geo")], ["B-per O O B-geo"]);
  assert.equal(found, ["1 1/2/1", "2 1/0/0", "3 0/0/0", "4+ 0/0/0"]);
});

test("by sentence length, by how often and with how many types a string was seen", () => {
  assert.equal(counts(bySentenceLength([1, 3, 5]), TEST, PREDICTED), ["1–2 0/0/0", "3–4 0/0/0", "5+ 3/3/2"]);
  assert.equal(counts(byFrequency(LEXICON, [0, 1, 3]), TEST, PREDICTED), ["0 2/2/2", "1–2 0/0/0", "3+ 1/1/0"]);
  assert.equal(counts(byAmbiguity(LEXICON), TEST, PREDICTED), ["0 2/2/2", "1 0/0/0", "2 1/1/0", "3+ 0/0/0"]);
});

test("by a label of the sentence", () => {
  const rule = bySentence("in training", ["duplicate", "new"], ["new", "duplicate"]);
  assert.equal(counts(rule, [sentence("a", "B-X"), sentence("b", "B-X")], ["B-X", "O"]), ["duplicate 1/0/0", "new 1/1/1"]);
});

test("scores follow from the counts, and a slice without mentions scores 0 with support 0", () => {
  const [scores] = scoreSlices(TEST, [["B-geo", "O", "O", "O", "B-geo"]], [byString(LEXICON)], "discard");
  assert.equal(scores!.slices[1], { slice: "unseen", precision: 1, recall: 0.5, f1: 2 / 3, support: 2, predicted: 1, correct: 1 });
  assert.equal(scoreSlices([sentence("a", "O")], [["O"]], [byString(LEXICON)], "discard")[0]!.slices[0]!.support, 0);
});

test("the slices of every rule partition gold, predicted and correct mentions", () => {
  const fourteenWords = fc.array(fc.constantFrom("Paris", "Ada", "Boole", "Oslo", "Rome"), { minLength: 14, maxLength: 14 });
  fc.assert(fc.property(tagPairs, fourteenWords, (pairs, words) => {
    const { gold, predicted } = sides(pairs);
    const sentences = [{ words: words.slice(0, gold.length), tags: gold }];
    const { types, perType } = scoreEntities([gold], [predicted], { scheme: "IOB2", repair: "begin" });
    for (const { slices } of scoreSlices(sentences, [predicted], standardRules(LEXICON), "begin")) {
      for (const count of ["support", "predicted", "correct"] as const) {
        const whole = types.reduce((sum, type) => sum + perType[type]![count], 0);
        assert.is(slices.reduce((sum, slice) => sum + slice[count], 0), whole);
      }
    }
  }), RUNS);
});

/** Support and correct predictions of each slice. */
type Rows = readonly (readonly [support: number, correct: number])[];

function effectOf(before: Rows, after: Rows): SplitEffect {
  const scores = (rows: Rows): SliceScores => ({
    rule: "r",
    slices: rows.map(([support, correct], i) => ({
      slice: String(i), support, predicted: support, correct,
      precision: correct / (support || 1), recall: correct / (support || 1), f1: correct / (support || 1),
    })),
  });
  return splitEffect(scores(before), scores(after));
}

test("more seen mentions at the same recall in each slice is an effect of the mix alone", () => {
  // Seen 9 of 10 found, unseen 5 of 10; then 30 seen and 10 unseen: recall .7 becomes .8.
  const { recall, recallByMix, recallWithinSlices } = effectOf([[10, 9], [10, 5]], [[30, 27], [10, 5]]);
  assert.ok(Math.abs(recall - 0.1) < 1e-12 && Math.abs(recallByMix - 0.1) < 1e-12 && Math.abs(recallWithinSlices) < 1e-12);
});

test("the same mix with other recalls is an effect within the slices alone", () => {
  const { recallByMix, recallWithinSlices } = effectOf([[10, 9], [10, 5]], [[20, 20], [20, 10]]);
  assert.ok(Math.abs(recallByMix) < 1e-12 && Math.abs(recallWithinSlices - 0.05) < 1e-12);
});

test("the two parts sum to the difference, empty slices or not", () => {
  const slice = fc.nat(20).chain((support) => fc.tuple(fc.constant(support), fc.nat(support)));
  const three = fc.tuple(slice, slice, slice).filter((rows) => rows.some(([support]) => support > 0));
  fc.assert(fc.property(three, three, (before, after) => {
    const { recall, recallByMix, recallWithinSlices } = effectOf(before, after);
    assert.ok(Math.abs(recallByMix + recallWithinSlices - recall) < 1e-9);
  }), RUNS);
});

test("slices of different rules are not compared", () => {
  const [a, b] = scoreSlices(TEST, [TEST[0]!.tags], [byString(LEXICON), byWords(LEXICON)], "discard");
  assert.throws(() => splitEffect(a!, b!), /"string in training: seen, unseen" with "every word in training: seen, unseen"/);
});

test("bins must begin at the lowest value and ascend, and a rule must list its slices", () => {
  assert.throws(() => byEntityLength([2, 3]), /begin at 2, 3; give ascending whole numbers from 1 on/);
  assert.throws(() => byFrequency(LEXICON, [0, 5, 5]), /ascending/);
  assert.throws(() => byEntityLength([]), /ascending/);
  assert.throws(() => scoreSlices(TEST, [TEST[0]!.tags], [bySentence("label", ["a"], ["b"])], "discard"), /does not list the slice "b"/);
});

test("words and tags must be parallel", () => {
  const uneven = [{ words: ["a", "b"], tags: ["O"] }];
  assert.throws(() => scoreSlices(uneven, [["O"]], [byEntityLength()], "discard"), /Sentence 1 has 2 words but 1 gold tags/);
  assert.throws(() => scoreSlices(TEST, [], [byEntityLength()], "discard"), /1 gold sentences but 0 predicted/);
});

test.run();
