import type { Corpus, Sentence } from "../corpus/types";
import { buildVocabulary, lengthCost, planTraining, UNK_ID, type BatchPlan, type LengthCost, type Vocabulary } from "../encoding";
import { prepareDataset, sentencesOf, type Dataset } from "../experiments/dataset";
import { createGenerator } from "../random/generator";
import { counted, percent, percentText } from "./percent";

type Row = { readonly [column: string]: string | number | null };

export function lengthsOf(sentences: readonly Sentence[]): number[] {
  return sentences.map((sentence) => sentence.words.length);
}

/** Share of tokens whose word the vocabulary holds. */
export function tokenCoverage(vocabulary: Vocabulary, sentences: readonly Sentence[]): number {
  let tokens = 0;
  let known = 0;
  for (const { words } of sentences) {
    tokens += words.length;
    for (const word of words) if (vocabulary.idOf(word) !== UNK_ID) known += 1;
  }
  return known / tokens;
}

export interface CoverageRow {
  readonly minimumCount: number;
  readonly size: number;
  readonly coverage: number;
}

/** Vocabulary size and coverage of the validation part for each minimum count; built from the training part alone. */
export function coverageRows(dataset: Dataset, minimumCounts: readonly number[]): CoverageRow[] {
  const training = sentencesOf(dataset, dataset.split.train);
  const validation = sentencesOf(dataset, dataset.split.validation);
  return minimumCounts.map((minimumCount) => {
    const vocabulary = buildVocabulary(training, { minimumCount, maximumSize: null });
    return { minimumCount, size: vocabulary.size, coverage: tokenCoverage(vocabulary, validation) };
  });
}

export function lengthCosts(sentences: readonly Sentence[], lengths: readonly number[]): LengthCost[] {
  const own = lengthsOf(sentences);
  return lengths.map((length) => lengthCost(own, length));
}

export function lengthCostRows(costs: readonly LengthCost[]): Row[] {
  return costs.map((cost) => ({
    length: cost.length,
    "padding %": percent(cost.paddingShare),
    "tokens cut %": percent(cost.truncatedTokenShare),
    "sentences cut": cost.truncatedSentences,
  }));
}

/** Positions that a plan computes, each batch as long as its longest sentence. */
export function positionsOf(plan: BatchPlan, lengths: readonly number[]): number {
  return plan.reduce((sum, batch) => sum + batch.length * Math.max(...batch.map((i) => lengths[i]!)), 0);
}

/** What one epoch costs in positions under each way of batching. */
export function batchingRows(sentences: readonly Sentence[], batchSize: number, paddedLength: number): Row[] {
  const lengths = lengthsOf(sentences);
  const tokens = lengths.reduce((sum, n) => sum + n, 0);
  const fileOrder = planTraining(lengths, batchSize, { kind: "padded", length: paddedLength, countPadding: false }, createGenerator(0));
  const bucketed = planTraining(lengths, batchSize, { kind: "bucketed" }, createGenerator(0));
  const row = (batching: string, positions: number) => ({
    batching,
    positions,
    "positions a token": Number((positions / tokens).toFixed(2)),
  });
  return [
    row(`every sentence padded to ${paddedLength}`, sentences.length * paddedLength),
    row("shuffled, padded to the batch's longest", positionsOf(fileOrder, lengths)),
    row("bucketed by length", positionsOf(bucketed, lengths)),
  ];
}

function keyOf(sentence: Sentence): string {
  return sentence.words.join(" ");
}

/** Sentences of the test part that the training part holds word for word. */
export function sharedSentences(dataset: Dataset): number {
  const training = new Set(sentencesOf(dataset, dataset.split.train).map(keyOf));
  return sentencesOf(dataset, dataset.split.test).filter((sentence) => training.has(keyOf(sentence))).length;
}

/** One row a way of splitting: how many test sentences the training part holds already. */
export function leakageRows(corpus: Corpus): Row[] {
  const ways = [
    { split: "reference (file order)", dataset: prepareDataset(corpus, "reference") },
    { split: "random", dataset: prepareDataset(corpus, "random") },
    { split: "random, duplicates kept together", dataset: prepareDataset(corpus, "random", { keepDuplicatesTogether: true }) },
  ];
  return ways.map(({ split, dataset }) => {
    const shared = sharedSentences(dataset);
    return {
      split,
      "test sentences": dataset.split.test.length,
      "also in train": shared,
      "%": percent(shared / dataset.split.test.length),
    };
  });
}

export interface PreprocessingNumbers {
  readonly costAt75: LengthCost;
  readonly coverage: readonly CoverageRow[];
  readonly shared: number;
  readonly testSentences: number;
  readonly bucketedPositionsPerToken: number;
  /** Largest difference between the gradients of sparse and categorical labels. */
  readonly gradientGap: number;
}

export function preprocessingFindings(numbers: PreprocessingNumbers): string[] {
  const { costAt75, coverage, shared, testSentences, bucketedPositionsPerToken, gradientGap } = numbers;
  const [all, twice] = coverage as [CoverageRow, CoverageRow];
  return [
    `Padded to 75, ${percentText(costAt75.paddingShare)} of all positions are padding; a metric that counts them is mostly a metric of ` +
      "padding, and a trainer that computes them mostly computes nothing.",
    `At 75, ${counted(costAt75.truncatedSentences, "sentence loses", "sentences lose")} tokens. What is cut is scored as missed here, never left out.`,
    `Batches of sentences of like length need ${bucketedPositionsPerToken.toFixed(2)} positions a token, where padding to 75 needs ` +
      `${(1 / (1 - costAt75.paddingShare)).toFixed(2)}.`,
    `Keeping words seen at least twice makes the vocabulary ${percentText(twice.size / all.size)} of its full size and covers ` +
      `${percentText(twice.coverage)} of the validation tokens (${percentText(all.coverage)} with every word); ` +
      `${twice.size < all.size ? "the words left out train UNK, which unseen words need" : "no word is left out, so UNK stays untrained"}.`,
    `${counted(shared, "test sentence stands", "test sentences stand")} word for word in the training part ` +
      `(${percentText(shared / testSentences)} of the test part).`,
    gradientGap === 0
      ? "Sparse and categorical labels are two spellings of the same numbers: their gradients agree to the last bit, only memory differs."
      : `Sparse and categorical labels give gradients that differ by at most ${gradientGap}: rounding, not learning.`,
  ];
}
