import {
  corpusFacts, countAdjacentEntities, countAmbiguousStrings, countItems, countLonger, countTokens, countWithoutEntity, entitySpans,
  entityStrings, OUTSIDE, paddingShare, type Corpus, type CorpusFacts, type Sentence,
} from "../corpus";
import { buildVocabulary, countWords, UNK_ID } from "../encoding";
import { sentencesOf, type Dataset } from "../experiments/dataset";
import { testWords, type UnknownWords } from "./unknown-words";

/** Beside the records. */
export const CORPUS_RECORD = "corpus.json";

/** What is published of a corpus, as `results/corpus.json`: numbers alone, of no sentence a word. */
export interface CorpusRecord {
  readonly facts: Omit<CorpusFacts, "path">;
  /** Sentences longer than so many tokens. */
  readonly longer: { readonly [length: string]: number };
  /** Padding among all positions, all sentences cut and padded to 75 tokens. */
  readonly paddingShare75: number;
  readonly withoutEntity: number;
  /** Entities that follow one of their own type without a token between. */
  readonly adjacentEntities: number;
  readonly entityStrings: number;
  readonly ambiguousStrings: number;
  readonly multiWordEntities: number;
  /** Of the test part's tokens, by the vocabulary of the training words seen at least twice. */
  readonly unknownWords: UnknownWords;
  /** Of the tokens that the same vocabulary does not hold: the share that belongs to an entity. */
  readonly unknownEntityShare: { readonly train: number; readonly test: number };
  /** The best token accuracy of one tag a sentence, whichever it is, on the test part. */
  readonly oneTagAccuracy: number;
  readonly unicode: { readonly none: number; readonly nonAsciiTypes: number };
}

const LENGTHS = [10, 20, 25, 35, 50, 75, 100] as const;
/** As the headline's models have it. */
const MINIMUM_COUNT = 2;

function countMultiWord(sentences: readonly Sentence[]): number {
  return sentences.reduce((sum, { tags }) => sum + entitySpans(tags).filter(({ start, end }) => end - start > 1).length, 0);
}

type WordTest = (word: string) => boolean;

/** Whether a model of the headline reads UNK for a word. */
function unknownTest(dataset: Dataset): WordTest {
  const vocabulary = buildVocabulary(sentencesOf(dataset, dataset.split.train), { minimumCount: MINIMUM_COUNT, maximumSize: null });
  return (word) => vocabulary.idOf(word) === UNK_ID;
}

function unknownWordsOf(dataset: Dataset, isUnknown: WordTest): UnknownWords {
  const seen = countWords(sentencesOf(dataset, dataset.split.train));
  return testWords({ dataset }, { isUnknown, isUnseen: (word) => !seen.has(word) });
}

function unknownEntityShare(sentences: readonly Sentence[], isUnknown: WordTest): number {
  const tags = sentences.flatMap((sentence) => sentence.tags.filter((_, i) => isUnknown(sentence.words[i]!)));
  return tags.length === 0 ? 0 : tags.filter((tag) => tag !== OUTSIDE).length / tags.length;
}

function oneTagAccuracy(sentences: readonly Sentence[]): number {
  const right = sentences.reduce((sum, { tags }) => sum + Math.max(...Object.values(countItems(tags))), 0);
  return right / countTokens(sentences);
}

function unicodeOf({ sentences }: Corpus): CorpusRecord["unicode"] {
  const words = countWords(sentences);
  return { none: words.get("None") ?? 0, nonAsciiTypes: [...words.keys()].filter((word) => /[^\x00-\x7f]/.test(word)).length };
}

/** Counts everything that prose says of a corpus and its parts. */
export function corpusRecord(dataset: Dataset): CorpusRecord {
  const { corpus } = dataset;
  const { sentences } = corpus;
  const { path: _, ...facts } = corpusFacts(corpus);
  const [train, test] = [sentencesOf(dataset, dataset.split.train), sentencesOf(dataset, dataset.split.test)];
  const isUnknown = unknownTest(dataset);
  return {
    facts,
    longer: Object.fromEntries(LENGTHS.map((length) => [length, countLonger(sentences, length)])),
    paddingShare75: paddingShare(sentences, 75),
    withoutEntity: countWithoutEntity(sentences),
    adjacentEntities: countAdjacentEntities(sentences),
    entityStrings: entityStrings(sentences).size,
    ambiguousStrings: countAmbiguousStrings(sentences),
    multiWordEntities: countMultiWord(sentences),
    unknownWords: unknownWordsOf(dataset, isUnknown),
    unknownEntityShare: { train: unknownEntityShare(train, isUnknown), test: unknownEntityShare(test, isUnknown) },
    oneTagAccuracy: oneTagAccuracy(test),
    unicode: unicodeOf(corpus),
  };
}
