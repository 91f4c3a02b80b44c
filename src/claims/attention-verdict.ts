import type { Outcome } from "../evaluation";
import { readExecutedCells, shownTexts } from "../notebooks/executed";
import type { AddressBook } from "./evidence";

/** A verdict of the paired test as its sentence says it, in points of F1. */
export interface SpokenVerdict {
  readonly outcome: Outcome;
  /** `−0.26`. */
  readonly points: string;
  /** The 95 % interval over sentences: `−0.52 to 0.01`. */
  readonly interval: string;
  /** Adjusted: `0.0507`, or `< 0.0001`. */
  readonly p: string;
}

/** The beginning of each sentence that judges the Advanced model with attention. */
export const WITH_ATTENTION = "The Advanced model with attention";

const OUTCOME = String.raw`(?:is (better|worse) than .*?|and .*? are (not distinguishable))`;
const NUMBERS = String.raw`the difference is (−?[\d.]+) points of F1 \(95 % interval (−?[\d.]+ to −?[\d.]+), adjusted p (?:= )?((?:< )?[\d.]+)\)`;
const SENTENCE = new RegExp(`^${WITH_ATTENTION} ${OUTCOME}: ${NUMBERS}`);

/** Reads a verdict's sentence; null where it is none, as where there is too little to compare. */
export function readVerdict(sentence: string): SpokenVerdict | null {
  const found = SENTENCE.exec(sentence);
  if (found === null) return null;
  const [, told, untold, points, interval, p] = found;
  return { outcome: (told ?? untold) as Outcome, points: points!, interval: interval!, p: p! };
}

/**
 * The verdict that the committed notebook shows: the paired test reads predictions beside gold tags, which no record holds. Null where
 * the notebook was last run on another corpus or in another profile than the book's.
 */
export function committedVerdict(root: string, { corpus, profile }: Pick<AddressBook, "corpus" | "profile">): SpokenVerdict | null {
  const executed = readExecutedCells(root, "12");
  if (executed === null || executed.corpus !== corpus.name || executed.profile !== profile) return null;
  return shownTexts(executed, "text/markdown").map(readVerdict).find((found) => found !== null) ?? null;
}
