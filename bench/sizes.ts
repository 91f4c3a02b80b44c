import type { ModelName } from "../src/models/options";
import { ADDON, WASM, type System } from "./systems";

export type BenchModel = Extract<ModelName, "model2" | "advanced">;

/** Batches of random words without padding. */
export interface RectangleSize {
  readonly model: BenchModel;
  readonly vocabulary: number;
  readonly batch: number;
  readonly length: number;
  /** Batches of one round. */
  readonly batches: number;
  /** Batches of one round for stock tfjs, which takes long; 0 leaves it out. */
  readonly few: number;
}

/** An epoch on the corpus. */
export interface EpochSize {
  readonly model: BenchModel;
  readonly batch: number;
  /** Words that the table holds: those seen twice in the training part, as in trainings, or all of the corpus. */
  readonly words: "words seen twice" | "all words";
  /** The most sentences; null takes the whole training part. */
  readonly sentences: number | null;
  readonly few: number;
}

export const DIMENSIONS = ["sentences", "length", "units", "vocabulary"] as const;
export type Dimension = (typeof DIMENSIONS)[number];
export type ScalingPoint = { readonly [dimension in Dimension]: number };

export interface Sizes {
  readonly step: readonly RectangleSize[];
  readonly inference: readonly RectangleSize[];
  readonly epoch: readonly EpochSize[];
  /** Whom to measure, the point through which all four lines run, the values along each, and the batch size. */
  readonly scaling: {
    readonly systems: readonly System[];
    readonly base: ScalingPoint;
    readonly values: { readonly [dimension in Dimension]: readonly number[] };
    readonly batch: number;
  };
  readonly profile: EpochSize;
  /** Milliseconds of rest between two systems: threads of the one before go on spinning for a while. */
  readonly rest: number;
}

/** The tags of GMB. */
export const TAGS = 17;
export const LENGTH = 75;
/** The vocabularies of the targets: about that of the original experiment, and about all words of GMB. */
export const SMALL_VOCABULARY = 3800;
export const LARGE_VOCABULARY = 35000;
const BATCH_SIZES = [32, 64, 128];

/** Sentences of one round. */
const TRAINING_SENTENCES = 1280;
const INFERENCE_SENTENCES = 1280;
const FEW_SENTENCES = 128;

function rectangle(model: BenchModel, vocabulary: number, batch: number, sentences: number): RectangleSize {
  return { model, vocabulary, batch, length: LENGTH, batches: sentences / batch, few: FEW_SENTENCES / batch };
}

function rectangles(sentences: number): RectangleSize[] {
  const vocabularies = [LARGE_VOCABULARY, SMALL_VOCABULARY];
  const model2 = vocabularies.flatMap((vocabulary) => BATCH_SIZES.map((batch) => rectangle("model2", vocabulary, batch, sentences)));
  return [...model2, rectangle("advanced", LARGE_VOCABULARY, 32, sentences / 2)];
}

export const FULL: Sizes = {
  step: rectangles(TRAINING_SENTENCES),
  // Stock tfjs has a target in training alone.
  inference: rectangles(INFERENCE_SENTENCES).map((size) => ({ ...size, few: 0 })),
  epoch: [
    { model: "model2", batch: 32, words: "all words", sentences: null, few: 0 },
    { model: "advanced", batch: 32, words: "words seen twice", sentences: null, few: 0 },
  ],
  scaling: {
    systems: [WASM, ADDON],
    base: { sentences: 2048, length: 20, units: 100, vocabulary: 16000 },
    values: {
      sentences: [512, 1024, 2048, 4096, 8192],
      length: [5, 10, 20, 40, 80],
      units: [25, 50, 100, 200, 400],
      vocabulary: [1000, 4000, 16000, 64000, 256000],
    },
    batch: 32,
  },
  profile: { model: "model2", batch: 32, words: "all words", sentences: null, few: 0 },
  rest: 250,
};

/** Without stock tfjs, whose start alone takes seconds. */
const TINY: RectangleSize = { model: "model2", vocabulary: 300, batch: 4, length: 6, batches: 2, few: 0 };
const TINY_EPOCH: EpochSize = { model: "model2", batch: 8, words: "words seen twice", sentences: 40, few: 0 };

export const QUICK: Sizes = {
  step: [TINY],
  inference: [TINY],
  epoch: [TINY_EPOCH],
  scaling: {
    systems: [WASM],
    base: { sentences: 16, length: 5, units: 8, vocabulary: 200 },
    values: { sentences: [8, 16], length: [], units: [], vocabulary: [] },
    batch: 4,
  },
  profile: TINY_EPOCH,
  rest: 0,
};
