import { detectScheme, toIob2 } from "./schemes";
import type { TagChecker, TaggingScheme } from "./tags";
import type { Sentence } from "./types";

function frozen(sentence: Sentence, tags: readonly string[]): Sentence {
  const { words, pos } = sentence;
  Object.freeze(words);
  Object.freeze(tags);
  return Object.freeze(pos ? { words, tags, pos: Object.freeze(pos) } : { words, tags });
}

/** The sentences of a file with their tags in IOB2, frozen. The scheme is found from the tags when it is not given. */
export function iob2Sentences(
  sentences: readonly Sentence[], checker: TagChecker, file: string, given?: TaggingScheme
): readonly Sentence[] {
  const scheme = given ?? detectScheme(sentences, checker, file);
  return Object.freeze(sentences.map((sentence) => frozen(sentence, toIob2(sentence.tags, scheme))));
}
