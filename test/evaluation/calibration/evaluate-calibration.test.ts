import { test } from "uvu";
import * as assert from "uvu/assert";
import { DataError } from "../../../src/errors";
import {
  calibrationAt, evaluateCalibration, judgeEntities, tagMatrix, type ConfidenceRule, type PartDistributions, type SentenceDistribution,
} from "../../../src/evaluation/calibration";
import { createGenerator, type RandomGenerator } from "../../../src/random/generator";
import { calibratedLogits, close, says, scaled } from "./helpers";

const TAGS = ["O", "B-X", "I-X"];

const sentence = {
  gold: ["B-X", "I-X", "O", "B-X"],
  predicted: ["B-X", "I-X", "O", "B-X"],
  confidences: Float64Array.of(0.9, 0.5, 0.7, 0.8),
};

test("an entity's confidence is the product, the mean or the least of its tokens'", () => {
  const confidencesBy = (rule: ConfidenceRule): Float64Array => judgeEntities([sentence], { repair: "discard", rule }).confidences;
  close(confidencesBy("product"), [0.45, 0.8]);
  close(confidencesBy("mean"), [0.7, 0.8]);
  close(confidencesBy("minimum"), [0.5, 0.8]);
});

test("an entity is right when type, first and last token are", () => {
  const judge = (predicted: string[]): number[] =>
    [...judgeEntities([{ ...sentence, predicted }], { repair: "discard", rule: "mean" }).correct];
  assert.equal(judge(["B-X", "I-X", "O", "B-X"]), [1, 1]);
  assert.equal(judge(["B-X", "O", "O", "B-X"]), [0, 1]);
  assert.equal(judge(["B-Y", "I-Y", "O", "O"]), [0]);
  assert.equal(judge(["O", "O", "O", "O"]), []);
});

test("the reading of stray tags decides whether they are entities with a confidence", () => {
  const stray = { gold: ["O", "B-X"], predicted: ["O", "I-X"], confidences: Float64Array.of(1, 0.6) };
  assert.is(judgeEntities([stray], { repair: "discard", rule: "mean" }).confidences.length, 0);
  const begun = judgeEntities([stray], { repair: "begin", rule: "mean" });
  assert.equal([[...begun.confidences], [...begun.correct]], [[0.6], [1]]);
});

function sharpPart<Part extends string>(part: Part, generator: RandomGenerator): PartDistributions<Part> {
  const drawn = Array.from({ length: 400 }, (): SentenceDistribution => {
    const { logits, gold } = calibratedLogits(10, TAGS.length, generator);
    return { gold: Array.from(gold, (id) => TAGS[id]!), logits: scaled(logits, 3) };
  });
  return { part, tags: TAGS, sentences: drawn };
}

test("a temperature from validation mends tokens of the test part that are sharpened alike; answers stay", () => {
  const generator = createGenerator(11);
  const evaluation = evaluateCalibration(sharpPart("validation", generator), sharpPart("test", generator));
  const { fit, before, after } = evaluation;
  assert.ok(Math.abs(fit.temperature - 3) < 0.2, String(fit.temperature));
  assert.ok(before.tokens.expectedCalibrationError! > 0.1);
  assert.ok(after.tokens.expectedCalibrationError! < 2.5 * after.tokens.errorByChance!);
  assert.ok(after.brier < before.brier && after.negativeLogLikelihood < before.negativeLogLikelihood);
  assert.equal([after.tokens.accuracy, after.entities.predictions], [before.tokens.accuracy, before.entities.predictions]);
  assert.equal(JSON.parse(JSON.stringify(evaluation)), evaluation);
});

function oneSentence(gold: string[], ...logits: number[]): PartDistributions {
  return { part: "test", tags: TAGS, sentences: [{ gold, logits: tagMatrix(Float64Array.from(logits), TAGS.length) }] };
}

test("tokens that were cut off have no confidence and are not judged", () => {
  const { tokens, entities } = calibrationAt(oneSentence(["B-X", "I-X"], 0, 3, 0), 1);
  assert.equal([tokens.predictions, tokens.accuracy], [1, 1]);
  assert.equal([entities.predictions, entities.accuracy], [1, 0]);
});

test("a part without an entity predicted has nulls where a number would be a lie", () => {
  const { entities } = calibrationAt(oneSentence(["O"], 3, 0, 0), 1);
  assert.equal([entities.accuracy, entities.expectedCalibrationError, entities.topLabelBrier, entities.bins.length], [null, null, null, 0]);
});

test("distributions that do not fit their gold tags are DataErrors that name the sentence", () => {
  const part = (tags: string[], gold: string[]): PartDistributions =>
    ({ part: "test", tags, sentences: [{ gold, logits: tagMatrix(new Float64Array(6), 3) }] });
  assert.throws(() => calibrationAt(part(["O"], ["O", "O"]), 1), says(DataError, /test part, sentence 1 .* 3 tags where 1/));
  assert.throws(() => calibrationAt(part(TAGS, ["O"]), 1), says(DataError, /sentence 1 has 1 gold tags but 2 distributions/));
});

test.run();
