import { test } from "uvu";
import * as assert from "uvu/assert";
import { completeWithOutside, paddedTokenAccuracy, scoreEntities, tokenAccuracy } from "../../src/evaluation";

test("what truncation cut off becomes O", () => {
  const cut = Object.freeze(["B-X", "I-X"]);
  assert.equal(completeWithOutside(cut, 4), ["B-X", "I-X", "O", "O"]);
  assert.equal(completeWithOutside(cut, 2), ["B-X", "I-X"]);
  assert.equal(completeWithOutside([], 0), []);
});

test("an entity beyond the cut counts as missed", () => {
  const gold = ["B-X", "O", "B-X"];
  const { micro } = scoreEntities([gold], [completeWithOutside(["B-X", "O"], gold.length)], { scheme: "IOB2", repair: "discard" });
  assert.equal([micro.precision, micro.recall], [1, 1 / 2]);
});

test("tags of padding left on a prediction are an error", () => {
  assert.throws(() => completeWithOutside(["O", "O", "O"], 2), /2 tokens.*3 predicted tags.*padding/);
});

test("padding raises accuracy: one wrong token of two is 9 right of 10 at length 10", () => {
  const [gold, predicted] = [[["B-X", "O"]], [["O", "O"]]];
  assert.is(tokenAccuracy(gold, predicted), 0.5);
  assert.is(paddedTokenAccuracy(gold, predicted, 10), 0.9);
});

test("padding to a length hides the tokens beyond it", () => {
  assert.is(paddedTokenAccuracy([["O", "O", "B-X"]], [["O", "O", "O"]], 2), 1);
});

test.run();
