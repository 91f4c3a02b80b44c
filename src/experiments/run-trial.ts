import * as fs from "node:fs";
import * as path from "node:path";
import { performance } from "node:perf_hooks";
import type * as tf from "@tensorflow/tfjs";
import { startBackend, type ChosenBackend } from "../backend/choose";
import type { Sentence, SplitName } from "../corpus/types";
import { DataError } from "../errors";
import {
  buildTagSet,
  buildVocabulary,
  encodeSentence,
  encodeWords,
  type Batching,
  type EncodedSentence,
  type TagSet,
  type Vocabulary,
} from "../encoding";
import { completeWithOutside, evaluateTagging, percentile, scoreEntities, tokenAccuracy, type Evaluation } from "../evaluation";
import { ensureFolder } from "../files/atomic";
import { buildModel } from "../models/build";
import { saveBundle } from "../models/bundle";
import { predictSentences } from "../models/predict";
import { withPredictor, type Predictor } from "../models/predictor";
import type { EpochRecord } from "../training/history";
import { train, type StepReport, type TrainingStart, type TrainingResult, type ValidationScore } from "../training/train";
import type { TrialConfig } from "./config";
import { sentencesOf, trainingSentences, type Dataset } from "./dataset";
import { describeEnvironment } from "./environment";
import { measureLatency, median, peakMemoryMebibytes, processorSeconds, significant } from "./measure";
import { predictionsName, writePredictions } from "./predictions";
import type { TrialMetrics, TrialRecord, TrialTimings } from "./record";
import { corpusReference, PROTOCOL_VERSION, trialHash, type Trial } from "./trial";
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

/** The data of one trial as the model sees it. */
interface Prepared {
  readonly vocabulary: Vocabulary;
  readonly tagSet: TagSet;
  readonly training: readonly EncodedSentence[];
  readonly batching: Batching;
  readonly model: tf.LayersModel;
}

function prepare(dataset: Dataset, config: TrialConfig, seed: number): Prepared {
  const sentences = trainingSentences(dataset, config.trainingSentences);
  const vocabulary = buildVocabulary(sentences, config.vocabulary);
  const tagSet = buildTagSet(sentences);
  if (tagSet.size < 2)
    throw new DataError(
      `The training part of ${dataset.corpus.path} holds no entity, every tag is O: there is nothing to learn. Give a corpus with tagged entities.`,
    );
  const training = sentences.map((sentence) => encodeSentence(sentence, vocabulary, tagSet));
  const model = buildModel(config.model, { vocabulary: vocabulary.size, tags: tagSet.size, seed }, config.hyperparameters);
  return { vocabulary, tagSet, training, batching: config.training.batching, model };
}

/** Predicted tags of whole sentences: what the batching cut off is O, and so missed. */
function tagSentences(prepared: Prepared, predictor: Predictor, sentences: readonly Sentence[]): string[][] {
  const encoded = sentences.map((sentence) => ({ words: encodeWords(sentence.words, prepared.vocabulary) }));
  return predictSentences(predictor, encoded, prepared.batching).map((prediction, i) =>
    completeWithOutside(
      Array.from(prediction.tags, (id) => prepared.tagSet.tags[id]!),
      sentences[i]!.words.length,
    ),
  );
}

function goldTags(sentences: readonly Sentence[]): string[][] {
  return sentences.map((sentence) => [...sentence.tags]);
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
}

function runTest(prepared: Prepared, predictor: Predictor, sentences: readonly Sentence[]): TestRun {
  const started = performance.now();
  const tags = tagSentences(prepared, predictor, sentences);
  const seconds = (performance.now() - started) / 1000;
  const tokens = sentences.reduce((sum, sentence) => sum + sentence.words.length, 0);
  const encoded = sentences.map((sentence) => ({ words: encodeWords(sentence.words, prepared.vocabulary), tags: new Int32Array(0) }));
  return { tags, tokensPerSecond: tokens / seconds, latencies: measureLatency(predictor, encoded, prepared.batching) };
}

function metricsOf(prepared: Prepared, result: TrainingResult, validation: Evaluation, test: Evaluation): TrialMetrics {
  return {
    parameters: prepared.model.countParams(),
    vocabulary: prepared.vocabulary.size,
    tags: prepared.tagSet.size,
    trainingSentences: prepared.training.length,
    epochs: result.history.length,
    bestEpoch: result.bestEpoch,
    validation,
    test,
  };
}

function timingsOf(result: MeasuredTraining, { latencies, tokensPerSecond }: TestRun): TrialTimings {
  const latencyAt = (percent: number) => significant(percentile(latencies, percent));
  return {
    trainingSeconds: significant(result.seconds),
    secondsPerEpoch: significant(result.seconds / result.history.length),
    ...(result.cpuSeconds !== null && { trainingCpuSeconds: significant(result.cpuSeconds) }),
    inferenceTokensPerSecond: significant(tokensPerSecond),
    latencyMilliseconds: significant(median(latencies)),
    latency: { p50: latencyAt(50), p95: latencyAt(95), p99: latencyAt(99) },
    peakMemoryMebibytes: significant(peakMemoryMebibytes()),
  };
}

interface MeasuredTraining extends TrainingResult {
  /** Null for a training that went on from a checkpoint: nobody added up the time before. */
  readonly cpuSeconds: number | null;
}

async function trainPrepared(
  prepared: Prepared,
  dataset: Dataset,
  trial: Trial & { kind: "training" },
  hash: string,
  backend: ChosenBackend,
  options: RunOptions,
): Promise<MeasuredTraining> {
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

async function execute(dataset: Dataset, trial: Trial & { kind: "training" }, hash: string, options: RunOptions): Promise<TrialRecord> {
  // Asked before the training, not found out after it.
  for (const folder of [options.workspace.results, options.workspace.models, options.workspace.checkpoints]) ensureFolder(folder);
  const backend = await startBackend();
  const prepared = prepare(dataset, trial.config, trial.seed);
  try {
    const result = await trainPrepared(prepared, dataset, trial, hash, backend, options);
    const record = recordOf(prepared, dataset, trial, hash, result, backend, options.workspace);
    await saveBundle(path.join(options.workspace.models, hash), { ...prepared, description: { ...trial, hash } });
    saveRecord(options.workspace, record);
    fs.rmSync(checkpointFile(options.workspace, hash), { force: true });
    return record;
  } finally {
    prepared.model.dispose();
  }
}

/** Tags and scores validation and test part with the trained model, and writes the test part's predictions. */
function recordOf(
  prepared: Prepared,
  dataset: Dataset,
  trial: Trial & { kind: "training" },
  hash: string,
  result: MeasuredTraining,
  backend: ChosenBackend,
  workspace: Workspace,
): TrialRecord {
  const { validation, test } = dataset.split;
  const { testRun, validationTags } = withPredictor(prepared.model, (predictor) => ({
    testRun: runTest(prepared, predictor, sentencesOf(dataset, test)),
    validationTags: tagSentences(prepared, predictor, sentencesOf(dataset, validation)),
  }));
  const metrics = metricsOf(prepared, result, evaluateOn(dataset, validation, validationTags), evaluateOn(dataset, test, testRun.tags));
  const file = predictionsName(hash, "test");
  const sha256 = writePredictions(
    path.join(workspace.results, file),
    test.map((i, k) => ({ i, tags: testRun.tags[k]! })),
  );
  return {
    ...trial,
    hash,
    protocolVersion: PROTOCOL_VERSION,
    metrics,
    history: result.history,
    predictions: { file, sha256 },
    timings: timingsOf(result, testRun),
    environment: describeEnvironment(backend),
  };
}

/**
 * Trains, tags and scores one configuration, and leaves record, predictions and model in the workspace. A trial that has
 * its record is not trained again unless `fresh`; one that was interrupted goes on from its checkpoint.
 */
export async function runTrial(dataset: Dataset, config: TrialConfig, seed: number, options: RunOptions): Promise<TrialRecord> {
  const trial: Trial & { kind: "training" } = {
    kind: "training",
    config,
    corpus: corpusReference(dataset.corpus),
    split: dataset.split.name as SplitName,
    seed,
  };
  const hash = trialHash(trial);
  const saved = checkpointFile(options.workspace, hash);
  const stale = options.fresh || !counts(saved, options.workspace.freshSince);
  if (stale && fs.existsSync(saved)) fs.rmSync(saved, { force: true });
  const usable = !options.modelWanted || fs.existsSync(path.join(options.workspace.models, hash));
  const known = options.fresh || !usable ? undefined : findRecord(options.workspace, hash);
  return known ?? execute(dataset, trial, hash, options);
}
