import { test } from "uvu";
import * as assert from "uvu/assert";
import * as details from "../../src/corpus/details";
import { conflictingDuplicates } from "../../src/corpus/duplicates";
import { corpusFacts, percentile } from "../../src/corpus/facts";
import type { CorpusFacts } from "../../src/corpus/facts";
import { GMB_SHA256 } from "../../src/corpus/gmb";
import { legacyCorpus } from "../../src/corpus/legacy";
import { readCorpus } from "../../src/corpus/read";
import { resolveCorpus } from "../../src/corpus/resolve";
import { splitCorpus } from "../../src/corpus/splits";
import type { Corpus } from "../../src/corpus/types";
import { buildTagSet, buildVocabulary } from "../../src/encoding";
import { failsWith, realGmbFile, temporaryFolder } from "./files";

const file = realGmbFile();
const onReal = file === undefined ? test.skip : test;
let corpus: Corpus;
let facts: CorpusFacts;

test.before(async () => {
  if (file === undefined) return;
  corpus = await readCorpus(file);
  facts = corpusFacts(corpus);
});

test("where the real corpus is absent, asking for it by name says so", async () => {
  const options = { corpus: "gmb", offline: true, cacheFolder: temporaryFolder(), environment: {} };
  await failsWith(() => resolveCorpus(options), "gmb is not on this machine", "ner_dataset.csv");
});

onReal("the file is recognized as gmb and as windows-1252", () => {
  assert.equal([corpus.name, corpus.sha256, corpus.encoding], ["gmb", GMB_SHA256, "windows-1252"]);
});

onReal("tokens, sentences, word types and tags", () => {
  assert.equal([facts.tokens, facts.sentences, facts.wordTypes, Object.keys(facts.tags).length], [1_048_575, 47_959, 35_178, 17]);
  assert.is(facts.tags["O"], 887_908);
});

onReal("entities per type", () => {
  assert.equal(facts.entities, { geo: 37644, tim: 20333, org: 20143, per: 16990, gpe: 15870, art: 402, eve: 308, nat: 201 });
  assert.is(Object.values(facts.entities).reduce((a, b) => a + b), 111_891);
  assert.equal([facts.violations, details.countAdjacentEntities(corpus.sentences)], [0, 0]);
  assert.is(details.countWithoutEntity(corpus.sentences), 7042);
});

onReal("sentence lengths", () => {
  const { mean, ...rest } = facts.lengths;
  assert.equal(rest, { min: 1, median: 21, p90: 32, p95: 35, p99: 43, max: 104 });
  assert.is(mean.toFixed(2), "21.86");
  assert.is(percentile(corpus.sentences.map(({ words }) => words.length).sort((a, b) => a - b), 0.999), 55);
  assert.equal([25, 50, 75, 100].map((length) => details.countLonger(corpus.sentences, length)), [14723, 98, 2, 1]);
});

// The figure handed down for length 50, 56.27 %, counts the 98 longer sentences as if they were not cut.
onReal("padding at length 50 is 56.30 % once the longer sentences are cut, 56.27 % if they were not", () => {
  const untruncated = (length: number) => 100 * (1 - facts.tokens / (facts.sentences * length));
  assert.equal([50, 75, 104].map((length) => untruncated(length).toFixed(2)), ["56.27", "70.85", "78.98"]);
  const truncated = (length: number) => 100 * details.paddingShare(corpus.sentences, length);
  assert.equal([50, 75, 104].map((length) => truncated(length).toFixed(2)), ["56.30", "70.85", "78.98"]);
});

onReal("duplicates and entity strings of more than one type", () => {
  const conflicts = conflictingDuplicates(corpus.sentences);
  assert.equal([facts.duplicates, conflicts.length, conflicts.flat().length], [384, 35, 91]);
  assert.equal([details.countAmbiguousStrings(corpus.sentences), details.entityStrings(corpus.sentences).size], [1285, 18760]);
});

onReal("the traps: None, the no-break space, non-ASCII words, quotes and commas", () => {
  const words = corpus.sentences.flatMap((sentence) => sentence.words);
  assert.is(words.filter((word) => word === "None").length, 10);
  assert.is(words.filter((word) => word.includes("\u00a0")).length, 1);
  assert.is(new Set(words.filter((word) => /[^\x00-\x7f]/.test(word))).size, 29);
  assert.is(words.join("").replace(/[\x00-\x7f]/g, "").length, 56);
  assert.is(words.filter((word) => /[\u0080-\u009f\r\n]/.test(word) || word === "").length, 0);
  assert.ok(words.includes("\"") && words.includes(","));
});

onReal("the reference split", () => {
  const { train, validation, test: held } = facts.splits;
  assert.equal([train.sentences, validation.sentences, held.sentences], [33570, 7194, 7194]);
  assert.equal([train.tokens, validation.tokens, held.tokens], [734364, 157969, 156234]);
  assert.equal(train.entities, { geo: 26343, tim: 14219, org: 13950, per: 11980, gpe: 11103, art: 299, eve: 240, nat: 137 });
  assert.equal(validation.entities, { geo: 5734, org: 3135, tim: 3009, per: 2532, gpe: 2274, art: 37, nat: 31, eve: 31 });
  assert.equal(held.entities, { geo: 5567, tim: 3105, org: 3058, gpe: 2492, per: 2478, art: 66, eve: 37, nat: 33 });
  const totals = Object.values(facts.splits).map(({ entities }) => Object.values(entities).reduce((a, b) => a + b));
  assert.equal(totals, [78271, 16783, 16836]);
});

onReal("the resolver takes it by NER_CORPUS when gmb is asked for, whatever its name", async () => {
  const lines: string[] = [];
  const options = { corpus: "gmb", offline: true, cacheFolder: temporaryFolder(), environment: { NER_CORPUS: file! } };
  assert.is((await resolveCorpus({ ...options, report: (line) => lines.push(line) })).name, "gmb");
  assert.match(lines[0]!, /^Corpus: gmb, 47,959 sentences, windows-1252: .* found by NER_CORPUS\)\.$/);
});

onReal("read as the original experiment read it, 47,960 sentences of at most one token are left, 3,797 words and 9 tags", () => {
  const legacy = legacyCorpus(corpus);
  const lengths = legacy.sentences.map(({ words }) => words.length);
  assert.equal([lengths.length, lengths.filter((length) => length === 1).length, Math.max(...lengths)], [47960, 47959, 1]);
  assert.is(buildVocabulary(legacy.sentences, { minimumCount: 1, maximumSize: null }).size, 3799);
  assert.is(buildTagSet(legacy.sentences).size, 9);
  const { train, validation, test: held } = splitCorpus(legacy, "random", 0, { percents: [60, 80] });
  assert.equal([train.length, validation.length, held.length], [28776, 9592, 9592]);
});

test.run();
