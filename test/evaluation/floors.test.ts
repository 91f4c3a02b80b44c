import * as fs from "node:fs";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { GMB_SHA256 } from "../../src/corpus/gmb";
import { readCorpus } from "../../src/corpus/read";
import { splitCorpus } from "../../src/corpus/splits";
import type { Corpus, Sentence } from "../../src/corpus/types";
import { allOutside, evaluateTagging, lookupTags, trainLookupTable } from "../../src/evaluation";
import { sha256 } from "../../src/files/hash";

const sentence = (words: string, tags: string): Sentence => ({ words: words.split(" "), tags: tags.split(" ") });

test("the look-up table gives each word its most frequent training tag", () => {
  const table = trainLookupTable([sentence("Paris Paris Paris", "B-per B-geo B-geo")]);
  assert.equal(lookupTags(table, ["Paris"]), ["B-geo"]);
});

test("ties go to the tag that the word bore first, whichever the corpus saw first", () => {
  const table = trainLookupTable([sentence("Rome Paris Rome Paris", "B-geo B-per B-per B-geo")]);
  assert.equal(lookupTags(table, ["Rome", "Paris"]), ["B-geo", "B-per"]);
});

test("a tie reached later still goes to the tag seen first", () => {
  const table = trainLookupTable([sentence("a a a a", "B-x O O B-x")]);
  assert.equal(lookupTags(table, ["a"]), ["B-x"]);
});

test("an unseen word is O, and case matters", () => {
  const table = trainLookupTable([sentence("Paris constructor", "B-geo B-org")]);
  assert.equal(lookupTags(table, ["paris", "toString", "constructor"]), ["O", "O", "B-org"]);
});

test("all-O tags every token O", () => {
  assert.equal(allOutside([sentence("a b", "O B-x"), { words: [], tags: [] }]), [["O", "O"], []]);
});

const ROOT = path.join(__dirname, "..", "..");

function findGmb(): string | undefined {
  const beside = path.join(ROOT, "..", "shared", "corpora", "gmb", "ner_dataset.csv");
  const places = [process.env.NER_CORPUS, path.join(ROOT, "data", "ner_dataset.csv"), beside];
  const isFile = (file: string): boolean => fs.statSync(file, { throwIfNoEntry: false })?.isFile() === true;
  const isGmb = (file: string): boolean => isFile(file) && sha256(fs.readFileSync(file)) === GMB_SHA256;
  return places.find((file): file is string => file !== undefined && isGmb(file));
}

function partOf(corpus: Corpus, indices: readonly number[]): Sentence[] {
  return indices.map((i) => corpus.sentences[i]!);
}

const rounded = (numbers: readonly number[]): string[] => numbers.map((number) => number.toFixed(4));

const gmb = findGmb();
(gmb === undefined ? test.skip : test)("the floors on GMB's reference test part are the reference figures", async () => {
  const corpus = await readCorpus(gmb!);
  const split = splitCorpus(corpus, "reference");
  const [train, testPart] = [partOf(corpus, split.train), partOf(corpus, split.test)];
  const gold = testPart.map(({ tags }) => tags);
  const table = trainLookupTable(train);
  const lookup = evaluateTagging(gold, testPart.map(({ words }) => lookupTags(table, words)));
  const { precision, recall, f1 } = lookup.entities.discard.micro;
  assert.equal(rounded([lookup.token.accuracy, lookup.padded75]), ["0.9461", "0.9844"]);
  assert.equal(rounded([precision, recall, f1, lookup.entities.begin.micro.f1]), ["0.7372", "0.6820", "0.7085", "0.6941"]);
  const floor = evaluateTagging(gold, allOutside(testPart));
  assert.equal(rounded([floor.token.accuracy, floor.padded75, floor.entities.begin.micro.f1]), ["0.8460", "0.9554", "0.0000"]);
  assert.equal([floor.sentences, floor.tokens], [7194, 156234]);
});

test.run();
