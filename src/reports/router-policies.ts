import { countSentences, type SentenceCounts, type TagLists } from "../evaluation";
import type { TrialRecord } from "../experiments/record";
import type { Study } from "../experiments/study";
import { MODEL_TITLES, type ModelName } from "../models/options";
import { SLOTS, slotOf, type Slot } from "../serving/slots";
import type { Comparison } from "./comparison";
import { goldOf, readTestPart, runsOf } from "./test-part";

/** What a request to a model takes, in milliseconds. */
export interface RequestCost {
  /** Processor time. */
  readonly processor: number;
  readonly p95: number | null;
}

export type SlotCosts = { readonly [slot in Slot]: RequestCost };

/** A model in its slot: what it says of every sentence of the test part, a run per seed. */
export interface RoutedModel {
  readonly slot: Slot;
  readonly title: string;
  readonly tags: readonly TagLists[];
  readonly counts: readonly SentenceCounts[];
  readonly cost: RequestCost;
}

/** Whole per cents of the requests by slot; they sum to 100. */
export type Percentages = { readonly [slot in Slot]: number };

/** One way of routing, scored: the counts of all seeds and, in a mixture, models together, so that a sentence counts `PARTS` times a seed. */
export interface RoutedPolicy {
  readonly id: string;
  readonly title: string;
  /** Null where not the shares but the sentence decides. */
  readonly shares: Percentages | null;
  readonly counts: SentenceCounts;
  /** Mean processor milliseconds a request. */
  readonly cost: number;
}

const PARTS = 100;

/** The Baseline as built finds nothing on sentences; the one that tags each token stands for it where it is at hand. */
const CANDIDATES: { readonly [slot in Slot]: readonly ModelName[] } = {
  model2: ["model2"], baseline: ["baseline-per-token", "baseline"], advanced: ["advanced"],
};

interface SlotRecords {
  readonly slot: Slot;
  readonly model: ModelName;
  readonly records: readonly TrialRecord[];
}

function recordsFor({ models }: Comparison, slot: Slot): SlotRecords | null {
  const found = CANDIDATES[slot].flatMap((name) => models.filter(({ model, records }) => model === name && records.length > 0));
  return found[0] ? { slot: slotOf(found[0].model)!, ...found[0] } : null;
}

/** The records of the three slots, cut to as many seeds as all of them have; null where a slot has none. */
export function slotRecords(comparison: Comparison): readonly SlotRecords[] | null {
  const found = SLOTS.map((slot) => recordsFor(comparison, slot));
  if (found.some((each) => each === null)) return null;
  const seeds = Math.min(...found.map((each) => each!.records.length));
  return found.map((each) => ({ ...each!, records: each!.records.slice(0, seeds) }));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}

/**
 * Costs from the records: the time of one sentence alone, warm, its median standing for the processor time, and the median
 * over seeds of both. It is wall time on one thread or two, and trainings that ran beside it made it longer.
 */
export function recordedCosts(records: readonly SlotRecords[]): SlotCosts {
  const costOf = ({ slot, records: own }: SlotRecords): [Slot, RequestCost] => {
    const p95s = own.flatMap(({ timings }) => timings.latency?.p95 ?? []);
    return [slot, { processor: median(own.map(({ timings }) => timings.latencyMilliseconds)), p95: p95s.length > 0 ? median(p95s) : null }];
  };
  return Object.fromEntries(records.map(costOf)) as SlotCosts;
}

/** What the three models say of the test part, in the order of the slots. Reads their predictions. */
export function routedModels(study: Study, records: readonly SlotRecords[], costs: SlotCosts): RoutedModel[] {
  const part = readTestPart(study, records.map(({ slot, records: own }) => ({ system: slot, records: own })));
  const gold = goldOf(part);
  return records.map(({ slot, model }) => {
    const tags = runsOf(part, slot);
    return { slot, title: MODEL_TITLES[model], tags, counts: tags.map((run) => countSentences(gold, run, "discard")), cost: costs[slot] };
  });
}

/** Sums what is given, element by element, each counts times its weight. */
function weighted(parts: readonly (readonly [SentenceCounts, number])[]): SentenceCounts {
  const total = (count: keyof SentenceCounts): Int32Array =>
    parts[0]![0][count].map((_, i) => parts.reduce((sum, [counts, weight]) => sum + weight * counts[count][i]!, 0));
  return { support: total("support"), predicted: total("predicted"), correct: total("correct") };
}

/**
 * A mixture in expectation: requests are drawn without a look at the sentence, so that of every sentence each model's counts
 * come in by its share. F1 of the sums is what a long stream of such sentences would score.
 */
export function mixtureCounts(models: readonly RoutedModel[], shares: Percentages): SentenceCounts {
  return weighted(models.flatMap(({ slot, counts }) => counts.map((run) => [run, shares[slot]] as const)));
}

export function mixtureCost(models: readonly RoutedModel[], shares: Percentages): number {
  return models.reduce((sum, { slot, cost }) => sum + (shares[slot] * cost.processor) / PARTS, 0);
}

export function mixture(models: readonly RoutedModel[], id: string, title: string, shares: Percentages): RoutedPolicy {
  return { id, title, shares, counts: mixtureCounts(models, shares), cost: mixtureCost(models, shares) };
}

/** For each seed and sentence the place of the model that answers. */
export type Choice = readonly (readonly number[])[];

function chosenCounts(models: readonly RoutedModel[], run: number, choice: readonly number[]): SentenceCounts {
  const pick = (count: keyof SentenceCounts): Int32Array => Int32Array.from(choice, (place, i) => models[place]!.counts[run]![count][i]!);
  return { support: pick("support"), predicted: pick("predicted"), correct: pick("correct") };
}

/** A policy that looks at the sentence; its cost is that of the models that answer. */
export function chosen(models: readonly RoutedModel[], id: string, title: string, choice: Choice): RoutedPolicy {
  const picked = choice.flat();
  const answering = picked.reduce((sum, place) => sum + models[place]!.cost.processor, 0) / Math.max(1, picked.length);
  const counts = weighted(choice.map((own, run) => [chosenCounts(models, run, own), PARTS] as const));
  return { id, title, shares: null, counts, cost: answering };
}
