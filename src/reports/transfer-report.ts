import {
  approximateRandomization, bootstrapIntervals, compareSeeds, countSentences, holm, microScores, verdict, type BootstrapIntervals, type PRF,
  type SystemCounts, type SystemIntervals, type Verdict,
} from "../evaluation";
import { onlyNames, type TypeMapping } from "../evaluation/type-mapping";
import { createGenerator, deriveSeed } from "../random/generator";
import { counted, mean, meanAndDeviation, percent, probabilityText, rangeText } from "./percent";
import { goldAs, runsAs, type Tagging, type TransferPart } from "./transfer-systems";

type Row = { readonly [column: string]: string | number | null };

const LEVEL = 0.95;
const ROUNDS = 10_000;
/** Enough for intervals of many types, or of many sentences. */
const FEWER_ROUNDS = 2000;

/** A tagger's strict scores on one part, as fractions; a run a seed. */
export interface MeasuredTagging {
  readonly tagging: Tagging;
  readonly strict: readonly PRF[];
  readonly begin: readonly PRF[];
  /** Null where the part has fewer than two sentences. */
  readonly intervals: SystemIntervals | null;
}

export interface MeasuredTransfer {
  readonly part: TransferPart;
  readonly level: number;
  /** Gold entities under the common types. */
  readonly support: number;
  readonly taggings: readonly MeasuredTagging[];
  /** The pairs that were asked for, as one family; empty where the part is too small. */
  readonly verdicts: readonly Verdict[];
}

function countsOf(part: TransferPart, tagging: Tagging, reading: "discard" | "begin"): SystemCounts {
  const gold = goldAs(part, reading);
  return { name: tagging.name, runs: runsAs(part, tagging, reading).map((tags) => countSentences(gold, tags, reading)) };
}

/** A floor draws nothing: with every seed of the models it would have been the same run. */
function evened(systems: readonly SystemCounts[], taggings: readonly Tagging[]): SystemCounts[] {
  const seeds = Math.max(...systems.map(({ runs }) => runs.length));
  return systems.map(({ name, runs }, i) => ({ name, runs: taggings[i]!.floor ? Array.from({ length: seeds }, () => runs[0]!) : runs }));
}

/** Drawn anew for each purpose, so that no number depends on which others are computed. */
function generatorOf(...purpose: readonly string[]) {
  return createGenerator(deriveSeed(0, "transfer", ...purpose));
}

function scoresOf({ runs }: SystemCounts): PRF[] {
  return runs.map(microScores);
}

/** Gold entities, the same for every system. */
function supportOf([first]: readonly SystemCounts[]): number {
  return first!.runs[0]!.support.reduce((sum, count) => sum + count, 0);
}

function strictF1({ strict }: MeasuredTagging): number[] {
  return strict.map(({ f1 }) => f1);
}

export type PairOfIds = readonly [a: string, b: string];

/** Verdicts on pairs of taggers by name, one family (approximate randomization, Holm's adjustment). */
function judgePairs(
  pairs: readonly PairOfIds[], counts: readonly SystemCounts[], taggings: readonly MeasuredTagging[], intervals: BootstrapIntervals,
): Verdict[] {
  const countsNamed = (name: string) => counts.find((each) => each.name === name)!;
  const measuredNamed = (name: string) => taggings.find(({ tagging }) => tagging.name === name)!;
  const p = pairs.map(([a, b]) =>
    approximateRandomization(countsNamed(a), countsNamed(b), { generator: generatorOf("randomization", a, b), rounds: ROUNDS }).p,
  );
  const adjusted = holm(p);
  return pairs.map(([a, b], i) => {
    const difference = intervals.pairs.find((pair) => pair.a === a && pair.b === b)!.f1;
    const sides = [measuredNamed(a), measuredNamed(b)];
    const several = sides.every(({ tagging }) => !tagging.floor && tagging.runs.length > 1);
    const seeds = several ? compareSeeds(strictF1(sides[0]!), strictF1(sides[1]!)) : undefined;
    return verdict({ a, b, difference, adjustedP: adjusted[i]!, level: LEVEL, ...(seeds && { seeds }) });
  });
}

/** Every two taggers of a part, the one that comes first as a. */
export function allPairs({ taggings }: TransferPart): PairOfIds[] {
  return taggings.flatMap(({ name }, i) => taggings.slice(i + 1).map((other): PairOfIds => [name, other.name]));
}

/**
 * Scores every tagger of a part under the common types, with intervals over sentences (BCa bootstrap), and judges the given pairs,
 * of which the first must stand before the second in the part. The same numbers at every call.
 */
export function measureTransfer(part: TransferPart, pairs: readonly PairOfIds[], purpose: string): MeasuredTransfer {
  const strict = part.taggings.map((tagging) => countsOf(part, tagging, "discard"));
  const begin = part.taggings.map((tagging) => countsOf(part, tagging, "begin"));
  const resamples = part.sentences.length > 10_000 ? FEWER_ROUNDS : ROUNDS;
  const counts = evened(strict, part.taggings);
  const options = { generator: generatorOf("intervals", purpose), resamples, level: LEVEL, method: "bca" } as const;
  const intervals = part.sentences.length < 2 ? null : bootstrapIntervals(counts, options);
  const taggings = part.taggings.map((tagging, i) => ({
    tagging, strict: scoresOf(strict[i]!), begin: scoresOf(begin[i]!), intervals: intervals?.systems[i] ?? null,
  }));
  const support = supportOf(strict);
  const verdicts = intervals && support > 0 ? judgePairs(pairs, counts, taggings, intervals) : [];
  return { part, level: LEVEL, support, taggings, verdicts };
}

/** How many mentions a score is about, in words. */
export function mentionsText({ support }: MeasuredTransfer): string {
  return `${counted(support, "mention")} under the common types`;
}

export function meanOf(scores: readonly PRF[], score: keyof PRF): number {
  return mean(scores.map((each) => each[score]));
}

/** One row a tagger. */
export function transferRows({ taggings }: MeasuredTransfer): Row[] {
  return taggings.map(({ tagging, strict, begin, intervals }) => ({
    system: tagging.name,
    "sentences trained on": tagging.trainedOn,
    seeds: tagging.floor ? null : tagging.runs.length,
    "strict P %": percent(meanOf(strict, "precision")),
    "strict R %": percent(meanOf(strict, "recall")),
    "strict F1 %": meanAndDeviation(strict.map(({ f1 }) => f1)),
    "95 % interval": intervals && rangeText(intervals.f1.interval),
    "with seeds": intervals?.f1.intervalWithSeeds && !tagging.floor ? rangeText(intervals.f1.intervalWithSeeds) : null,
    "F1 % (begin)": meanAndDeviation(begin.map(({ f1 }) => f1)),
  }));
}

/** One row a judged pair. */
export function pairRows({ verdicts }: MeasuredTransfer, pairs: readonly PairOfIds[]): Row[] {
  return verdicts.map((found, i) => ({
    first: pairs[i]![0],
    second: pairs[i]![1],
    "difference (points)": percent(found.estimate),
    "95 % interval": rangeText(found.interval),
    "with seeds": found.intervalWithSeeds && rangeText(found.intervalWithSeeds),
    "p (Holm)": probabilityText(found.adjustedP),
    "the first is": found.outcome,
  }));
}

/** A tagger's mean strict F1 on one type, with its interval over sentences, as fractions. */
export interface TypeInterval {
  readonly name: string;
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** One common type on the test part; without a gold mention it has no scores. */
export interface TypeTransfer {
  readonly type: string;
  readonly support: number;
  readonly scores: readonly TypeInterval[];
  /** The first tagger minus the second; null where there is no second of a model's own. */
  readonly difference: { readonly estimate: number; readonly low: number; readonly high: number } | null;
}

function measureType(part: TransferPart, type: string): TypeTransfer {
  const own = { ...part, mapping: onlyNames(part.mapping, [type]) };
  const counts = evened(part.taggings.map((tagging) => countsOf(own, tagging, "discard")), part.taggings);
  const support = supportOf(counts);
  if (support === 0 || part.sentences.length < 2) return { type, support, scores: [], difference: null };
  const { systems, pairs } = bootstrapIntervals(counts, { generator: generatorOf("types", type), resamples: FEWER_ROUNDS, level: LEVEL });
  const bounds = ({ estimate, interval }: SystemIntervals["f1"]) => ({ estimate, low: interval.low, high: interval.high });
  const [first, second] = part.taggings;
  const compared = second && !second.floor ? pairs.find(({ a, b }) => a === first!.name && b === second.name) : undefined;
  return {
    type,
    support,
    scores: systems.map(({ name, f1 }) => ({ name, ...bounds(f1) })),
    difference: compared ? bounds(compared.f1) : null,
  };
}

/** Every common type apart, the most frequent first. */
export function measureTypes(part: TransferPart): TypeTransfer[] {
  return part.mapping.shared.map((type) => measureType(part, type)).sort((a, b) => b.support - a.support);
}

export function typeTransferRows(types: readonly TypeTransfer[], part: TransferPart): Row[] {
  return types.map(({ type, support, scores, difference }) => ({
    type,
    "gold mentions": support,
    ...Object.fromEntries(part.taggings.map(({ name }) => {
      const score = scores.find((each) => each.name === name);
      return [name, score ? percent(score.estimate) : null];
    })),
    "first minus second (points)": difference && percent(difference.estimate),
    "95 % interval": difference && rangeText(difference),
  }));
}

/** The figure's rows: all types together, then each. */
export function transferFigureData(measured: MeasuredTransfer, types: readonly TypeTransfer[]) {
  const { part, level, support, taggings } = measured;
  const together = taggings.flatMap(({ tagging, intervals }) =>
    intervals ? [{ name: tagging.name, estimate: intervals.f1.estimate, low: intervals.f1.interval.low, high: intervals.f1.interval.high }] : [],
  );
  return {
    level,
    series: part.taggings.map(({ name, side, floor }) => ({ name, there: side === "there", floor })),
    rows: [{ type: "all types", support, scores: together }, ...(types.length > 1 ? types : [])].filter(({ scores }) => scores.length > 0),
  };
}

/** The same tags under one mapping: mean strict F1 over seeds, by tagger. */
export interface MappingScore {
  readonly title: string;
  readonly support: number;
  readonly scores: readonly { readonly name: string; readonly f1: number }[];
}

/** The same taggers under several mappings of types: how much of the result the mapping makes. */
export function scoreMappings(part: TransferPart, variants: readonly { readonly title: string; readonly mapping: TypeMapping }[]): MappingScore[] {
  return variants.map(({ title, mapping }) => {
    const own = { ...part, mapping };
    const counts = part.taggings.map((tagging) => countsOf(own, tagging, "discard"));
    return { title, support: supportOf(counts), scores: counts.map((each) => ({ name: each.name, f1: meanOf(scoresOf(each), "f1") })) };
  });
}

export function mappingRows(mappings: readonly MappingScore[]): Row[] {
  return mappings.map(({ title, support, scores }) => ({
    mapping: title,
    "gold mentions": support,
    ...Object.fromEntries(scores.map(({ name, f1 }) => [name, percent(f1)])),
  }));
}
