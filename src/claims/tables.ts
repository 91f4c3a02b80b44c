import type { TrialRecord } from "../experiments/record";
import { FLOOR_NAMES } from "../experiments/trial";
import type { ModelSummary } from "../models/summary";
import { FLOOR_TITLES } from "../reports/comparison";
import { count, listed, mean, meanAndDeviation, percent, standardDeviation } from "../reports/percent";
import { CLAIMS, type ClaimVerdict } from "./audit";
import { VERDICT_MEANINGS, VERDICTS } from "./claim";
import type { Evidence } from "./evidence";
import { goldEntities, reportedAccuracy, reportedF1, reportedSequences, strictF1, wordsRight } from "./measures";
import { stepsOf, type Rung } from "./ladder";
import { PUBLISHED } from "./origin";
import { rangeOfNextRun } from "./seeds";
import { rangeInPercent, signedPoints } from "./texts";

type Row = { readonly [column: string]: string | number | null };

const CLAIMED_SIZES: { readonly [model: string]: number } = PUBLISHED.parameters;

/** Parameters of the models as built here for the original's vocabulary, beside the claimed ones. */
export function sizeRows(summaries: readonly ModelSummary[]): Row[] {
  return summaries.filter(({ name }) => name in CLAIMED_SIZES).map(({ name, parameters, layers }) => ({
    model: name, claimed: CLAIMED_SIZES[name]!, built: parameters, difference: parameters - CLAIMED_SIZES[name]!,
    layers: layers.map(({ kind }) => kind).filter((kind) => kind !== "InputLayer").join(" → "),
  }));
}

/** A mean and a deviation with digits enough for padded scores. */
function fine(fractions: readonly number[]): string {
  const deviation = standardDeviation(fractions);
  return `${(100 * mean(fractions)).toFixed(3)}${deviation === null ? "" : ` ± ${(100 * deviation).toFixed(3)}`}`;
}

/** A system on the one-token corpus, under a protocol. */
export interface LegacySystem {
  readonly system: string;
  readonly title: string;
  readonly protocol: string;
  readonly asThen: boolean;
  readonly records: readonly TrialRecord[];
  /** A fraction a seed: what the protocol reports as accuracy. */
  readonly reported: readonly number[];
  /** The published accuracy; null where there is none. */
  readonly claimed: number | null;
}

interface LegacyArm {
  readonly experiment: "legacy" | "legacy-swapped";
  readonly arm: string;
  readonly title: string;
  readonly protocol: string;
  readonly claimed: number | null;
}

const LEGACY_ARMS: readonly LegacyArm[] = [
  { experiment: "legacy", arm: "baseline", title: "Baseline", protocol: "length 1", claimed: PUBLISHED.accuracy.baseline },
  { experiment: "legacy-swapped", arm: "baseline", title: "Baseline", protocol: "padded to 75", claimed: null },
  { experiment: "legacy-swapped", arm: "model2", title: "Model 2", protocol: "length 1", claimed: null },
  { experiment: "legacy", arm: "model2", title: "Model 2", protocol: "padded to 75", claimed: PUBLISHED.accuracy.model2 },
  { experiment: "legacy", arm: "advanced", title: "Advanced", protocol: "length 1", claimed: PUBLISHED.accuracy.advanced },
];

function floorSystems(evidence: Evidence): LegacySystem[] {
  const trained = evidence.records("legacy", "model2");
  return FLOOR_NAMES.map((floor) => {
    const records = trained.flatMap((record) => evidence.floor(floor, record) ?? []);
    return {
      system: floor, title: FLOOR_TITLES[floor], protocol: "padded to 75", asThen: false, records, claimed: null,
      reported: records.map(({ metrics }) => metrics.test.padded75),
    };
  });
}

/** Floors and models on the one-token corpus, as they were and with their paddings swapped; what has no record is left out. */
export function legacySystems(evidence: Evidence): LegacySystem[] {
  const models = LEGACY_ARMS.map(({ experiment, arm, title, protocol, claimed }) => {
    const records = evidence.records(experiment, arm);
    return { system: arm, title, protocol, asThen: experiment === "legacy", records, reported: records.map(reportedAccuracy), claimed };
  });
  return [...floorSystems(evidence), ...models].filter(({ records }) => records.length > 0);
}

/** What the figure of reported and right takes. */
export function reportedData(systems: readonly LegacySystem[]) {
  return systems.map(({ system, protocol, asThen, reported, records }) => ({ system, protocol, asThen, reported, wordsRight: records.map(wordsRight) }));
}

/** Where one more run would report its accuracy; null below three seeds. */
function nextRun(reported: readonly number[]): string | null {
  const range = rangeOfNextRun(reported);
  return range && rangeInPercent(range, 3).replace(" %", "");
}

/** One row a system: the claimed accuracy, ours under the same protocol, and what was right of the first words. */
export function legacyRows(systems: readonly LegacySystem[]): Row[] {
  return systems.map(({ title, protocol, claimed, reported, records }) => ({
    system: title, protocol, seeds: records.length,
    "claimed accuracy %": claimed === null ? null : (100 * claimed).toFixed(3),
    "reported accuracy %": fine(reported),
    "one more run (95 %)": nextRun(reported),
    "first words right %": meanAndDeviation(records.map(wordsRight)),
    "strict entity F1 %": meanAndDeviation(records.map(strictF1)),
  }));
}

/** The other published scores of the three models, as they were: weighted F1 over tokens and whole sequences. */
export function otherScoreRows(evidence: Evidence): Row[] {
  return LEGACY_ARMS.filter(({ experiment }) => experiment === "legacy").flatMap(({ arm, title, protocol }) => {
    const records = evidence.records("legacy", arm);
    if (records.length === 0) return [];
    return [{
      model: title, protocol, "token F1 %, weighted, with O": fine(records.map(reportedF1)), "whole sequences %": fine(records.map(reportedSequences)),
      "entities in the test part": Math.round(mean(records.map(goldEntities))), "strict entity F1 %": meanAndDeviation(records.map(strictF1)),
    }];
  });
}

/** Counts of the first seed's test part, padded as then; null where padding was not counted. */
export function positionCounts(evidence: Evidence) {
  const [record] = evidence.records("legacy", "model2");
  const padded = record?.metrics.padded;
  if (record === undefined || padded === undefined) return null;
  const { length, positions, wrong, wrongPadding } = padded;
  return { length, positions, words: record.metrics.test.tokens, wrongWords: wrong - wrongPadding, wrongPadding };
}

/** One row a rung: what was changed, what it made of the result, and the same predictions under the other measures. */
export function ladderRows(rungs: readonly Rung[]): Row[] {
  const steps = stepsOf(rungs);
  return rungs.map(({ title, change, level, strictF1: f1, padded }, i) => ({
    rung: title, change, seeds: level.length, "result %": meanAndDeviation(level), "step (points)": steps[i] === null ? null : signedPoints(steps[i]!),
    "strict F1 %": meanAndDeviation(f1), "accuracy %, padding to 75 counted": percent(mean(padded)),
  }));
}

/** Why each rung is there. */
export function ladderReasons(rungs: readonly Rung[]): string {
  return rungs.map(({ title, why }) => `- *${title}*: ${why}`).join("\n");
}

/** What the figure of the ladder takes. */
export function waterfallData(rungs: readonly Rung[]) {
  return rungs.map(({ title, change, from, level, strictF1: f1 }) => ({ title, change, from, level: mean(level), strictF1: mean(f1) }));
}

/** Every claim with its verdict, and why. */
export function verdictRows(audited: readonly ClaimVerdict[]): Row[] {
  return audited.map(({ id, claimed, measured, verdict, cause }) => ({ claim: id, claimed, measured, verdict, why: cause }));
}

const HASHES_SHOWN = 3;

function hashText(hashes: readonly string[]): string {
  const shown = hashes.slice(0, HASHES_SHOWN).map((hash) => hash.slice(0, 6));
  return hashes.length > HASHES_SHOWN ? `${shown.join(", ")} and ${hashes.length - HASHES_SHOWN} more` : listed(shown);
}

/** Where each claim stands, under what it was made, how it is derived here, and by which rule the verdict is given. */
export function protocolRows(audited: readonly ClaimVerdict[]): Row[] {
  return CLAIMS.map(({ id, source, protocol, derivation, rule }) => ({
    claim: id, protocol, "derived here": derivation, rule, source,
    records: hashText(audited.find((each) => each.id === id)?.records ?? []) || null,
  }));
}

/** What the verdicts mean, and how many claims got each. */
export function verdictMeaningRows(audited: readonly ClaimVerdict[]): Row[] {
  return VERDICTS.map((verdict) => ({
    verdict, meaning: VERDICT_MEANINGS[verdict], claims: audited.filter((each) => each.verdict === verdict).length,
  }));
}

/** How many claims a table is about, in words. */
export function claimCount(audited: readonly ClaimVerdict[]): string {
  return `${count(audited.length)} claims`;
}
