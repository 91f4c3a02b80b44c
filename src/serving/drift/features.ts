import { UNK_ID } from "../../encoding/vocabulary";

/** What is compared with the reference. Every one of them is a histogram. */
export const FEATURES = ["words", "lengths", "tags", "confidence"] as const;
export type Feature = (typeof FEATURES)[number];

/** A sentence as the service knows it once it is tagged; its text is not part of it. */
export interface ObservedSentence {
  /** Ids in the model's vocabulary, which orders words by falling frequency. */
  readonly words: ArrayLike<number>;
  readonly tags: readonly string[];
  /** The softmax probability of each tag. */
  readonly confidences: ArrayLike<number>;
}

/** A sentence's bins: one a token, but one alone for its length. A tag that the model does not have has no bin (−1). */
export interface SentenceBins {
  readonly words: Uint8Array;
  readonly lengths: number;
  readonly tags: Int8Array;
  readonly confidence: Uint8Array;
}

/** What bins mean beyond the fixed ones of words and confidences. */
export interface BinLayout {
  readonly tags: readonly string[];
  /** The longest length, in tokens, of each bin but the last. */
  readonly lengthEdges: readonly number[];
}

/** A histogram a feature. */
export type FeatureCounts = { readonly [feature in Feature]: Float64Array };

const FIRST_WORD_ID = UNK_ID + 1;
const UNKNOWN_BIN = 0;
/** Ranks from 2^15 − 1 on are one band. */
const LAST_BAND = 15;
const SPLIT_BITS = 3;
const SPLITS = 1 << SPLIT_BITS;
export const WORD_BINS = 1 + (SPLITS - 1) + SPLITS * (LAST_BAND - SPLIT_BITS + 1);

/** Confidences are compared in steps of 1/10,000, as the service states them. */
export const CONFIDENCE_STEPS = 10_000;
/** The lowest confidence, in those steps, of each bin but the first. */
const CONFIDENCE_EDGES = [3000, 5000, 7000, 8000, 9000, 9500, 9800, 9900, 9950, 9980, 9990, 9995, 9999] as const;
export const CONFIDENCE_BINS = CONFIDENCE_EDGES.length + 1;

/**
 * The bin of a word: one for all unknown ones; then bands of ranks that double in width (the 1st word, the next 2, the next 4 …), each
 * divided into as many as eight by a hash of the id. Bands show how common words are, their divisions which common words they are.
 */
export function wordBin(id: number): number {
  if (id < FIRST_WORD_ID) return UNKNOWN_BIN;
  const rank = id - FIRST_WORD_ID + 1;
  const band = Math.min(LAST_BAND, 31 - Math.clz32(rank));
  if (band < SPLIT_BITS) return rank;
  return SPLITS + SPLITS * (band - SPLIT_BITS) + (Math.imul(id, 0x9e3779b1) >>> (32 - SPLIT_BITS));
}

/** A confidence in steps of 1/10,000. */
export function confidenceStep(confidence: number): number {
  return Math.min(CONFIDENCE_STEPS, Math.max(0, Math.round(confidence * CONFIDENCE_STEPS)));
}

/** Most confidences are high: the search begins there. */
export function confidenceBin(confidence: number): number {
  const step = confidenceStep(confidence);
  let bin = CONFIDENCE_EDGES.length;
  while (bin > 0 && step < CONFIDENCE_EDGES[bin - 1]!) bin--;
  return bin;
}

function lengthBin(length: number, edges: readonly number[]): number {
  const bin = edges.findIndex((edge) => length <= edge);
  return bin < 0 ? edges.length : bin;
}

/** Edges that divide lengths into at most ten bins of about as many sentences each. */
export function lengthEdgesOf(lengths: readonly number[]): number[] {
  const sorted = [...lengths].sort((a, b) => a - b);
  const deciles = Array.from({ length: 9 }, (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / 10)]!);
  return [...new Set(deciles)].filter((edge) => edge < sorted[sorted.length - 1]!);
}

/** Typed arrays' own `from` goes by iterators, which costs several times as much here. */
function fillBins<T, B extends Uint8Array | Int8Array>(bins: B, items: ArrayLike<T>, binOf: (item: T) => number): B {
  for (let i = 0; i < bins.length; i++) bins[i] = binOf(items[i]!);
  return bins;
}

/** Finds bins under one layout. */
export class Binning {
  private readonly tagBinOf: (tag: string) => number;

  constructor(readonly layout: BinLayout) {
    const bins = new Map(layout.tags.map((tag, bin) => [tag, bin]));
    this.tagBinOf = (tag) => bins.get(tag) ?? -1;
  }

  binsOf({ words, tags, confidences }: ObservedSentence): SentenceBins {
    return {
      words: fillBins(new Uint8Array(words.length), words, wordBin),
      lengths: lengthBin(words.length, this.layout.lengthEdges),
      tags: fillBins(new Int8Array(tags.length), tags, this.tagBinOf),
      confidence: fillBins(new Uint8Array(confidences.length), confidences, confidenceBin),
    };
  }

  emptyCounts(): FeatureCounts {
    const { tags, lengthEdges } = this.layout;
    return {
      words: new Float64Array(WORD_BINS),
      lengths: new Float64Array(lengthEdges.length + 1),
      tags: new Float64Array(tags.length),
      confidence: new Float64Array(CONFIDENCE_BINS),
    };
  }
}

function addEach(counts: Float64Array, bins: ArrayLike<number>, times: number): void {
  for (let i = 0; i < bins.length; i++) if (bins[i]! >= 0) counts[bins[i]!]! += times;
}

/** Adds a sentence to histograms, `times` times. */
export function addBins(counts: FeatureCounts, bins: SentenceBins, times = 1): void {
  counts.lengths[bins.lengths]! += times;
  addEach(counts.words, bins.words, times);
  addEach(counts.tags, bins.tags, times);
  addEach(counts.confidence, bins.confidence, times);
}

/** Adds histograms to histograms. */
export function addCounts(counts: FeatureCounts, added: FeatureCounts): void {
  for (const feature of FEATURES) added[feature].forEach((count, bin) => (counts[feature][bin]! += count));
}

export function unknownShareOf({ words }: FeatureCounts): number {
  const tokens = words.reduce((sum, count) => sum + count, 0);
  return tokens === 0 ? 0 : words[UNKNOWN_BIN]! / tokens;
}
