import { MODEL_TITLES, type ModelName } from "../../models/options";
import type { TrialRecord } from "../../experiments/record";
import type { FloorName } from "../../experiments/trial";
import { FLOOR_TITLES } from "../../reports/comparison";
import { mean, percentText, pointsText, standardDeviation } from "../../reports/percent";
import { typeScores } from "../../reports/model-report";
import type { RecordBook } from "../../reports/record-book";
import { resultOrigin, slug, type AddressedNumber, type Family } from "../number";
import { completeArm, METRICS, ofRecords, overSeeds } from "../record-numbers";
import type { Fields, Sources } from "../sources";
import { whole } from "../texts";

interface NamedSystem {
  readonly id: string;
  /** As a sentence calls it. */
  readonly title: string;
  /** As tables call it. */
  readonly name: string;
  readonly records: readonly TrialRecord[];
}

const TITLES: { readonly [model in ModelName]: string } = {
  "baseline": "the Baseline as it was built", "baseline-per-token": "the Baseline per token", "model2": "Model 2", "advanced": "the Advanced model",
};
const FLOORS: readonly (readonly [FloorName, string])[] = [["look-up", "the Look-up table"], ["all-O", "All O"]];

/** The floors on the whole training part of the manifest's corpus and split. */
function floorsOf({ manifest, all }: RecordBook, floor: FloorName): readonly TrialRecord[] {
  return all().filter(
    (record) =>
      record.kind === "floor" && record.config.floor === floor && record.config.trainingSentences === null &&
      record.corpus.sha256 === manifest.corpus.sha256 && record.split === manifest.split && record.drawing === undefined,
  );
}

function systemsOf(book: RecordBook): NamedSystem[] {
  const models = (Object.keys(TITLES) as ModelName[]).map((id) =>
    ({ id, title: TITLES[id], name: MODEL_TITLES[id], records: completeArm(book, "headline", id) }));
  const floors = FLOORS.map(([floor, title]) => ({ id: slug(floor), title, name: FLOOR_TITLES[floor], records: floorsOf(book, floor) }));
  return [...models, ...floors];
}

const SCORES = [
  ["strict-f1", "Strict entity F1", METRICS.strictF1],
  ["begin-f1", "F1 of the same predictions, stray I- tags beginning an entity,", METRICS.beginF1],
  ["precision", "Strict entity precision", METRICS.precision],
  ["recall", "Strict entity recall", METRICS.recall],
  ["macro-f1", "Strict F1, mean over entity types,", METRICS.macroF1],
  ["weighted-f1", "Strict F1, types weighted by their support,", METRICS.weightedF1],
  ["token-weighted-f1", "Token F1, weighted by support, O among the tags,", METRICS.tokenWeightedF1],
  ["token-accuracy", "Token accuracy", METRICS.accuracy],
  ["token-f1", "Token F1 without O", METRICS.tokenF1],
  ["sentence-accuracy", "Sentences with every tag right", METRICS.sentences],
  ["padded-accuracy", "Token accuracy, padding to 75 counted as right,", METRICS.padded75],
  ["validation-f1", "Strict entity F1 on the validation part", METRICS.validationF1],
] as const;

function scoresOf({ id, title, records }: NamedSystem): AddressedNumber[] {
  return SCORES.flatMap(([end, what, metric]) => {
    const where = end === "validation-f1" ? "" : " on the test part";
    return overSeeds({ key: `${id}-${end}`, what: `${what} of ${title}${where}` }, metric, records);
  });
}

/** How far one seed's training lies from another's on the part that searches choose by. */
function deviationOf({ id, title, records }: NamedSystem): AddressedNumber[] {
  const { name, of } = METRICS.validationF1;
  const deviation = standardDeviation(records.map(of));
  return deviation === null ? [] : ofRecords(
    { key: `${id}-validation-deviation`, what: `Standard deviation over seeds of the strict F1 of ${title} on the validation part` },
    `${name}, standard deviation over seeds, points`, records, () => `${pointsText(deviation)} points`,
  );
}

function typesOf({ id, title, records }: NamedSystem): AddressedNumber[] {
  return typeScores(records).map(({ type, f1, support }) => ({
    key: `${id}-f1-${slug(type)}`, what: `Strict F1 of ${title} on ${type}, ${whole(support)} test entities`,
    metric: `metrics.test.entities.discard.perType.${type}.f1, mean over seeds, %`, text: percentText(f1), from: [],
  })).flatMap((number) => ofRecords(number, number.metric, records, () => number.text));
}

/** What the records of one corpus and split have in common. */
const SIZES: readonly (readonly [key: string, what: string, name: string, of: (metrics: TrialRecord["metrics"]) => number])[] = [
  ["test-sentences", "Sentences of the test part", "metrics.test.sentences", ({ test }) => test.sentences],
  ["test-tokens", "Tokens of the test part", "metrics.test.tokens", ({ test }) => test.tokens],
  ["vocabulary-size", "Word ids of the headline models", "metrics.vocabulary", ({ vocabulary }) => vocabulary],
  ["tag-count", "Tags of the headline models, O among them", "metrics.tags", ({ tags }) => tags],
];

/** Gold entities of the test part, and its sizes: the same in every record. */
function supportNumbers(records: readonly TrialRecord[]): AddressedNumber[] {
  const first = records.slice(0, 1);
  const scores = typeScores(first);
  const how = (type: string) => `metrics.test.entities.discard.perType.${type}.support`;
  return [
    ...scores.flatMap(({ type, support }) =>
      ofRecords({ key: `support-${slug(type)}`, what: `Gold entities of type ${type} in the test part` }, how(type), first, () => whole(support))),
    ...ofRecords({ key: "support", what: "Gold entities in the test part" }, how("*"), first, () =>
      whole(scores.reduce((sum, { support }) => sum + support, 0))),
    ...SIZES.flatMap(([key, what, name, of]) => ofRecords({ key, what }, name, first, ([one]) => whole(of(one!.metrics)))),
  ];
}

/** Stray tags of the predictions, which the two readings treat differently. */
function strayNumbers({ id, title, records }: NamedSystem): AddressedNumber[] {
  const how = "metrics.test.entities.discard.repairs.predicted, mean over seeds";
  return ofRecords({ key: `${id}-stray-tags`, what: `Stray I- tags that ${title} predicts on the test part` }, how, records, (own) =>
    whole(mean(own.map(({ metrics }) => metrics.test.entities.discard.repairs.predicted))));
}

function rowsOf(summary: Fields | null, list: string): readonly Fields[] {
  const rows = summary?.[list];
  return Array.isArray(rows) ? (rows as Fields[]) : [];
}

const INTERVALS = [
  ["interval", "95 % interval", "95 % bootstrap interval over test sentences of the strict F1"],
  ["interval-with-seeds", "with seeds", "The same interval, seeds drawn too, of the strict F1"],
  ["begin-interval", "95 % interval (begin)", "95 % bootstrap interval of the F1, stray I- tags beginning an entity,"],
] as const;

function intervalsOf({ json }: Sources, { id, title, name }: NamedSystem): AddressedNumber[] {
  const row = rowsOf(json("summary.json"), "systems").find((each) => each["system"] === name);
  return INTERVALS.flatMap(([end, column, what]) => {
    const interval = row?.[column];
    if (typeof interval !== "string") return [];
    const from = [resultOrigin("summary.json")];
    return [{ key: `${id}-${end}`, what: `${what} of ${title}`, metric: `systems, ${column}`, text: `${interval} %`, from }];
  });
}

/** What others published for this corpus and split. */
function publishedNumbers({ json }: Sources): AddressedNumber[] {
  return rowsOf(json("summary.json"), "published").flatMap(({ system, f1 }) => (typeof f1 !== "number" ? [] : [{
    key: `${slug(String(system)).replace(/^reference-/, "")}-strict-f1`, what: `F1 published for the ${String(system)}, which was not run here`,
    metric: "published", text: `${f1.toFixed(2)} %`, from: [resultOrigin("summary.json")],
  }]));
}

/** The four models of the headline and the floors under them. */
export const headline: Family = {
  title: "Headline: models and floors on the test part",
  numbers: (sources) => {
    const systems = systemsOf(sources.book);
    return [
      ...systems.flatMap((system) => [...scoresOf(system), ...deviationOf(system), ...intervalsOf(sources, system), ...strayNumbers(system)]),
      ...publishedNumbers(sources),
      ...systems.filter(({ id, records }) => id !== "all-o" && records.length > 0).flatMap(typesOf),
      ...supportNumbers(systems.find(({ id, records }) => id === "model2" && records.length > 0)?.records ?? []),
    ];
  },
};
