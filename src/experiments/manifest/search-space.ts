import type { ModelName } from "../../models/options";
import { SMALL_DATA_SCHEDULE } from "./ablations";
import { arm, type Arm, type Experiment } from "./experiment";

type Settings = Readonly<Record<string, unknown>>;

/** The budget: so many configurations a model, each on the same quarter of the training part, judged on the validation part. */
export const SEARCH_BUDGET = 8;
const QUARTER = 0.25;
/** The quick profile looks at the first two only. */
const QUICK_CONFIGURATIONS = 2;

export type TunedModel = Extract<ModelName, "baseline-per-token" | "model2" | "advanced">;
export const TUNED_MODELS: readonly TunedModel[] = ["baseline-per-token", "model2", "advanced"];

function hyperparameters(settings: Settings): Settings {
  return { hyperparameters: settings };
}

function everywhere(rate: number): Settings {
  return { embeddingDropout: rate, lstmDropout: rate, recurrentDropout: rate, hiddenDropout: rate };
}

/** The first of each is the model as the headline has it. */
const SPACES: { readonly [model in TunedModel]: readonly (readonly [id: string, settings: Settings])[] } = {
  "baseline-per-token": [
    ["as it was", {}],
    ["dropout 0.1", hyperparameters({ dropout: 0.1 })],
    ["dropout 0.5", hyperparameters({ dropout: 0.5 })],
    ["embedding 50", hyperparameters({ embedding: 50 })],
    ["embedding 200", hyperparameters({ embedding: 200 })],
    ["hidden 256, 128", hyperparameters({ hidden: [256, 128] })],
    ["learning rate 3e-4", { training: { learningRate: 3e-4 } }],
    ["weight decay 0.1", { training: { weightDecay: 0.1 } }],
  ],
  model2: [
    ["as it was", {}],
    ["input dropout 0.3", hyperparameters({ dropout: 0.3 })],
    ["output dropout 0.3", hyperparameters({ outputDropout: 0.3 })],
    ["input and output dropout 0.3", hyperparameters({ dropout: 0.3, outputDropout: 0.3 })],
    ["input dropout 0.5, output 0.3", hyperparameters({ dropout: 0.5, outputDropout: 0.3 })],
    ["embedding 100, dropouts 0.3", hyperparameters({ embedding: 100, dropout: 0.3, outputDropout: 0.3 })],
    ["embedding 100, units 200, dropouts 0.5", hyperparameters({ embedding: 100, units: 200, dropout: 0.5, outputDropout: 0.5 })],
    ["embedding 200, input dropout 0.5", hyperparameters({ embedding: 200, dropout: 0.5, outputDropout: 0.3 })],
  ],
  advanced: [
    ["as it was", {}],
    ["no dropout", hyperparameters(everywhere(0))],
    ["every dropout 0.1", hyperparameters(everywhere(0.1))],
    ["every dropout 0.5", hyperparameters(everywhere(0.5))],
    ["no recurrent dropout", hyperparameters({ recurrentDropout: 0 })],
    ["embedding 100", hyperparameters({ embedding: 100 })],
    ["embedding dropout 0.5", hyperparameters({ embeddingDropout: 0.5 })],
    ["learning rate 2e-3", { training: { learningRate: 2e-3 } }],
  ],
};

function searchArms(model: TunedModel): Arm[] {
  return SPACES[model].slice(0, SEARCH_BUDGET).map(([id, settings], i) =>
    arm(id, model, { settings, share: QUARTER, schedule: SMALL_DATA_SCHEDULE, quick: i < QUICK_CONFIGURATIONS }),
  );
}

export function searchId(model: TunedModel): string {
  return `search-${model}`;
}

export const searches: readonly Experiment[] = TUNED_MODELS.map((model) => ({
  id: searchId(model),
  notebook: "11",
  question: `Which of ${SEARCH_BUDGET} configurations of ${model} is best on the validation part?`,
  kind: "search",
  seeds: 1,
  arms: searchArms(model),
}));
