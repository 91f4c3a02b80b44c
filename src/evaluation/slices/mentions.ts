import type { Sentence } from "../../corpus/types";
import { DataError } from "../../errors";
import type { Entity, Repair } from "../entities";
import { entitiesBySentence } from "../errors/sentence-entities";
import type { Side, TagLists } from "../tag-lists";

/** An entity with its words and its place. */
export interface Mention extends Entity {
  /** The sentence's index in the lists given. */
  readonly sentence: number;
  /** The tokens of that sentence. */
  readonly sentenceLength: number;
  readonly words: readonly string[];
  /** The words joined by spaces. */
  readonly text: string;
}

type Words = Pick<Sentence, "words">;

function checkLengths(sentences: readonly Words[], tags: TagLists, side: Side): void {
  if (sentences.length !== tags.length) {
    throw new DataError(`There are ${sentences.length} sentences but ${tags.length} lists of ${side} tags; give one list a sentence.`);
  }
  const uneven = sentences.findIndex(({ words }, i) => words.length !== tags[i]!.length);
  if (uneven < 0) return;
  const counts = `${sentences[uneven]!.words.length} words but ${tags[uneven]!.length} ${side} tags`;
  throw new DataError(`Sentence ${uneven + 1} has ${counts}; give one tag a word.`);
}

/** The mentions of each sentence. Throws a DataError for unequal lengths or tags that `readEntities` cannot read. */
export function mentionsBySentence(
  sentences: readonly Words[], tags: TagLists, repair: Repair, side: Side = "gold"
): readonly (readonly Mention[])[] {
  checkLengths(sentences, tags, side);
  return entitiesBySentence(tags, repair, side).map((entities, sentence) => entities.map((entity) => {
    const words = sentences[sentence]!.words.slice(entity.start, entity.end + 1);
    return { ...entity, sentence, sentenceLength: tags[sentence]!.length, words, text: words.join(" ") };
  }));
}
