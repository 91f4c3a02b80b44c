import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Sentence, Split } from "../../../src/corpus/types";
import {
  jaccard, leakageReport, mentionLeakage, nearestNeighbors, normalizeWord, shingleSets, testStatuses,
} from "../../../src/evaluation/leakage";

const RUNS = { numRuns: 400, seed: 5 };

function sentence(words: string, tags?: string): Sentence {
  const list = words.split(" ");
  return { words: list, tags: tags === undefined ? list.map(() => "O") : tags.split(" ") };
}

function similarity(a: string, b: string, options = {}): number {
  const [first, second] = shingleSets([sentence(a), sentence(b)], options);
  return jaccard(first!, second!);
}

test("a sentence of n different words has n trigrams, one mark at either end", () => {
  const sentences = [["a", "b", "c", "d"], ["a"], []].map((words) => ({ words }));
  assert.equal(shingleSets(sentences).map((set) => set.length), [4, 1, 0]);
});

test("a changed word costs the three trigrams that hold it", () => {
  assert.is(similarity("a b c d e f", "a b c X e f"), 3 / 9);
  assert.is(similarity("a b c d", "a b c d"), 1);
  assert.is(similarity("a b", "c d"), 0);
});

test("a sentence repeated twice over has no more trigrams than its pattern", () => {
  const [set] = shingleSets([sentence("a b a b a b")]);
  assert.is(set!.length, 4);
});

test("two words changed apart in 22 leave a similarity of 16/28, three of 13/31", () => {
  const words = Array.from({ length: 22 }, (_, i) => `w${i}`);
  const changed = (...places: number[]): string => words.map((word, i) => (places.includes(i) ? "X" : word)).join(" ");
  assert.is(similarity(words.join(" "), changed(4, 12)), 16 / 28);
  assert.is(similarity(words.join(" "), changed(4, 10, 16)), 13 / 31);
});

test("normalization lower-cases and takes every digit for 0", () => {
  assert.is(normalizeWord("May-2007", "case-and-digits"), "may-0000");
  assert.is(normalizeWord("May-2007", "none"), "May-2007");
  assert.is(similarity("In 2006 it rose 7 %", "in 2007 it rose 9 %", { normalization: "case-and-digits" }), 1);
});

const words = fc.array(fc.constantFrom("a", "b", "c", "d"), { minLength: 0, maxLength: 9 });
const corpora = fc.array(words, { minLength: 2, maxLength: 12 });

test("similarity and nearness are symmetric", () => {
  fc.assert(fc.property(corpora, fc.constantFrom(0.2, 0.5, 0.8, 1), (lists, threshold) => {
    const sets = shingleSets(lists.map((list) => ({ words: list })));
    assert.is(jaccard(sets[0]!, sets[1]!), jaccard(sets[1]!, sets[0]!));
    assert.is(nearestNeighbors(sets, [0], [1], threshold).length, nearestNeighbors(sets, [1], [0], threshold).length);
  }), RUNS);
});

test("the index finds exactly the neighbor that comparing all pairs finds", () => {
  fc.assert(fc.property(corpora, fc.constantFrom(0.15, 0.5, 2 / 3, 0.8, 1), fc.constantFrom(1, 2, 3), (lists, threshold, shingleLength) => {
    const sets = shingleSets(lists.map((list) => ({ words: list })), { shingleLength });
    const all = [...sets.keys()];
    const expected = all.flatMap((i) => {
      const others = all.filter((j) => j !== i).map((nearest) => ({ sentence: i, nearest, similarity: jaccard(sets[i]!, sets[nearest]!) }));
      const near = others.filter((other) => other.similarity >= threshold - 1e-9);
      return near.sort((a, b) => b.similarity - a.similarity || a.nearest - b.nearest).slice(0, 1);
    });
    assert.equal(nearestNeighbors(sets, all, all, threshold), expected);
  }), RUNS);
});

const CORPUS = [
  sentence("Paris met Ada Boole .", "B-geo O B-per I-per O"),
  sentence("it rose by 7 points on Monday .", "O O O O O O B-tim O"),
  sentence("Paris sleeps", "B-per O"),
  sentence("it rose by 7 points on Friday .", "O O O O O O B-tim O"),
  sentence("Paris met Ada Boole .", "B-geo O B-per I-per O"),
  sentence("Paris and Oslo", "B-org O B-geo"),
];
const SPLIT: Split = { name: "sequential", train: [0, 1], validation: [2], test: [3, 4, 5] };

test("the report of a small split, part against part", () => {
  const report = leakageReport(CORPUS, SPLIT, { threshold: 0.4 });
  assert.equal(report.nearness, { threshold: 0.4, shingleLength: 3, normalization: "none" });
  assert.equal(report.pairs.map(({ known, heldOut }) => `${known} ${heldOut}`), ["train validation", "train test", "validation test"]);
  const { duplicates, nearDuplicates } = report.pairs[1]!;
  assert.equal([duplicates.count, nearDuplicates.count, duplicates.of], [1, 1, 3]);
});

test("a test sentence is a duplicate, near or new", () => {
  assert.equal(testStatuses(CORPUS, SPLIT, { threshold: 0.4 }), ["near", "duplicate", "new"]);
  assert.equal(testStatuses(CORPUS, SPLIT, { threshold: 0.9 }), ["new", "duplicate", "new"]);
});

test("case and digits aside, more sentences are duplicates", () => {
  const corpus = ["In 2006 .", "x", "in 2007 ."].map((text) => sentence(text));
  const split: Split = { name: "sequential", train: [0], validation: [1], test: [2] };
  assert.equal(testStatuses(corpus, split), ["new"]);
  assert.equal(testStatuses(corpus, split, { normalization: "case-and-digits" }), ["duplicate"]);
});

test("what mentions and words two parts share", () => {
  const known = SPLIT.train.map((i) => CORPUS[i]!);
  const heldOut = SPLIT.test.map((i) => CORPUS[i]!);
  const leakage = mentionLeakage(known, heldOut);
  // Held out: Friday (tim), Paris (geo), Ada Boole (per), Paris (org), Oslo (geo).
  assert.equal(leakage.sharedStrings, { count: 2, of: 4, share: 0.5 });
  assert.equal(leakage.sharedStringsWithType, { count: 2, of: 5, share: 0.4 });
  assert.equal(leakage.unseenMentions, { count: 2, of: 5, share: 0.4 });
  assert.equal(leakage.unseenMentionsWithType, { count: 3, of: 5, share: 0.6 });
  assert.equal(leakage.mentionsWithUnseenWord, { count: 2, of: 5, share: 0.4 });
  assert.equal(leakage.unseenTokens, { count: 3, of: 16, share: 3 / 16 });
  assert.equal(leakage.unseenWordTypes, { count: 3, of: 14, share: 3 / 14 });
});

test("a part without mentions has shares of 0", () => {
  assert.equal(mentionLeakage([], [sentence("a")]).unseenMentions, { count: 0, of: 0, share: 0 });
});

test("a threshold outside (0, 1] and an empty shingle are wrong usage", () => {
  for (const threshold of [0, -1, 1.1, NaN]) assert.throws(() => leakageReport(CORPUS, SPLIT, { threshold }), /is no threshold/);
  assert.throws(() => leakageReport(CORPUS, SPLIT, { shingleLength: 0 }), /cannot hold 0 tokens/);
});

test.run();
