import type { PartName, Sentence, Split } from "../../corpus/types";
import { leakageAgainst, MentionLeakage } from "./mention-leakage";
import { checkThreshold, DEFAULT_THRESHOLD } from "./neighbors";
import { readLexicon } from "../slices/lexicon";
import { countStatus, Prepared, sentenceStatuses, SentenceStatus } from "./sentence-leakage";
import { Share } from "./shares";
import { DEFAULT_SHINGLE_LENGTH, ShingleOptions, shingleSets } from "./shingles";

export interface LeakageOptions extends ShingleOptions {
  /** The least similarity of near-duplicates, above 0 and up to 1; 0.5 by default. */
  readonly threshold?: number;
}

/** What a held-out part has in common with a known one. */
export interface PairLeakage extends MentionLeakage {
  readonly known: PartName;
  readonly heldOut: PartName;
  /** Held-out sentences whose words stand in the known part in the same order. */
  readonly duplicates: Share;
  /** Those that are no duplicates but as similar to a known sentence as the threshold asks. */
  readonly nearDuplicates: Share;
}

export interface LeakageReport {
  readonly split: Split["name"];
  /** What counted as near. */
  readonly nearness: Required<LeakageOptions>;
  readonly pairs: readonly PairLeakage[];
}

const PAIRS: readonly (readonly [known: PartName, heldOut: PartName])[] = [
  ["train", "validation"], ["train", "test"], ["validation", "test"],
];

function completed(options: LeakageOptions): Required<LeakageOptions> {
  const { threshold = DEFAULT_THRESHOLD, shingleLength = DEFAULT_SHINGLE_LENGTH, normalization = "none" } = options;
  checkThreshold(threshold);
  return { threshold, shingleLength, normalization };
}

function prepare(sentences: readonly Sentence[], options: Required<LeakageOptions>): Prepared {
  return { ...options, sentences, sets: shingleSets(sentences, options) };
}

/**
 * Every way in which a split's parts share material, part against part. Two sentences are near-duplicates when the
 * Jaccard similarity of their sets of token trigrams (with a mark at either end) reaches the threshold: at 0.5, a
 * sentence of 22 words may differ in two words that stand apart. The search is exact (`nearestNeighbors`). Normalization
 * touches duplicates and near-duplicates; mentions and words are always compared as written. Gold tags are read
 * strictly. Throws a UsageError for a threshold or shingle length out of range.
 */
export function leakageReport(sentences: readonly Sentence[], split: Split, options: LeakageOptions = {}): LeakageReport {
  const nearness = completed(options);
  const prepared = prepare(sentences, nearness);
  const part = (name: PartName): Sentence[] => split[name].map((index) => sentences[index]!);
  const pairs = PAIRS.map(([known, heldOut]): PairLeakage => {
    const statuses = sentenceStatuses(prepared, split[known], split[heldOut]);
    const [duplicates, nearDuplicates] = [countStatus(statuses, "duplicate"), countStatus(statuses, "near")];
    return { known, heldOut, duplicates, nearDuplicates, ...leakageAgainst(readLexicon(part(known)), part(heldOut)) };
  });
  return { split: split.name, nearness, pairs };
}

/** The status of each test sentence against the training part, to score the three kinds apart with `bySentence`. */
export function testStatuses(sentences: readonly Sentence[], split: Split, options: LeakageOptions = {}): readonly SentenceStatus[] {
  return sentenceStatuses(prepare(sentences, completed(options)), split.train, split.test);
}
