import type { TrialRecord } from "../experiments/record";
import { mean } from "../reports/percent";
import { undecided, type Claim, type Derivation, type Verdict } from "./claim";
import type { Evidence } from "./evidence";
import { reportedAccuracy, reportedF1, reportedSequences, strictF1, weightedF1OfWords, wordsRight, type Measure } from "./measures";
import { ORIGIN, PUBLISHED, type PublishedModel } from "./origin";
import { rangeOfNextRun, type Range } from "./seeds";
import { percentOver, rangeInPercent } from "./texts";

/** One change of protocol, on the very same predictions. */
interface Change {
  readonly what: string;
  readonly measure: Measure;
}

interface ScoreClaim {
  readonly id: string;
  readonly arm: PublishedModel;
  readonly claimed: string;
  /** The published number, a fraction. */
  readonly published: number;
  readonly measure: Measure;
  readonly change?: Change;
  /** What else a reader must know, from the same records. */
  readonly beside: (evidence: Evidence, records: readonly TrialRecord[]) => string;
}

const AT_75 = "first words alone, padded to 75; the padding counts as O";
const AT_1 = "first words alone, length 1; no padding";

function nothing(): string {
  return "";
}

/** The floors under the same protocol, where they were scored. */
function floorsBeside(measure: Measure): ScoreClaim["beside"] {
  return (evidence, records) => {
    const scores = (["all-O", "look-up"] as const).map((floor) => records.flatMap((record) => evidence.floor(floor, record) ?? []).map(measure));
    if (scores.some((each) => each.length === 0)) return "";
    const [allO, lookUp] = scores as [number[], number[]];
    return `Tagging everything O gives ${percentOver(allO)}, a look-up table ${percentOver(lookUp)}.`;
  };
}

/** What the model is worth where whole sentences are tagged and entities are scored. */
function wholeSentences({ arm }: Pick<ScoreClaim, "arm">, evidence: Evidence): { readonly text: string; readonly records: readonly TrialRecord[] } {
  const records = evidence.records("headline", arm);
  if (records.length === 0) return { text: "", records };
  return { text: `On whole sentences its strict entity F1 is ${percentOver(records.map(strictF1))}.`, records };
}

const SCORES: readonly ScoreClaim[] = [
  {
    id: "model2-f1", arm: "model2", claimed: "Model 2: 99.9 % F1 (0.99895)", published: PUBLISHED.f1.model2, measure: reportedF1,
    change: { what: "without the padding, weighted F1 of the words", measure: weightedF1OfWords }, beside: nothing,
  },
  {
    id: "model2-accuracy", arm: "model2", claimed: "Model 2: accuracy 0.9990", published: PUBLISHED.accuracy.model2, measure: reportedAccuracy,
    change: { what: "without the padding", measure: wordsRight },
    beside: floorsBeside(({ metrics }) => metrics.test.padded75),
  },
  {
    id: "model2-sequences", arm: "model2", claimed: "Model 2: whole sequences 0.9263", published: PUBLISHED.sequences, measure: reportedSequences,
    beside: () => "A sequence is one word and its padding: this is the share of first words that are right, and the honest number behind 99.9 %.",
  },
  {
    id: "baseline-accuracy", arm: "baseline", claimed: "Baseline: accuracy 0.9165", published: PUBLISHED.accuracy.baseline, measure: reportedAccuracy,
    beside: floorsBeside(wordsRight),
  },
  {
    id: "baseline-f1", arm: "baseline", claimed: "Baseline: 91.5 % F1 (0.91510)", published: PUBLISHED.f1.baseline, measure: reportedF1,
    change: { what: "scored by entities", measure: strictF1 }, beside: nothing,
  },
  {
    id: "advanced-accuracy", arm: "advanced", claimed: "Advanced: accuracy 0.9027", published: PUBLISHED.accuracy.advanced, measure: reportedAccuracy,
    beside: floorsBeside(wordsRight),
  },
  {
    id: "advanced-f1", arm: "advanced", claimed: "Advanced: 89.8 % F1 (0.89786)", published: PUBLISHED.f1.advanced, measure: reportedF1,
    change: { what: "scored by entities", measure: strictF1 }, beside: nothing,
  },
];

/** Digits that tell a padded score from its neighbors. */
const FINE = 3;

function placeText(published: number, range: Range): string {
  const place = published > range.high ? "above" : published < range.low ? "below" : "inside of";
  return `One more run of the same protocol would lie in ${rangeInPercent(range, FINE)}: the claim lies ${place} that.`;
}

function changeText({ what, measure }: Change, records: readonly TrialRecord[]): string {
  return `The same predictions ${what}: ${percentOver(records.map(measure))}.`;
}

function verdictOf({ published, change }: ScoreClaim, range: Range, records: readonly TrialRecord[]): Verdict {
  if (published < range.low || published > range.high) return "not reproduced";
  return change && mean(records.map(change.measure)) < range.low ? "artefact" : "reproduced";
}

function deriveScore(claim: ScoreClaim, evidence: Evidence): Derivation | null {
  const records = evidence.records("legacy", claim.arm);
  if (records.length === 0) return null;
  const values = records.map(claim.measure);
  const measured = percentOver(values, FINE);
  const range = rangeOfNextRun(values);
  if (range === null) return undecided(measured, records);
  const whole = wholeSentences(claim, evidence);
  const change = claim.change ? changeText(claim.change, records) : "";
  return {
    measured,
    verdict: verdictOf(claim, range, records),
    cause: [placeText(claim.published, range), change, claim.beside(evidence, records), whole.text].filter(Boolean).join(" "),
    records: [...records, ...whole.records],
  };
}

const RULE = [
  "reproduced: inside of the 95 % prediction interval of one more run, from our seeds (at least three)",
  "not reproduced: outside of it",
].join("; ");

function scoreClaim(claim: ScoreClaim): Claim {
  const { id, arm, claimed, published, change } = claim;
  const artefact = change ? `; artefact: inside of it, and the same predictions ${change.what} fall below it` : "";
  return {
    id, theme: "scores", claimed, value: { value: 100 * published, unit: "%" }, source: ORIGIN,
    protocol: `${arm === "model2" ? AT_75 : AT_1}; vocabulary over all parts; random 60/20/20 split`,
    derivation: "the model trained and scored as it was, each seed with a split of its own",
    rule: `${RULE}${artefact}`, notebook: "12",
    derive: (evidence) => deriveScore(claim, evidence),
  };
}

/** The published scores of the three models. */
export const scoreClaims: readonly Claim[] = SCORES.map(scoreClaim);
