import type { KernelChoice } from "../kernels/choose";
import { multipliedWeights } from "../models/arithmetic";
import type { TrialConfig } from "./config";
import { trainingSentences } from "./dataset";
import type { PlannedTrial } from "./planned";

/** Floating-point operations a second that trainings reach on two cores of a server of 2024; guesses, as the whole estimate is one. */
const OPERATIONS_A_SECOND: { readonly [kernels in KernelChoice]: number } = { addon: 100e9, wasm: 50e9, tensorflow: 20e9, typescript: 0.4e9 };
/** Attention has no whole step: it runs layer by layer. */
const LAYER_BY_LAYER = 6;
const TRAINING_OPERATIONS = 6;
const TAGS = 17;
/** Epochs to the best one, of which patience waits for more. */
const EPOCHS_TO_BEST = 7;
/** Adam reads and writes gradient, weight and both moments. */
const BYTES_A_WEIGHT = 28;
const BYTES_A_SECOND = 8e9;

function tokensOf({ dataset, config }: PlannedTrial): { readonly tokens: number; readonly sentences: number } {
  const sentences = trainingSentences(dataset, config.trainingSentences);
  const { batching } = config.training;
  const words = sentences.reduce((sum, sentence) => sum + sentence.words.length, 0);
  const rectangle = batching.kind === "padded" && batching.countPadding;
  return { tokens: rectangle ? sentences.length * batching.length : words, sentences: sentences.length };
}

/** Words of a vocabulary grow about as the square root of the text (Heaps' law). */
function tableBytes(tokens: number, { hyperparameters }: TrialConfig): number {
  return 20 * Math.sqrt(tokens) * hyperparameters.embedding * BYTES_A_WEIGHT;
}

function usualEpochs({ maximumEpochs, patience }: TrialConfig["training"]): number {
  return Math.min(maximumEpochs, EPOCHS_TO_BEST + patience);
}

/** About how many seconds a training takes with the given kernels, on two cores that do nothing else. */
export function estimateSeconds(planned: PlannedTrial, kernels: KernelChoice): number {
  const { config } = planned;
  const { tokens, sentences } = tokensOf(planned);
  const slow = "attention" in config.hyperparameters && config.hyperparameters.attention ? LAYER_BY_LAYER : 1;
  const arithmetic = (slow * TRAINING_OPERATIONS * tokens * multipliedWeights(config.model, config.hyperparameters, TAGS)) / OPERATIONS_A_SECOND[kernels];
  const updates = ((sentences / config.training.batchSize) * tableBytes(tokens, config)) / BYTES_A_SECOND;
  return usualEpochs(config.training) * (arithmetic + updates) + 2;
}
