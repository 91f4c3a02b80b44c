/** The places that a served model can take; the router knows these, whatever version stands there. */
export const SLOTS = ["model2", "baseline", "advanced"] as const;
export type Slot = (typeof SLOTS)[number];

/** One immutable version of a model, ready to be loaded. */
export interface ServedVersion {
  readonly slot: Slot;
  /** The first twelve hexadecimal digits of its content's hash. */
  readonly version: string;
  readonly folder: string;
}

const SLOT_OF_MODEL: { readonly [model: string]: Slot } = {
  model2: "model2",
  baseline: "baseline",
  "baseline-per-token": "baseline",
  advanced: "advanced",
};

/** The slot of an architecture, or undefined for one that the service does not know. */
export function slotOf(model: string): Slot | undefined {
  return Object.hasOwn(SLOT_OF_MODEL, model) ? SLOT_OF_MODEL[model] : undefined;
}
