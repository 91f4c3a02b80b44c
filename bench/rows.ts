import { significant } from "../src/experiments/measure";
import { inferenceFlops, trainingFlops } from "./flops";
import type { Task } from "./options";
import { isFull } from "./peers/work";
import type { Heat, Race } from "./race";
import type { Sample } from "./rounds";
import { largestRelativeDifference, pairedRatios, spread, type Spread } from "./statistics";
import type { System } from "./systems";

/** How many times as fast as another system, round by round. */
export interface Ratio extends Spread {
  readonly to: string;
}

/** One measured system on one shape: a line of `--json`, and what records hold. */
export interface Row {
  readonly task: Task;
  readonly system: string;
  readonly shape: string;
  /** Tokens that are no padding. */
  readonly tokensPerSecond: Spread;
  readonly ratio: Ratio;
  readonly rounds: number;
  readonly threads: number;
  /** What the system says of itself, with its version. */
  readonly peer: string;
  /** Batches of one round, where a heat took only the first few. */
  readonly batches?: number;
  /** The same ratio to the other systems that serve for comparison. */
  readonly otherRatios?: readonly Ratio[];
  /** The largest relative difference of a loss from that of the system named beside it, over the first `COMPARED_STEPS` steps. */
  readonly lossDifference?: number;
  /** The same over all steps, where there are more. */
  readonly lossDifferenceOverAll?: number;
  readonly lossReference?: string;
  /** It computes something else, because it reads padding as if it were words; losses are not expected to agree. */
  readonly anotherFunction?: true;
  /** Predicted tags that are not the reference's, and how many there are. */
  readonly differentTags?: number;
  readonly tags?: number;
  /** Largest resident memory of its process so far. */
  readonly peakMebibytes?: number;
  /** Share of the sgemm ceiling of the same rounds, and that ceiling in GFLOP/s. */
  readonly sgemmShare?: Spread;
  readonly sgemmCeiling?: Spread;
  readonly [extra: string]: unknown;
}

/** What a system did in a heat. */
export interface Entry {
  readonly heat: Heat;
  readonly system: System;
  /** One a counted round. */
  readonly samples: readonly Sample[];
  readonly peer: string;
  readonly threads: number;
  readonly peakMebibytes: number;
  /** What it predicts, where it inferred. */
  readonly tags?: Int32Array;
}

export const LARGEST_LOSS_DIFFERENCE = 1e-3;
/**
 * Rounding errors grow from step to step: after a thousand steps, two layouts of PyTorch have parted too. That two systems do the
 * same training shows before.
 */
export const COMPARED_STEPS = 64;

function speeds(samples: readonly Sample[]): number[] {
  return samples.map(({ tokens, seconds }) => tokens / seconds);
}

function ratioTo(base: Entry, entry: Entry): Ratio {
  return { to: base.system.name, ...spread(pairedRatios(speeds(entry.samples), speeds(base.samples))) };
}

function find(entries: readonly Entry[], systems: readonly System[]): Entry[] {
  return systems.flatMap(({ name }) => entries.filter((entry) => entry.system.name === name));
}

/** The fastest of the first list of baselines of which any is there. */
function baselineOf({ baselines }: Heat, own: readonly Entry[]): Entry | undefined {
  const present = baselines.map((systems) => find(own, systems)).find((list) => list.length > 0) ?? [];
  const speed = ({ samples }: Entry) => spread(speeds(samples)).median;
  return present.reduce<Entry | undefined>((best, entry) => (best && speed(best) >= speed(entry) ? best : entry), undefined);
}

function lossDifferenceOver(steps: number, { samples }: Entry, reference: Entry): number {
  const first = (sample: Sample | undefined) => (sample?.losses ?? []).slice(0, steps);
  const differences = samples.map((sample, round) => largestRelativeDifference(first(sample), first(reference.samples[round])));
  return significant(Math.max(...differences), 2);
}

function lossAgreement(entry: Entry, reference: Entry): Pick<Row, "lossDifference" | "lossDifferenceOverAll" | "lossReference"> {
  const more = entry.samples.some(({ losses }) => (losses ?? []).length > COMPARED_STEPS);
  return {
    lossDifference: lossDifferenceOver(COMPARED_STEPS, entry, reference),
    ...(more && { lossDifferenceOverAll: lossDifferenceOver(Infinity, entry, reference) }),
    lossReference: reference.system.name,
  };
}

function tagAgreement({ tags = new Int32Array() }: Entry, reference: Entry): Pick<Row, "differentTags" | "tags"> {
  return { differentTags: tags.reduce((count, tag, i) => count + (tag === reference.tags?.[i] ? 0 : 1), 0), tags: tags.length };
}

function sgemmShare(race: Race, { samples }: Entry, ceilings: readonly number[]): Pick<Row, "sgemmShare" | "sgemmCeiling"> {
  if (ceilings.length !== samples.length || !ceilings.every(Number.isFinite)) return {};
  const flops = race.command === "train" ? trainingFlops(race.work.shape) : inferenceFlops(race.work.shape);
  const reached = speeds(samples).map((speed) => (speed * flops) / 1e9);
  return { sgemmShare: spread(pairedRatios(reached, ceilings)), sgemmCeiling: spread(ceilings) };
}

/** Where one heat's entries are compared: speeds with the baseline, losses and tags with the references. */
interface Comparison {
  readonly race: Race;
  readonly base: Entry;
  readonly others: readonly Entry[];
  readonly reference: Entry;
  readonly ceilings: readonly number[];
}

function rowOf(entry: Entry, { race, base, others, reference, ceilings }: Comparison): Row {
  const { system, samples, heat, threads, peer, peakMebibytes } = entry;
  const otherRatios = others.filter((other) => other !== entry).map((other) => ratioTo(other, entry));
  return {
    task: race.task, system: system.name, shape: race.shape,
    tokensPerSecond: spread(speeds(samples)), ratio: ratioTo(base, entry), rounds: samples.length,
    threads, peer, peakMebibytes: Math.round(peakMebibytes),
    ...(heat.batches !== undefined && { batches: heat.batches }),
    ...(otherRatios.length > 0 && { otherRatios }),
    ...(race.command === "train" ? lossAgreement(entry, reference) : tagAgreement(entry, reference)),
    ...(system.readsPadding && !isFull(race.work) && { anotherFunction: true as const }),
    ...sgemmShare(race, entry, ceilings),
  };
}

function heatRows(race: Race, heat: Heat, entries: readonly Entry[], ceilings: readonly number[]): Row[] {
  const own = entries.filter((entry) => entry.heat === heat);
  const base = baselineOf(heat, own);
  if (!base) return [];
  const others = find(own, heat.baselines.flat()).filter((entry) => entry !== base);
  // A heat over the first batches is compared with the same batches of the heat over all.
  const reference = find(entries.filter((entry) => entry.heat === race.heats[0]), race.references)[0] ?? base;
  return own.map((entry) => rowOf(entry, { race, base, others, reference, ceilings }));
}

/** The rows of a race. */
export function rowsOf(race: Race, entries: readonly Entry[], ceilings: readonly number[]): Row[] {
  return race.heats.flatMap((heat) => heatRows(race, heat, entries, ceilings));
}

/** Sentences about rows whose losses are not those of the same training. */
export function disagreements(rows: readonly Row[]): string[] {
  return rows
    .filter(({ lossDifference, anotherFunction }) => !anotherFunction && (lossDifference ?? 0) > LARGEST_LOSS_DIFFERENCE)
    .map(({ system, shape, lossDifference, lossReference }) =>
      `${system} and ${lossReference} differ by ${lossDifference} in a loss (${shape})`);
}
