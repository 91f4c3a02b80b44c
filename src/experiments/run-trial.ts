import * as fs from "node:fs";
import * as path from "node:path";
import { performance } from "node:perf_hooks";
import { startBackend, type ChosenBackend } from "../backend/choose";
import type { Sentence } from "../corpus/types";
import { encodeWords } from "../encoding";
import { evaluateTagging, percentile, scoreEntities, tokenAccuracy, type Evaluation } from "../evaluation";
import { ensureFolder } from "../files/atomic";
import { saveBundle } from "../models/bundle";
import { withPredictor, type Predictor } from "../models/predictor";
import type { EpochRecord } from "../training/history";
import { train, type StepReport, type TrainingStart, type TrainingResult, type ValidationScore } from "../training/train";
import type { TrialConfig } from "./config";
import { sentencesOf, type Dataset } from "./dataset";
import { describeEnvironment } from "./environment";
import { measureLatency, median, peakMemoryMebibytes, processorSeconds, significant } from "./measure";
import { measurePadded, type PaddedMeasurement } from "./padded-measurement";
import { predictionsName, writePredictions } from "./predictions";
import { goldTags, prepare, tagSentences, type Prepared } from "./prepared";
import type { AnyRecord, SearchMetrics, SearchRecord, TrialRecord, TrialTimings } from "./record";
import { onDataset, PROTOCOL_VERSION, trialHash, type SearchTrial, type TrainingTrial } from "./trial";
import { counts, findRecord, saveRecord, type Workspace } from "./workspace";

export interface RunOptions {
  readonly workspace: Workspace;
  /** Trains again even where a record exists. */
  readonly fresh?: boolean;
  /** A record counts only with its saved model beside it: for callers that want to use the model. */
  readonly modelWanted?: boolean;
  readonly onStart?: (start: TrainingStart) => void | Promise<void>;
  readonly onStep?: (report: StepReport) => void;
  readonly onEpoch?: (record: EpochRecord) => void;
}

function validationScore(prepared: Prepared, predictor: Predictor, sentences: readonly Sentence[]): ValidationScore {
  const predicted = tagSentences(prepared, predictor, sentences);
  const gold = goldTags(sentences);
  return { f1: scoreEntities(gold, predicted, { scheme: "IOB2", repair: "discard" }).micro.f1, accuracy: tokenAccuracy(gold, predicted) };
}

interface TestRun {
  readonly tags: string[][];
  readonly tokensPerSecond: number;
  /** Milliseconds, a sample a sentence. */
  readonly latencies: readonly number[];
  readonly padded?: PaddedMeasurement;
}

/** The same sentences with their padding, where the protocol counts it. */
function runPadded({ vocabulary, tagSet, batching }: Prepared, predictor: Predictor, sentences: readonly Sentence[]): PaddedMeasurement | undefined {
  if (batching.kind !== "padded" || !batching.countPadding) return undefined;
  return measurePadded(predictor, sentences, { vocabulary, tagSet, batching });
}

function runTest(prepared: Prepared, predictor: Predictor, sentences: readonly Sentence[]): TestRun {
  const started = performance.now();
  const tags = tagSentences(prepared, predictor, sentences);
  const seconds = (performance.now() - started) / 1000;
  const tokens = sentences.reduce((sum, sentence) => sum + sentence.words.length, 0);
  const encoded = sentences.map((sentence) => ({ words: encodeWords(sentence.words, prepared.vocabulary), tags: new Int32Array(0) }));
  const padded = runPadded(prepared, predictor, sentences);
  const latencies = measureLatency(predictor, encoded, prepared.batching);
  return { tags, tokensPerSecond: tokens / seconds, latencies, ...(padded && { padded }) };
}

function metricsOf(prepared: Prepared, result: TrainingResult, validation: Evaluation): SearchMetrics {
  return {
    parameters: prepared.model.countParams(),
    vocabulary: prepared.vocabulary.size,
    tags: prepared.tagSet.size,
    trainingSentences: prepared.training.length,
    epochs: result.history.length,
    bestEpoch: result.bestEpoch,
    validation,
  };
}

function trainingTimings(result: MeasuredTraining): SearchRecord["timings"] {
  return {
    trainingSeconds: significant(result.seconds),
    secondsPerEpoch: significant(result.seconds / result.history.length),
    ...(result.cpuSeconds !== null && { trainingCpuSeconds: significant(result.cpuSeconds) }),
    peakMemoryMebibytes: significant(peakMemoryMebibytes()),
  };
}

function timingsOf(result: MeasuredTraining, { latencies, tokensPerSecond }: TestRun): TrialTimings {
  const latencyAt = (percent: number) => significant(percentile(latencies, percent));
  return {
    ...trainingTimings(result),
    inferenceTokensPerSecond: significant(tokensPerSecond),
    latencyMilliseconds: significant(median(latencies)),
    latency: { p50: latencyAt(50), p95: latencyAt(95), p99: latencyAt(99) },
  };
}

interface MeasuredTraining extends TrainingResult {
  /** Null for a training that went on from a checkpoint: nobody added up the time before. */
  readonly cpuSeconds: number | null;
}

type TrainedTrial = TrainingTrial | SearchTrial;

/** One trial under way: what it works on, and where it goes. */
interface Job {
  readonly dataset: Dataset;
  readonly trial: TrainedTrial;
  readonly hash: string;
  readonly backend: ChosenBackend;
  readonly options: RunOptions;
}

async function trainPrepared(prepared: Prepared, { dataset, trial, hash, backend, options }: Job): Promise<MeasuredTraining> {
  const validation = sentencesOf(dataset, dataset.split.validation);
  const file = checkpointFile(options.workspace, hash);
  const isNew = !fs.existsSync(file);
  const before = processorSeconds();
  const result = await train({
    model: prepared.model,
    sentences: prepared.training,
    config: trial.config.training,
    seed: trial.seed,
    validate: (predictor) => validationScore(prepared, predictor, validation),
    checkpoint: { file, fingerprint: `${hash} ${backend.kernels.variant} on ${backend.name}` },
    ...(options.onStart && { onStart: options.onStart }),
    ...(options.onStep && { onStep: options.onStep }),
    ...(options.onEpoch && { onEpoch: options.onEpoch }),
  });
  return { ...result, cpuSeconds: isNew ? processorSeconds() - before : null };
}

function checkpointFile(workspace: Workspace, hash: string): string {
  return path.join(workspace.checkpoints, `${hash}.checkpoint`);
}

function evaluateOn(dataset: Dataset, indices: readonly number[], tags: string[][]): Evaluation {
  return evaluateTagging(goldTags(sentencesOf(dataset, indices)), tags);
}

/** What every record of a training holds besides its trial, metrics and timings. */
function signedBy({ hash, backend }: Job, result: TrainingResult) {
  return { hash, protocolVersion: PROTOCOL_VERSION, history: result.history, environment: describeEnvironment(backend) };
}

/** Tags and scores validation and test part with the trained model, and writes the test part's predictions. */
function trainingRecord(prepared: Prepared, job: Job, trial: TrainingTrial, result: MeasuredTraining): TrialRecord {
  const { dataset, hash, options } = job;
  const { validation, test } = dataset.split;
  const { testRun, validationTags } = withPredictor(prepared.model, (predictor) => ({
    testRun: runTest(prepared, predictor, sentencesOf(dataset, test)),
    validationTags: tagSentences(prepared, predictor, sentencesOf(dataset, validation)),
  }));
  const metrics = metricsOf(prepared, result, evaluateOn(dataset, validation, validationTags));
  const { padded } = testRun;
  const file = predictionsName(hash, "test");
  const predictions = test.map((i, k) => ({ i, tags: testRun.tags[k]! }));
  return {
    ...trial,
    ...signedBy(job, result),
    metrics: { ...metrics, test: evaluateOn(dataset, test, testRun.tags), ...(padded && { padded }) },
    predictions: { file, sha256: writePredictions(path.join(options.workspace.results, file), predictions) },
    testScoredAt: new Date().toISOString(),
    timings: timingsOf(result, testRun),
  };
}

/** Scores the validation part alone. */
function searchRecord(prepared: Prepared, job: Job, trial: SearchTrial, result: MeasuredTraining): SearchRecord {
  const { dataset } = job;
  const { validation } = dataset.split;
  const tags = withPredictor(prepared.model, (predictor) => tagSentences(prepared, predictor, sentencesOf(dataset, validation)));
  const metrics = metricsOf(prepared, result, evaluateOn(dataset, validation, tags));
  return { ...trial, ...signedBy(job, result), metrics, timings: trainingTimings(result) };
}

async function execute(job: Job): Promise<AnyRecord> {
  const { dataset, trial, hash, options } = job;
  const prepared = prepare(dataset, trial.config, trial.seed);
  try {
    const result = await trainPrepared(prepared, job);
    const record = trial.kind === "search" ? searchRecord(prepared, job, trial, result) : trainingRecord(prepared, job, trial, result);
    if (trial.kind === "training") await saveBundle(path.join(options.workspace.models, hash), { ...prepared, description: { ...trial, hash } });
    saveRecord(options.workspace, record);
    fs.rmSync(checkpointFile(options.workspace, hash), { force: true });
    return record;
  } finally {
    prepared.model.dispose();
  }
}

async function run<R extends AnyRecord>(dataset: Dataset, trial: TrainedTrial, options: RunOptions): Promise<R> {
  const hash = trialHash(trial);
  const { workspace, fresh, modelWanted } = options;
  const saved = checkpointFile(workspace, hash);
  const stale = fresh || !counts(saved, workspace.freshSince);
  if (stale && fs.existsSync(saved)) fs.rmSync(saved, { force: true });
  const usable = !modelWanted || fs.existsSync(path.join(workspace.models, hash));
  const known = fresh || !usable ? undefined : findRecord<R>(workspace, hash);
  if (known) return known;
  // Asked before the training, not found out after it.
  for (const folder of [workspace.results, workspace.models, workspace.checkpoints]) ensureFolder(folder);
  return (await execute({ dataset, trial, hash, backend: await startBackend(), options })) as R;
}

/**
 * Trains, tags and scores one configuration, and leaves record, predictions and model in the workspace. A trial that has
 * its record is not trained again unless `fresh`; one that was interrupted goes on from its checkpoint.
 */
export function runTrial(dataset: Dataset, config: TrialConfig, seed: number, options: RunOptions): Promise<TrialRecord> {
  return run<TrialRecord>(dataset, { kind: "training", config, ...onDataset(dataset), seed }, options);
}

/** The same for a configuration that is only looked at: it is scored on the validation part, never on the test part, and leaves no model. */
export function runSearch(dataset: Dataset, config: TrialConfig, seed: number, options: RunOptions): Promise<SearchRecord> {
  return run<SearchRecord>(dataset, { kind: "search", config, ...onDataset(dataset), seed }, options);
}
