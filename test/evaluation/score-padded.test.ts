import { test } from "uvu";
import * as assert from "uvu/assert";
import { scorePadded } from "../../src/evaluation/score-padded";

test("one wrong token of two is 9 right of 10 when padding to 5 counts", () => {
  assert.equal(scorePadded([["B-X", "O"], []], [["O", "O"], []], 5), {
    length: 5, positions: 10, paddedPositions: 8, paddingShare: 0.8, tokensCutAway: 0,
    tokenAccuracy: 0.5, tokenAccuracyCountingPadding: 0.9, allOutsideAccuracy: 0.5, allOutsideAccuracyCountingPadding: 0.9,
    entityF1: 0, entityF1CountingPaddingRuns: 2 / 2.5,
  });
});

test("tokens beyond the length vanish from the padded figures alone", () => {
  const scores = scorePadded([["O", "O", "B-X"]], [["O", "O", "O"]], 2);
  assert.equal([scores.tokensCutAway, scores.paddedPositions], [1, 0]);
  assert.equal([scores.tokenAccuracyCountingPadding, scores.tokenAccuracy, scores.entityF1], [1, 2 / 3, 0]);
});

test("a sentence that fills the length has no run of padding", () => {
  const scores = scorePadded([["B-X", "O"]], [["B-X", "B-X"]], 2);
  assert.is(scores.entityF1CountingPaddingRuns, scores.entityF1);
});

test("a length that is no whole number from 1 on is wrong usage", () => {
  for (const length of [0, 1.5, NaN]) assert.throws(() => scorePadded([["O"]], [["O"]], length), /cannot be padded to/);
});

test.run();
