import { buildModel } from "../models/build";
import type { ModelName } from "../models/options";
import { predictSentences } from "../models/predict";
import { withPredictor } from "../models/predictor";

type Row = { readonly [column: string]: string | number | null };

const TAGS = 9;

function distinctTags(name: ModelName, seed: number, words: Int32Array): number {
  const model = buildModel(name, { vocabulary: words.length + 2, tags: TAGS, seed });
  const [prediction] = withPredictor(model, (predictor) => predictSentences(predictor, [{ words }], { kind: "bucketed" }));
  model.dispose();
  return new Set(prediction!.tags).size;
}

/** For untrained Baselines of several seeds: how many different tags one sentence of `length` different words gets from either kind. */
export function distinctTagRows(seeds: readonly number[], length: number): Row[] {
  const words = Int32Array.from({ length }, (_, i) => i + 2);
  return seeds.map((seed) => ({
    seed,
    "distinct tags, as built": distinctTags("baseline", seed, words),
    "distinct tags, per token": distinctTags("baseline-per-token", seed, words),
  }));
}
