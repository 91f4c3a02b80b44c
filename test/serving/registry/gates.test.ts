import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Sentence } from "../../../src/corpus/types";
import { scoreEntities } from "../../../src/evaluation";
import { createGenerator } from "../../../src/random/generator";
import { allPassed, DEFAULT_GATE_LIMITS, gateLimitsOf, runGates, type Contender, type GateInput, type GateResult } from "../../../src/serving/registry/gates";
import { tinySentence } from "../../support/sentences";

type Tags = readonly (readonly string[])[];

const DATA = { corpus: { name: "tiny", sha256: "a".repeat(64) }, split: "reference" as const };
const LIMITS = { ...DEFAULT_GATE_LIMITS, resamples: 400, minimumSupport: 50 };
const generator = createGenerator(4);
const PLAIN: readonly Sentence[] = Array.from({ length: 300 }, (_, i) => tinySentence((items) => generator.pick(items), i % 2 === 0));
/** Every tenth sentence shouts. */
const TEST: readonly Sentence[] = PLAIN.map(({ words, tags }, i) => ({ words: i % 10 === 0 ? words.map((word) => word.toUpperCase()) : words, tags }));
const GOLD: Tags = TEST.map(({ tags }) => tags);
const KNOWN = new Map(TEST.flatMap(({ words }) => words).map((word) => [word, 100]));

function f1Of(predicted: Tags): number {
  return scoreEntities(GOLD.map((tags) => [...tags]), predicted.map((tags) => [...tags]), { scheme: "IOB2", repair: "discard" }).micro.f1;
}

function contender(version: string, predicted: Tags | null, changes: Partial<Contender> = {}): Contender {
  const recorded = { test: predicted ? f1Of(predicted) : 0.5, validation: 0.9 };
  return { version, data: DATA, predicted, recorded, latency: { p95Milliseconds: 2, source: "record" }, ...changes };
}

function input(candidate: Contender, rival: Contender | null, changes: Partial<GateInput> = {}): GateInput {
  const judged = { data: DATA, test: TEST, validationSentences: 60, trainingWords: KNOWN };
  return { slot: "model2", candidate, rival, judged, reference: { sentences: 60, f1: 0.9 }, limits: LIMITS, ...changes };
}

/** Tags with those of a sentence blanked where the rule says so. */
function blanked(where: (sentence: Sentence, i: number) => boolean): Tags {
  return GOLD.map((tags, i) => (where(TEST[i]!, i) ? tags.map(() => "O") : tags));
}

function without(type: string, every: number): Tags {
  return GOLD.map((tags, i) => tags.map((tag) => (i % every === 0 && tag.endsWith(type) ? "O" : tag)));
}

function failedOf(results: readonly GateResult[]): string[] {
  return results.filter(({ passed }) => !passed).map(({ gate }) => gate);
}

function find(results: readonly GateResult[], gate: string): GateResult {
  return results.find((result) => result.gate === gate)!;
}

test("the first version of a slot has only itself to answer for", () => {
  const results = runGates(input(contender("one", blanked((_, i) => i % 7 === 0)), null));
  assert.equal(results.map(({ gate }) => gate), ["evidence", "data", "minimum F1", "latency", "drift reference"]);
  assert.ok(allPassed(results), failedOf(results).join());
});

test("a version that gives the same tags passes, with a difference of 0", () => {
  const tags = blanked((_, i) => i % 5 === 0);
  const results = runGates(input(contender("two", tags), contender("one", tags)));
  assert.ok(allPassed(results), failedOf(results).join());
  assert.is(find(results, "not worse").measured, 0);
});

test("one that is better passes, one that is worse fails, and doubt counts against the new one", () => {
  const [good, poor] = [blanked((_, i) => i % 20 === 0), blanked((_, i) => i % 4 === 0)];
  assert.ok(allPassed(runGates(input(contender("two", good), contender("one", poor)))));
  const worse = runGates(input(contender("two", poor), contender("one", good)));
  assert.ok(failedOf(worse).includes("not worse"));
  assert.match(find(worse, "not worse").sentence, /paired bootstrap over 300 sentences/);
  const other = blanked((_, i) => i % 20 === 1);
  assert.is(f1Of(other).toFixed(2), f1Of(good).toFixed(2));
  const doubtful = runGates(input(contender("two", other), contender("one", good)));
  assert.ok(failedOf(doubtful).includes("not worse"), find(doubtful, "not worse").sentence);
});

test("a type that falls is found although the whole does not fall", () => {
  const before = without("per", 2);
  const after = without("geo", 5);
  const results = runGates(input(contender("two", after), contender("one", before)));
  assert.ok(find(results, "not worse").passed);
  const types = find(results, "types");
  assert.not(types.passed);
  assert.match(types.sentence, /that of geo/);
  const perType = (tags: Tags) => scoreEntities(GOLD.map((each) => [...each]), tags.map((each) => [...each]), { scheme: "IOB2", repair: "discard" }).perType["geo"]!;
  assert.is(types.measured!.toFixed(12), (perType(after).f1 - perType(before).f1).toFixed(12));
});

test("a type with stray tags beside it is scored as the scorer scores it", () => {
  const messy = GOLD.map((tags, i) => tags.map((tag) => (i % 3 === 0 && tag === "I-per" ? "I-geo" : tag)));
  const results = runGates(input(contender("two", messy), contender("one", GOLD)));
  const scored = scoreEntities(GOLD.map((each) => [...each]), messy.map((each) => [...each]), { scheme: "IOB2", repair: "discard" }).perType;
  const worst = Math.min(scored["per"]!.f1 - 1, scored["geo"]!.f1 - 1);
  assert.is(find(results, "types").measured!.toFixed(12), worst.toFixed(12));
});

test("sentences in capitals, and those with unknown or rare words, may not pay for the others", () => {
  const limits = { ...LIMITS, minimumSupport: 20 };
  const shouting = runGates(input(contender("two", blanked((_, i) => i % 30 === 0)), contender("one", blanked((_, i) => i % 15 === 1)), { limits }));
  assert.match(find(shouting, "kinds of sentences").sentence, /word in capitals/);
  assert.not(find(shouting, "kinds of sentences").passed);
  const trainingWords = new Map([...KNOWN].map(([word, count]) => [word, word === "Lagos" ? 0 : word === "Quito" ? 2 : count]));
  const judged = { data: DATA, test: TEST, validationSentences: 60, trainingWords };
  for (const [word, kind] of [["Lagos", "unknown"], ["Quito", "rare"]] as const) {
    const fallen = blanked(({ words }) => words.includes(word));
    const results = runGates(input(contender("two", fallen), contender("one", GOLD), { limits, judged }));
    assert.match(find(results, "kinds of sentences").sentence, new RegExp(`with an? ${kind} word`));
  }
});

test("groups with too few entities are not judged, and are named", () => {
  const results = runGates(input(contender("two", without("geo", 2)), contender("one", GOLD), { limits: { ...LIMITS, minimumSupport: 10_000 } }));
  assert.ok(find(results, "types").passed);
  assert.match(find(results, "types").sentence, /Nothing was judged.*geo, per/);
});

test("versions of different data are not compared: another corpus, split or drawing", () => {
  const others = [
    { ...DATA, corpus: { name: "tiny", sha256: "b".repeat(64) } }, { ...DATA, split: "random" as const },
    { ...DATA, drawing: { seed: 1, percents: [70, 85] as const, keepDuplicatesTogether: false } },
  ];
  for (const data of others) {
    const results = runGates(input(contender("two", GOLD), contender("one", GOLD, { data })));
    assert.equal(failedOf(results), ["data", "not worse", "types", "kinds of sentences"]);
    assert.match(find(results, "not worse").sentence, /^Not compared/);
  }
  const renamed = { ...DATA, corpus: { ...DATA.corpus, name: "another name" } };
  assert.ok(allPassed(runGates(input(contender("two", GOLD), contender("one", GOLD, { data: renamed })))));
});

test("a score that its own predictions do not give is no evidence", () => {
  const results = runGates(input(contender("one", blanked((_, i) => i % 7 === 0), { recorded: { test: 0.99, validation: 0.9 } }), null));
  assert.equal(failedOf(results), ["evidence"]);
  assert.equal(failedOf(runGates(input(contender("one", null, { recorded: null }), null))), ["evidence", "minimum F1", "drift reference"]);
});

test("one that finds nothing, one that is too slow or of unknown speed, and one without a drift reference are stopped", () => {
  assert.ok(failedOf(runGates(input(contender("one", blanked(() => true)), null))).includes("minimum F1"));
  const slow = contender("one", GOLD, { latency: { p95Milliseconds: 23.01, source: "measured" } });
  assert.equal(failedOf(runGates(input(slow, null))), ["latency"]);
  assert.equal(failedOf(runGates(input(slow, null, { slot: "advanced" }))), []);
  assert.equal(failedOf(runGates(input(contender("one", GOLD, { latency: null }), null))), ["latency"]);
  assert.equal(failedOf(runGates(input(contender("one", GOLD), null, { reference: null }))), ["drift reference"]);
});

test("a drift reference of other sentences or another score is not of this corpus", () => {
  for (const reference of [{ sentences: 61, f1: 0.9 }, { sentences: 60, f1: 0.89 }]) {
    const results = runGates(input(contender("one", GOLD), null, { reference }));
    assert.equal(failedOf(results), ["drift reference"]);
    assert.match(find(results, "drift reference").sentence, /another corpus or model/);
  }
});

test("the same gates give the same results", () => {
  const make = () => runGates(input(contender("two", blanked((_, i) => i % 9 === 0)), contender("one", blanked((_, i) => i % 8 === 0))));
  assert.equal(make(), make());
});

test("limits can be set one by one, and what makes no sense is named", () => {
  const limits = gateLimitsOf({ margin: 0.02, latencyP95Milliseconds: { advanced: 50 } });
  assert.equal([limits.margin, limits.latencyP95Milliseconds.advanced, limits.latencyP95Milliseconds.model2], [0.02, 50, 23]);
  assert.throws(() => gateLimitsOf({ margins: 1 }), /no field "margins"/);
  assert.throws(() => gateLimitsOf({ margin: -1 }), /limits\.margin must be/);
  assert.throws(() => gateLimitsOf({ latencyP95Milliseconds: { model3: 1 } }), /no field "model3"/);
  assert.throws(() => gateLimitsOf([]), /must be an object/);
});

test.run();
