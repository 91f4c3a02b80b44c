import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { repairTags, scoreEntities } from "../../../src/evaluation";
import { tagMatrix, type PartDistributions, type SentenceDistribution } from "../../../src/evaluation/calibration";
import { compareDecodings, decode } from "../../../src/evaluation/decoding";

const RUNS = { seed: 20260801 };

const TAGS = ["O", "B-X", "I-X"];

function sentence(gold: string[], ...rows: number[][]): SentenceDistribution {
  return { gold, logits: tagMatrix(Float64Array.from(rows.flat()), TAGS.length) };
}

function part(...sentences: SentenceDistribution[]): PartDistributions {
  return { part: "test", tags: TAGS, sentences };
}

const scores = fc.array(fc.integer({ min: -5, max: 0 }), { minLength: 3, maxLength: 3 });
const drawn = fc.array(fc.tuple(fc.constantFrom(...TAGS), scores), { minLength: 1, maxLength: 8 });
const parts = fc.array(drawn, { minLength: 1, maxLength: 6 }).map((sentences) =>
  part(...sentences.map((tokens) => sentence(repairTags(tokens.map(([gold]) => gold), "begin"), ...tokens.map(([, row]) => row)))));

test("by hand: one sentence gains its beginning, one loses a stray tag, one stays", () => {
  const mended = sentence(["B-X", "I-X"], [-0.5, -1, -9], [-3, -3, -0.1]);
  const broken = sentence(["O", "B-X"], [-0.1, -4, -9], [-1, -3, -0.9]);
  const same = sentence(["O", "B-X"], [-0.1, -4, -9], [-3, -0.1, -3]);
  const { argmax, viterbi, changes, changedTokens, changedSentences } = compareDecodings(part(mended, broken, same));
  assert.equal([argmax.invalidSentences, argmax.discard.repairs, argmax.begin.repairs], [2, 2, 2]);
  assert.equal([viterbi.invalidSentences, viterbi.discard.repairs, viterbi.begin.repairs], [0, 0, 0]);
  assert.equal([changedTokens, changedSentences, changes], [2, 2, { mended: 1, broken: 0, otherwiseWrong: 1 }]);
  // Argmax: O I-X | O I-X | O B-X. Discarded, one of three entities is found; begun, the second one as well and one is wrong.
  assert.equal([argmax.discard.recall, argmax.begin.recall, argmax.begin.precision], [1 / 3, 2 / 3, 2 / 3]);
  assert.equal([viterbi.discard.recall, viterbi.discard.precision], [2 / 3, 1]);
});

test("after Viterbi nothing is repaired, and both readings agree", () => {
  fc.assert(fc.property(parts, ({ tags, sentences }) => {
    const { viterbi } = compareDecodings({ part: "test", tags, sentences });
    assert.equal([viterbi.invalidSentences, viterbi.discard.repairs, viterbi.begin.repairs], [0, 0, 0]);
    assert.equal(viterbi.discard, viterbi.begin);
  }), RUNS);
});

test("only sentences that argmax leaves invalid change", () => {
  fc.assert(fc.property(parts, (each) => {
    const { argmax, changedSentences, changedTokens } = compareDecodings(each);
    assert.is(changedSentences, argmax.invalidSentences);
    assert.ok(changedTokens >= changedSentences);
  }), RUNS);
});

test("the scores are those of the decoded tags", () => {
  fc.assert(fc.property(parts, (each) => {
    const gold = each.sentences.map((one) => one.gold);
    const { micro, tokenAccuracy } = scoreEntities(gold, decode(each, "viterbi"), { scheme: "IOB2", repair: "begin" });
    const { viterbi } = compareDecodings(each);
    assert.equal([viterbi.begin.f1, viterbi.tokenAccuracy], [micro.f1, tokenAccuracy]);
  }), RUNS);
});

test("tokens that a model did not answer are O under both decodings", () => {
  const cut = part(sentence(["B-X", "I-X", "O"], [-3, -0.1, -3]));
  for (const decoding of ["argmax", "viterbi"] as const) assert.equal(decode(cut, decoding), [["B-X", "O", "O"]]);
  assert.is(compareDecodings(cut).tokens, 3);
});

test.run();
