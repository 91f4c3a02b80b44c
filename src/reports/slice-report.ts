import type { Sentence, Split } from "../corpus/types";
import { testStatuses, SENTENCE_STATUSES } from "../evaluation/leakage";
import { bySentence, readLexicon, scoreSlices, standardRules, type SliceRule, type SliceScores } from "../evaluation/slices";
import { systemName } from "../figures/systems";
import { counted, mean, percent, percentText } from "./percent";
import type { TestPart } from "./test-part";

type Row = { readonly [column: string]: string | number | null };

/** One system's scores by slice, one list of rules a seed (strict reading). */
export interface SystemSlices {
  readonly system: string;
  readonly runs: readonly (readonly SliceScores[])[];
}

/** One slice, averaged over seeds. */
export interface SliceMean {
  readonly rule: string;
  readonly slice: string;
  readonly support: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

function byNearness(training: readonly Sentence[], test: readonly Sentence[], name: Split["name"]): SliceRule {
  const train = range(0, training.length);
  const parts = { name, train, validation: [], test: range(train.length, train.length + test.length) };
  return bySentence("its sentence in training", SENTENCE_STATUSES, testStatuses([...training, ...test], parts));
}

/** All ways to slice a test part: the standard ones, and whether its sentences repeat, or nearly repeat, those trained on. */
export function testRules(training: readonly Sentence[], test: readonly Sentence[], split: Split["name"]): SliceRule[] {
  return [...standardRules(readLexicon(training)), byNearness(training, test, split)];
}

export function systemSlices(part: TestPart, rules: readonly SliceRule[]): SystemSlices[] {
  return part.systems.map(({ system, runs }) => ({
    system,
    runs: runs.map((run) => scoreSlices(part.sentences, run, rules, "discard")),
  }));
}

/** Throws a RangeError for a system that is not there. */
function slicesOf(systems: readonly SystemSlices[], system: string): SystemSlices {
  const found = systems.find((each) => each.system === system);
  if (found === undefined) throw new RangeError(`There are no slices of "${system}".`);
  return found;
}

/** Every slice of every rule; the support is one for all seeds, as it counts gold mentions. */
export function sliceMeans({ runs }: SystemSlices): SliceMean[] {
  return runs[0]!.flatMap(({ rule, slices }, r) =>
    slices.map(({ slice, support }, s) => {
      const average = (score: "precision" | "recall" | "f1") => mean(runs.map((run) => run[r]!.slices[s]![score]));
      return { rule, slice, support, precision: average("precision"), recall: average("recall"), f1: average("f1") };
    }),
  );
}

/** One row a slice: the F1 of every system, and precision and recall of the one named. A slice without gold mentions has no score. */
export function sliceRows(systems: readonly SystemSlices[], detailed: string): Row[] {
  const means = systems.map(sliceMeans);
  const details = sliceMeans(slicesOf(systems, detailed));
  return means[0]!.map(({ rule, slice, support }, i) => {
    const shown = (value: number) => (support === 0 ? null : percent(value));
    const { precision, recall } = details[i]!;
    return {
      "mentions by": rule,
      slice,
      "gold mentions": support,
      ...Object.fromEntries(systems.map(({ system }, k) => [`${systemName(system)} F1 %`, shown(means[k]![i]!.f1)])),
      [`${systemName(detailed)} P %`]: shown(precision),
      [`${systemName(detailed)} R %`]: shown(recall),
    };
  });
}

export function sliceData(systems: readonly SystemSlices[]) {
  const means = systems.map(sliceMeans);
  return {
    rows: means[0]!.map(({ rule, slice, support }, i) => ({
      rule,
      slice,
      support,
      scores: systems.map(({ system }, k) => ({ system, f1: means[k]![i]!.f1 })),
    })),
  };
}

/** The seen and the unseen slice, where both hold mentions. */
function seenAndUnseen(slices: SystemSlices): readonly [seen: SliceMean, unseen: SliceMean] | undefined {
  const [seen, unseen] = sliceMeans(slices).filter(({ rule }) => rule === "string with type in training");
  return seen && unseen && seen.support > 0 && unseen.support > 0 ? [seen, unseen] : undefined;
}

function seenSentence(slices: SystemSlices): string[] {
  const pair = seenAndUnseen(slices);
  if (!pair) return [];
  const [seen, unseen] = pair;
  const share = unseen.support / (seen.support + unseen.support);
  return [
    `${percentText(share)} of the test mentions were never seen with their type in training. ${systemName(slices.system)} finds ` +
      `${percentText(unseen.recall)} of them, and ${percentText(seen.recall)} of those that were.`,
  ];
}

function lead(difference: number): string {
  if (Math.abs(difference) < 5e-5) return "level";
  return `${Math.abs(100 * difference).toFixed(2)} points ${difference > 0 ? "higher" : "lower"}`;
}

/** Where a system leaves a floor behind: on what training showed, or on the rest. */
function leadSentence(slices: SystemSlices, floor: SystemSlices): string[] {
  const [own, other] = [seenAndUnseen(slices), seenAndUnseen(floor)];
  if (!own || !other) return [];
  const [seen, unseen] = own.map(({ f1 }, i) => lead(f1 - other[i]!.f1)) as [string, string];
  return [
    `On mentions seen with their type, ${systemName(slices.system)}'s F1 is ${seen} beside that of ${systemName(floor.system)}; on the others, ${unseen}.`,
  ];
}

function lengthSentence(slices: SystemSlices): string[] {
  const lengths = sliceMeans(slices).filter(({ rule, support }) => rule === "mention length" && support > 0);
  const [shortest, longest] = [lengths[0], lengths[lengths.length - 1]];
  if (!shortest || !longest || shortest === longest) return [];
  const tokens = ({ slice }: SliceMean) => (slice === "1" ? "one token" : `${slice} tokens`);
  return [
    `Mentions of ${tokens(shortest)} come out at an F1 of ${percentText(shortest.f1)}, those of ${tokens(longest)} at ` +
      `${percentText(longest.f1)} (${counted(longest.support, "mention")}).`,
  ];
}

/** What the slices of one system say, beside those of a floor. */
export function sliceFindings(systems: readonly SystemSlices[], system: string, floor: string): string[] {
  const [own, other] = [slicesOf(systems, system), slicesOf(systems, floor)];
  return [...seenSentence(own), ...leadSentence(own, other), ...lengthSentence(own)];
}
