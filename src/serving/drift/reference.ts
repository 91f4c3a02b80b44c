import { DataError } from "../../errors";
import { createGenerator, deriveSeed } from "../../random/generator";
import { addBins, Binning, FEATURES, lengthEdgesOf, unknownShareOf, type BinLayout, type Feature } from "./features";
import { calibrateInterval, type IntervalCalibration } from "./interval";
import { fitQuality, trueQuality, type JudgedSentence, type QualityMaps } from "./quality";
import { QualitySums } from "./quality-sums";
import { calibrateThresholds, type Thresholds } from "./thresholds";

export const REFERENCE_FORMAT = 1;

/** What a model's predictions on validation looked like, as plain JSON: histograms and maps, no word and no sentence. */
export interface DriftReference {
  readonly format: typeof REFERENCE_FORMAT;
  /** Sentences in a window; thresholds and intervals hold for this size alone. */
  readonly window: number;
  /** The share of windows without drift that raise an alarm. */
  readonly falseAlarmRate: number;
  readonly sentences: number;
  readonly vocabularySize: number;
  readonly layout: BinLayout;
  readonly counts: { readonly [feature in Feature]: readonly number[] };
  readonly unknownShare: number;
  readonly thresholds: Thresholds;
  readonly quality: QualityMaps;
  readonly interval: IntervalCalibration;
  /** The true strict F1 on the reference's own sentences. */
  readonly f1: number;
}

export interface ReferenceOptions {
  readonly tags: readonly string[];
  readonly vocabularySize: number;
  /** Sentences in a window; 200 when left out. */
  readonly window?: number;
  /** The share of windows without drift that may raise an alarm; 1 % when left out. */
  readonly falseAlarmRate?: number;
  /** The share of windows without drift whose true F1 the interval should hold; 95 % when left out. */
  readonly level?: number;
  /**
   * Consecutive sentences of the reference that calibration takes as belonging together; 1 when left out, for traffic in no order. Where whole
   * texts come sentence by sentence, take the window's size, and give the sentences in their order. Never more than a tenth of the
   * sentences: windows must differ from what they are compared with.
   */
  readonly run?: number;
  readonly seed?: number;
}

export const DEFAULT_WINDOW = 200;
export const DEFAULT_FALSE_ALARM_RATE = 0.01;
export const DEFAULT_LEVEL = 0.95;
const LARGEST_RUN_SHARE = 0.1;

function checkSentences(sentences: readonly JudgedSentence[], window: number): void {
  if (sentences.length < window) {
    throw new DataError(`A reference for windows of ${window} sentences needs as many at least, not ${sentences.length}; ask for a smaller window.`);
  }
  sentences.forEach(({ words, tags, confidences, gold }, i) => {
    if ([tags.length, confidences.length, gold.length].every((length) => length === words.length)) return;
    throw new DataError(`Sentence ${i + 1} has ${words.length} words, ${tags.length} tags, ${confidences.length} confidences and ${gold.length} gold tags; give one of each a token.`);
  });
}

/**
 * What live traffic is compared with: a model's predictions on the VALIDATION part, with its gold tags. Not those on the training part:
 * there the model knows every word and is surer than it will ever be, and the best of new text would look like drift.
 * The same reference at every call with the same seed. Throws a DataError where there are fewer sentences than a window holds.
 */
export function buildReference(sentences: readonly JudgedSentence[], options: ReferenceOptions): DriftReference {
  const { tags, vocabularySize, window = DEFAULT_WINDOW, falseAlarmRate: rate = DEFAULT_FALSE_ALARM_RATE } = options;
  const { level = DEFAULT_LEVEL, run = 1, seed = 0 } = options;
  checkSentences(sentences, window);
  const layout = { tags, lengthEdges: lengthEdgesOf(sentences.map(({ words }) => words.length)) };
  const binning = new Binning(layout);
  const bins = sentences.map((sentence) => binning.binsOf(sentence));
  const counts = binning.emptyCounts();
  for (const each of bins) addBins(counts, each);
  const sums = new QualitySums();
  for (const sentence of sentences) sums.add(trueQuality(sentence));
  const longestRun = Math.max(1, Math.min(run, Math.floor(LARGEST_RUN_SHARE * sentences.length)));
  const generator = (purpose: string) => createGenerator(deriveSeed(seed, "drift reference", purpose));
  return {
    format: REFERENCE_FORMAT, window, falseAlarmRate: rate, sentences: sentences.length, vocabularySize, layout,
    counts: Object.fromEntries(FEATURES.map((feature) => [feature, [...counts[feature]]])) as { [feature in Feature]: number[] },
    unknownShare: unknownShareOf(counts),
    thresholds: calibrateThresholds(bins, binning, { window, rate, run: longestRun, generator: generator("thresholds") }),
    quality: fitQuality(sentences),
    interval: calibrateInterval(sentences, { window, rate, level, run: longestRun, generator: generator("interval") }),
    f1: sums.f1()?.f1 ?? 0,
  };
}
