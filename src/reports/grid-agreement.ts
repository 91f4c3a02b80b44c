import type { Grid, MeasuredArm } from "./ablation-report";
import { strictScores } from "./model-report";
import { counted, listed, mean, meanAndDeviation, percent, probabilityText } from "./percent";

type Row = { readonly [column: string]: string | number | null };

/** A value that both grids have. */
interface SharedValue {
  readonly title: string;
  readonly small: MeasuredArm;
  readonly large: MeasuredArm;
}

/** Whether two grids of the same values, such as one on part of the data and one on all of it, order them alike. */
export interface Agreement {
  readonly values: readonly SharedValue[];
  readonly pairs: number;
  /** Pairs of values that both grids order in the same way; a tie in either is none. */
  readonly alike: number;
  /** The probability that a random order would have as many pairs alike, or more. */
  readonly p: number;
}

function score({ records }: MeasuredArm): number {
  return mean(strictScores(records));
}

type Arms = Pick<Grid, "arms">;

function sharedValues(small: Arms, large: Arms): SharedValue[] {
  return small.arms.flatMap((own) => {
    const other = large.arms.find(({ arm }) => arm.id === own.arm.id);
    return other ? [{ title: own.arm.title, small: own, large: other }] : [];
  });
}

/** Of all orders of n values, how many have 0, 1, 2, … pairs the wrong way round (Mahonian numbers; Kendall 1938). */
export function inversionCounts(n: number): number[] {
  let counts = [1];
  for (let size = 2; size <= n; size++) {
    const wider = Array.from({ length: (size * (size - 1)) / 2 + 1 }, (_, inversions) =>
      counts.reduce((sum, orders, k) => (inversions - k >= 0 && inversions - k < size ? sum + orders : sum), 0));
    counts = wider;
  }
  return counts;
}

function chanceOf(values: number, discordant: number): number {
  const counts = inversionCounts(values);
  const all = counts.reduce((sum, orders) => sum + orders, 0);
  return counts.slice(0, discordant + 1).reduce((sum, orders) => sum + orders, 0) / all;
}

/** Compares the order of the mean strict F1 on the test part. Null where the grids share fewer than two values. */
export function agreementOf(small: Arms, large: Arms): Agreement | null {
  const values = sharedValues(small, large);
  if (values.length < 2) return null;
  const pairs = values.flatMap((one, i) => values.slice(i + 1).map((other) => [one, other] as const));
  const alike = pairs.filter(([one, other]) => (score(one.small) - score(other.small)) * (score(one.large) - score(other.large)) > 0).length;
  return { values, pairs: pairs.length, alike, p: chanceOf(values.length, pairs.length - alike) };
}

function rankOf(arm: MeasuredArm, arms: readonly MeasuredArm[]): number {
  return 1 + arms.filter((other) => score(other) > score(arm)).length;
}

/** One row a value: its score and rank in either grid, and what it is against the base there. */
export function agreementRows(agreement: Agreement | null): Row[] {
  const values = agreement?.values ?? [];
  const cells = (side: "small" | "large", value: SharedValue, label: string) => {
    const { records, verdict } = value[side];
    return {
      [`test F1 %, ${label}`]: meanAndDeviation(strictScores(records)),
      [`rank, ${label}`]: rankOf(value[side], values.map((each) => each[side])),
      [`minus base, ${label} (points)`]: verdict && percent(verdict.estimate),
      [`is, ${label}`]: verdict ? verdict.outcome : "–",
    };
  };
  return values.map((value) => ({ value: value.title, ...cells("small", value, "part"), ...cells("large", value, "whole") }));
}

/** Values whose verdicts against the base contradict each other: better in one grid, worse in the other. */
function contradictions({ values }: Agreement): string[] {
  const outcomes = values.map(({ title, small, large }) => ({ title, both: [small, large].map(({ verdict }) => verdict?.outcome) }));
  return outcomes.filter(({ both }) => both.includes("better") && both.includes("worse")).map(({ title }) => title);
}

/** In words; what there is to say where nothing can be compared. */
export function agreementSentence(agreement: Agreement | null): string {
  if (!agreement) return "Whether the order on part of the training data holds on all of it is not measured here: this profile has no such grid on all of it.";
  const { values, pairs, alike, p } = agreement;
  const clash = contradictions(agreement);
  const order = `Of the ${counted(pairs, "pair")} of ${values.length} values, the whole training part orders ${alike} as the smaller one ` +
    `does (a random order does as well with probability ${probabilityText(p)})`;
  const verdicts = clash.length === 0
    ? "no value is better than the base on one and worse on the other"
    : `better than the base on one and worse on the other: ${listed(clash)}`;
  return `${order}; ${verdicts}.`;
}
