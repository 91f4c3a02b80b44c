import type { Sentence } from "../corpus/types";
import type { TagSet } from "./tag-set";
import type { Vocabulary } from "./vocabulary";

/** A sentence as numbers: parallel ids of one length, without padding. */
export interface EncodedSentence {
  readonly words: Int32Array;
  readonly tags: Int32Array;
}

export function encodeWords(words: readonly string[], vocabulary: Vocabulary): Int32Array {
  return Int32Array.from(words, (word) => vocabulary.idOf(word));
}

export function encodeTags(tags: readonly string[], tagSet: TagSet): Int32Array {
  return Int32Array.from(tags, (tag) => tagSet.idOf(tag));
}

export function encodeSentence(sentence: Sentence, vocabulary: Vocabulary, tagSet: TagSet): EncodedSentence {
  return { words: encodeWords(sentence.words, vocabulary), tags: encodeTags(sentence.tags, tagSet) };
}
