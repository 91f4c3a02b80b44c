import type { TrialRecord } from "../experiments/record";
import { FLOOR_TITLES } from "../reports/comparison";
import { meanAndDeviation, percentText } from "../reports/percent";
import type { RecordBook } from "../reports/record-book";

/** A number that prose may quote: its address, what it is, and how it follows from records. */
export interface AddressedNumber {
  /** Such as `model2-strict-f1`: the anchor on the page of numbers. */
  readonly key: string;
  readonly what: string;
  /** Which value of the records it is. */
  readonly metric: string;
  readonly records: (book: RecordBook) => readonly TrialRecord[];
  readonly text: (records: readonly TrialRecord[]) => string;
}

type Metric = readonly [name: string, value: (record: TrialRecord) => number];

const STRICT_F1: Metric = ["metrics.test.entities.discard.micro.f1", ({ metrics }) => metrics.test.entities.discard.micro.f1];
const BEGIN_F1: Metric = ["metrics.test.entities.begin.micro.f1", ({ metrics }) => metrics.test.entities.begin.micro.f1];
const ACCURACY: Metric = ["metrics.test.token.accuracy", ({ metrics }) => metrics.test.token.accuracy];
const PADDED_75: Metric = ["metrics.test.padded75", ({ metrics }) => metrics.test.padded75];
const WITH_PADDING: Metric = ["metrics.padded.accuracy", ({ metrics }) => metrics.padded?.accuracy ?? Number.NaN];

/** Mean and standard deviation over the seeds of an arm, in percent. */
function overSeeds(key: string, what: string, [metric, value]: Metric, experiment: string, arm: string): AddressedNumber {
  return {
    key,
    what,
    metric: `${metric}, mean ± standard deviation over seeds, %`,
    records: (book) => book.records(experiment, arm),
    text: (records) => `${meanAndDeviation(records.map(value))} %`,
  };
}

const MODELS = [
  ["baseline", "the Baseline as it was built"],
  ["baseline-per-token", "the Baseline per token"],
  ["model2", "Model 2"],
  ["advanced", "the Advanced model"],
] as const;

const headline: readonly AddressedNumber[] = MODELS.flatMap(([model, title]) => [
  overSeeds(`${model}-strict-f1`, `Strict entity F1 of ${title} on the test part`, STRICT_F1, "headline", model),
  overSeeds(`${model}-begin-f1`, `The same predictions of ${title}, stray I- tags beginning an entity`, BEGIN_F1, "headline", model),
  overSeeds(`${model}-token-accuracy`, `Token accuracy of ${title} on the test part`, ACCURACY, "headline", model),
]);

const legacy: readonly AddressedNumber[] = [
  overSeeds("legacy-model2-padded", "Model 2 on first words, padded to 75, padding counted: the protocol of 99.9 %", WITH_PADDING, "legacy", "model2"),
  overSeeds("legacy-model2-words", "The same predictions of Model 2, padding left out: first words that are right", ACCURACY, "legacy", "model2"),
  overSeeds("legacy-baseline-words", "The Baseline on first words", ACCURACY, "legacy", "baseline"),
  overSeeds("legacy-advanced-words", "The Advanced model on first words", ACCURACY, "legacy", "advanced"),
  overSeeds("legacy-model2-unpadded", "Model 2 on first words, trained without padding", ACCURACY, "legacy-swapped", "model2"),
  overSeeds("legacy-baseline-padded", "The Baseline on first words, padded to 75, padding counted", WITH_PADDING, "legacy-swapped", "baseline"),
];

/** The floors on the whole training part of the manifest's corpus and split. */
function floorsOf({ manifest, all }: RecordBook, floor: string): readonly TrialRecord[] {
  return all().filter(
    (record) =>
      record.kind === "floor" && record.config.floor === floor && record.config.trainingSentences === null &&
      record.corpus.sha256 === manifest.corpus.sha256 && record.split === manifest.split && record.drawing === undefined,
  );
}

function floor(key: string, what: string, [metric, value]: Metric, name: "all-O" | "look-up"): AddressedNumber {
  return {
    key,
    what: `${what} of the ${FLOOR_TITLES[name]} on the test part`,
    metric: `${metric}, %`,
    records: (book) => floorsOf(book, name),
    text: ([record]) => percentText(value(record!)),
  };
}

const floors: readonly AddressedNumber[] = [
  floor("look-up-strict-f1", "Strict entity F1", STRICT_F1, "look-up"),
  floor("all-o-padded-accuracy", "Token accuracy, padding to 75 counted,", PADDED_75, "all-O"),
];

/** Every number that prose quotes. */
export const NUMBERS: readonly AddressedNumber[] = [...headline, ...floors, ...legacy];
