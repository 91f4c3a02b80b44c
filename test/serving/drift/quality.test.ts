import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { scoreEntities } from "../../../src/evaluation";
import { createGenerator } from "../../../src/random/generator";
import { fitQuality, QualityExpectation, trueQuality } from "../../../src/serving/drift/quality";
import { QualitySums } from "../../../src/serving/drift/quality-sums";
import { fitStepMap, tableOf } from "../../../src/serving/drift/step-map";
import { inventedSentences, USUAL } from "./invented-stream";

test("a step map is monotone and keeps the sum of what it was fitted to", () => {
  const pairs = fc.array(fc.record({ step: fc.nat(10_000), amount: fc.nat(3) }), { minLength: 1, maxLength: 300 });
  fc.assert(fc.property(pairs, fc.constantFrom("rising" as const, "falling" as const), (given, direction) => {
    const map = fitStepMap(given, direction);
    const sign = direction === "rising" ? 1 : -1;
    assert.ok(map.values.every((value, i) => i === 0 || sign * (value - map.values[i - 1]!) > 0));
    const table = tableOf(map);
    const mapped = given.reduce((sum, { step }) => sum + table[step]!, 0);
    assert.ok(Math.abs(mapped - given.reduce((sum, { amount }) => sum + amount, 0)) < 1e-3);
  }), { numRuns: 200 });
});

test("a map without a pair is 0 everywhere, and one with few is their mean", () => {
  assert.is(tableOf(fitStepMap([], "rising"))[5000], 0);
  assert.equal(fitStepMap([{ step: 9, amount: 1 }, { step: 99, amount: 0 }], "falling"), { from: [9], values: [0.5] });
});

test("entities are right when type and both ends are; missed ones are the gold rest", () => {
  const tags = ["B-geo", "I-geo", "O", "B-per", "O", "I-per"];
  const gold = ["B-geo", "I-geo", "O", "B-geo", "B-per", "O"];
  assert.equal(trueQuality({ tags, gold }), { predicted: 2, correct: 1, missed: 2 });
});

test("the sums' F1 is the scorer's strict F1", () => {
  const sentences = inventedSentences(80, USUAL, createGenerator(3));
  const sums = new QualitySums();
  for (const sentence of sentences) sums.add(trueQuality(sentence));
  const { micro } = scoreEntities(sentences.map(({ gold }) => [...gold]), sentences.map(({ tags }) => [...tags]), { scheme: "IOB2", repair: "discard" });
  const { f1, precision, recall } = sums.f1()!;
  for (const [ours, theirs] of [[f1, micro.f1], [precision, micro.precision], [recall, micro.recall]] as const) assert.ok(Math.abs(ours - theirs) < 1e-12);
});

test("on the sentences that it learned from, the expectation is the truth", () => {
  const sentences = inventedSentences(400, USUAL, createGenerator(4));
  const expectation = new QualityExpectation(fitQuality(sentences));
  const [expected, actual] = [new QualitySums(), new QualitySums()];
  for (const sentence of sentences) {
    expected.add(expectation.of(sentence));
    actual.add(trueQuality(sentence));
  }
  assert.ok(Math.abs(expected.f1()!.f1 - actual.f1()!.f1) < 1e-4);
});

test("the standard error is the spread of F1 over samples of the same size", () => {
  const generator = createGenerator(5);
  const f1Of = () => {
    const sums = new QualitySums();
    for (const sentence of inventedSentences(100, USUAL, generator)) sums.add(trueQuality(sentence));
    return sums.f1()!;
  };
  const samples = Array.from({ length: 300 }, f1Of);
  const mean = samples.reduce((sum, { f1 }) => sum + f1, 0) / samples.length;
  const spread = Math.sqrt(samples.reduce((sum, { f1 }) => sum + (f1 - mean) ** 2, 0) / (samples.length - 1));
  const stated = samples.reduce((sum, { standardError }) => sum + standardError, 0) / samples.length;
  assert.ok(Math.abs(stated / spread - 1) < 0.12, `${stated} stated, ${spread} seen`);
});

test("sums of sums are the sums, and without an entity there is no F1", () => {
  const [all, first, second] = [new QualitySums(), new QualitySums(), new QualitySums()];
  inventedSentences(20, USUAL, createGenerator(6)).forEach((sentence, i) => {
    all.add(trueQuality(sentence));
    (i < 7 ? first : second).add(trueQuality(sentence));
  });
  first.addAll(second);
  assert.ok(Math.abs(first.f1()!.standardError - all.f1()!.standardError) < 1e-12);
  assert.is(new QualitySums().f1(), null);
});

test.run();
