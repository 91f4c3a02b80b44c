import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Sentence } from "../../../src/corpus/types";
import { scoreEntities } from "../../../src/evaluation";
import { agreementCeiling, noiseReport, oracleCeiling, stringReport } from "../../../src/evaluation/noise";

const RUNS = { numRuns: 300, seed: 3 };

function sentence(words: string, tags: string): Sentence {
  return { words: words.split(" "), tags: tags.split(" ") };
}

const NOISY = [
  sentence("Paris met Ada", "B-geo O B-per"),
  sentence("Paris met Ada", "B-geo O B-per"),
  sentence("Paris met Ada", "B-org O B-per"),
  sentence("it rose", "O O"),
  sentence("it rose", "O O"),
  sentence("Oslo", "B-geo"),
];

test("equal sentences tagged differently form a group; equal ones tagged alike are only repeated", () => {
  const { repeated, conflicting, groups } = noiseReport(NOISY);
  assert.equal(repeated, { groups: 2, sentences: 5, tokens: 13, mentions: 6 });
  assert.equal(conflicting, { groups: 1, sentences: 3, minorityTokens: 1, disputedMentions: 3 });
  assert.equal(groups, [{ sentences: [0, 1, 2], taggings: 2, positions: [0], minorityTokens: 1, disputedMentions: 3 }]);
});

test("a corpus without repetition has no group and a ceiling of 1", () => {
  assert.equal(noiseReport([NOISY[0]!]).groups, []);
  const { tokenAccuracy, mentions } = oracleCeiling([NOISY[0]!]);
  assert.equal([tokenAccuracy, mentions.f1], [1, 1]);
});

test("the oracle loses the minority tags: 13 of 14 tokens and 6 of 7 mentions", () => {
  const { tokenAccuracy, mentions } = oracleCeiling(NOISY);
  assert.is(tokenAccuracy, 13 / 14);
  assert.equal([mentions.support, mentions.predicted, mentions.correct], [7, 7, 6]);
});

test("a mention that half of the annotations bear pays in F1, one that a third bear does not", () => {
  const half = [sentence("a", "B-X"), sentence("a", "O")];
  assert.equal(oracleCeiling(half).mentions, { precision: 0.5, recall: 1, f1: 2 / 3, support: 1, predicted: 2, correct: 1 });
  const third = ["B-X", "O", "O"].map((tag) => sentence("a", tag));
  const agreed = ["b", "c", "d", "e"].map((word) => sentence(word, "B-X"));
  assert.equal(oracleCeiling([...third, ...agreed]).mentions.correct, 4);
});

test("of overlapping mentions the oracle can answer one", () => {
  const members = [sentence("a b", "B-X I-X"), sentence("a b", "B-X I-X"), sentence("a b", "B-X O"), sentence("a b", "B-Y I-Y")];
  assert.equal(oracleCeiling(members).mentions.correct, 2);
});

/** The best F1 over every way to answer each distinct sentence, by trying them all. */
function bestByTrying(sentences: readonly Sentence[], answers: readonly string[]): number {
  const texts = [...new Set(sentences.map(({ words }) => words.join(" ")))];
  const gold = sentences.map(({ tags }) => tags);
  let best = 0;
  for (let choice = 0; choice < answers.length ** texts.length; choice++) {
    const answerTo = (i: number): string => answers[Math.floor(choice / answers.length ** i) % answers.length]!;
    const answerOf = new Map(texts.map((text, i) => [text, answerTo(i).split(" ")]));
    const predicted = sentences.map(({ words }) => answerOf.get(words.join(" "))!);
    best = Math.max(best, scoreEntities(gold, predicted, { scheme: "IOB2", repair: "discard" }).micro.f1);
  }
  return best;
}

test("no answer beats the oracle's F1, and one reaches it", () => {
  const answers = ["O O", "B-X O", "O B-X", "B-X I-X", "B-X B-X", "B-Y O", "B-Y B-X", "O B-Y", "B-X B-Y", "B-Y B-Y", "B-Y I-Y"];
  const tagged = fc.tuple(fc.constantFrom("a b", "c d"), fc.constantFrom(...answers)).map(([text, tags]) => sentence(text, tags));
  fc.assert(fc.property(fc.array(tagged, { minLength: 1, maxLength: 7 }), (sentences) => {
    assert.ok(Math.abs(oracleCeiling(sentences).mentions.f1 - bestByTrying(sentences, answers)) < 1e-12);
  }), { ...RUNS, numRuns: 60 });
});

test("agreement compares every member of a group with all others", () => {
  const { repeated, tokenAccuracy, f1 } = agreementCeiling(NOISY);
  assert.equal(repeated, { groups: 2, sentences: 5, tokens: 13, mentions: 6 });
  // Paris: two of three agree, so 2·1/2 + 0 = 1 of 3; the other ten tokens agree in full.
  assert.equal(tokenAccuracy, { agreement: 11 / 13, lowest: 11 / 13, highest: Math.sqrt(11 / 13) });
  assert.is(f1.agreement, 4 / 6);
});

test("annotations that always agree leave no ceiling, and no repetition leaves it unknown", () => {
  assert.equal(agreementCeiling(NOISY.slice(0, 2)).f1, { agreement: 1, lowest: 1, highest: 1 });
  assert.equal(agreementCeiling(NOISY.slice(5)).f1, { agreement: null, lowest: null, highest: null });
});

test("the bounds hold: with known probabilities the best fixed answer lies between agreement and its root", () => {
  const probabilities = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 });
  fc.assert(fc.property(probabilities, (p) => {
    const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
    const agreement = sum(p.map((value) => value * value)) / sum(p);
    const descending = [...p].sort((a, b) => b - a);
    const best = Math.max(...descending.map((_, i) => (2 * sum(descending.slice(0, i + 1))) / (i + 1 + sum(p))));
    assert.ok(best >= agreement - 1e-12 && best <= Math.sqrt(agreement) + 1e-12);
  }), RUNS);
});

test("strings of several types, most minority mentions first, and the ceiling without context", () => {
  const report = stringReport([...NOISY, sentence("Ada", "B-org")]);
  assert.equal(report.ambiguous, [
    { text: "Ada", types: [{ type: "per", count: 3 }, { type: "org", count: 1 }], mentions: 4, minority: 1 },
    { text: "Paris", types: [{ type: "geo", count: 2 }, { type: "org", count: 1 }], mentions: 3, minority: 1 },
  ]);
  assert.equal([report.strings, report.mentions, report.ambiguousMentions, report.minority, report.typeCeiling], [3, 8, 7, 2, 6 / 8]);
});

test("without a mention there is no ceiling of types", () => {
  assert.is(stringReport([sentence("a", "O")]).typeCeiling, null);
});

test.run();
