import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  addBins, addCounts, Binning, CONFIDENCE_BINS, confidenceBin, lengthEdgesOf, unknownShareOf, WORD_BINS, wordBin,
} from "../../../src/serving/drift/features";

test("padding and unknown words share a bin; the commonest seven words have one each; all bins are within bounds", () => {
  assert.equal([0, 1].map(wordBin), [0, 0]);
  assert.equal([2, 3, 4, 5, 6, 7, 8].map(wordBin), [1, 2, 3, 4, 5, 6, 7]);
  const used = new Set(Array.from({ length: 200_000 }, (_, id) => wordBin(id)));
  assert.ok([...used].every((bin) => Number.isInteger(bin) && bin >= 0 && bin < WORD_BINS));
  assert.is(used.size, WORD_BINS);
});

test("rarer words never share a bin with words of another band", () => {
  const bandOf = (id: number) => Math.floor(Math.log2(id - 1));
  const bands = new Map<number, Set<number>>();
  for (let id = 2; id < 20_000; id++) bands.set(wordBin(id), (bands.get(wordBin(id)) ?? new Set()).add(bandOf(id)));
  assert.ok([...bands.values()].every((each) => each.size === 1));
});

test("a confidence has the same bin whether it is rounded to four digits, as the service states it, or not", () => {
  for (const confidence of [0, 0.29996, 0.3, 0.69994, 0.99896, 0.99994, 0.99996, 1]) {
    assert.is(confidenceBin(confidence), confidenceBin(Math.round(confidence * 10_000) / 10_000));
  }
  assert.is(confidenceBin(1), CONFIDENCE_BINS - 1);
  assert.is(confidenceBin(0), 0);
});

test("length edges rise and leave no bin without a sentence", () => {
  assert.equal(lengthEdgesOf([5, 5, 5]), []);
  const edges = lengthEdgesOf(Array.from({ length: 100 }, (_, i) => i + 1));
  assert.equal(edges, [11, 21, 31, 41, 51, 61, 71, 81, 91]);
});

test("a sentence counts once for its length and once a token for the rest; tags that the model lacks count nowhere", () => {
  const binning = new Binning({ tags: ["O", "B-geo"], lengthEdges: [2] });
  const counts = binning.emptyCounts();
  addBins(counts, binning.binsOf({ words: [1, 2, 2], tags: ["O", "B-geo", "B-moon"], confidences: [1, 0.2, 0.9] }));
  assert.equal([...counts.lengths], [0, 1]);
  assert.equal([...counts.tags], [1, 1]);
  assert.is(counts.words[0], 1);
  assert.is(unknownShareOf(counts), 1 / 3);
  addCounts(counts, counts);
  assert.equal([...counts.tags], [2, 2]);
});

test.run();
