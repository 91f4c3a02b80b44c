import { resolveCorpus } from "../../src/corpus";
import { median, significant } from "../../src/experiments/measure";
import { prepareDataset, sentencesOf } from "../../src/experiments/dataset";

/** What is sent. */
export interface SentFacts {
  readonly corpus: string;
  readonly sentences: number;
  /** Tokens of a sentence. */
  readonly tokens: { readonly min: number; readonly median: number; readonly mean: number; readonly p95: number; readonly max: number };
}

export interface SentSentences {
  readonly facts: SentFacts;
  readonly words: readonly (readonly string[])[];
}

function factsOf(corpus: string, words: readonly (readonly string[])[]): SentFacts {
  const lengths = words.map(({ length }) => length).sort((a, b) => a - b);
  return {
    corpus,
    sentences: words.length,
    tokens: {
      min: lengths[0]!, median: median(lengths), mean: significant(lengths.reduce((sum, length) => sum + length, 0) / lengths.length),
      p95: lengths[Math.ceil(0.95 * lengths.length) - 1]!, max: lengths.at(-1)!,
    },
  };
}

/** The sentences of a corpus's test part, in the reference split: what no model was trained on. */
export async function testSentences(name: string): Promise<SentSentences> {
  const dataset = prepareDataset(await resolveCorpus({ corpus: name, offline: true }), "reference");
  const words = sentencesOf(dataset, dataset.split.test).map((sentence) => sentence.words);
  return { words, facts: factsOf(dataset.corpus.name, words) };
}

/** Words as running text: one space between any two, as the corpus has them. */
export function asText(words: readonly string[]): string {
  return words.join(" ");
}
