import { SMALL_DATA_SCHEDULE } from "./ablations";
import { arm, type Arm, type Experiment, type Schedule } from "./experiment";

type Settings = Readonly<Record<string, unknown>>;

/** The original knew every word and tag of all parts. */
const ALL_WORDS: Settings = { minimumCount: 1, over: "all parts" };

interface Original {
  readonly title: string;
  /** Epochs and patience of the original training. */
  readonly schedule: Schedule;
}

const ORIGINALS: { readonly [model in "baseline" | "model2" | "advanced"]: Original } = {
  baseline: { title: "Baseline", schedule: { maximumEpochs: 30, patience: 10, plateau: null } },
  model2: { title: "Model 2", schedule: { maximumEpochs: 10, patience: 10, plateau: null } },
  advanced: { title: "Advanced", schedule: { maximumEpochs: 50, patience: 15, plateau: { factor: 0.5, patience: 5 } } },
};

/** Padding to 75 tokens, read by an unmasked model and counted as O in loss and score. */
const PADDED_75: Settings = {
  vocabulary: ALL_WORDS,
  hyperparameters: { masked: false },
  training: { labelEncoding: "categorical", batching: { kind: "padded", length: 75, countPadding: true } },
};
const ONE_TOKEN: Settings = {
  vocabulary: ALL_WORDS,
  training: { batching: { kind: "padded", length: 1, countPadding: false } },
};

/** A model on the one-token corpus, trained for as long as it was then. */
function onOneToken(model: keyof typeof ORIGINALS, protocol: string, settings: Settings): Arm {
  const { title, schedule } = ORIGINALS[model];
  return arm(model, model, { title: `${title}, ${protocol}`, data: "legacy", settings, schedule });
}

function paddedTo75(model: keyof typeof ORIGINALS): Arm {
  return onOneToken(model, "padded to 75", PADDED_75);
}

function ofLength1(model: keyof typeof ORIGINALS): Arm {
  return onOneToken(model, "length 1", ONE_TOKEN);
}

const asItWas: Experiment = {
  id: "legacy",
  notebook: "12",
  question: "What do the three models reach on the one-token corpus, trained and scored as they were?",
  kind: "training",
  seeds: 5,
  arms: [ofLength1("baseline"), paddedTo75("model2"), ofLength1("advanced")],
};

const swapped: Experiment = {
  id: "legacy-swapped",
  notebook: "12",
  question: "What becomes of the ranking when the Baseline is padded and Model 2 is not?",
  kind: "training",
  seeds: 5,
  arms: [paddedTo75("baseline"), ofLength1("model2")],
};

const ladder: Experiment = {
  id: "ladder",
  notebook: "12",
  question: "What becomes of 99.9 % when one thing is put right at a time?",
  kind: "training",
  seeds: 3,
  arms: [
    arm("whole-sentences", "model2", { title: "whole sentences", data: "whole", settings: PADDED_75, schedule: ORIGINALS.model2.schedule }),
    arm("early-stopping", "model2", { title: "early stopping", data: "whole", settings: PADDED_75 }),
    arm("one-length", "model2", { title: "no padding in training", data: "whole", settings: { vocabulary: ALL_WORDS } }),
    arm("training-vocabulary", "model2", { title: "words of the training part", data: "whole", settings: { vocabulary: { minimumCount: 1 } } }),
    arm("minimum-count", "model2", { title: "words seen once unknown", data: "whole" }),
    arm("distinct", "model2", { title: "duplicates in one part", data: "distinct" }),
    arm("shares", "model2", { title: "70/15/15 at random", data: "redrawn" }),
  ],
};

const attention: Experiment = {
  id: "attention",
  notebook: "12",
  question: "What would the attention have brought that was described and not built?",
  kind: "training",
  seeds: 3,
  arms: [
    arm("without", "advanced", { title: "as built", share: 0.25, schedule: SMALL_DATA_SCHEDULE }),
    arm("with", "advanced", { title: "with attention", share: 0.25, schedule: SMALL_DATA_SCHEDULE, settings: { hyperparameters: { attention: true } } }),
  ],
};

export const audit: readonly Experiment[] = [asItWas, swapped, ladder, attention];
