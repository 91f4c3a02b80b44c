import { paddedTokenAccuracy, scoreEntities, tokenAccuracy, type TagLists } from "../../evaluation";

/** The length that the claim's sentences were padded to. */
export const CLAIMED_LENGTH = 75;

/** One system's answers under every ruler of the demo; fractions. */
export interface DemoScores {
  readonly system: string;
  /** First words alone, each padded, padding counted as right. */
  readonly firstWordsPadded: number;
  readonly firstWords: number;
  /** Whole sentences, padding counted as right. */
  readonly wordsPadded: number;
  readonly words: number;
  /** Strict entity F1, stray I- tags discarded. */
  readonly entities: number;
}

function firstTags(tags: TagLists): string[][] {
  return tags.map((sentence) => sentence.slice(0, 1) as string[]);
}

/** Scores the same predictions under every ruler. Sentences must hold a word. */
export function measure(system: string, gold: TagLists, predicted: TagLists): DemoScores {
  const [first, firstPredicted] = [firstTags(gold), firstTags(predicted)];
  return {
    system,
    firstWordsPadded: paddedTokenAccuracy(first, firstPredicted, CLAIMED_LENGTH),
    firstWords: tokenAccuracy(first, firstPredicted),
    wordsPadded: paddedTokenAccuracy(gold, predicted, CLAIMED_LENGTH),
    words: tokenAccuracy(gold, predicted),
    entities: scoreEntities(gold, predicted, { scheme: "IOB2", repair: "discard" }).micro.f1,
  };
}
