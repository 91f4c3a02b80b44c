import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  assembleBatch,
  buildTagSet,
  buildVocabulary,
  categoricalLabels,
  lengthCost,
  padOrTruncate,
  planPrediction,
  planTraining,
  sparseLabels,
  UNK_ID,
  vocabularyFromWords,
} from "../../src/encoding";
import { createGenerator } from "../../src/random/generator";

const SENTENCES = [{ words: ["b", "a", "b"] }, { words: ["c", "a", "b", "None"] }];

test("ids 0 and 1 are PAD and UNK; the others follow by falling count, then first appearance", () => {
  const vocabulary = buildVocabulary(SENTENCES, { minimumCount: 1, maximumSize: null });
  assert.equal(vocabulary.words, ["<PAD>", "<UNK>", "b", "a", "c", "None"]);
  assert.is(vocabulary.idOf("a"), 3);
  assert.is(vocabulary.idOf("never seen"), UNK_ID);
});

test("a minimum count and a maximum size leave words out", () => {
  assert.equal(buildVocabulary(SENTENCES, { minimumCount: 2, maximumSize: null }).words.slice(2), ["b", "a"]);
  assert.equal(buildVocabulary(SENTENCES, { minimumCount: 1, maximumSize: 1 }).words.slice(2), ["b"]);
});

test("a text that holds the word <PAD> does not become padding", () => {
  assert.is(buildVocabulary([{ words: ["<PAD>"] }], { minimumCount: 1, maximumSize: null }).idOf("<PAD>"), UNK_ID);
});

test("a word list without PAD and UNK is refused", () => {
  assert.throws(() => vocabularyFromWords(["the", "of"]), /begins with <PAD> and <UNK>, not with the and of/);
});

test("O has tag id 0 even when no sentence holds it", () => {
  assert.equal(buildTagSet([{ tags: ["I-x", "B-x"] }]).tags, ["O", "B-x", "I-x"]);
});

test("an unknown tag is named", () => {
  assert.throws(() => buildTagSet([{ tags: ["O"] }]).idOf("B-war"), /"B-war"/);
});

test("sequences are padded and cut at their end, and the input stays as it is", () => {
  const input = Object.freeze([4, 5, 6]);
  assert.equal([...padOrTruncate(input, 5, 0)], [4, 5, 6, 0, 0]);
  assert.equal([...padOrTruncate(input, 2, 0)], [4, 5]);
});

test("the cost of a length counts pads and cut tokens", () => {
  // 3 + 1 tokens in 2 × 2 positions: one pad, one token cut.
  assert.equal(lengthCost([3, 1], 2), { length: 2, paddingShare: 0.25, truncatedTokenShare: 0.25, truncatedSentences: 1 });
});

test("categorical labels turn back into the sparse ones", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(16), { minLength: 1, maxLength: 60 }), (ids) => {
      assert.equal([...sparseLabels(categoricalLabels(ids, 17), 17)], ids);
    }),
  );
});

test("a label outside the tags is refused with its position", () => {
  assert.throws(() => categoricalLabels([0, 9], 9), /Label 9 at position 1 is outside 0 … 8/);
});

test("every plan holds every sentence exactly once", () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(lengths, fc.integer({ min: 1, max: 16 }), fc.nat(1000), (all, size, seed) => {
      for (const batching of [{ kind: "bucketed" }, { kind: "padded", length: 9, countPadding: false }] as const) {
        for (const plan of [planTraining(all, size, batching, createGenerator(seed)), planPrediction(all, size, batching)]) {
          assert.equal(
            plan.flat().sort((a, b) => a - b),
            all.map((_, i) => i),
          );
          assert.ok(plan.every((batch) => batch.length <= size));
        }
      }
    }),
    { numRuns: 50 },
  );
});

test("bucketed batches pad less than batches in file order", () => {
  const generator = createGenerator(5);
  const lengths = Array.from({ length: 2000 }, () => 1 + generator.integer(60));
  const padded = (plan: readonly (readonly number[])[]) =>
    plan.reduce((sum, batch) => sum + batch.length * Math.max(...batch.map((i) => lengths[i]!)), 0);
  const bucketed = padded(planTraining(lengths, 32, { kind: "bucketed" }, generator));
  const tokens = lengths.reduce((sum, n) => sum + n, 0);
  assert.ok(bucketed < 1.1 * tokens, `${bucketed} positions for ${tokens} tokens`);
});

const PAIR = [
  { words: Int32Array.of(2, 3, 4), tags: Int32Array.of(0, 1, 2) },
  { words: Int32Array.of(5), tags: Int32Array.of(3) },
];

test("a bucketed batch is as long as its longest sentence, and pads weigh nothing", () => {
  const batch = assembleBatch(PAIR, { kind: "bucketed" });
  assert.is(batch.time, 3);
  assert.equal([...batch.words], [2, 3, 4, 5, 0, 0]);
  assert.equal([...batch.weights], [1, 1, 1, 1, 0, 0]);
});

test("only a protocol that asks for it by name counts padding", () => {
  const weights = (countPadding: boolean) => [...assembleBatch(PAIR, { kind: "padded", length: 2, countPadding }).weights];
  assert.equal(weights(false), [1, 1, 1, 0]);
  assert.equal(weights(true), [1, 1, 1, 1]);
});

test.run();
