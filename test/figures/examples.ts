import { CORPUS_EXAMPLES } from "./corpus-examples";
import { DRIFT_EXAMPLES } from "./drift-examples";
import { EXPERIMENT_EXAMPLES } from "./experiment-examples";
import type { Examples } from "./invented";
import { MODEL_EXAMPLES } from "./model-examples";
import { SERVING_EXAMPLES } from "./serving-examples";

/** Every figure of the gallery by its name, drawn from invented data. */
export const EXAMPLES: Examples = { ...CORPUS_EXAMPLES, ...MODEL_EXAMPLES, ...EXPERIMENT_EXAMPLES, ...DRIFT_EXAMPLES, ...SERVING_EXAMPLES };
