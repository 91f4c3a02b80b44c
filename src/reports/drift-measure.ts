import { createGenerator, deriveSeed, type RandomGenerator } from "../random/generator";
import type { DriftReport } from "../serving/drift/drift-report";
import { DriftWindow } from "../serving/drift/drift-window";
import { FEATURES, type Feature } from "../serving/drift/features";
import { QualitySums } from "../serving/drift/quality-sums";
import type { DriftReference } from "../serving/drift/reference";
import type { Thresholds } from "../serving/drift/thresholds";
import type { DriftCase, DriftStream, StreamSentence } from "./drift-streams";
import { mean } from "./percent";

/** A window as the monitor reports it, and its true strict F1; null where it has no entity at all. */
interface JudgedWindow {
  readonly report: DriftReport;
  readonly truth: number | null;
}

/** How estimates compare with the truth, over windows in which both exist. */
export interface EstimateQuality {
  readonly windows: number;
  readonly truth: number;
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** The mean of estimate minus truth, and the mean of its size. */
  readonly bias: number;
  readonly meanError: number;
  /** The share of windows whose interval holds the truth. */
  readonly coverage: number;
  readonly belowFloor: number;
}

/** What many windows of one kind of traffic say. Shares are of windows. */
export interface WindowSummary {
  readonly windows: number;
  readonly alarms: number;
  readonly alarmShare: number;
  /** The same under thresholds for traffic in no order. */
  readonly alarmShareMixed: number;
  readonly byFeature: { readonly [feature in Feature]: { readonly alarmShare: number; readonly psi: number; readonly js: number } };
  /** Any feature's PSI above the usual 0.1 and 0.25. */
  readonly above10: number;
  readonly above25: number;
  readonly unknownShare: number;
  readonly estimate: EstimateQuality | null;
}

/** A kind of drift at one dose. */
export interface DoseSummary extends WindowSummary {
  readonly title: string;
  /** The share of the traffic that is drifted. */
  readonly dose: number;
}

export interface DriftMeasurement {
  readonly reference: DriftReference;
  readonly mixedThresholds: Thresholds;
  /** Windows of the test part, drawn at random. */
  readonly calm: WindowSummary;
  /** The test part's windows in the corpus's order. */
  readonly inOrder: WindowSummary;
  readonly doses: readonly DoseSummary[];
}

export const DOSES = [0.1, 0.25, 0.5, 1] as const;
export const USUAL_THRESHOLDS = [0.1, 0.25] as const;
const CALM_WINDOWS = 1000;
const WINDOWS_A_DOSE = 100;

function judgeWindow(reference: DriftReference, sentences: readonly StreamSentence[]): JudgedWindow {
  const [window, actual] = [new DriftWindow(reference), new QualitySums()];
  let report: DriftReport | undefined;
  for (const sentence of sentences) {
    report = window.add(sentence.observed) ?? report;
    actual.add(sentence.actual);
  }
  return { report: report!, truth: actual.f1()?.f1 ?? null };
}

function shareOf<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return items.length === 0 ? 0 : items.filter(holds).length / items.length;
}

function estimateQuality(windows: readonly JudgedWindow[]): EstimateQuality | null {
  const known = windows.flatMap(({ report: { f1 }, truth }) => (f1 && truth !== null ? [{ ...f1, truth }] : []));
  if (known.length === 0) return null;
  const meanOf = (value: (window: (typeof known)[number]) => number) => mean(known.map(value));
  return {
    windows: known.length,
    truth: meanOf(({ truth }) => truth), estimate: meanOf(({ estimate }) => estimate), low: meanOf(({ low }) => low), high: meanOf(({ high }) => high),
    bias: meanOf(({ estimate, truth }) => estimate - truth),
    meanError: meanOf(({ estimate, truth }) => Math.abs(estimate - truth)),
    coverage: shareOf(known, ({ low, high, truth }) => low <= truth && truth <= high),
    belowFloor: shareOf(known, ({ belowFloor }) => belowFloor),
  };
}

function summarize(windows: readonly JudgedWindow[], mixed: Thresholds): WindowSummary {
  const reports = windows.map(({ report }) => report);
  const above = (limit: number) => shareOf(reports, ({ features }) => FEATURES.some((feature) => features[feature].psi > limit));
  const ofFeature = (feature: Feature) => ({
    alarmShare: shareOf(reports, ({ features }) => features[feature].alarm),
    psi: mean(reports.map(({ features }) => features[feature].psi)),
    js: mean(reports.map(({ features }) => features[feature].js)),
  });
  const entries = FEATURES.map((feature) => [feature, ofFeature(feature)] as const);
  return {
    windows: windows.length,
    alarms: reports.filter(({ alarm }) => alarm).length,
    alarmShare: shareOf(reports, ({ alarm }) => alarm),
    alarmShareMixed: shareOf(reports, ({ features }) => FEATURES.some((feature) => features[feature].psi > mixed[feature].psi)),
    byFeature: Object.fromEntries(entries) as unknown as WindowSummary["byFeature"],
    above10: above(USUAL_THRESHOLDS[0]), above25: above(USUAL_THRESHOLDS[1]),
    unknownShare: mean(reports.map(({ unknownShare }) => unknownShare)),
    estimate: estimateQuality(windows),
  };
}

/** Some of the items, without repetition as long as there are enough. */
function drawn<T>(items: readonly T[], count: number, generator: RandomGenerator): T[] {
  if (count > items.length) return Array.from({ length: count }, () => generator.pick(items));
  const taken = new Set<number>();
  while (taken.size < count) taken.add(generator.integer(items.length));
  return [...taken].map((i) => items[i]!);
}

/** Windows of which a share is of the drifted stream, the rest of the calm one, in random order. */
function mixedWindows(drift: DriftCase, stream: DriftStream, dose: number, count: number): JudgedWindow[] {
  const { reference, calm } = drift;
  const generator = createGenerator(deriveSeed(0, "drift", stream.title, dose));
  const many = Math.round(dose * reference.window);
  return Array.from({ length: count }, () => judgeWindow(reference, [
    ...drawn(stream.sentences, many, generator), ...drawn(calm.sentences, reference.window - many, generator),
  ]));
}

function windowsInOrder({ reference, calm }: DriftCase): JudgedWindow[] {
  const { window } = reference;
  const count = Math.floor(calm.sentences.length / window);
  return Array.from({ length: count }, (_, i) => judgeWindow(reference, calm.sentences.slice(i * window, (i + 1) * window)));
}

/** Sends streams with and without drift through the monitor. The same numbers at every call. */
export function measureDrift(drift: DriftCase): DriftMeasurement {
  const { mixedThresholds } = drift;
  const doses = drift.drifted.flatMap((stream) => DOSES.map((dose) => ({
    title: stream.title, dose, ...summarize(mixedWindows(drift, stream, dose, WINDOWS_A_DOSE), mixedThresholds),
  })));
  return {
    reference: drift.reference,
    mixedThresholds,
    calm: summarize(mixedWindows(drift, drift.calm, 1, CALM_WINDOWS), mixedThresholds),
    inOrder: summarize(windowsInOrder(drift), mixedThresholds),
    doses,
  };
}
