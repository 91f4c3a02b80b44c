import { experimentNamed } from "../experiments/manifest/catalog";
import { runExperiment } from "../experiments/run-experiment";
import type { Study } from "../experiments/study";
import { measureGrid, type Grid, type GridAxis } from "./ablation-report";

const EMBEDDING: GridAxis = { title: "Embedding dimension", unit: "values a word", scale: "log" };

function dropout(title: string): GridAxis {
  return { title, unit: "share dropped", scale: "linear" };
}

/** What each ablation of the manifest varies. */
const AXES = {
  "embedding": EMBEDDING,
  "embedding-full": EMBEDDING,
  "units": { title: "Units", unit: "per direction", scale: "log" },
  "input-dropout": dropout("Input dropout"),
  "output-dropout": dropout("Output dropout"),
  "recurrent-dropout": dropout("Recurrent dropout"),
  "weight-decay": { title: "Weight decay", unit: "× learning rate", scale: "even" },
} satisfies { readonly [experiment: string]: GridAxis };

/** Runs an ablation of the manifest, whatever of it has no record yet, and compares its arms. */
export async function runGrid(study: Study, id: keyof typeof AXES): Promise<Grid> {
  return measureGrid(study, experimentNamed(id), await runExperiment(study, id), AXES[id]);
}
