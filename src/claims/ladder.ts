import type { TrialRecord } from "../experiments/record";
import { mean } from "../reports/percent";
import type { Evidence } from "./evidence";
import { padded75, reportedAccuracy, strictF1, wordsRight, type Measure } from "./measures";

/** One change of protocol between two rungs. */
export interface RungText {
  readonly title: string;
  /** What was changed from the rung before. */
  readonly change: string;
  readonly why: string;
}

/** A rung with what it measured: fractions, one a seed. */
export interface Rung extends RungText {
  /** What this rung calls the result; the last one's is strict entity F1, all others' are accuracies. */
  readonly level: readonly number[];
  /** Strict entity F1 of the same predictions. */
  readonly strictF1: readonly number[];
  /** Accuracy of the same predictions with padding to 75 counted. */
  readonly padded: readonly number[];
  readonly records: readonly TrialRecord[];
}

interface Step extends RungText {
  readonly experiment: string;
  readonly arm: string;
  readonly level: Measure;
}

/** Takes the name of the split at hand. */
const OWN_SPLIT = "own split";

const STEPS: readonly Step[] = [
  {
    title: "as it was", experiment: "legacy", arm: "model2", level: reportedAccuracy,
    change: "one word a sentence, padding to 75 counted", why: "The protocol of the claim.",
  },
  {
    title: "padding not counted", experiment: "legacy", arm: "model2", level: wordsRight,
    change: "same predictions, first words alone", why: "A pad is no word: who answers O there has tagged nothing.",
  },
  {
    title: "whole sentences", experiment: "ladder", arm: "forward-fill", level: wordsRight,
    change: "names filled forward, padded to 75 as before",
    why: "A sentence is more than its first word. Most other words are O, which lifts any accuracy; and entities of several words exist.",
  },
  {
    title: "no padding in training", experiment: "ladder", arm: "one-length", level: wordsRight,
    change: "batches by length, padding out of the loss",
    why: "One rule of length for all models; what padding a batch needs is masked. The labels are sparse from here, which changes no loss.",
  },
  {
    title: "vocabulary of the training part", experiment: "ladder", arm: "training-vocabulary", level: wordsRight,
    change: "words it saw once are taken for unknown", why: "In use, words are new; a vocabulary of all parts knows those of the test part.",
  },
  {
    title: "duplicates in one part", experiment: "ladder", arm: "distinct", level: wordsRight,
    change: "equal sentences never on both sides", why: "A test sentence that training holds is an answer given away.",
  },
  {
    title: OWN_SPLIT, experiment: "headline", arm: "model2", level: wordsRight,
    change: "70/15/15 instead of random 60/20/20",
    why: "The reference split keeps the file's order: neighbors in one article share their names, and random splitting parts them.",
  },
  {
    title: "entities, strictly", experiment: "headline", arm: "model2", level: strictF1,
    change: "same predictions, F1 of entities", why: "What was asked for: the entity, with its type and both ends. O counts for nothing.",
  },
];

function rungOf({ title, change, why, level }: Step, records: readonly TrialRecord[]): Rung {
  return { title, change, why, level: records.map(level), strictF1: records.map(strictF1), padded: records.map(padded75), records };
}

/** Model 2 from the claim's protocol to an honest one, one change a rung. Null while a rung has no record. */
export function climbLadder(evidence: Evidence): Rung[] | null {
  const named = STEPS.map((step) => (step.title === OWN_SPLIT ? { ...step, title: `${evidence.split} split` } : step));
  const rungs = named.map((step) => rungOf(step, evidence.records(step.experiment, step.arm)));
  return rungs.every(({ records }) => records.length > 0) ? rungs : null;
}

/** How far each rung lies above the one before, in fractions; the first has none before it. */
export function stepsOf(rungs: readonly Rung[]): (number | null)[] {
  return rungs.map(({ level }, i) => (i === 0 ? null : mean(level) - mean(rungs[i - 1]!.level)));
}
