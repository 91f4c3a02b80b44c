import * as fs from "node:fs";
import { DataError } from "../errors";
import type { Evaluation } from "../evaluation";
import { writeFileAtomic } from "../files/atomic";
import { stableJson } from "../files/stable-json";
import type { EpochRecord } from "../training/history";
import type { RunEnvironment } from "./environment";
import type { FloorTrial, SearchTrial, TrainingTrial } from "./trial";
import type { PaddedMeasurement } from "./padded-measurement";

export interface TrialMetrics {
  /** Trainable parameters; 0 for a floor. */
  readonly parameters: number;
  /** Word ids and tags of the model; the training part's word types and tags for a floor. */
  readonly vocabulary: number;
  readonly tags: number;
  readonly trainingSentences: number;
  readonly epochs: number;
  /** 1-based epoch whose weights were kept; 0 for a floor. */
  readonly bestEpoch: number;
  readonly validation: Evaluation;
  readonly test: Evaluation;
  /** Only where padding entered the training: the test part scored as that protocol scores it, padding counted. */
  readonly padded?: PaddedMeasurement;
}

/** What a training of a search is judged by: it never sees the test part. */
export type SearchMetrics = Omit<TrialMetrics, "test" | "padded">;

/** Never hashed, never compared: they depend on the machine and on what else it did. */
export interface TrialTimings {
  /** Seconds of all training steps and validations; 0 for a floor. */
  readonly trainingSeconds: number;
  readonly secondsPerEpoch: number;
  /** Tokens of the test part tagged per second, in batches. */
  readonly inferenceTokensPerSecond: number;
  /** Median milliseconds to tag one sentence alone, after warm-up. */
  readonly latencyMilliseconds: number;
  /** Percentiles of the same samples, by nearest rank; absent from a floor's record and from records of before they were kept. */
  readonly latency?: { readonly p50: number; readonly p95: number; readonly p99: number };
  /** User and system time of all threads while training, in seconds; absent where nobody measured it from beginning to end. */
  readonly trainingCpuSeconds?: number;
  /** Largest resident memory of the process, in MiB. */
  readonly peakMemoryMebibytes: number;
}

interface RecordBase {
  readonly hash: string;
  readonly protocolVersion: number;
  readonly history: readonly EpochRecord[];
  readonly environment: RunEnvironment;
}

/** What a trial leaves behind, as `results/<hash>.json`. */
export type TrialRecord = (TrainingTrial | FloorTrial) &
  RecordBase & {
    readonly metrics: TrialMetrics;
    /** The test part's predictions, from which `metrics.test` is derived. */
    readonly predictions: { readonly file: string; readonly sha256: string };
    /** When the test part was scored; absent from records of before it was kept. */
    readonly testScoredAt?: string;
    readonly timings: TrialTimings;
  };

/** What a training of a search leaves behind: nothing of the test part. */
export type SearchRecord = SearchTrial &
  RecordBase & {
    readonly metrics: SearchMetrics;
    readonly timings: Pick<TrialTimings, "trainingSeconds" | "secondsPerEpoch" | "trainingCpuSeconds" | "peakMemoryMebibytes">;
  };

export type AnyRecord = TrialRecord | SearchRecord;

export function writeRecord(file: string, record: AnyRecord): void {
  writeFileAtomic(file, `${stableJson(record, 2)}\n`);
}

/** Throws a DataError for a file that holds no record. */
export function readRecord<R extends AnyRecord = TrialRecord>(file: string): R {
  try {
    const record = JSON.parse(fs.readFileSync(file, "utf8")) as R;
    if (typeof record.hash === "string" && record.metrics) return record;
  } catch (cause) {
    throw new DataError(`${file} is no result record (${(cause as Error).message}); delete it, and the trial runs again.`, { cause });
  }
  throw new DataError(`${file} is no result record: it has no hash or no metrics; delete it, and the trial runs again.`);
}
