import { test } from "uvu";
import * as assert from "uvu/assert";
import * as fc from "fast-check";
import { DataError } from "../../src/errors";
import { conllText, generateCleanSentences, generateCorpus } from "../../src/corpus/generator";
import { alternativesOf } from "../../src/corpus/generator/grammar";
import { MENTIONS } from "../../src/corpus/generator/mentions";
import { LABEL_NOISE } from "../../src/corpus/generator/noise";
import { QUANTITIES } from "../../src/corpus/generator/quantities";
import { COMMON_SHARE } from "../../src/corpus/generator/rules/descriptions";
import { TOPICS, newsGrammar } from "../../src/corpus/generator/rules";
import { inflected, plural } from "../../src/corpus/generator/inflection";
import type { Corpus, Sentence } from "../../src/corpus/types";
import { splitCorpus } from "../../src/corpus/splits";
import { entitiesOf, lookupTags, scoreEntities, trainLookupTable } from "../../src/evaluation";

const SEEDS = [1, 2, 3];
const corpora = new Map(SEEDS.map((seed) => [seed, generateCorpus({ seed })]));
const clean = new Map(SEEDS.map((seed) => [seed, generateCleanSentences({ seed })]));

function forEachSeed(check: (corpus: Corpus, seed: number) => void): void {
  for (const seed of SEEDS) check(corpora.get(seed)!, seed);
}

function named({ words, tags }: Pick<Sentence, "words" | "tags">): { text: string; type: string }[] {
  return entitiesOf(tags, "reject").map(({ start, end, type }) => ({ text: words.slice(start, end + 1).join(" "), type }));
}

function typesByName(seed: number): Map<string, Set<string>> {
  const types = new Map<string, Set<string>>();
  for (const tokens of clean.get(seed)!) {
    for (const { text, type } of named({ words: tokens.map((token) => token.word), tags: tokens.map((token) => token.tag) })) {
      types.set(text, (types.get(text) ?? new Set()).add(type));
    }
  }
  return types;
}

function within(value: number, low: number, high: number, what: string): void {
  assert.ok(value >= low && value <= high, `${what} is ${value}, not in ${low} to ${high}`);
}

test("the same options give the same bytes on every platform", () => {
  // node -r ts-node/register/transpile-only -e 'console.log(require("./src/corpus/generator").generateCorpus().sha256)'
  assert.is(generateCorpus({ sentences: 6000, seed: 1 }).sha256, "1bc4d59428f00c34bce5520370d33ff10f9607f907b88ebf7ed644c27849c6ca");
  assert.is(corpora.get(1)!.sha256, generateCorpus({ sentences: 6000, seed: 1 }).sha256);
  assert.is(new Set(SEEDS.map((seed) => corpora.get(seed)!.sha256)).size, SEEDS.length);
});

test("a corpus says what it is", () => {
  const { name, path, encoding, sentences } = corpora.get(2)!;
  assert.equal([name, path, encoding, sentences.length], ["embedded", "generated (6000 sentences, seed 2)", "utf-8", 6000]);
});

test("a smaller corpus is a prefix of a larger one", () => {
  assert.equal(generateCorpus({ sentences: 50 }).sentences, corpora.get(1)!.sentences.slice(0, 50));
});

test("a number of sentences that is not a positive whole number is refused", () => {
  for (const sentences of [0, -1, 2.5, Number.NaN]) {
    const refusal = (error: unknown): boolean => error instanceof DataError && error.message.includes(String(sentences));
    assert.throws(() => generateCorpus({ sentences }), refusal);
  }
});

test("every corpus is valid IOB2 with columns of one length and no empty or spaced word", () => {
  fc.assert(fc.property(fc.integer(), fc.integer({ min: 1, max: 40 }), (seed, sentences) => {
    const corpus = generateCorpus({ sentences, seed });
    assert.is(corpus.sentences.length, sentences);
    for (const { words, tags, pos } of corpus.sentences) {
      assert.ok(words.length > 0 && words.length === tags.length && words.length === pos!.length);
      assert.ok(words.every((word) => /^[\x21-\x7e]+$/.test(word)), words.join(" "));
      assert.ok(pos!.every((tag) => /^([A-Z]+\$?|[.,:$]|``)$/.test(tag)), pos!.join(" "));
      assert.ok(tags.every((tag, index) => !tag.startsWith("I-") || tags[index - 1]?.slice(2) === tag.slice(2)), tags.join(" "));
    }
  }), { numRuns: 40 });
});

test("sentences are as long as those of the real corpus", () => {
  forEachSeed(({ sentences }, seed) => {
    const lengths = sentences.map(({ words }) => words.length).sort((a, b) => a - b);
    const quantile = (share: number): number => lengths[Math.floor(share * lengths.length)]!;
    within(quantile(0.5), 19, 22, `seed ${seed}: the median length`);
    within(lengths.reduce((sum, length) => sum + length, 0) / lengths.length, 20.5, 22.5, `seed ${seed}: the mean length`);
    within(quantile(0.95), 32, 37, `seed ${seed}: the 95 % quantile`);
    within(lengths[lengths.length - 1]!, 45, 150, `seed ${seed}: the longest`);
  });
});

test("tags are shared out as in the real corpus", () => {
  const real: Readonly<Record<string, number>> = { geo: 0.336, tim: 0.182, org: 0.18, per: 0.152, gpe: 0.142 };
  forEachSeed(({ sentences }, seed) => {
    const tags = sentences.flatMap((sentence) => sentence.tags);
    const begins = tags.filter((tag) => tag.startsWith("B-"));
    within(tags.filter((tag) => tag === "O").length / tags.length, 0.825, 0.86, `seed ${seed}: the share of O`);
    within(begins.length / sentences.length, 2.2, 2.5, `seed ${seed}: entities per sentence`);
    for (const [type, share] of Object.entries(real)) {
      within(begins.filter((tag) => tag === `B-${type}`).length / begins.length, share - 0.02, share + 0.02, `seed ${seed}: ${type}`);
    }
    for (const type of ["art", "eve", "nat"]) {
      within(begins.filter((tag) => tag === `B-${type}`).length / begins.length, 0.003, 0.013, `seed ${seed}: ${type}`);
    }
  });
});

test("words follow Zipf's law: several thousand types, many of them once, the first ten a quarter of all tokens", () => {
  forEachSeed(({ sentences }, seed) => {
    const counts = new Map<string, number>();
    for (const word of sentences.flatMap(({ words }) => words)) counts.set(word, (counts.get(word) ?? 0) + 1);
    const sorted = [...counts.values()].sort((a, b) => b - a);
    const total = sorted.reduce((sum, count) => sum + count, 0);
    within(counts.size, 5000, 7000, `seed ${seed}: word types`);
    within(sorted.filter((count) => count === 1).length / sorted.length, 0.15, 0.5, `seed ${seed}: words seen once`);
    within(sorted.slice(0, 10).reduce((sum, count) => sum + count, 0) / total, 0.2, 0.35, `seed ${seed}: the ten most frequent words`);
  });
});

test("the look-up table's strict F1 on the reference split lies in the promised range", () => {
  forEachSeed((corpus, seed) => {
    const split = splitCorpus(corpus, "reference");
    const part = (indices: readonly number[]): Sentence[] => indices.map((index) => corpus.sentences[index]!);
    const table = trainLookupTable(part(split.train));
    const held = part(split.test);
    const predicted = held.map(({ words }) => lookupTags(table, words));
    const { micro } = scoreEntities(held.map(({ tags }) => tags), predicted, { scheme: "IOB2", repair: "discard" });
    within(micro.f1, 0.6, 0.7, `seed ${seed}: the look-up table's F1`);
  });
});

test("a fifth or more of the entities of the test part were never seen in training", () => {
  forEachSeed((corpus, seed) => {
    const split = splitCorpus(corpus, "reference");
    const textsOf = (index: number): string[] => named(corpus.sentences[index]!).map(({ text }) => text);
    const texts = (indices: readonly number[]): string[] => indices.flatMap(textsOf);
    const known = new Set(texts(split.train));
    const held = texts(split.test);
    within(held.filter((text) => !known.has(text)).length / held.length, 0.2, 0.35, `seed ${seed}: unseen entities`);
  });
});

test("some names are a person here and a place there, before any label noise", () => {
  for (const seed of SEEDS) {
    const all = [...typesByName(seed).values()];
    within(all.filter((types) => types.size > 1).length / all.length, 0.025, 0.08, `seed ${seed}: ambiguous names`);
    assert.ok(all.filter((types) => types.has("per") && types.has("geo")).length >= 15);
  }
});

test("label noise is as large as documented", () => {
  const promised = LABEL_NOISE.dropped + LABEL_NOISE.retyped + LABEL_NOISE.shifted;
  assert.ok(Math.abs(promised - 0.025) < 1e-12);
  forEachSeed(({ sentences }, seed) => {
    const before = clean.get(seed)!.map((tokens) => entitiesOf(tokens.map((token) => token.tag), "reject"));
    const after = sentences.map(({ tags }) => new Set(entitiesOf(tags, "reject").map((entity) => JSON.stringify(entity))));
    const wrong = before.flatMap((entities, index) => entities.filter((entity) => !after[index]!.has(JSON.stringify(entity))));
    within(wrong.length / before.flat().length, promised - 0.005, promised + 0.005, `seed ${seed}: mislabeled entities`);
  });
});

test("label noise changes tags only", () => {
  const words = clean.get(1)!.map((tokens) => tokens.map((token) => token.word));
  assert.equal(words, corpora.get(1)!.sentences.map((sentence) => [...sentence.words]));
});

test("every entity that a rule names exists, and every kind that may be described has its rule", () => {
  const grammar = newsGrammar();
  const symbols = [...grammar.values()].flatMap((alternatives) => alternatives.flatMap((alternative) => alternative.symbols));
  const kinds = new Set(symbols.flatMap((symbol) => /^\{(.+)\}\??$/.exec(symbol)?.[1] ?? []));
  assert.ok(kinds.size > 40);
  for (const kind of kinds) assert.ok(MENTIONS.has(kind) || QUANTITIES.has(kind), kind);
  for (const kind of Object.keys(COMMON_SHARE)) assert.ok(kinds.has(kind) && grammar.has(`Common{${kind}}`), kind);
});

test("every rule that a rule asks for exists", () => {
  const grammar = newsGrammar();
  const symbols = [...grammar.values()].flatMap((alternatives) => alternatives.flatMap((alternative) => alternative.symbols));
  const rules = symbols.map((symbol) => symbol.replace(/\?$/, "")).filter((symbol) => /^[A-Z]/.test(symbol) && !symbol.includes("$"));
  for (const rule of rules) assert.ok(alternativesOf(grammar, rule).length > 0, rule);
});

test("every topic has the rules that shared rules ask for", () => {
  const grammar = newsGrammar();
  for (const topic of TOPICS) for (const rule of ["Clause", "Any", "Doing", "Person"]) assert.ok(grammar.has(topic + rule), topic + rule);
});

test("the text has one token a line and an empty line after each sentence", () => {
  const tokens = [{ word: "Kabul", pos: "NNP", tag: "B-geo" }, { word: ".", pos: ".", tag: "O" }];
  assert.is(conllText([tokens, tokens.slice(1)]), "Kabul\tNNP\tB-geo\n.\t.\tO\n\n.\t.\tO\n\n");
});

test("nouns and verbs are inflected as English wants", () => {
  const nouns = ["policeman", "child", "city", "bus", "crisis", "day", "roadside bomb", "human", "headquarters"].map(plural);
  assert.equal(nouns, ["policemen", "children", "cities", "buses", "crises", "days", "roadside bombs", "humans", "headquarters"]);
  const past = ["stop", "deny", "admit", "win", "call on"].map((verb) => inflected(verb, "past").word);
  assert.equal(past, ["stopped", "denied", "admitted", "won", "called on"]);
  assert.equal(["stop", "die", "free", "seize"].map((verb) => inflected(verb, "gerund").word), ["stopping", "dying", "freeing", "seizing"]);
  assert.equal(["push", "deny", "go", "have"].map((verb) => inflected(verb, "present:s").word), ["pushes", "denies", "goes", "has"]);
});

test.run();
