import { UsageError } from "../errors";
import type { VocabularyOptions } from "../encoding/vocabulary";
import { DEFAULT_MODEL_CONFIGS, type ModelConfigs } from "../models/build";
import type { ModelName } from "../models/options";
import type { TrainingConfig } from "../training/config";
import { checkConfig } from "./check-config";

/** Whose words and tags the model knows: those of the training sentences used, or of all parts, as no honest protocol has it. */
export interface VocabularyConfig extends VocabularyOptions {
  readonly over: "training" | "all parts";
}

/** Everything one trained model's result depends on, beside corpus, split and seed. */
export interface TrialConfig<N extends ModelName = ModelName> {
  readonly model: N;
  readonly hyperparameters: ModelConfigs[N];
  readonly vocabulary: VocabularyConfig;
  readonly training: TrainingConfig;
  /** A fixed sample of so many training sentences; null uses all. */
  readonly trainingSentences: number | null;
}

/** Words seen once stand for the unseen: they train UNK. */
const VOCABULARY: VocabularyConfig = { minimumCount: 2, maximumSize: null, over: "training" };

const COMMON: Pick<TrainingConfig, "learningRate" | "plateau" | "labelEncoding" | "lazyEmbedding" | "weightDecay" | "batching"> = {
  learningRate: 1e-3,
  plateau: null,
  labelEncoding: "sparse",
  lazyEmbedding: false,
  weightDecay: 0,
  batching: { kind: "bucketed" },
};

/**
 * Batch sizes, epochs and patience as the original trainings had them (Baseline 30 epochs, patience 10, 13 run; Model 2
 * 10 epochs; Advanced 50, patience 15, 16 run, learning rate halved on a plateau). What differs on purpose: whole
 * sentences, bucketed and masked instead of one token or 75 counted pads; words seen once become UNK; sparse labels also
 * for Model 2 (the same loss and gradient); and the best epoch by validation strict F1.
 */
const TRAINING: { readonly [name in ModelName]: TrainingConfig } = {
  baseline: { ...COMMON, batchSize: 32, maximumEpochs: 30, patience: 10 },
  "baseline-per-token": { ...COMMON, batchSize: 32, maximumEpochs: 30, patience: 10 },
  model2: { ...COMMON, batchSize: 64, maximumEpochs: 10, patience: 10 },
  advanced: { ...COMMON, batchSize: 32, maximumEpochs: 50, patience: 15, plateau: { factor: 0.5, patience: 5 } },
};

export function defaultTrialConfig<N extends ModelName>(model: N): TrialConfig<N> {
  return {
    model,
    hyperparameters: DEFAULT_MODEL_CONFIGS[model],
    vocabulary: VOCABULARY,
    training: TRAINING[model],
    trainingSentences: null,
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  return value === null ? "null" : Array.isArray(value) ? "list" : typeof value;
}

/** Settings that may hold null or a value of another shape. */
const LOOSE_KEYS: ReadonlySet<string> = new Set(["vocabulary.maximumSize", "training.plateau", "training.batching", "trainingSentences"]);

function overridden(base: unknown, override: unknown, place: string): unknown {
  if (LOOSE_KEYS.has(place)) return override;
  if (isRecord(base)) {
    if (!isRecord(override)) throw new UsageError(`The setting "${place}" takes settings of its own, not ${JSON.stringify(override)}.`);
    return mergedRecord(base, override, place);
  }
  if (kindOf(base) !== kindOf(override)) {
    throw new UsageError(
      `The setting "${place}" takes a ${kindOf(base)} such as ${JSON.stringify(base)}, not ${JSON.stringify(override)}.`,
    );
  }
  return override;
}

function mergedRecord(
  base: Readonly<Record<string, unknown>>,
  overrides: Readonly<Record<string, unknown>>,
  place: string,
): Record<string, unknown> {
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(overrides)) {
    const full = place ? `${place}.${key}` : key;
    if (!Object.hasOwn(base, key))
      throw new UsageError(`There is no setting "${full}"; here the settings are ${Object.keys(base).join(", ")}.`);
    result[key] = overridden(base[key], value, full);
  }
  return result;
}

/** A configuration with some settings replaced. Throws a UsageError for a key that does not exist or a value that makes no sense. */
export function withOverrides<N extends ModelName>(config: TrialConfig<N>, overrides: Readonly<Record<string, unknown>>): TrialConfig<N> {
  if ("model" in overrides) throw new UsageError('The setting "model" cannot be overridden; name another model instead.');
  const merged = mergedRecord(config as unknown as Record<string, unknown>, overrides, "") as unknown as TrialConfig<N>;
  checkConfig(merged);
  return merged;
}

/** `training.batchSize=16` as nested settings; the value is JSON, or a word. Throws a UsageError when there is no `=`. */
export function parseSetting(text: string): Record<string, unknown> {
  const equals = text.indexOf("=");
  if (equals < 1) throw new UsageError(`"${text}" is no setting; write it as training.batchSize=16.`);
  const raw = text.slice(equals + 1);
  let value: unknown = raw;
  try {
    value = JSON.parse(raw);
  } catch {
    // A bare word such as categorical is meant as it stands.
  }
  return text
    .slice(0, equals)
    .split(".")
    .reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Record<string, unknown>;
}
