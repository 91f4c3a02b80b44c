import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { DataError } from "../../../src/errors";
import { scoreEntities } from "../../../src/evaluation";
import type { Repair } from "../../../src/evaluation";
import { countSentences, microScores } from "../../../src/evaluation/uncertainty";

const TAGS = ["O", "B-X", "I-X", "B-Y", "I-Y", "E-X", "S-Y", ".-X", "P"] as const;
const IOB_TAGS = TAGS.slice(0, 5);

function corpusOf(tags: readonly string[]): fc.Arbitrary<[string, string][][]> {
  const pair = fc.tuple(fc.constantFrom(...tags), fc.constantFrom(...tags));
  return fc.array(fc.array(pair, { maxLength: 6 }), { minLength: 1, maxLength: 8 }).filter((sentences) => sentences.flat().length > 0);
}

function checkSums(sentences: readonly (readonly (readonly [string, string])[])[], repair: Repair): void {
  const [gold, predicted] = ([0, 1] as const).map((side) => sentences.map((pairs) => pairs.map((pair) => pair[side])));
  const counts = countSentences(gold!, predicted!, repair);
  const { micro, types, perType } = scoreEntities(gold!, predicted!, { scheme: "IOB2", repair });
  for (const name of ["support", "predicted", "correct"] as const) {
    assert.is(counts[name].length, sentences.length);
    assert.is(counts[name].reduce((sum, n) => sum + n, 0), types.reduce((sum, type) => sum + perType[type]![name], 0));
  }
  assert.equal(microScores(counts), micro);
}

test("each sentence counts its own entities", () => {
  const gold = [["B-X", "I-X", "O", "B-Y"], ["O"], [], ["B-X"]];
  const predicted = [["B-X", "I-X", "O", "B-X"], ["B-X"], [], ["B-X"]];
  const { support, predicted: found, correct } = countSentences(gold, predicted, "discard");
  assert.equal([[...support], [...found], [...correct]], [[2, 0, 0, 1], [2, 1, 0, 1], [1, 0, 0, 1]]);
});

test("an entity at a sentence's end and one at the next one's beginning stay apart", () => {
  const tags = [["O", "B-X"], ["I-X", "O"]];
  assert.equal([...countSentences(tags, tags, "begin").support], [1, 1]);
  assert.equal([...countSentences(tags, tags, "discard").support], [1, 0]);
});

test("summed, the counts are those of the scorer, and their scores its micro average to the last bit", () => {
  fc.assert(fc.property(corpusOf(TAGS), (sentences) => checkSums(sentences, "begin")), { numRuns: 1500, seed: 1 });
  fc.assert(fc.property(corpusOf(IOB_TAGS), (sentences) => checkSums(sentences, "discard")), { numRuns: 1500, seed: 1 });
});

test("what the scorer refuses is refused here", () => {
  const says = (error: unknown): boolean => error instanceof DataError && /1 gold sentences/.test(error.message);
  assert.throws(() => countSentences([["O"]], [], "begin"), says);
  assert.throws(() => countSentences([["I-X"]], [["O"]], "reject"), /gold sentence 1, token 1/);
});

test.run();
