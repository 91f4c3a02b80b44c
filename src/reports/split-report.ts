import { splitEffect, type SliceRule, type SliceScores, type SplitEffect } from "../evaluation/slices";
import { bootstrapIntervals, countSentences, type Interval } from "../evaluation/uncertainty";
import { percentileInterval, ascending } from "../evaluation/uncertainty/intervals";
import { systemName } from "../figures/systems";
import { createGenerator, deriveSeed } from "../random/generator";
import { mean } from "./percent";
import { systemSlices, type SystemSlices } from "./slice-report";
import { goldOf, type TestPart } from "./test-part";

type Row = { readonly [column: string]: string | number | null };

/** A split's test part with the systems trained and tested on that split, and the ways to slice it. */
export interface SplitScores {
  readonly split: string;
  readonly part: TestPart;
  readonly rules: readonly SliceRule[];
}

/** One system on two splits: the means over the seeds that both have, and what F1 differs by. */
export interface SystemSplitEffect {
  readonly system: string;
  readonly seeds: number;
  readonly before: number;
  readonly after: number;
  /** After less before, with 95 % of what other test sentences would give. */
  readonly difference: number;
  readonly interval: Interval;
  /** By rule: how the difference in recall divides into another mix of slices and other recalls within them. */
  readonly effects: readonly (SplitEffect & { readonly rule: string })[];
}

const RESAMPLES = 2000;
const LEVEL = 0.95;

/** F1 on resamples of one split's test sentences. Both splits draw on their own: their test parts are different sentences. */
function resampledF1({ split, part }: SplitScores, system: string) {
  const { runs } = part.systems.find((each) => each.system === system)!;
  const gold = goldOf(part);
  const counts = { name: system, runs: runs.map((run) => countSentences(gold, run, "discard")) };
  const generator = createGenerator(deriveSeed(0, "split effect", split));
  return bootstrapIntervals([counts], { generator, resamples: RESAMPLES, level: LEVEL }).systems[0]!.f1;
}

function meanEffect(before: readonly SliceScores[], after: readonly SliceScores[]): SplitEffect {
  const effects = before.map((scores, seed) => splitEffect(scores, after[seed]!));
  const average = (part: keyof SplitEffect) => mean(effects.map((effect) => effect[part]));
  return {
    f1: average("f1"),
    recall: average("recall"),
    recallByMix: average("recallByMix"),
    recallWithinSlices: average("recallWithinSlices"),
  };
}

function effectsByRule(before: SystemSlices, after: SystemSlices): SystemSplitEffect["effects"] {
  return before.runs[0]!.map(({ rule }, r) => ({
    rule,
    ...meanEffect(before.runs.map((run) => run[r]!), after.runs.map((run) => run[r]!)),
  }));
}

/** What training and testing on the second split adds to each system's score on the first. Both hold the same systems and seeds. */
export function splitEffects(first: SplitScores, second: SplitScores): SystemSplitEffect[] {
  const [slicesBefore, slicesAfter] = [systemSlices(first.part, first.rules), systemSlices(second.part, second.rules)];
  return slicesBefore.map((slices, i) => {
    const [before, after] = [resampledF1(first, slices.system), resampledF1(second, slices.system)];
    const differences = after.resampled.map((f1, k) => f1 - before.resampled[k]!);
    return {
      system: slices.system,
      seeds: slices.runs.length,
      before: before.estimate,
      after: after.estimate,
      difference: after.estimate - before.estimate,
      interval: percentileInterval(ascending(differences), LEVEL),
      effects: effectsByRule(slices, slicesAfter[i]!),
    };
  });
}

function points(fraction: number): number {
  return Number((100 * fraction).toFixed(2));
}

function signed(fraction: number): string {
  return `${fraction < 0 ? "−" : "+"}${Math.abs(100 * fraction).toFixed(2)}`;
}

function intervalText({ low, high }: Interval): string {
  return `${signed(low)} to ${signed(high)}`;
}

/** One row a system: what the split alone does to F1. */
export function splitRows(effects: readonly SystemSplitEffect[], names: readonly [first: string, second: string]): Row[] {
  return effects.map(({ system, seeds, before, after, difference, interval }) => ({
    system: systemName(system),
    seeds,
    [`F1 %, ${names[0]}`]: points(before),
    [`F1 %, ${names[1]}`]: points(after),
    "difference (points)": points(difference),
    "95 % interval": intervalText(interval),
  }));
}

/** One row a rule: how one system's difference in recall divides over it. */
export function splitRuleRows({ system, effects }: SystemSplitEffect): Row[] {
  return effects.map(({ rule, recall, recallByMix, recallWithinSlices }) => ({
    system: systemName(system),
    "mentions by": rule,
    "recall gains (points)": points(recall),
    "from the mix of slices": points(recallByMix),
    "within slices": points(recallWithinSlices),
  }));
}

/** Scores closer than this, in fractions, are printed alike. */
const SAME = 5e-5;

function differenceSentence({ system, difference, interval }: SystemSplitEffect): string {
  if (Math.abs(difference) < SAME) return `${systemName(system)}: random splitting does not move the strict F1.`;
  const isClear = interval.low > 0 || interval.high < 0;
  const range = `95 % interval ${intervalText(interval)} over test sentences`;
  const reading = isClear ? "" : "; other test sentences could turn it around";
  return `${systemName(system)}: random splitting moves the strict F1 by ${signed(difference)} points (${range})${reading}.`;
}

const NAMED_RULE = "string with type in training";

function mixSentence({ system, effects }: SystemSplitEffect): string[] {
  const effect = effects.find(({ rule }) => rule === NAMED_RULE);
  if (!effect || Math.abs(effect.recall) < SAME) return [];
  const { recall, recallByMix, recallWithinSlices } = effect;
  return [
    `Of the ${signed(recall)} points of recall that ${systemName(system)} has there, ${signed(recallByMix)} come from more or fewer ` +
      `mentions seen in training with their type and ${signed(recallWithinSlices)} from mentions that are otherwise easier or harder.`,
  ];
}

export function splitFindings(effects: readonly SystemSplitEffect[]): string[] {
  return effects.flatMap((effect, i) => [differenceSentence(effect), ...(i === effects.length - 1 ? mixSentence(effect) : [])]);
}
