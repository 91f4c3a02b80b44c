import {
  approximateRandomization, bootstrapIntervals, countSentences, holm, verdict, type Outcome, type PairIntervals, type ScoreInterval, type SystemCounts,
} from "../evaluation";
import type { Arm } from "../experiments/manifest/experiment";
import type { TrialRecord } from "../experiments/record";
import type { ArmResult } from "../experiments/run-experiment";
import type { Study } from "../experiments/study";
import { createGenerator, deriveSeed, type RandomGenerator } from "../random/generator";
import { goldOf, readTestPart, runsOf } from "./test-part";

/** An arm's strict F1 minus that of the base, both means over their seeds, on the same test sentences. */
export interface DifferenceToBase {
  readonly score: ScoreInterval;
  /** Of approximate randomization, adjusted (Holm) for all arms that are compared with the base. */
  readonly adjustedP: number;
  /** Of the arm against the base. */
  readonly outcome: Outcome;
}

export interface ComparedArm {
  readonly arm: Arm;
  readonly records: readonly TrialRecord[];
  /** Null for the base itself, and for every arm where the test part has fewer than two sentences. */
  readonly difference: DifferenceToBase | null;
}

const LEVEL = 0.95;
const ROUNDS = 10_000;

/** Drawn anew for each purpose, so that no arm changes the numbers of another. */
function generatorOf(...purpose: readonly string[]): RandomGenerator {
  return createGenerator(deriveSeed(0, "arms", ...purpose));
}

function countArms(study: Study, results: readonly ArmResult[]): SystemCounts[] {
  const part = readTestPart(study, results.map(({ arm, records }) => ({ system: arm.id, records })));
  const gold = goldOf(part);
  return part.systems.map(({ system }) => ({ name: system, runs: runsOf(part, system).map((tags) => countSentences(gold, tags, "discard")) }));
}

/** Arms that are compared with one of them, as one family of tests. */
export interface Family {
  /** The id of the arm that the others are compared with. */
  readonly base: string;
  /** The ids of the others. */
  readonly arms: readonly string[];
}

function probabilityOf(arm: SystemCounts, base: SystemCounts): number {
  return approximateRandomization(arm, base, { generator: generatorOf("randomization", arm.name, base.name), rounds: ROUNDS }).p;
}

/** Bases behind all others, the first family's last: the bootstrap gives each two arms once, the earlier minus the later. */
function basesLast(counts: readonly SystemCounts[], families: readonly Family[]): SystemCounts[] {
  const bases = families.map(({ base }) => base).reverse();
  const isBase = ({ name }: SystemCounts) => bases.includes(name);
  return [...counts.filter((each) => !isBase(each)), ...bases.map((base) => counts.find(({ name }) => name === base)!)];
}

type Differences = ReadonlyMap<string, DifferenceToBase>;

function differencesOf({ base, arms }: Family, counts: readonly SystemCounts[], pairs: readonly PairIntervals[]): Differences {
  const named = (id: string) => counts.find(({ name }) => name === id)!;
  const adjusted = holm(arms.map((id) => probabilityOf(named(id), named(base))));
  const differences = arms.map((id, i): [string, DifferenceToBase] => {
    const score = pairs.find(({ a, b }) => a === id && b === base)!.f1;
    const adjustedP = adjusted[i]!;
    const { outcome } = verdict({ a: id, b: base, difference: score, adjustedP, level: LEVEL });
    return [id, { score, adjustedP, outcome }];
  });
  return new Map(differences);
}

function checkFamilies(results: readonly ArmResult[], families: readonly Family[]): void {
  const ids = results.map(({ arm }) => arm.id);
  const unknown = families.flatMap(({ base, arms }) => [base, ...arms]).find((id) => !ids.includes(id));
  if (unknown !== undefined) throw new RangeError(`There is no arm "${unknown}" among ${ids.join(", ")}.`);
}

/**
 * The arms of each family against its base, by arm id; the same numbers at every call, on the same resamples of the test
 * sentences for all, and no arm's interval depends on which others there are. Empty where the test part has fewer than two
 * sentences. A family's base may stand among the arms of those before it, not behind. Only arms tested on the study's own test
 * part can be compared: a DataError says so of others. Throws a RangeError for an arm that is not there.
 */
export function compareFamilies(study: Study, results: readonly ArmResult[], families: readonly Family[]): Differences[] {
  checkFamilies(results, families);
  if (study.dataset.split.test.length < 2) return families.map(() => new Map());
  const counts = basesLast(countArms(study, results), families);
  const options = { generator: generatorOf("interval"), resamples: ROUNDS, level: LEVEL, method: "bca" as const };
  const { pairs } = bootstrapIntervals(counts, options);
  return families.map((family) => differencesOf(family, counts, pairs));
}

/** Every arm of an experiment against one of them, in the experiment's order; see `compareFamilies`. */
export function compareWithBase(study: Study, results: readonly ArmResult[], base: string): ComparedArm[] {
  const arms = results.map(({ arm }) => arm.id).filter((id) => id !== base);
  const [differences] = compareFamilies(study, results, [{ base, arms }]) as [Differences];
  return results.map(({ arm, records }) => ({ arm, records, difference: differences.get(arm.id) ?? null }));
}
