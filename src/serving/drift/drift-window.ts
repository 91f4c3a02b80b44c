import type { DriftReport, EstimatedF1, FeatureDrift } from "./drift-report";
import { jensenShannon, populationStabilityIndex } from "./distance";
import { addBins, addCounts, Binning, FEATURES, unknownShareOf, type Feature, type FeatureCounts, type ObservedSentence } from "./features";
import { QualityExpectation } from "./quality";
import { QualitySums } from "./quality-sums";
import type { DriftReference } from "./reference";

/** A part of a window: sums alone, no sentence. */
interface Block {
  readonly counts: FeatureCounts;
  readonly quality: QualitySums;
}

export interface WindowOptions {
  /**
   * Sentences between two reports, a divisor of the window's size. As many as the window holds (the default) make windows that follow each
   * other without overlap; fewer make one that slides. The false-alarm rate holds for each report, and those that overlap err together.
   */
  readonly step?: number;
}

/**
 * Compares a stream with a reference, window by window. It keeps histograms and sums of a fixed size and no text.
 * Throws a RangeError for a step that does not divide the window.
 */
export class DriftWindow {
  private readonly binning: Binning;
  private readonly expectation: QualityExpectation;
  private readonly step: number;
  private readonly blocks: Block[] = [];
  private open: Block;
  private inOpen = 0;
  /** The last full window's. */
  latest: DriftReport | undefined;

  constructor(private readonly reference: DriftReference, { step = reference.window }: WindowOptions = {}) {
    if (!Number.isInteger(step) || step < 1 || reference.window % step !== 0) {
      throw new RangeError(`A window of ${reference.window} sentences cannot move by ${step}; take a divisor.`);
    }
    this.step = step;
    this.binning = new Binning(reference.layout);
    this.expectation = new QualityExpectation(reference.quality);
    this.open = this.emptyBlock();
  }

  /** Takes note of a sentence; returns a report when it completes a window. Sentences without a token are left out. */
  add(sentence: ObservedSentence): DriftReport | undefined {
    if (sentence.words.length === 0) return undefined;
    addBins(this.open.counts, this.binning.binsOf(sentence));
    this.open.quality.add(this.expectation.of(sentence));
    this.inOpen++;
    return this.inOpen < this.step ? undefined : this.closeBlock();
  }

  private emptyBlock(): Block {
    return { counts: this.binning.emptyCounts(), quality: new QualitySums() };
  }

  private closeBlock(): DriftReport | undefined {
    this.blocks.push(this.open);
    [this.open, this.inOpen] = [this.emptyBlock(), 0];
    const wanted = this.reference.window / this.step;
    if (this.blocks.length > wanted) this.blocks.shift();
    if (this.blocks.length < wanted) return undefined;
    this.latest = this.report();
    return this.latest;
  }

  private report(): DriftReport {
    const { counts, quality } = this.emptyBlock();
    for (const block of this.blocks) {
      addCounts(counts, block.counts);
      quality.addAll(block.quality);
    }
    const features = Object.fromEntries(FEATURES.map((feature) => [feature, this.driftOf(feature, counts)])) as { [f in Feature]: FeatureDrift };
    return {
      sentences: this.reference.window,
      tokens: counts.words.reduce((sum, count) => sum + count, 0),
      unknownShare: unknownShareOf(counts),
      features,
      alarm: FEATURES.some((feature) => features[feature].alarm),
      f1: this.estimate(quality),
    };
  }

  private driftOf(feature: Feature, counts: FeatureCounts): FeatureDrift {
    const { counts: expected, thresholds } = this.reference;
    const psi = populationStabilityIndex(counts[feature], expected[feature]);
    const { psi: psiThreshold, js: jsThreshold } = thresholds[feature];
    return { psi, js: jensenShannon(counts[feature], expected[feature]), psiThreshold, jsThreshold, alarm: psi > psiThreshold };
  }

  private estimate(quality: QualitySums): EstimatedF1 | null {
    const sampled = quality.f1();
    if (!sampled) return null;
    const { factor, floor } = this.reference.interval;
    const half = factor * sampled.standardError;
    const low = Math.max(0, sampled.f1 - half);
    return {
      estimate: sampled.f1, low, high: Math.min(1, sampled.f1 + half), precision: sampled.precision, recall: sampled.recall, floor, belowFloor: low < floor,
    };
  }
}
