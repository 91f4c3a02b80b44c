import { resolveCorpus } from "../../corpus";
import type { Sentence } from "../../corpus/types";
import { countWords } from "../../encoding/vocabulary";
import { DataError } from "../../errors";
import { corpusReference } from "../../experiments/trial";
import { prepareDataset, sentencesOf, type Dataset } from "../../experiments/dataset";
import { readPredictions } from "../../experiments/predictions";
import type { TagLists } from "../../evaluation";
import type { Evidence } from "./evidence";
import type { JudgedData } from "./gates-types";
import type { DataFingerprint } from "./manifest";

export interface CorpusChoice {
  /** As `--corpus` names one; the candidate's own by its name when left out. */
  readonly corpus?: string;
  readonly offline?: boolean;
  readonly report?: (line: string) => void;
}

/** The corpus at hand, divided as the candidate's was. */
export interface DataAtHand extends JudgedData {
  readonly validation: readonly Sentence[];
  /** The test part's sentences by their index in the corpus. */
  readonly indices: readonly number[];
}

function divided(dataset: Dataset): DataAtHand {
  const { corpus, split, drawing } = dataset;
  return {
    data: { corpus: corpusReference(corpus), split: split.name, ...(drawing && { drawing }) },
    test: sentencesOf(dataset, split.test),
    indices: split.test,
    validation: sentencesOf(dataset, split.validation),
    validationSentences: split.validation.length,
    trainingWords: countWords(sentencesOf(dataset, split.train)),
  };
}

/** Throws a DataError when the corpus cannot be had: then nothing can be compared. */
export async function dataAtHand({ corpus, split, drawing }: DataFingerprint, choice: CorpusChoice): Promise<DataAtHand> {
  try {
    const found = await resolveCorpus({ ...choice, corpus: choice.corpus ?? corpus.name });
    return divided(prepareDataset(found, split, drawing));
  } catch (cause) {
    if (!(cause instanceof DataError)) throw cause;
    throw new DataError(`The gates need the corpus ${corpus.name} that the model was scored on; name its file with --corpus. ${cause.message}`, { cause });
  }
}

/** The tags that a model gave to the test part. Throws a DataError for predictions of other sentences. */
export function predictedTags({ indices }: Pick<DataAtHand, "indices">, { predictions, record }: Evidence): TagLists {
  const predicted = readPredictions(predictions);
  if (predicted.length === indices.length && predicted.every(({ i }, k) => i === indices[k])) return predicted.map(({ tags }) => tags);
  throw new DataError(`The predictions of record ${record.hash} are not of this test part, although its corpus and split are the same.`);
}
