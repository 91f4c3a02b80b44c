import type { TrialRecord } from "../experiments/record";
import { mean } from "../reports/percent";
import type { Evidence } from "./evidence";
import { padded75, reportedAccuracy, strictF1, wordsRight, type Measure } from "./measures";

/** One change of protocol between two rungs. */
export interface RungText {
  readonly title: string;
  /** What was changed from the rung it is measured from. */
  readonly change: string;
  readonly why: string;
}

/** A rung with what it measured: fractions, one a seed. */
export interface Rung extends RungText {
  /** Which rung it is measured from: the one before, but none for the first, and never one beside the ladder. */
  readonly from: number | null;
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
  /** Words right, where it does not say. */
  readonly level?: Measure;
  /** Measured, and not carried on: the next rung starts where this one did. */
  readonly beside?: true;
}

const FROM_THE_CLAIM: readonly Step[] = [
  {
    title: "as it was", experiment: "legacy", arm: "model2", level: reportedAccuracy,
    change: "one word a sentence, padding to 75 counted", why: "The protocol of the claim.",
  },
  {
    title: "padding not counted", experiment: "legacy", arm: "model2",
    change: "same predictions, first words alone", why: "A pad is no word: who answers O there has tagged nothing.",
  },
  {
    title: "whole sentences", experiment: "ladder", arm: "whole-sentences",
    change: "names filled forward, all else as it was",
    why: "A sentence is more than its first word. Most other words are O, which lifts any accuracy; and entities of several words exist.",
  },
  {
    title: "early stopping", experiment: "ladder", arm: "early-stopping",
    change: "epochs as in notebook 06",
    why: "In the full profile, three epochs without a gain on validation end a training; the best epoch's weights are kept, here and before. " +
      "The quick profile has one schedule for all.",
  },
  {
    title: "no padding in training", experiment: "ladder", arm: "one-length",
    change: "batches by length, padding masked",
    why: "One rule of length for all models; what padding a batch needs is out of loss and score, and no sentence is cut. " +
      "The labels are sparse from here: the same loss and gradient, as notebook 09 shows.",
  },
  {
    title: "vocabulary of the training part", experiment: "ladder", arm: "training-vocabulary",
    change: "other parts' words are unknown", why: "In use, words are new; a vocabulary of all parts knows those of the test part.",
  },
  {
    title: "words seen once unknown", experiment: "ladder", arm: "minimum-count",
    change: "the unknown word is trained with them", why: "Else the vector of the unknown word stays as it was drawn: no training sentence holds it.",
  },
  {
    title: "duplicates in one part", experiment: "ladder", arm: "distinct", beside: true,
    change: "beside the ladder: not carried on",
    why: "A test sentence that training holds is an answer given away. The reference split is defined with its duplicates, and published " +
      "figures contain them: this is measured from the rung above, and so is the next rung.",
  },
  {
    title: "shares 70/15/15", experiment: "ladder", arm: "shares",
    change: "instead of 60/20/20, still at random", why: "The shares of the reference split: more to learn from.",
  },
];

const OWN_SPLIT: { readonly [name: string]: Pick<RungText, "change" | "why"> } = {
  random: { change: "one draw for all seeds", why: "All seeds see the same sentences." },
  sequential: {
    change: "file order instead of random",
    why: "Sentences of one article share their names: drawn at random they fall on both sides, in the file's order they stay together.",
  },
};

const REFERENCE: Pick<RungText, "change" | "why"> = {
  change: "file order instead of random",
  why: `${OWN_SPLIT.sequential!.why} The last sentence of the file is left out, as the published figures have it.`,
};

function toTheHeadline(split: string): Step[] {
  return [
    { title: `${split} split`, experiment: "headline", arm: "model2", ...(OWN_SPLIT[split] ?? REFERENCE) },
    {
      title: "entities, strictly", experiment: "headline", arm: "model2", level: strictF1,
      change: "same predictions, F1 of entities", why: "What was asked for: the entity, with its type and both ends. O counts for nothing.",
    },
  ];
}

/** Where each step starts: at the last one before it that is carried on. */
function startOf(steps: readonly Step[], i: number): number | null {
  const carried = steps.slice(0, i).flatMap(({ beside }, at) => (beside ? [] : [at]));
  return carried.at(-1) ?? null;
}

function rungOf({ title, change, why, level = wordsRight }: Step, from: number | null, records: readonly TrialRecord[]): Rung {
  return { title, change, why, from, level: records.map(level), strictF1: records.map(strictF1), padded: records.map(padded75), records };
}

/** Model 2 from the claim's protocol to an honest one, one change a rung. Null while a rung has no record. */
export function climbLadder(evidence: Evidence): Rung[] | null {
  const steps = [...FROM_THE_CLAIM, ...toTheHeadline(evidence.split)];
  const rungs = steps.map((step, i) => rungOf(step, startOf(steps, i), evidence.records(step.experiment, step.arm)));
  return rungs.every(({ records }) => records.length > 0) ? rungs : null;
}

/** How far each rung lies above the one it is measured from, in fractions; the first is measured from none. */
export function stepsOf(rungs: readonly Rung[]): (number | null)[] {
  return rungs.map(({ level, from }) => (from === null ? null : mean(level) - mean(rungs[from]!.level)));
}
