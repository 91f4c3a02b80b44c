import { DataError } from "../../errors";
import { SentenceCounts, SystemCounts } from "./sentence-counts";

const LARGEST_SUM = 2 ** 31 - 1;

function checkLengths({ support, predicted, correct }: SentenceCounts, sentences: number, name: string): void {
  for (const counts of [support, predicted, correct]) {
    if (counts.length === sentences) continue;
    const found = `The system "${name}" has counts of ${counts.length} sentences where the first run has ${sentences}`;
    throw new DataError(`${found}; score the same sentences.`);
  }
}

function checkSupport(support: Int32Array, expected: Int32Array, name: string): void {
  const other = support.findIndex((count, i) => count !== expected[i]);
  if (other < 0) return;
  const counts = `${support[other]} gold entities in sentence ${other + 1} where the first run has ${expected[other]}`;
  throw new DataError(`The system "${name}" has ${counts}; score the same sentences in the same order with one repair.`);
}

/** In the worst resample, every sentence is the one with the largest count; sums are kept in 32 bits. */
function checkSums({ support, predicted }: SentenceCounts, name: string): void {
  const largest = [support, predicted].reduce((most, counts) => counts.reduce((a, b) => Math.max(a, b), most), 0);
  if (largest * support.length <= LARGEST_SUM) return;
  throw new DataError(`The system "${name}" has ${largest} entities in one of ${support.length} sentences: too many to resample.`);
}

function checkNames(systems: readonly SystemCounts[]): void {
  const names = systems.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new DataError(`Two systems are called "${twice}"; give each a name of its own.`);
}

/**
 * The gold entities per sentence that all runs share. Throws a DataError unless there is a system, each has a name of its
 * own and a run, and all runs hold counts of the same sentences with the same gold.
 */
export function checkSystems(systems: readonly SystemCounts[]): Int32Array {
  const first = systems[0]?.runs[0];
  const empty = systems.find(({ runs }) => runs.length === 0);
  if (empty !== undefined) throw new DataError(`The system "${empty.name}" has no run; give the counts of at least one seed.`);
  if (first === undefined) throw new DataError("There is no system to compare; give the counts of at least one.");
  checkNames(systems);
  for (const { name, runs } of systems) {
    for (const run of runs) {
      checkLengths(run, first.support.length, name);
      checkSupport(run.support, first.support, name);
      checkSums(run, name);
    }
  }
  return first.support;
}

/** Throws a DataError unless the number of resamples or rounds is a positive whole number. */
export function checkRounds(rounds: number, noun: string): void {
  if (!Number.isInteger(rounds) || rounds < 1) throw new DataError(`The number of ${noun} must be a positive whole number, not ${rounds}.`);
}

/** Throws a DataError unless the confidence level is a fraction inside (0, 1). */
export function checkLevel(level: number): void {
  if (!(level > 0 && level < 1)) throw new DataError(`A confidence level lies between 0 and 1, as 0.95 does, not ${level}.`);
}
