import { countEntities } from "../corpus";
import type { Sentence } from "../corpus/types";
import { lookupTags, trainLookupTable, type TagLists } from "../evaluation";
import { mapTypes, renameEntities, type TypeMapping } from "../evaluation/type-mapping";
import { sentencesOf, trainingSentences, type Dataset } from "../experiments/dataset";
import type { TrialRecord } from "../experiments/record";
import { runExperiment } from "../experiments/run-experiment";
import { scoreFloors, trainingLimit, trainModel, type Study } from "../experiments/study";
import { transferTo, type Transfer } from "../experiments/transfer";
import { DataError } from "../errors";
import { MODEL_TITLES, type ModelName } from "../models/options";
import { FLOOR_TITLES } from "./comparison";
import { readTestPart } from "./test-part";

type Row = { readonly [column: string]: string | number | null };

/** Where a tagger was trained: on the study's corpus, or on the second one, which all of them tag. */
export type Side = "here" | "there";

/** A tagger's own tags of some sentences of the second corpus, in the types of the corpus that it was trained on. */
export interface Tagging {
  readonly id: ModelName | "look-up";
  /** "Model 2 trained on gmb". */
  readonly name: string;
  readonly side: Side;
  readonly floor: boolean;
  /** Sentences it was trained on. */
  readonly trainedOn: number;
  /** A list of tags a sentence, once a seed. */
  readonly runs: readonly TagLists[];
}

/** Sentences of the second corpus with its own gold types, and what taggers say of them. */
export interface TransferPart {
  readonly sentences: readonly Sentence[];
  readonly mapping: TypeMapping;
  readonly taggings: readonly Tagging[];
}

/** The models that are carried over; the first is the one that is trained on the second corpus as well. */
export const CARRIED: readonly ModelName[] = ["model2", "baseline-per-token", "advanced"];

/** A model of the study, with what each of its seeds says of the second corpus. */
interface Carried {
  readonly model: ModelName;
  readonly records: readonly TrialRecord[];
  readonly transfers: readonly Transfer[];
}

/** All that was trained and tagged for one second corpus. */
export interface TransferRuns {
  readonly study: Study;
  readonly other: Dataset;
  readonly mapping: TypeMapping;
  readonly carried: readonly Carried[];
  /** Model 2 trained on the second corpus; no record where its training part holds no entity. */
  readonly there: readonly TrialRecord[];
}

/** The second corpus of a study. Throws a DataError where it has none. */
export function otherOf({ other }: Study): Dataset {
  if (!other) throw new DataError("The study has no second corpus; give it one by withOtherCorpus.");
  return other;
}

/** A corpus's name as tables show it: without its file's extensions. */
export function corpusTitle({ corpus }: Dataset): string {
  return corpus.name.replace(/(\.[a-z]+)+$/i, "") || corpus.name;
}

/** The names of both corpora, told apart where they are the same. */
export function corpusTitles(study: Study): { readonly [side in Side]: string } {
  const [here, there] = [corpusTitle(study.dataset), corpusTitle(otherOf(study))];
  return { here, there: here === there ? `${there} (second)` : there };
}

/** The entity types of both corpora brought together. */
export function mappingOf(study: Study): TypeMapping {
  const typesOf = ({ corpus }: Dataset) => Object.keys(countEntities(corpus.sentences));
  return mapTypes(typesOf(study.dataset), typesOf(otherOf(study)));
}

function holdsEntity(sentences: readonly Sentence[]): boolean {
  return sentences.some(({ tags }) => tags.some((tag) => tag !== "O"));
}

async function trainThere(study: Study): Promise<readonly TrialRecord[]> {
  const other = otherOf(study);
  if (!holdsEntity(trainingSentences(other, trainingLimit(study)))) return [];
  const [result] = await runExperiment(study, "other-corpus");
  return result?.records ?? [];
}

/** Trains what has no record yet, here and there, and tags the second corpus with every model trained here. */
export async function runTransfers(study: Study, mapping: TypeMapping): Promise<TransferRuns> {
  const other = otherOf(study);
  const carried: Carried[] = [];
  for (const model of CARRIED) {
    const records = await trainModel(study, model);
    const transfers: Transfer[] = [];
    for (const record of records) transfers.push(await transferTo(study, record, { other, mapping }));
    carried.push({ model, records, transfers });
  }
  return { study, other, mapping, carried, there: await trainThere(study) };
}

function taggingOf(runs: TransferRuns, id: Tagging["id"], side: Side, tagged: Pick<Tagging, "trainedOn" | "runs">): Tagging {
  const title = id === "look-up" ? FLOOR_TITLES["look-up"] : MODEL_TITLES[id];
  return { id, name: `${title} trained on ${corpusTitles(runs.study)[side]}`, side, floor: id === "look-up", ...tagged };
}

function carriedTagging(runs: TransferRuns, { model, records, transfers }: Carried, indices: readonly number[]): Tagging {
  const tags = transfers.map((transfer) => indices.map((i) => transfer.tags[i]!));
  return taggingOf(runs, model, "here", { trainedOn: records[0]!.metrics.trainingSentences, runs: tags });
}

function lookUpHere(runs: TransferRuns, indices: readonly number[]): Tagging {
  const { study, other } = runs;
  const training = trainingSentences(study.dataset, trainingLimit(study));
  const table = trainLookupTable(training);
  const tags = sentencesOf(other, indices).map(({ words }) => lookupTags(table, words));
  return taggingOf(runs, "look-up", "here", { trainedOn: training.length, runs: [tags] });
}

/** What was trained on the second corpus, on its test part: its records hold those predictions. */
function taggedThere(runs: TransferRuns, id: "model2" | "look-up", records: readonly TrialRecord[]): Tagging[] {
  const [first] = records;
  if (!first) return [];
  const [system] = readTestPart({ ...runs.study, dataset: runs.other }, [{ system: id, records }]).systems;
  return [taggingOf(runs, id, "there", { trainedOn: first.metrics.trainingSentences, runs: system!.runs })];
}

/**
 * The second corpus's test part, tagged by Model 2 and by the look-up table, each trained here and there: the only part on which
 * those trained there may be asked.
 */
export function testPartThere(runs: TransferRuns): TransferPart {
  const { study, other, mapping, carried, there } = runs;
  const indices = other.split.test;
  const floor = scoreFloors({ ...study, dataset: other })["look-up"];
  const taggings = [
    carriedTagging(runs, carried[0]!, indices),
    ...taggedThere(runs, "model2", there),
    lookUpHere(runs, indices),
    ...taggedThere(runs, "look-up", [floor]),
  ];
  return { sentences: sentencesOf(other, indices), mapping, taggings };
}

/** All of the second corpus, tagged by everything trained here: none of it was seen in any training. */
export function wholeThere(runs: TransferRuns): TransferPart {
  const indices = runs.other.corpus.sentences.map((_, i) => i);
  const taggings = [...runs.carried.map((carried) => carriedTagging(runs, carried, indices)), lookUpHere(runs, indices)];
  return { sentences: runs.other.corpus.sentences, mapping: runs.mapping, taggings };
}

/** The gold tags under the common types. */
export function goldAs({ sentences, mapping }: TransferPart, reading: "discard" | "begin" = "discard"): TagLists {
  return sentences.map(({ tags }) => renameEntities(tags, mapping.target, reading));
}

/** A tagger's runs under the common types. */
export function runsAs({ mapping }: TransferPart, { runs, side }: Tagging, reading: "discard" | "begin" = "discard"): TagLists[] {
  const names = side === "here" ? mapping.source : mapping.target;
  return runs.map((tags) => tags.map((own) => renameEntities(own, names, reading)));
}

/** The records behind every number: trainings, here and there, and what their models said of the second corpus. */
export function addressRows({ study, other, carried, there }: TransferRuns): Row[] {
  const titles = corpusTitles(study);
  const floor = scoreFloors({ ...study, dataset: other })["look-up"];
  return [
    ...carried.flatMap(({ model, records, transfers }) => records.map(({ seed, hash }, i) => ({
      system: MODEL_TITLES[model], "trained on": titles.here, seed, training: `${hash}.json`, tags: `transfers/${transfers[i]!.record.hash}.json`,
    }))),
    ...there.map(({ seed, hash, predictions }) => ({
      system: MODEL_TITLES.model2, "trained on": titles.there, seed, training: `${hash}.json`, tags: predictions.file,
    })),
    { system: FLOOR_TITLES["look-up"], "trained on": titles.there, seed: null, training: `${floor.hash}.json`, tags: floor.predictions.file },
  ];
}
