import {
  jouleProxy, paretoFront, returnsOf, trainingCost, WATTS_PER_CORE, type Assumption, type MeasuredSystem,
} from "../evaluation";
import type { TrialRecord, TrialTimings } from "../experiments/record";
import { MODEL_TITLES, type ModelName } from "../models/options";
import type { Comparison } from "./comparison";
import { strictScores } from "./model-report";
import { listed, mean, standardDeviation } from "./percent";

type Row = { readonly [column: string]: string | number | null };

interface ModelRecords {
  readonly model: ModelName;
  readonly records: readonly TrialRecord[];
}

/** What an hour of a machine like the one that made the records costs; only ratios between models are free of it. */
export const MACHINE_PER_HOUR: Assumption = {
  value: 0.1,
  unit: "per hour",
  source: "assumption",
  note: "a rented machine with two cores, in whatever currency; ratios between models do not depend on it",
};

/** The mean over the records that have the number; null where none does. */
function known(records: readonly TrialRecord[], value: (timings: TrialTimings) => number | undefined): number | null {
  const values = records.flatMap(({ timings }) => value(timings) ?? []);
  return values.length > 0 ? mean(values) : null;
}

function rounded(value: number | null, digits: number): number | null {
  return value === null ? null : Number(value.toPrecision(digits));
}

function trainingSeconds(records: readonly TrialRecord[]): number {
  return mean(records.map(({ timings }) => timings.trainingSeconds));
}

function cpuSeconds(records: readonly TrialRecord[]): number | null {
  return known(records, (timings) => timings.trainingCpuSeconds);
}

/** One row a model: what training it took, a mean over seeds. Energy and money follow from assumptions. */
export function trainingCostRows({ models }: Comparison): Row[] {
  return models.map(({ model, records }) => {
    const seconds = trainingSeconds(records);
    const processor = cpuSeconds(records);
    const { money } = trainingCost({ seconds, cpuSeconds: processor ?? 0 }, MACHINE_PER_HOUR);
    return {
      system: MODEL_TITLES[model],
      parameters: records[0]!.metrics.parameters,
      epochs: Number(mean(records.map(({ metrics }) => metrics.epochs)).toFixed(1)),
      "training s": rounded(seconds, 4),
      "CPU s": rounded(processor, 4),
      "kJ (proxy)": processor === null ? null : rounded(jouleProxy(processor) / 1000, 4),
      "money (assumed price)": rounded(money, 3),
      "peak MiB": Math.round(mean(records.map(({ timings }) => timings.peakMemoryMebibytes))),
    };
  });
}

/** One row a model: how fast it tags. The median is in every record; records of before the percentiles were kept lack the others. */
export function taggingCostRows({ models }: Comparison): Row[] {
  return models.map(({ model, records }) => ({
    system: MODEL_TITLES[model],
    "p50 (ms a sentence)": rounded(known(records, (timings) => timings.latency?.p50 ?? timings.latencyMilliseconds), 3),
    "p95 (ms)": rounded(known(records, (timings) => timings.latency?.p95), 3),
    "p99 (ms)": rounded(known(records, (timings) => timings.latency?.p99), 3),
    "tokens/s, in batches": Math.round(mean(records.map(({ timings }) => timings.inferenceTokensPerSecond))),
  }));
}

function measuredSystem({ model, records }: ModelRecords): MeasuredSystem {
  return {
    system: MODEL_TITLES[model],
    f1: mean(strictScores(records)),
    parameters: records[0]!.metrics.parameters,
    trainingSeconds: trainingSeconds(records),
    trainingCpuSeconds: cpuSeconds(records),
  };
}

/** One row a model: points of strict F1 for each unit of what was paid. */
export function returnRows({ models }: Comparison): Row[] {
  return models.map(measuredSystem).map((system) => {
    const returns = returnsOf(system);
    return {
      system: returns.system,
      "points a million parameters": rounded(returns.pointsPerMillionParameters, 4),
      "points a training minute": rounded(returns.pointsPerTrainingMinute, 4),
      "points a kJ (proxy)": rounded(returns.pointsPerKilojoule, 4),
    };
  });
}

/** The figures in the cost tables that nobody measured. */
export function costAssumptionRows(): Row[] {
  const row = (what: string, { value, unit, source, note }: Assumption) => ({ what, value, unit, source, note });
  return [row("power", WATTS_PER_CORE), row("machine", MACHINE_PER_HOUR)];
}

const COSTS = {
  training: { title: "Training time", unit: "s", value: trainingSeconds },
  latency: { title: "Latency of a sentence", unit: "ms", value: (records: readonly TrialRecord[]) =>
    mean(records.map(({ timings }) => timings.latencyMilliseconds)) },
  parameters: { title: "Parameters", unit: "count", value: (records: readonly TrialRecord[]) => records[0]!.metrics.parameters },
} as const;

export type CostName = keyof typeof COSTS;

/** The Baseline as built finds next to nothing, and its point would press all others together. */
function shownModels({ models }: Comparison): readonly ModelRecords[] {
  return models.filter(({ model }) => model !== "baseline");
}

function pointsFor(comparison: Comparison, cost: CostName) {
  return shownModels(comparison).map(({ model, records }) => {
    const deviation = standardDeviation(strictScores(records));
    const point = { system: model, f1: mean(strictScores(records)), cost: COSTS[cost].value(records) };
    return deviation === null ? point : { ...point, deviation };
  });
}

/** Strict F1 against one cost, as the Pareto figure takes it. */
export function paretoData(comparison: Comparison, cost: CostName) {
  const { title, unit } = COSTS[cost];
  return { points: pointsFor(comparison, cost), cost: { title, unit } };
}

/** Marker sizes, places and labels of the figure of parameters and latency. */
export function efficiencyData(comparison: Comparison) {
  return comparison.models.map(({ model, records }) => ({
    system: model,
    parameters: records[0]!.metrics.parameters,
    f1: mean(strictScores(records)),
    latency: COSTS.latency.value(records),
  }));
}

function frontSentence(comparison: Comparison, cost: CostName): string {
  const points = pointsFor(comparison, cost);
  const front = paretoFront(points, [
    { name: "F1", better: "higher", value: ({ f1 }) => f1 },
    { name: cost, better: "lower", value: (point) => point.cost },
  ]);
  const names = (chosen: readonly { readonly system: ModelName }[]) => listed(chosen.map(({ system }) => MODEL_TITLES[system]));
  const beaten = points.filter((point) => !front.includes(point));
  const rest = beaten.length > 0 ? `; ${names(beaten)} ${beaten.length === 1 ? "is" : "are"} beaten in both` : "; none is beaten in both";
  return `On the front of F1 against ${COSTS[cost].title.toLowerCase()}: ${names(front)}${rest}.`;
}

function priceSentence(comparison: Comparison): string[] {
  const bestFirst = shownModels(comparison).map(measuredSystem).sort((a, b) => b.f1 - a.f1);
  const [best, second] = bestFirst;
  if (!best || !second) return [];
  const gap = (100 * (best.f1 - second.f1)).toFixed(2);
  const times = (value: (system: MeasuredSystem) => number) => (value(best) / value(second)).toFixed(1);
  const [time, size] = [times((system) => system.trainingSeconds), times((system) => system.parameters)];
  const paid = `${time} times the training time and ${size} times the parameters`;
  return [`For a strict F1 ${gap} points above that of ${second.system}, ${best.system} took ${paid}.`];
}

/** Nothing where no model finds an entity: then there is no F1 to pay for. */
export function efficiencyFindings(comparison: Comparison): string[] {
  if (comparison.models.every(({ records }) => mean(strictScores(records)) === 0)) return [];
  return [`${frontSentence(comparison, "training")} ${frontSentence(comparison, "latency")}`, ...priceSentence(comparison)];
}
