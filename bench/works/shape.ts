import { DEFAULT_MODEL_CONFIGS } from "../../src/models/build";
import { MODEL_TITLES } from "../../src/models/options";
import type { WorkShape } from "../peers/work";
import type { BenchModel } from "../sizes";

/** A model at its default sizes. */
export function shapeOf(model: BenchModel, vocabulary: number, tags: number): WorkShape {
  if (model === "model2") {
    const { embedding, units } = DEFAULT_MODEL_CONFIGS.model2;
    return { vocabulary, embedding, units: [units], hidden: null, tags };
  }
  const { embedding, units, hidden } = DEFAULT_MODEL_CONFIGS.advanced;
  return { vocabulary, embedding, units, hidden, tags };
}

/** `Model 2, vocabulary 35,000, batch 32`, and what else there is to say. */
export function describeShape(model: BenchModel, vocabulary: number, batch: number, ...more: readonly string[]): string {
  return [MODEL_TITLES[model], `vocabulary ${vocabulary.toLocaleString("en-US")}`, `batch ${batch}`, ...more].join(", ");
}
