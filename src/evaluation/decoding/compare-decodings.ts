import { sparseLabels } from "../../encoding/labels";
import { checkDistributions, type PartDistributions } from "../calibration/distributions";
import { scoreEntities } from "../score-entities";
import type { PRF } from "../scores";
import type { TagLists } from "../tag-lists";
import { tokenAccuracy } from "../token-accuracy";
import { completeWithOutside } from "../truncation";
import { firstViolation, iob2Transitions } from "./transitions";
import { viterbi } from "./viterbi";

export type Decoding = "argmax" | "viterbi";

/** Micro entity scores of one reading of stray I- tags, and how many predicted tags it had to repair. */
export type ReadingScores = PRF & { readonly repairs: number };

export interface DecodingScores {
  readonly tokenAccuracy: number;
  /** Sentences with a tag that may not stand where it does. */
  readonly invalidSentences: number;
  readonly discard: ReadingScores;
  readonly begin: ReadingScores;
}

/** Both decodings of the same distributions, as plain JSON. */
export interface DecodingComparison {
  readonly sentences: number;
  readonly tokens: number;
  readonly argmax: DecodingScores;
  readonly viterbi: DecodingScores;
  /** What constrained decoding answers differently. */
  readonly changedTokens: number;
  readonly changedSentences: number;
  /** Of the changed tokens: made right, made wrong, wrong before and after. */
  readonly changes: { readonly mended: number; readonly broken: number; readonly otherwiseWrong: number };
}

type ChangeCounts = Pick<DecodingComparison, "changedTokens" | "changedSentences" | "changes">;
type Distributions = Omit<PartDistributions, "part">;

/** One tag list per sentence; tokens that the model did not answer are O, so that they count as missed. */
export function decode({ tags, sentences }: Distributions, decoding: Decoding): string[][] {
  const transitions = iob2Transitions(tags);
  return sentences.map(({ gold, logits }) => {
    const ids = decoding === "viterbi" ? viterbi(logits, transitions) : sparseLabels(logits.values, logits.tags);
    return completeWithOutside(Array.from(ids, (id) => tags[id]!), gold.length);
  });
}

function countInvalid(predicted: TagLists, tags: readonly string[]): number {
  const transitions = iob2Transitions(tags.includes("O") ? tags : [...tags, "O"]);
  const ids = new Map(transitions.tags.map((tag, id) => [tag, id]));
  return predicted.filter((sentence) => firstViolation(sentence.map((tag) => ids.get(tag)!), transitions) >= 0).length;
}

function scoresOf(gold: TagLists, predicted: TagLists, tags: readonly string[]): DecodingScores {
  const reading = (repair: "discard" | "begin"): ReadingScores => {
    const { micro, repairs } = scoreEntities(gold, predicted, { scheme: "IOB2", repair });
    return { ...micro, repairs: repairs.predicted };
  };
  return {
    tokenAccuracy: tokenAccuracy(gold, predicted),
    invalidSentences: countInvalid(predicted, tags),
    discard: reading("discard"),
    begin: reading("begin"),
  };
}

function countChanges(gold: TagLists, before: TagLists, after: TagLists): ChangeCounts {
  const changes = { mended: 0, broken: 0, otherwiseWrong: 0 };
  let changedSentences = 0;
  gold.forEach((goldTags, sentence) => {
    const changed = [...goldTags.keys()].filter((i) => before[sentence]![i] !== after[sentence]![i]);
    if (changed.length > 0) changedSentences++;
    for (const i of changed) {
      if (after[sentence]![i] === goldTags[i]) changes.mended++;
      else if (before[sentence]![i] === goldTags[i]) changes.broken++;
      else changes.otherwiseWrong++;
    }
  });
  return { changedTokens: changes.mended + changes.broken + changes.otherwiseWrong, changedSentences, changes };
}

/**
 * Plain argmax against transition-constrained Viterbi on the same distributions, under both readings of stray I- tags. After
 * Viterbi there are none, so where gold is valid both readings agree. Throws a DataError for distributions that do not fit
 * their gold tags.
 */
export function compareDecodings(part: PartDistributions): DecodingComparison {
  checkDistributions(part);
  const gold = part.sentences.map((sentence) => sentence.gold);
  const [argmax, constrained] = [decode(part, "argmax"), decode(part, "viterbi")];
  return {
    sentences: gold.length,
    tokens: gold.reduce((sum, tags) => sum + tags.length, 0),
    argmax: scoresOf(gold, argmax, part.tags),
    viterbi: scoresOf(gold, constrained, part.tags),
    ...countChanges(gold, argmax, constrained),
  };
}
