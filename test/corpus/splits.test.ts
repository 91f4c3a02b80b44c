import { test } from "uvu";
import * as assert from "uvu/assert";
import * as fc from "fast-check";
import { duplicateGroups } from "../../src/corpus/duplicates";
import { splitCorpus } from "../../src/corpus/splits";
import type { Split, SplitName } from "../../src/corpus/types";
import { DataError } from "../../src/errors";
import { corpusOf, failsWith } from "./files";

const numbered = (count: number) => corpusOf(...Array.from({ length: count }, (_, i) => `word${i}/O`));
const range = (start: number, end: number) => Array.from({ length: end - start }, (_, i) => start + i);
const all = (split: Split) => [...split.train, ...split.validation, ...split.test];

test("the reference split drops the last sentence and cuts at 70 % and 85 %, rounded down", () => {
  const split = splitCorpus(numbered(28), "reference");
  assert.equal(split, { name: "reference", train: range(0, 18), validation: range(18, 22), test: range(22, 27) });
});

test("the sequential split keeps the last sentence", () => {
  const split = splitCorpus(numbered(20), "sequential");
  assert.equal(split, { name: "sequential", train: range(0, 14), validation: range(14, 17), test: range(17, 20) });
});

test("the random split covers each sentence once and depends on its seed alone", () => {
  const corpus = numbered(50);
  const split = splitCorpus(corpus, "random", 3);
  assert.equal(all(split).sort((a, b) => a - b), range(0, 50));
  assert.equal([split.train.length, split.validation.length, split.test.length], [35, 7, 8]);
  assert.equal(splitCorpus(corpus, "random", 3), split);
  assert.not.equal(splitCorpus(corpus, "random", 4).test, split.test);
});

test("file-order splits do not depend on the seed", () => {
  assert.equal(splitCorpus(numbered(30), "reference", 1), splitCorpus(numbered(30), "reference", 2));
});

test("duplicates can be kept on one side, under any split and seed, and no sentence is lost", () => {
  const texts = fc.array(fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz"), { minLength: 60, maxLength: 80 });
  const names = fc.constantFrom<SplitName>("reference", "random", "sequential");
  fc.assert(fc.property(texts, names, fc.nat(100), (words, name, seed) => {
    const corpus = corpusOf(...words.map((word) => `${word}/O`));
    let split;
    try {
      split = splitCorpus(corpus, name, seed, { keepDuplicatesTogether: true });
    } catch (error) {
      fc.pre(!(error instanceof DataError));
      throw error;
    }
    const parts = [split.train, split.validation, split.test].map((part) => new Set(part));
    const used = new Set(all(split));
    assert.is(used.size, name === "reference" ? words.length - 1 : words.length);
    for (const group of duplicateGroups(corpus.sentences)) {
      const kept = group.filter((index) => used.has(index));
      assert.ok(kept.length === 0 || parts.some((part) => kept.every((index) => part.has(index))));
    }
  }), { numRuns: 50 });
});

test("duplicates follow the first of them", () => {
  const corpus = corpusOf(...range(0, 19).map((i) => `w${i}/O`), "w0/O");
  const split = splitCorpus(corpus, "sequential", 0, { keepDuplicatesTogether: true });
  assert.equal([split.train.length, split.train[14], split.test.length], [15, 19, 2]);
});

test("a corpus with too few sentences for a part is an error that says so", async () => {
  await failsWith(() => splitCorpus(numbered(1), "reference"), "small.txt", "1 sentence,", "reference", "train part");
  await failsWith(() => splitCorpus(numbered(3), "sequential"), "3 sentences", "validation part");
  assert.equal(splitCorpus(numbered(5), "reference").test, [3]);
  await failsWith(() => splitCorpus(corpusOf(...Array(9).fill("same/O")), "random", 0, { keepDuplicatesTogether: true }), "would be empty");
});

test("a split cannot be changed", () => assert.throws(() => (splitCorpus(numbered(9), "random").train as number[]).push(1), TypeError));

test.run();
