import { lengthCost } from "../encoding";
import type { Verdict } from "../evaluation";
import { CLAIMED_LENGTH, entitiesCutShare, lengthName, longest, type LengthCut, type ReadLengths } from "./length-cuts";
import { paddedAccuracies, trainedOn, type LengthArm } from "./length-report";
import { strictScores } from "./model-report";
import { count, counted, listed, mean, meanAndDeviation, percentText, pointsText, rangeText } from "./percent";

/** Scores closer than this, in fractions, are printed alike. */
const SAME = 5e-5;

/** Below this share of entities a cut counts as small. */
const SMALL_CUT = 0.01;

function cutText(cut: LengthCut): string {
  return `${percentText(entitiesCutShare(cut))} of the entities cut, ${percentText(cut.paddingShare)} of all positions padding`;
}

/** What cutting does before anything is trained. */
export function cutFindings(cuts: readonly LengthCut[]): string[] {
  const fixed = cuts.filter(({ length }) => length !== null);
  const [shortest] = fixed;
  if (!shortest || shortest.entities === 0) return ["The test part holds no entity: no length can cut one."];
  const first = `At ${shortest.length} tokens ${percentText(shortest.tokensCutShare)} of the test part's tokens and ` +
    `${percentText(entitiesCutShare(shortest))} of its entities are cut; a tagger without any error would reach a strict F1 of ` +
    `${percentText(shortest.perfectF1)}.`;
  const small = fixed.find((cut) => entitiesCutShare(cut) < SMALL_CUT);
  const whole = fixed.find((cut) => entitiesCutShare(cut) === 0);
  if (!small) return [`${first} Every length that was looked at cuts at least ${percentText(SMALL_CUT)} of the entities.`];
  const found = `The first length that cuts less than ${percentText(SMALL_CUT)} of them is ${small.length} (${cutText(small)})`;
  const none = !whole ? "" : whole === small ? "; it cuts none" : `; from ${whole.length} on none is cut (${percentText(whole.paddingShare)} padding)`;
  return [`${first} ${found}${none}.`];
}

interface Split {
  readonly base: LengthArm;
  readonly fixed: readonly Fixed[];
}

function split(arms: readonly LengthArm[]): Split | undefined {
  const base = arms.find(({ length }) => length === null);
  const fixed = arms.flatMap((arm) => (arm.length === null ? [] : [{ ...arm, length: arm.length }]));
  return base && fixed.length > 0 ? { base, fixed } : undefined;
}

type Fixed = LengthArm & { readonly length: number };

type DifferenceOf = (arm: Fixed) => Verdict | null;

/** The first length from which on nothing speaks against any; undefined where something does against the last. */
function firstAfter(fixed: readonly Fixed[], speaksAgainst: (arm: Fixed) => boolean): Fixed | undefined {
  return fixed[fixed.reduce((last, arm, i) => (speaksAgainst(arm) ? i : last), -1) + 1];
}

/** From where on no length is worse, by a verdict that asks of sentences and of seeds. */
function notWorse(fixed: readonly Fixed[], difference: DifferenceOf): Fixed | undefined {
  return firstAfter(fixed, (arm) => difference(arm)?.outcome === "worse");
}

/** From where on no length lies below, not even over the sentences alone. */
function notBelow(fixed: readonly Fixed[], difference: DifferenceOf): Fixed | undefined {
  return firstAfter(fixed, (arm) => {
    const found = difference(arm);
    return found !== null && (found.outcome === "worse" || found.interval.high < 0);
  });
}

/** The shortest length from which on none lies below bucketed batches in strict F1; undefined where even the longest does. */
export function enoughLength(arms: readonly LengthArm[]): Fixed | undefined {
  return notBelow(split(arms)?.fixed ?? [], ({ difference }) => difference);
}

function worseThan(fixed: readonly Fixed[], difference: DifferenceOf): string {
  const worse = fixed.filter((arm) => difference(arm)?.outcome === "worse").map(({ length }) => String(length));
  return worse.length > 0 ? `Worse: ${listed(worse)}.` : "None is worse.";
}

/** `0.41 points below (95 % interval −1.02 to −0.20 over the sentences, −1.40 to 0.58 over seeds as well)`. */
function distanceText({ estimate, interval, intervalWithSeeds }: Verdict): string {
  const side = estimate < 0 ? "below" : "above";
  const seeds = intervalWithSeeds ? `, ${rangeText(intervalWithSeeds)} over seeds as well` : "";
  return `${pointsText(Math.abs(estimate))} points ${side} (95 % interval ${rangeText(interval)} over the sentences${seeds})`;
}

function scoreText({ length, records }: Fixed): string {
  return `${length} with ${meanAndDeviation(strictScores(records))} %`;
}

/** The shortest length that is not worse, and where only the seeds leave that open, the shortest that does not lie below at all. */
function shortestText(fixed: readonly Fixed[], difference: DifferenceOf): string {
  const [open, clear] = [notWorse(fixed, difference), notBelow(fixed, difference)];
  if (!open) return "";
  const own = difference(open);
  const first = `The shortest length that is not is ${scoreText(open)}${own ? `, ${distanceText(own)}` : ""}; a perfect tagger would ` +
    `reach ${percentText(open.cut.perfectF1)} there.`;
  if (open === clear) return first;
  const doubt = `Over the sentences alone it lies below, and only the seeds leave it open;`;
  const found = clear && difference(clear) ? `, ${distanceText(difference(clear)!)}` : "";
  return `${first} ${doubt} ${clear ? `the first length without that doubt is ${scoreText(clear)}${found}` : "no longer length is without that doubt"}.`;
}

function enoughSentence({ fixed, base }: Split): string {
  const difference: DifferenceOf = (arm) => arm.difference;
  const reference = `Bucketed batches, which cut nothing, reach a strict F1 of ${meanAndDeviation(strictScores(base.records))} %.`;
  return [reference, worseThan(fixed, difference), shortestText(fixed, difference)].filter(Boolean).join(" ");
}

/** What cutting alone does: against the longest length, which shares its batches with all others. */
function cuttingSentence({ fixed }: Split): string[] {
  const longest = fixed.at(-1)!;
  const shorter = fixed.slice(0, -1);
  const difference: DifferenceOf = ({ cutting }) => cutting;
  if (shorter.length === 0 || shorter.some((arm) => difference(arm) === null)) return [];
  const scope = `Bucketed batches differ from padded ones also in which sentences meet in a batch. Against ${scoreText(longest)}, padded ` +
    "as all are, cutting alone tells:";
  const text = notWorse(fixed, difference) === longest ? `Even ${shorter.at(-1)!.length} loses by it.` : shortestText(fixed, difference);
  return [`${scope} ${worseThan(shorter, difference)} ${text} Not to be told apart is not to be equal: an interval says how much could still be lost.`];
}

/** What the trained lengths say of quality. */
export function qualityFindings(arms: readonly LengthArm[]): string[] {
  const parts = split(arms);
  if (!parts) return [];
  const found = arms.some(({ records }) => mean(strictScores(records)) >= SAME);
  if (!found) return ["No length led to a tagger that finds an entity: nothing can be said of lengths."];
  if (parts.fixed.some(({ difference }) => difference === null)) return ["The test part is too small to compare lengths on it."];
  const scope = `Trained on ${trainedOn(arms)} (${counted(parts.base.records.length, "seed")} a length).`;
  return [`${scope} ${enoughSentence(parts)}`, ...cuttingSentence(parts)];
}

function moved(from: number, to: number): string {
  const change = to - from;
  if (Math.abs(change) < SAME) return `stays at ${percentText(to)}`;
  return `${change > 0 ? "rises" : "falls"} by ${pointsText(Math.abs(change))} points to ${percentText(to)}`;
}

/** The same predictions by two measures, from the shortest length that is enough (or the second longest) to the longest. */
export function illusionFindings(arms: readonly LengthArm[]): string[] {
  const parts = split(arms);
  if (!parts || parts.fixed.length < 2) return [];
  const to = parts.fixed.at(-1)!;
  const enough = enoughLength(arms);
  const from = enough && enough !== to && enough.length < to.length ? enough : parts.fixed.at(-2)!;
  const f1 = (arm: LengthArm) => mean(strictScores(arm.records));
  const accuracy = (arm: LengthArm) => mean(paddedAccuracies(arm));
  const nothing = (arm: LengthArm) => arm.padded[0]!.allOutsideAccuracyCountingPadding;
  const gained = nothing(to) - nothing(from) >= SAME ? " A measure that a longer length raises for finding nothing measures the length, too." : "";
  return [
    `From ${from.length} to ${to.length} tokens the accuracy with padding counted ${moved(accuracy(from), accuracy(to))}, and that of ` +
      `tagging everything O ${moved(nothing(from), nothing(to))}; strict F1 on uncut gold ${moved(f1(from), f1(to))}.${gained}`,
  ];
}

/** Whether the claimed length, or any, is a sweet spot. */
export function claimFindings([whole, original]: readonly [ReadLengths, ReadLengths]): string[] {
  const costAtClaim = ({ lengths }: ReadLengths) => lengthCost(lengths, CLAIMED_LENGTH);
  const [cost, originalCost] = [costAtClaim(whole), costAtClaim(original)];
  const sentences = counted(whole.lengths.length, "sentence");
  const longer = `${count(cost.truncatedSentences)} ${cost.truncatedSentences === 1 ? "is" : "are"} longer than ${CLAIMED_LENGTH} tokens`;
  const half = lengthCost(whole.lengths, 50).truncatedSentences;
  return [
    `The claim: ${CLAIMED_LENGTH} tokens is the sweet spot. Of this corpus's ${sentences}, ${longer} and ${count(half)} longer than 50; ` +
      `at ${CLAIMED_LENGTH}, ${percentText(cost.paddingShare)} of all positions are padding. As the original read the corpus, no input ` +
      `had more than ${counted(longest(original.lengths), "token")}: at ${CLAIMED_LENGTH}, ${percentText(originalCost.paddingShare)} of ` +
      "its positions were padding, and no length cut anything.",
  ];
}

/** How far the claimed length and its neighbors differ, in the test sentences that they tag differently. */
export function neighborFindings(arms: readonly LengthArm[], changed: (one: LengthArm, other: LengthArm) => number): string[] {
  const fixed = split(arms)?.fixed ?? [];
  const at = fixed.findIndex(({ length }) => length === CLAIMED_LENGTH);
  const pairs = [[fixed[at - 1], fixed[at]], [fixed[at], fixed[at + 1]]].flatMap(([one, other]) => (at >= 0 && one && other ? [[one, other] as const] : []));
  if (pairs.length === 0) return [];
  const sentences = counted(fixed[at]!.cut.sentences, "test sentence");
  const texts = pairs.map(([one, other]) => `${one.length} and ${other.length} tokens tag ${Number(changed(one, other).toFixed(1))} differently`);
  return [`Trained from the same seeds, of ${sentences} ${listed(texts)}.`];
}

/** What the length costs where padding is computed, where it is skipped, and as measured. */
export function costFindings(arms: readonly LengthArm[]): string[] {
  const parts = split(arms);
  if (!parts) return [];
  const { base } = parts;
  const long = parts.fixed.at(-1)!;
  const ratio = (value: (arm: LengthArm) => number) => (value(long) / value(base)).toFixed(2);
  const computed = `Padded to ${long.length}, an epoch computes ${ratio(({ cost }) => cost.positions.computed)} times the positions of ` +
    `bucketed batches where padding is computed, and ${ratio(({ cost }) => cost.positions.tokens)} times where it is skipped`;
  const [slow, fast] = [long.cost.cpuSecondsAnEpoch, base.cost.cpuSecondsAnEpoch];
  const measured = slow !== null && fast !== null ? `; measured, it took ${(slow / fast).toFixed(2)} times the processor time` : "";
  return [`${computed}${measured}. The largest batch padded to ${long.length} holds ${long.cost.computedMebibytes.toPrecision(3)} MiB of ` +
    `positions against ${base.cost.computedMebibytes.toPrecision(3)} (by formula).`];
}

/** Whether the answer of a part of the training sentences holds on all of them; nothing where those were not trained. */
export function wholeFindings(part: readonly LengthArm[], whole: readonly LengthArm[]): string[] {
  if (whole.length === 0) return ["On the whole training part nothing was trained in this profile: that the answer holds there is not shown."];
  const lengths = split(whole)!.fixed.map(({ length }) => lengthName(length));
  const named = (arms: readonly LengthArm[]) => enoughLength(arms)?.length ?? "none";
  const shortest = `the shortest length that does not lie below bucketed batches is ${named(whole)} on ${trainedOn(whole)} (of ${listed(lengths)})`;
  return [...qualityFindings(whole), `In short: ${shortest}, and ${named(part)} on ${trainedOn(part)}.`];
}
