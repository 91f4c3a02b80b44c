import { Entity, readEntities, Repair } from "../entities";
import { checkParallel, TagLists } from "../tag-lists";

/**
 * Entity counts of one run (one system, one seed), a number per sentence: in gold (support), in the prediction, and in
 * both. A corpus score needs nothing but their sums, so resampling sentences is resampling these numbers.
 */
export interface SentenceCounts {
  readonly support: Int32Array;
  readonly predicted: Int32Array;
  readonly correct: Int32Array;
}

/** One system's runs on the same sentences, a run per seed. */
export interface SystemCounts {
  readonly name: string;
  readonly runs: readonly SentenceCounts[];
}

/** Entities that both lists hold. Both come in the order of their ends, which are unique, so one pass finds them. */
function sharedEntities(gold: readonly Entity[], predicted: readonly Entity[]): Entity[] {
  let g = 0;
  return predicted.filter(({ type, start, end }) => {
    while (g < gold.length && gold[g]!.end < end) g++;
    const candidate = gold[g];
    return candidate !== undefined && candidate.end === end && candidate.start === start && candidate.type === type;
  });
}

/** The place after each sentence in the positions of `readEntities`, which leave one place empty between sentences. */
function sentenceEnds(sentences: TagLists): number[] {
  let position = -1;
  return sentences.map((tags) => (position += tags.length + 1));
}

/** An entity belongs to the sentence in which it ends. */
function countPerSentence(entities: readonly Entity[], ends: readonly number[]): Int32Array {
  const counts = new Int32Array(ends.length);
  let sentence = 0;
  for (const { end } of entities) {
    while (end >= ends[sentence]!) sentence++;
    counts[sentence]!++;
  }
  return counts;
}

/**
 * Counts the entities of each sentence; summed, they are the counts behind `scoreEntities`' micro average, as an entity
 * is correct when type, first and last token are. Throws a DataError where `scoreEntities` does.
 */
export function countSentences(gold: TagLists, predicted: TagLists, repair: Repair): SentenceCounts {
  checkParallel(gold, predicted);
  const goldEntities = readEntities(gold, repair, "gold").entities;
  const predictedEntities = readEntities(predicted, repair, "predicted").entities;
  const ends = sentenceEnds(gold);
  return {
    support: countPerSentence(goldEntities, ends),
    predicted: countPerSentence(predictedEntities, ends),
    correct: countPerSentence(sharedEntities(goldEntities, predictedEntities), ends),
  };
}
