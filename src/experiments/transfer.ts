import * as fs from "node:fs";
import * as path from "node:path";
import { startBackend } from "../backend/choose";
import { DataError } from "../errors";
import { scoreEntities, type PRF, type TagLists } from "../evaluation";
import { renameEntities, type TypeMapping, type TypeNames } from "../evaluation/type-mapping";
import { writeFileAtomic } from "../files/atomic";
import { sha256 } from "../files/hash";
import { stableJson } from "../files/stable-json";
import { loadBundle } from "../models/bundle";
import { withPredictor } from "../models/predictor";
import type { Dataset } from "./dataset";
import { describeEnvironment } from "./environment";
import { readPredictions, writePredictions } from "./predictions";
import { tagSentences } from "./prepared";
import type { TrialRecord } from "./record";
import { trainSeeds, type Study } from "./study";
import { readTransfer, TRANSFERS_FOLDER, type TransferRecord, type TransferScore } from "./transfer-record";
import { corpusReference, onDataset, PROTOCOL_VERSION } from "./trial";
import { counts, PROJECT_ROOT } from "./workspace";

/** A transfer with its tags: the model's own, one list a sentence of the whole other corpus. */
export interface Transfer {
  readonly record: TransferRecord;
  readonly tags: TagLists;
}

const HASH_DIGITS = 16;
const COMMITTED = path.join(PROJECT_ROOT, "results", TRANSFERS_FOLDER);

/** The other corpus and how its types correspond to those of the study's. */
export interface TransferTarget {
  readonly other: Dataset;
  readonly mapping: TypeMapping;
}

function asObject(names: TypeNames): Record<string, string> {
  return Object.fromEntries(names);
}

function hashOf(record: TrialRecord, { other, mapping }: TransferTarget): string {
  const { corpus, ...drawn } = onDataset(other);
  const names = { source: asObject(mapping.source), target: asObject(mapping.target) };
  const content = { kind: "transfer", protocolVersion: PROTOCOL_VERSION, training: record.hash, corpus: corpus.sha256, ...drawn, names };
  return sha256(stableJson(content)).slice(0, HASH_DIGITS);
}

function recordName(hash: string): string {
  return `${hash}.json`;
}

function tagsName(hash: string): string {
  return `${hash}.jsonl.gz`;
}

function findTransfer({ workspace }: Study, hash: string): Transfer | undefined {
  const folders = [path.join(workspace.results, TRANSFERS_FOLDER), COMMITTED];
  const [recordFile, tagsFile] = [recordName(hash), tagsName(hash)];
  const folder = folders.find((each) => counts(path.join(each, recordFile), workspace.freshSince) && fs.existsSync(path.join(each, tagsFile)));
  if (folder === undefined) return undefined;
  const record = readTransfer(path.join(folder, recordFile));
  return { record, tags: readPredictions(path.join(folder, tagsFile)).map(({ tags }) => tags) };
}

function scoreOn(indices: readonly number[], tags: TagLists, { other, mapping }: TransferTarget): TransferScore {
  const scoreAs = (repair: "discard" | "begin"): PRF => {
    const gold = indices.map((i) => renameEntities(other.corpus.sentences[i]!.tags, mapping.target, repair));
    const predicted = indices.map((i) => renameEntities(tags[i]!, mapping.source, repair));
    return scoreEntities(gold, predicted, { scheme: "IOB2", repair }).micro;
  };
  return { discard: scoreAs("discard"), begin: scoreAs("begin") };
}

/** Tags every sentence of the other corpus with the model of a training; where its model is gone, it is trained again. */
async function tagOther(study: Study, record: TrialRecord, { other }: TransferTarget): Promise<string[][]> {
  if (record.kind !== "training") throw new DataError(`Record ${record.hash} is of a floor, which has no saved model; tag with its table instead.`);
  await trainSeeds({ ...study, seeds: [record.seed] }, record.config, true);
  const { model, vocabulary, tagSet } = await loadBundle(path.join(study.workspace.models, record.hash));
  const { batching } = record.config.training;
  try {
    return withPredictor(model, (predictor) => tagSentences({ model, vocabulary, tagSet, batching, training: [] }, predictor, other.corpus.sentences));
  } finally {
    model.dispose();
  }
}

function writeTransfer({ workspace }: Study, hash: string, tags: TagLists): TransferRecord["predictions"] {
  const file = tagsName(hash);
  return { file, sha256: writePredictions(path.join(workspace.results, TRANSFERS_FOLDER, file), tags.map((own, i) => ({ i, tags: own }))) };
}

/**
 * What the model of a record says of every sentence of another corpus. A transfer that has its record is read, not made again.
 * Throws a DataError for a floor's record.
 */
export async function transferTo(study: Study, record: TrialRecord, target: TransferTarget): Promise<Transfer> {
  const hash = hashOf(record, target);
  const known = findTransfer(study, hash);
  if (known) return known;
  const tags = await tagOther(study, record, target);
  const { other, mapping } = target;
  const whole = other.corpus.sentences.map((_, i) => i);
  const made: TransferRecord = {
    hash,
    kind: "transfer",
    protocolVersion: PROTOCOL_VERSION,
    training: { hash: record.hash, model: "model" in record.config ? record.config.model : record.config.floor, seed: record.seed },
    corpus: corpusReference(other.corpus),
    split: other.split.name,
    mapping: { source: asObject(mapping.source), target: asObject(mapping.target) },
    metrics: { test: scoreOn(other.split.test, tags, target), whole: scoreOn(whole, tags, target) },
    predictions: writeTransfer(study, hash, tags),
    taggedAt: new Date().toISOString(),
    environment: describeEnvironment(await startBackend()),
  };
  writeFileAtomic(path.join(study.workspace.results, TRANSFERS_FOLDER, recordName(hash)), `${stableJson(made, 2)}\n`);
  return { record: made, tags };
}
