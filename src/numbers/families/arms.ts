import type { ArmResult } from "../../experiments/run-experiment";
import type { AnyRecord, SearchRecord, TrialRecord } from "../../experiments/record";
import { tunedExperiment } from "../../experiments/tuned";
import { searchId, TUNED_MODELS, type TunedModel } from "../../experiments/manifest/search-space";
import { experimentNamed } from "../../experiments/manifest/catalog";
import { winnerOf } from "../../experiments/tuned";
import { stableJson } from "../../files/stable-json";
import { leadOf } from "../../reports/search-report";
import { mean, meanAndDeviation, pointsText } from "../../reports/percent";
import type { RecordBook } from "../../reports/record-book";
import type { Manifest } from "../../reports/manifest-report";
import { recordOrigin, slug, type AddressedNumber, type Family } from "../number";
import { completeArm, METRICS, ofRecords, overSeeds } from "../record-numbers";
import { fixed, meanWithUnit, whole } from "../texts";

type ManifestExperiment = Manifest["experiments"][number];

const SCORES = [
  ["strict-f1", "Strict F1 on the test part", METRICS.strictF1],
  ["token-accuracy", "Token accuracy on the test part", METRICS.accuracy],
  ["validation-f1", "Strict F1 on the validation part", METRICS.validationF1],
] as const;

/** What every training's record says of an arm. */
function armNumbers(key: string, about: string, records: readonly TrialRecord[]): AddressedNumber[] {
  return [
    ...SCORES.flatMap(([end, what, metric]) => overSeeds({ key: `${key}-${end}`, what: `${what}: ${about}` }, metric, records)),
    ...ofRecords({ key: `${key}-epochs`, what: `Epoch whose weights were kept: ${about}` }, "metrics.bestEpoch, mean over seeds", records,
      (own) => fixed(mean(own.map(({ metrics }) => metrics.bestEpoch)), 1)),
    ...ofRecords({ key: `${key}-parameters`, what: `Parameters: ${about}` }, "metrics.parameters, mean over seeds", records,
      (own) => whole(mean(own.map(({ metrics }) => metrics.parameters)))),
    ...ofRecords(
      { key: `${key}-cpu-seconds`, what: `Processor seconds of the training: ${about}` }, "timings.trainingCpuSeconds, mean over seeds", records,
      (own) => meanWithUnit(own.map(({ timings }) => timings.trainingCpuSeconds ?? Number.NaN), "s"),
    ),
  ];
}

function experimentNumbers(book: RecordBook, { id, arms }: ManifestExperiment): AddressedNumber[] {
  return arms.flatMap((arm) => armNumbers(`${id}-${slug(arm.id)}`, `${id}, ${arm.title}`, completeArm(book, id, arm.id)));
}

/** The headline has a family of its own. */
const ELSEWHERE = new Set(["headline"]);

/** Every arm of every experiment of the manifest that trains and scores. */
export const arms: Family = {
  title: "Arms of the experiments",
  numbers: ({ book }) => book.manifest.experiments.filter(({ id, kind }) => kind === "training" && !ELSEWHERE.has(id))
    .flatMap((each) => experimentNumbers(book, each)),
};

function isSearch(record: AnyRecord | undefined): record is SearchRecord {
  return record?.kind === "search";
}

function searchRecords(book: RecordBook, { arms: own }: ManifestExperiment, id: string): SearchRecord[] {
  return (own.find((arm) => arm.id === id)?.trials ?? []).map(({ hash }) => book.find(hash)).filter(isSearch);
}

function searchNumbers(book: RecordBook, experiment: ManifestExperiment): AddressedNumber[] {
  return experiment.arms.flatMap(({ id, title, trials }) => {
    const records = searchRecords(book, experiment, id);
    if (records.length < trials.length) return [];
    const scores = records.map(({ metrics }) => metrics.validation.entities.discard.micro.f1);
    return [{
      key: `${experiment.id}-${slug(id)}-validation-f1`, what: `Strict F1 on the validation part: ${experiment.id}, ${title}`,
      metric: `${METRICS.validationF1.name}, %`, text: `${meanAndDeviation(scores)} %`, from: records.map(recordOrigin),
    }];
  });
}

/** A search's configurations in the manifest's order; null until every one has a record. */
function searchResults(book: RecordBook, model: TunedModel): readonly ArmResult<SearchRecord>[] | null {
  const experiment = book.manifest.experiments.find(({ id }) => id === searchId(model));
  if (!experiment) return null;
  const results = experimentNamed(searchId(model)).arms.map((arm) => ({ arm, records: searchRecords(book, experiment, arm.id) }));
  return results.some(({ records }) => records.length === 0) ? null : results;
}

/** How narrowly the winner won, on validation. */
function leadNumbers(book: RecordBook, model: TunedModel): AddressedNumber[] {
  const results = searchResults(book, model);
  const found = results && leadOf({ results });
  if (!found) return [];
  const { first, second, lead } = found;
  return [{
    key: `search-${model}-lead`,
    what: `The search's winner above the next one on the validation part: ${model}, ${first.arm.title} above ${second.arm.title}`,
    metric: `${METRICS.validationF1.name}, the best minus the next, points`, text: `${pointsText(lead)} points`,
    from: [first, second].flatMap(({ records }) => records.map(recordOrigin)),
  }];
}

/** The search's winner with its record; null until every configuration has one. */
function winnersRecord(book: RecordBook, model: TunedModel): { readonly arm: ReturnType<typeof winnerOf>; readonly record: SearchRecord } | null {
  const results = searchResults(book, model);
  if (results === null) return null;
  const arm = winnerOf(results);
  return { arm, record: results.find((each) => each.arm === arm)!.records[0]! };
}

/** No manifest can name the winner's trainings: they are the ones of its configuration, on everything, under the winners' schedule. */
function tunedRecords(book: RecordBook, model: TunedModel): readonly TrialRecord[] {
  const winner = winnersRecord(book, model);
  if (winner === null) return [];
  const { seeds, arms: [tuned] } = tunedExperiment(model, winner.arm);
  const { hyperparameters, training, vocabulary } = winner.record.config;
  const wanted = stableJson({ hyperparameters, model, training: { ...training, ...tuned!.schedule }, trainingSentences: null, vocabulary });
  const isTuned = (record: TrialRecord) =>
    record.corpus.sha256 === book.manifest.corpus.sha256 && record.split === book.manifest.split && stableJson(record.config) === wanted;
  const found = book.all().filter(isTuned).sort((a, b) => a.seed - b.seed);
  return found.length < seeds ? [] : found;
}

/** The searches, on the validation part alone, and what their winners reach on everything. */
export const tuning: Family = {
  title: "Searches and tuned models",
  numbers: ({ book }) => [
    ...book.manifest.experiments.filter(({ kind }) => kind === "search").flatMap((each) => searchNumbers(book, each)),
    ...TUNED_MODELS.flatMap((model) => leadNumbers(book, model)),
    ...TUNED_MODELS.flatMap((model) => armNumbers(`tuned-${model}`, `tuned ${model}`, tunedRecords(book, model))),
  ],
};
