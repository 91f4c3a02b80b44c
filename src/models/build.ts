import type * as tf from "@tensorflow/tfjs";
import { UsageError } from "../errors";
import { ADVANCED_CONFIG, buildAdvanced, type AdvancedConfig } from "./advanced";
import { BASELINE_CONFIG, buildBaseline, buildBaselinePerToken, type BaselineConfig } from "./baseline";
import { buildModel2, MODEL2_CONFIG, type Model2Config } from "./model2";
import { MODEL_NAMES, type ModelName, type ModelShape } from "./options";

/** The hyperparameters of each architecture. */
export interface ModelConfigs {
  readonly baseline: BaselineConfig;
  readonly "baseline-per-token": BaselineConfig;
  readonly model2: Model2Config;
  readonly advanced: AdvancedConfig;
}

/** Each model as the original had it, but for masked padding. */
export const DEFAULT_MODEL_CONFIGS: ModelConfigs = {
  baseline: BASELINE_CONFIG,
  "baseline-per-token": BASELINE_CONFIG,
  model2: MODEL2_CONFIG,
  advanced: ADVANCED_CONFIG,
};

const BUILDERS: { readonly [name in ModelName]: (config: ModelConfigs[name], shape: ModelShape) => tf.LayersModel } = {
  baseline: buildBaseline,
  "baseline-per-token": buildBaselinePerToken,
  model2: buildModel2,
  advanced: buildAdvanced,
};

/** Throws a UsageError that lists the known models. */
export function asModelName(name: string): ModelName {
  if ((MODEL_NAMES as readonly string[]).includes(name)) return name as ModelName;
  throw new UsageError(`There is no model "${name}"; the models are ${MODEL_NAMES.join(", ")}.`);
}

/**
 * An untrained tagger: word ids `[batch, time]` in, tag probabilities `[batch, time, tags]` out.
 * Throws a UsageError for a name that is not a model's.
 */
export function buildModel<N extends ModelName>(
  name: N,
  shape: ModelShape,
  config: ModelConfigs[N] = DEFAULT_MODEL_CONFIGS[name],
): tf.LayersModel {
  const build = BUILDERS[asModelName(name) as N];
  return build(config, shape);
}
