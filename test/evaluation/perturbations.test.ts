import { test } from "uvu";
import * as assert from "uvu/assert";
import { dropCase, joinPairs, mistype, withTypos } from "../../src/evaluation/perturbations";
import { createGenerator } from "../../src/random/generator";

const SENTENCE = { words: ["The", "International", "Bank", "of", "Lagos", "paid", "1,000"], tags: ["O", "B-org", "I-org", "I-org", "I-org", "O", "O"] };

/** Levenshtein's distance with swaps of neighbors (Damerau): what one typing error is one of. */
function distance(a: string, b: string): number {
  const d = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)));
  for (let i = 1; i <= a.length; i++) for (let j = 1; j <= b.length; j++) {
    d[i]![j] = Math.min(d[i - 1]![j]! + 1, d[i]![j - 1]! + 1, d[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d[i]![j] = Math.min(d[i]![j]!, d[i - 2]![j - 2]! + 1);
  }
  return d[a.length]![b.length]!;
}

test("dropping case leaves tags and length", () => {
  assert.equal(dropCase(SENTENCE), { words: ["the", "international", "bank", "of", "lagos", "paid", "1,000"], tags: SENTENCE.tags });
});

test("a mistyped word is at most one error from the right one, and begins with the same letter", () => {
  const generator = createGenerator(1);
  for (let i = 0; i < 500; i++) {
    const typed = mistype("Minister", generator);
    assert.ok(typed[0] === "M" && distance("Minister", typed) <= 1, typed);
  }
});

test("all four errors of typing occur", () => {
  const generator = createGenerator(2);
  const typed = Array.from({ length: 200 }, () => mistype("stand", generator));
  assert.equal([...new Set(typed.map(({ length }) => length))].sort(), [4, 5, 6]);
  assert.ok(typed.some((word) => word.length === 5 && [..."stand"].every((letter) => word.includes(letter)) && word !== "stand"));
  assert.ok(typed.some((word) => word.length === 5 && [...word].some((letter) => !"stand".includes(letter))));
});

test("short words, numbers and marks are never mistyped; letters of any script may be", () => {
  const generator = createGenerator(3);
  for (const word of ["of", "may", "1,000", "U.S.", "....", "co-op"]) assert.is(mistype(word, generator), word);
  assert.ok(Array.from({ length: 30 }, () => mistype("Şişli", generator)).some((word) => word !== "Şişli"));
});

test("the share of mistyped words is the one asked for, and the same seed mistypes the same", () => {
  const long = { words: Array.from({ length: 4000 }, () => "bank"), tags: Array.from({ length: 4000 }, () => "O") };
  const changed = withTypos(long, 0.2, createGenerator(4)).words.filter((word) => word !== "bank").length;
  assert.ok(changed > 680 && changed < 860, String(changed));
  assert.equal(withTypos(SENTENCE, 0.5, createGenerator(5)), withTypos(SENTENCE, 0.5, createGenerator(5)));
  assert.equal(withTypos(SENTENCE, 0, createGenerator(5)).words, SENTENCE.words);
});

test("joined pairs keep every token in its order; an odd last sentence stays alone", () => {
  const sentences = ["a b", "c", "d e"].map((text) => ({ words: text.split(" "), tags: text.split(" ").map(() => "O") }));
  assert.equal(joinPairs(sentences).map(({ words }) => words), [["a", "b", "c"], ["d", "e"]]);
  assert.equal(joinPairs([]), []);
});

test.run();
