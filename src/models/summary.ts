import { buildModel } from "./build";
import { MODEL_NAMES, type ModelName, type ModelShape } from "./options";

export interface LayerSummary {
  readonly name: string;
  /** The layer's class: Embedding, Dense, Bilstm, … */
  readonly kind: string;
  readonly parameters: number;
}

export interface ModelSummary {
  readonly name: ModelName;
  readonly parameters: number;
  readonly layers: readonly LayerSummary[];
}

/** Every model's layers and parameter counts for a vocabulary and tag set of the given sizes. Needs a running backend. */
export function summarizeModels(shape: ModelShape): ModelSummary[] {
  return MODEL_NAMES.map((name) => {
    const model = buildModel(name, shape);
    const layers = model.layers.map((layer) => ({ name: layer.name, kind: layer.getClassName(), parameters: layer.countParams() }));
    const parameters = model.countParams();
    model.dispose();
    return { name, parameters, layers };
  });
}
