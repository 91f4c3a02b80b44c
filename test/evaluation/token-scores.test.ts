import { test } from "uvu";
import * as assert from "uvu/assert";
import { confusionMatrix, scoreTokens, sequenceAccuracy, tagsOf, tokenAccuracy } from "../../src/evaluation";

const GOLD = [["O", "O", "B-X", "I-X"], ["B-Y", "O"]];
const PREDICTED = [["O", "B-X", "B-X", "O"], ["B-Y", "O"]];

test("token accuracy counts O, and the micro average with O is the same number", () => {
  assert.is(tokenAccuracy(GOLD, PREDICTED), 4 / 6);
  const { accuracy, withOutside } = scoreTokens(GOLD, PREDICTED);
  assert.equal([accuracy, withOutside.micro.precision, withOutside.micro.recall], [4 / 6, 4 / 6, 4 / 6]);
});

test("without O only tokens that gold or prediction places in an entity count", () => {
  const { withoutOutside } = scoreTokens(GOLD, PREDICTED);
  assert.is(withoutOutside.micro.precision, 2 / 3);
  assert.is(withoutOutside.micro.recall, 2 / 3);
  assert.is(withoutOutside.macro.recall, (1 + 1 + 0) / 3);
  assert.is(withoutOutside.weighted.precision, (0.5 + 1 + 0) / 3);
});

test("each tag is a class of its own", () => {
  const { perTag } = scoreTokens(GOLD, PREDICTED);
  assert.equal(Object.keys(perTag), ["B-X", "B-Y", "I-X", "O"]);
  assert.equal(perTag["B-X"], { precision: 0.5, recall: 1, f1: 2 / 3, support: 1, predicted: 2, correct: 1 });
  assert.equal(perTag["I-X"], { precision: 0, recall: 0, f1: 0, support: 1, predicted: 0, correct: 0 });
});

test("a corpus of nothing but O has no class without O", () => {
  const { withoutOutside } = scoreTokens([["O"]], [["O"]]);
  assert.is(withoutOutside.micro.f1, 0);
  assert.ok(Number.isNaN(withoutOutside.macro.f1));
});

test("the confusion matrix has gold in rows and prediction in columns", () => {
  const tags = tagsOf(GOLD, PREDICTED);
  assert.equal(tags, ["B-X", "B-Y", "I-X", "O"]);
  assert.equal(confusionMatrix(GOLD, PREDICTED, tags), [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1], [1, 0, 0, 2]]);
});

test("the confusion matrix names a tag it does not list, and its sentence", () => {
  assert.throws(() => confusionMatrix(GOLD, PREDICTED, ["O", "B-X", "I-X"]), /Sentence 2 .*"B-Y"/);
});

test("a sentence counts as right only when all its tags are", () => {
  assert.is(sequenceAccuracy(GOLD, PREDICTED), 1 / 2);
});

test.run();
