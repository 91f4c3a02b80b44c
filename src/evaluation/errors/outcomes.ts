import type { Entity, Repair } from "../entities";
import { checkParallel, TagLists } from "../tag-lists";
import { groupingOverlaps, Overlap, overlapsOf } from "./pairing";
import { entitiesBySentence } from "./sentence-entities";

/**
 * What became of a mention. With a prediction of the same span: `correct`, or `type` where the type is another. With
 * one that overlaps it on another span: `boundary`, or `boundary+type`. `split`: one gold mention overlapped by several
 * predictions, of whatever types; `merged`: several gold mentions overlapped by one prediction. Without any overlap: a
 * gold mention is `missed`, a prediction `spurious`.
 */
export type OutcomeKind = "correct" | "missed" | "spurious" | "boundary" | "type" | "boundary+type" | "split" | "merged";
export type ErrorKind = Exclude<OutcomeKind, "correct">;

export const ERROR_KINDS: readonly ErrorKind[] = ["missed", "spurious", "boundary", "type", "boundary+type", "split", "merged"];
export const OUTCOME_KINDS: readonly OutcomeKind[] = ["correct", ...ERROR_KINDS];

/** The mentions of one sentence that are held against each other, each side in sentence order. */
export interface Outcome {
  readonly kind: OutcomeKind;
  /** Counted from 0 in the lists given. */
  readonly sentence: number;
  readonly gold: readonly Entity[];
  readonly predicted: readonly Entity[];
}

function pairKind(gold: Entity, predicted: Entity): OutcomeKind {
  const sameSpan = gold.start === predicted.start && gold.end === predicted.end;
  if (gold.type === predicted.type) return sameSpan ? "correct" : "boundary";
  return sameSpan ? "type" : "boundary+type";
}

function kindOf(gold: readonly Entity[], predicted: readonly Entity[]): OutcomeKind {
  if (predicted.length === 0) return "missed";
  if (gold.length === 0) return "spurious";
  if (predicted.length > 1) return "split";
  return gold.length > 1 ? "merged" : pairKind(gold[0]!, predicted[0]!);
}

interface Group {
  readonly gold: readonly number[];
  readonly predicted: readonly number[];
}

/** The groups with a gold mention, by their first one: a merged group only there. */
function groupsOfGold(count: number, overlaps: readonly Overlap[]): Group[] {
  return Array.from({ length: count }, (_, g) => g).flatMap((g) => {
    const predicted = overlaps.filter(({ gold }) => gold === g).map((overlap) => overlap.predicted);
    if (predicted.length !== 1) return [{ gold: [g], predicted }];
    const gold = overlaps.filter((overlap) => overlap.predicted === predicted[0]).map((overlap) => overlap.gold);
    return gold[0] === g ? [{ gold, predicted }] : [];
  });
}

function groupsOf(gold: readonly Entity[], predicted: readonly Entity[]): Group[] {
  const overlaps = groupingOverlaps(overlapsOf(gold, predicted));
  const held = new Set(overlaps.map((overlap) => overlap.predicted));
  const alone = predicted.flatMap((_, p) => (held.has(p) ? [] : [{ gold: [], predicted: [p] }]));
  return [...groupsOfGold(gold.length, overlaps), ...alone];
}

function firstToken({ gold, predicted }: Outcome): number {
  return Math.min(...[...gold, ...predicted].map(({ start }) => start));
}

/** The outcomes of one sentence from left to right: every gold and every predicted mention is in exactly one. */
export function outcomesOfSentence(gold: readonly Entity[], predicted: readonly Entity[], sentence: number): Outcome[] {
  const outcomes = groupsOf(gold, predicted).map((group): Outcome => {
    const [ownGold, ownPredicted] = [group.gold.map((g) => gold[g]!), group.predicted.map((p) => predicted[p]!)];
    return { kind: kindOf(ownGold, ownPredicted), sentence, gold: ownGold, predicted: ownPredicted };
  });
  return outcomes.sort((a, b) => firstToken(a) - firstToken(b));
}

/**
 * The outcome of every gold and every predicted mention, in the order of the sentences. `correct` counts exactly what
 * `scoreEntities` counts under the same repair. Which mentions are held against each other: `groupingOverlaps`. Throws
 * a DataError for unequal lengths, no token, or tags that `readEntities` cannot read.
 */
export function classifyMentions(gold: TagLists, predicted: TagLists, repair: Repair): readonly Outcome[] {
  checkParallel(gold, predicted);
  const predictions = entitiesBySentence(predicted, repair, "predicted");
  return entitiesBySentence(gold, repair, "gold").flatMap((own, sentence) => outcomesOfSentence(own, predictions[sentence]!, sentence));
}
