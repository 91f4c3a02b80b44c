import { test } from "uvu";
import * as assert from "uvu/assert";
import { generateCorpus, legacyCorpus, splitCorpus } from "../../src/corpus";
import { buildVocabulary, UNK_ID } from "../../src/encoding";
import { corpusOf } from "./files";

const read = legacyCorpus(corpusOf("None/B-geo was/O here/O", "The/O UN/B-org met/O", "Ali/B-per"));

test("the legacy reading keeps every sentence's first token, and one sentence without any", () => {
  assert.equal(read.sentences.map(({ words }) => words.length), [1, 0, 1, 1]);
  assert.equal(read.sentences.map(({ tags }) => tags.join()), ["B-geo", "", "O", "B-per"]);
});

test("it takes the word None for a missing value, which no vocabulary holds", () => {
  const vocabulary = buildVocabulary(read.sentences, { minimumCount: 1, maximumSize: null });
  assert.equal(vocabulary.words.slice(2), ["The", "Ali"]);
  assert.is(vocabulary.idOf(read.sentences[0]!.words[0]!), UNK_ID);
});

test("a corpus whose sentences have one token each has no row without a name, and so no empty sentence", () => {
  assert.is(legacyCorpus(corpusOf("Ali/B-per", "Rome/B-geo")).sentences.length, 2);
});

test("it has a name and a sha256 of its own, and leaves the corpus as it was", () => {
  const corpus = generateCorpus({ sentences: 30, seed: 1 });
  const before = JSON.stringify(corpus);
  const legacy = legacyCorpus(corpus);
  assert.is(legacy.name, `${corpus.name}-legacy`);
  assert.match(legacy.sha256, /^[0-9a-f]{64}$/);
  assert.is.not(legacy.sha256, corpus.sha256);
  assert.is(JSON.stringify(corpus), before);
});

test("its random split in the original's shares is 60/20/20", () => {
  const legacy = legacyCorpus(generateCorpus({ sentences: 999, seed: 1 }));
  const { train, validation, test: held } = splitCorpus(legacy, "random", 3, { percents: [60, 80] });
  assert.equal([train.length, validation.length, held.length], [600, 200, 200]);
});

test.run();
