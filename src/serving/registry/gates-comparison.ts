import type { Sentence } from "../../corpus/types";
import {
  bootstrapIntervals, countSentences, microScores, type PairIntervals, type SentenceCounts, type TagLists,
} from "../../evaluation";
import { createGenerator, deriveSeed } from "../../random/generator";
import { obstacle } from "./gates-absolute";
import type { GateLimits } from "./gates-limits";
import type { GateInput, GateResult } from "./gates-types";
import { percentText, pointsText, rangeText } from "./gates-words";

/** Candidate and active version on the same sentences. */
interface Pair {
  readonly candidate: SentenceCounts;
  readonly rival: SentenceCounts;
}

/** Sentences or entities that should not fare worse than before. */
interface Group extends Pair {
  readonly name: string;
}

interface GroupFall {
  readonly group: Group;
  readonly difference: number;
}

/** All that is compared, once it is certain that it can be. */
interface Comparable {
  readonly test: readonly Sentence[];
  readonly trainingWords: ReadonlyMap<string, number>;
  readonly candidate: TagLists;
  readonly rival: TagLists;
}

function counted(gold: TagLists, candidate: TagLists, rival: TagLists): Pair {
  return { candidate: countSentences(gold, candidate, "discard"), rival: countSentences(gold, rival, "discard") };
}

function goldOf(test: readonly Sentence[]): TagLists {
  return test.map(({ tags }) => tags);
}

/** The candidate's strict F1 minus the active version's, on the same resamples of the sentences. */
function intervalOf({ candidate, rival }: Pair, { resamples, level }: GateLimits, purpose: string): PairIntervals["f1"] {
  const generator = createGenerator(deriveSeed(0, "gates", purpose));
  const systems = [{ name: "candidate", runs: [candidate] }, { name: "active", runs: [rival] }];
  return bootstrapIntervals(systems, { generator, resamples, level }).pairs[0]!.f1;
}

/** Not worse, by more than a margin, even at the low end of the interval: a version is not promoted because nobody can tell. */
function notWorse({ test, candidate, rival }: Comparable, limits: GateLimits): GateResult {
  const { estimate, interval } = intervalOf(counted(goldOf(test), candidate, rival), limits, "not worse");
  const limit = -limits.margin;
  const passed = interval.low >= limit;
  const found = `Strict F1 differs from the active version's by ${pointsText(estimate)} (${rangeText(interval, limits.level)}, paired bootstrap over ${test.length} sentences)`;
  const tail = passed ? `so it is not worse by more than the margin of ${pointsText(limits.margin).slice(1)}`
    : `so a loss of more than the margin of ${pointsText(limits.margin).slice(1)} is not ruled out`;
  return { gate: "not worse", passed, measured: interval.low, limit, sentence: `${found}, ${tail}.` };
}

function ofType(lists: TagLists, type: string): TagLists {
  return lists.map((tags) => tags.map((tag) => (tag.slice(2) === type ? tag : "O")));
}

function typeGroups({ test, candidate, rival }: Comparable): Group[] {
  const gold = goldOf(test);
  const types = new Set(gold.flatMap((tags) => tags.filter((tag) => tag !== "O").map((tag) => tag.slice(2))));
  return [...types].sort().map((type) => ({ name: type, ...counted(ofType(gold, type), ofType(candidate, type), ofType(rival, type)) }));
}

type Kind = readonly [name: string, holds: (word: string, count: number) => boolean];

const ALL_CAPS = /^\p{Lu}{2,}$/u;

/** Kinds of sentences by a word that they hold: who writes them should not pay for the others. */
function kindsOf({ rareCount }: GateLimits): readonly Kind[] {
  return [
    ["sentences with an unknown word", (_, count) => count === 0],
    ["sentences with a rare word", (_, count) => count > 0 && count <= rareCount],
    ["sentences with a word in capitals", (word) => ALL_CAPS.test(word)],
  ];
}

function sentenceGroups({ test, trainingWords, candidate, rival }: Comparable, limits: GateLimits): Group[] {
  return kindsOf(limits).map(([name, holds]) => {
    const places = [...test.keys()].filter((i) => test[i]!.words.some((word) => holds(word, trainingWords.get(word) ?? 0)));
    const at = (lists: TagLists): TagLists => places.map((i) => lists[i]!);
    const empty = { support: new Int32Array(0), predicted: new Int32Array(0), correct: new Int32Array(0) };
    return { name, ...(places.length === 0 ? { candidate: empty, rival: empty } : counted(at(goldOf(test)), at(candidate), at(rival))) };
  });
}

function supportOf({ candidate }: Group): number {
  return candidate.support.reduce((total, count) => total + count, 0);
}

function fallOf(group: Group): GroupFall {
  return { group, difference: microScores(group.candidate).f1 - microScores(group.rival).f1 };
}

function groupSentence({ group, difference }: GroupFall, limits: GateLimits, counts: string): string {
  const [now, before] = [group.candidate, group.rival].map((each) => percentText(microScores(each).f1));
  const many = group.candidate.support.length > 1;
  const range = many ? ` (${rangeText(intervalOf(group, limits, group.name).interval, limits.level)})` : "";
  const allowed = pointsText(-limits.maximumFall);
  return `The least favorable change is that of ${group.name}: F1 ${before} before, ${now} now, ${pointsText(difference)}${range}; ${allowed} are allowed. ${counts}`;
}

/** No group with enough support falls by more than is allowed. */
function groupsGate(gate: string, groups: readonly Group[], limits: GateLimits): GateResult {
  const { maximumFall, minimumSupport } = limits;
  const judged = groups.filter((group) => supportOf(group) >= minimumSupport);
  const small = groups.filter((group) => !judged.includes(group)).map(({ name }) => name);
  const counts = small.length === 0 ? `Judged: all ${groups.length}.` : `Not judged, with fewer than ${minimumSupport} entities: ${small.join(", ")}.`;
  const worst = judged.map(fallOf).sort((a, b) => a.difference - b.difference)[0];
  const limit = -maximumFall;
  if (worst === undefined) return { gate, passed: true, measured: null, limit, sentence: `Nothing was judged. ${counts}` };
  return { gate, passed: worst.difference >= limit, measured: worst.difference, limit, sentence: groupSentence(worst, limits, counts) };
}

const COMPARISONS = ["not worse", "types", "kinds of sentences"] as const;

/** The gates that a rival makes possible; each of them fails where the two cannot be compared. */
export function comparisonGates(input: GateInput): GateResult[] {
  const { candidate, rival, judged, limits } = input;
  if (rival === null) return [];
  const reason = obstacle(input);
  if (reason !== undefined || judged === null || candidate.predicted === null || rival.predicted === null) {
    return COMPARISONS.map((gate) => ({ gate, passed: false, measured: null, limit: null, sentence: `Not compared: ${reason}.` }));
  }
  const { test, trainingWords } = judged;
  const comparable = { test, trainingWords, candidate: candidate.predicted, rival: rival.predicted };
  return [
    notWorse(comparable, limits),
    groupsGate(COMPARISONS[1], typeGroups(comparable), limits),
    groupsGate(COMPARISONS[2], sentenceGroups(comparable, limits), limits),
  ];
}
