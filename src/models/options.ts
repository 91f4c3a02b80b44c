/** What a model must know of the data. */
export interface ModelShape {
  /** Number of word ids, PAD and UNK among them. */
  readonly vocabulary: number;
  /** Number of tags, O among them. */
  readonly tags: number;
  /** Seeds initial weights and dropout; two builds with one seed are equal. */
  readonly seed?: number;
}

export const MODEL_NAMES = ["baseline", "baseline-per-token", "model2", "advanced"] as const;
export type ModelName = (typeof MODEL_NAMES)[number];

/** How a model is called in tables and figures. */
export const MODEL_TITLES: { readonly [name in ModelName]: string } = {
  baseline: "Baseline (as built)",
  "baseline-per-token": "Baseline (per token)",
  model2: "Model 2",
  advanced: "Advanced",
};
