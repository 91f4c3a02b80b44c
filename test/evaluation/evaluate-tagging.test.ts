import { test } from "uvu";
import * as assert from "uvu/assert";
import { stableJson } from "../../src/files/stable-json";
import { evaluateTagging, paddedTokenAccuracy, scoreEntities, scoreTokens, sequenceAccuracy } from "../../src/evaluation";

const GOLD = [["B-X", "I-X", "O"], ["B-Y"]];
const PREDICTED = [["B-X", "I-X", "I-Y"], ["I-Y"]];

test("an evaluation shows both readings of stray tags side by side", () => {
  const { discard, begin } = evaluateTagging(GOLD, PREDICTED).entities;
  assert.equal([discard.micro.precision, discard.micro.recall], [1, 1 / 2]);
  assert.equal([begin.micro.precision, begin.micro.recall], [2 / 3, 1]);
  assert.equal([discard.repairs.predicted, begin.repairs.predicted], [2, 2]);
});

test("an evaluation agrees with the single functions", () => {
  const evaluation = evaluateTagging(GOLD, PREDICTED);
  assert.equal([evaluation.sentences, evaluation.tokens], [2, 4]);
  assert.is(evaluation.sequenceAccuracy, sequenceAccuracy(GOLD, PREDICTED));
  assert.is(evaluation.padded75, paddedTokenAccuracy(GOLD, PREDICTED, 75));
  assert.equal(evaluation.token, scoreTokens(GOLD, PREDICTED));
  assert.equal(evaluation.entities.discard.macro, scoreEntities(GOLD, PREDICTED, { scheme: "IOB2", repair: "discard" }).macro);
});

test("an evaluation survives JSON unchanged, with null where there is no number", () => {
  const evaluation = evaluateTagging([["O"]], [["O"]]);
  assert.equal(evaluation.entities.discard.macro, { precision: null, recall: null, f1: null });
  assert.equal(evaluation.token.withoutOutside.macro.f1, null);
  for (const each of [evaluation, evaluateTagging(GOLD, PREDICTED)]) assert.is(stableJson(JSON.parse(stableJson(each))), stableJson(each));
  assert.not.match(stableJson(evaluation), /undefined|NaN/);
});

test("an evaluation of nothing is an error", () => {
  assert.throws(() => evaluateTagging([[]], [[]]), /no token/);
});

test.run();
