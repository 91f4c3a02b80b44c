import { test } from "uvu";
import * as assert from "uvu/assert";
import * as fc from "fast-check";
import * as details from "../../src/corpus/details";
import { conflictingDuplicates, countDuplicates } from "../../src/corpus/duplicates";
import { corpusFacts, percentile } from "../../src/corpus/facts";
import { corpusOf, failsWith, sentence } from "./files";

const corpus = corpusOf(
  "London/B-geo calls/O", "John/B-per Smith/I-per calls/O", "John/O", "London/B-per calls/O",
  "stray/I-geo", "Rome/B-geo Paris/B-geo", "last/O"
);

test("the facts have the keys that interfaces fix, and count what the corpus holds", () => {
  assert.equal(corpusFacts(corpus), {
    name: "small", path: "small.txt", sha256: "0".repeat(64), encoding: "utf-8",
    sentences: 7, tokens: 12, wordTypes: 8,
    tags: { "O": 5, "B-geo": 3, "B-per": 2, "I-geo": 1, "I-per": 1 },
    entities: { geo: 3, per: 2 },
    lengths: { min: 1, median: 2, mean: 12 / 7, p90: 3, p95: 3, p99: 3, max: 3 },
    duplicates: 1, violations: 1,
    splits: {
      train: { sentences: 4, tokens: 8, entities: { per: 2, geo: 1 } },
      validation: { sentences: 1, tokens: 1, entities: {} },
      test: { sentences: 1, tokens: 2, entities: { geo: 2 } },
    },
  });
});

test("a type named like an object's own parts is counted like any other", () => {
  const odd = corpusOf("a/B-constructor", "b/B-__proto__", "c/B-toString", "d/O", "e/O", "f/O");
  assert.equal(Object.keys(corpusFacts(odd).entities).sort(), ["__proto__", "constructor", "toString"]);
});

test("a corpus of one sentence has no reference split", async () => {
  await failsWith(() => corpusFacts(corpusOf("alone/O")), "small.txt", "1 sentence,", "too few");
});

test("a nearest-rank percentile is a member that at least that share does not exceed, and the smallest such", () => {
  fc.assert(fc.property(fc.array(fc.nat(30), { minLength: 1 }), fc.constantFrom(0.5, 0.9, 0.95, 0.99), (values, share) => {
    const ascending = [...values].sort((a, b) => a - b);
    const found = percentile(ascending, share);
    const covered = (limit: number) => values.filter((value) => value <= limit).length / values.length;
    assert.ok(values.includes(found) && covered(found) >= share - 1e-9 && covered(found - 1) < share);
  }));
});

test("duplicates are counted beyond the first, and conflicts are those whose tags differ", () => {
  assert.is(countDuplicates(corpus.sentences), 1);
  assert.equal(conflictingDuplicates(corpus.sentences), [[0, 3]]);
});

test("padding counts the cells of truncated sentences", () => {
  const sentences = [sentence("a/O b/O c/O"), sentence("a/O")];
  assert.is(details.paddingShare(sentences, 2), 0.25);
  assert.is(details.countLonger(sentences, 2), 1);
});

test("the details count what they say", () => {
  const { sentences } = corpus;
  assert.is(details.countWithoutEntity(sentences), 3);
  assert.is(details.countAdjacentEntities(sentences), 1);
  assert.is(details.countAmbiguousStrings(sentences), 1);
  assert.equal([...details.entityStrings(sentences).get("London")!], [["geo", 1], ["per", 1]]);
  assert.ok(details.entityStrings(sentences).has("John Smith"));
});

test.run();
