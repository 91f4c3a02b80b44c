export const RUNTIME_CHOICES = ["auto", "kernels", "onnx"] as const;
/** What computes: this project's kernels, ONNX Runtime, or the faster of them where both are there. */
export type RuntimeChoice = (typeof RUNTIME_CHOICES)[number];

/** How work is gathered and bounded. Times are milliseconds. */
export interface InferenceSettings {
  /** Worker threads, each with every loaded model. */
  readonly workers: number;
  readonly runtime: RuntimeChoice;
  /** Sentences that one micro-batch holds at most. */
  readonly maximumBatch: number;
  /** Tokens that one micro-batch holds at most; a longer sentence goes alone. */
  readonly maximumBatchTokens: number;
  /** How long a sentence may wait for company while its worker is busy. */
  readonly maximumWait: number;
  /** Batches that are with one worker at a time: with two, the next lies ready when one ends. */
  readonly batchesPerWorker: number;
  /** Sentences that may wait; what comes on top is refused. */
  readonly maximumQueue: number;
  /** How long a batch may take before its worker counts as stuck and is replaced. */
  readonly workerPatience: number;
  /** How long a worker may take to load a model. */
  readonly loadPatience: number;
}

export const INFERENCE_DEFAULTS: InferenceSettings = {
  workers: 1,
  runtime: "auto",
  maximumBatch: 32,
  maximumBatchTokens: 2048,
  maximumWait: 2,
  batchesPerWorker: 2,
  maximumQueue: 512,
  workerPatience: 10_000,
  loadPatience: 60_000,
};
