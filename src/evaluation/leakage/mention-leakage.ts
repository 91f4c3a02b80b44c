import type { Sentence } from "../../corpus/types";
import { hasAllWords, hasStringAndType, readLexicon, TrainingLexicon } from "../slices/lexicon";
import { Mention, mentionsBySentence } from "../slices/mentions";
import { Share, shareWhere } from "./shares";

/** What the mentions and words of a held-out part share with a known part. Gold is read strictly. */
export interface MentionLeakage {
  /** Distinct strings of the held-out part that are mentions in the known part too, of any type. */
  readonly sharedStrings: Share;
  /** Distinct pairs of string and type that both parts have. */
  readonly sharedStringsWithType: Share;
  /** Held-out mentions, each occurrence counted, whose string is no mention in the known part. */
  readonly unseenMentions: Share;
  /** Those whose string is no mention of their type there. */
  readonly unseenMentionsWithType: Share;
  /** Those with a word that does not occur there at all. */
  readonly mentionsWithUnseenWord: Share;
  readonly unseenTokens: Share;
  readonly unseenWordTypes: Share;
}

function distinct(mentions: readonly Mention[], keyOf: (mention: Mention) => string): Mention[] {
  return [...new Map(mentions.map((mention) => [keyOf(mention), mention])).values()];
}

/** The same for a lexicon read before. */
export function leakageAgainst(lexicon: TrainingLexicon, heldOut: readonly Sentence[]): MentionLeakage {
  const mentions = mentionsBySentence(heldOut, heldOut.map(({ tags }) => tags), "discard").flat();
  const isSeen = ({ text }: Mention): boolean => lexicon.strings.has(text);
  const isSeenWithType = ({ text, type }: Mention): boolean => hasStringAndType(lexicon, text, type);
  const isUnseenWord = (word: string): boolean => !lexicon.words.has(word);
  const tokens = heldOut.flatMap(({ words }) => words);
  return {
    sharedStrings: shareWhere(distinct(mentions, ({ text }) => text), isSeen),
    sharedStringsWithType: shareWhere(distinct(mentions, ({ text, type }) => `${type} ${text}`), isSeenWithType),
    unseenMentions: shareWhere(mentions, (mention) => !isSeen(mention)),
    unseenMentionsWithType: shareWhere(mentions, (mention) => !isSeenWithType(mention)),
    mentionsWithUnseenWord: shareWhere(mentions, ({ words }) => !hasAllWords(lexicon, words)),
    unseenTokens: shareWhere(tokens, isUnseenWord),
    unseenWordTypes: shareWhere([...new Set(tokens)], isUnseenWord),
  };
}

export function mentionLeakage(known: readonly Sentence[], heldOut: readonly Sentence[]): MentionLeakage {
  return leakageAgainst(readLexicon(known), heldOut);
}
