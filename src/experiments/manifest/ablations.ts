import { arm, type Arm, type Experiment, type Schedule } from "./experiment";

/** A fixed quarter of the training part: enough to order settings, small enough for many of them. */
const QUARTER = 0.25;
const SEEDS = 3;
/** Less data means fewer steps an epoch, so that more epochs are needed. */
export const SMALL_DATA_SCHEDULE: Schedule = { maximumEpochs: 40, patience: 4 };

type Settings = Readonly<Record<string, unknown>>;

interface Grid {
  readonly values: readonly number[];
  /** The value that Model 2 has: that arm is the base of all grids, trained once. */
  readonly base?: number;
  readonly quick: readonly number[];
  readonly settings: (value: number) => Settings;
  readonly share?: number;
}

function gridArms({ values, base, quick, settings, share = QUARTER }: Grid): Arm[] {
  const schedule = share < 1 ? SMALL_DATA_SCHEDULE : {};
  return values.map((value) =>
    arm(String(value), "model2", { share, schedule, value, settings: value === base ? {} : settings(value), quick: quick.includes(value) }),
  );
}

function ablation(id: string, notebook: string, question: string, arms: readonly Arm[]): Experiment {
  return { id, notebook, question, kind: "training", seeds: SEEDS, arms };
}

function padded(length: number): Settings {
  return { training: { batching: { kind: "padded", length, countPadding: false } } };
}

function bucketed(share: number): Arm {
  return arm("bucketed", "model2", { share, schedule: share < 1 ? SMALL_DATA_SCHEDULE : {}, quick: share < 1 });
}

const lengths: Grid = { values: [10, 20, 25, 35, 50, 75, 104], quick: [10, 25, 50], settings: padded };
const embeddings: Grid = {
  values: [8, 25, 50, 100, 200, 300], base: 50, quick: [8, 50, 100], settings: (embedding) => ({ hyperparameters: { embedding } }),
};

/** Share of the training part, for the learning curves. */
const SHARES = [0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1];
const QUICK_SHARES: readonly number[] = [0.05, 0.25, 1];

function curve(model: "model2" | "baseline-per-token"): Arm[] {
  return SHARES.map((share) =>
    arm(`${model} ${share}`, model, {
      title: `${100 * share} %`, share, value: share, schedule: share < 1 ? SMALL_DATA_SCHEDULE : {}, quick: QUICK_SHARES.includes(share),
    }),
  );
}

export const ablations: readonly Experiment[] = [
  ablation("sequence-length", "08", "How long must a padded sentence be, and what does cutting cost?", [...gridArms(lengths), bucketed(QUARTER)]),
  ablation("sequence-length-full", "08", "Does the answer hold on the whole training part?", [
    ...gridArms({ ...lengths, values: [10, 25, 50, 75], quick: [], share: 1 }), bucketed(1),
  ]),
  ablation("embedding", "10", "How wide must an embedding be?", gridArms(embeddings)),
  ablation("embedding-full", "10", "Does the answer hold on the whole training part?", gridArms({
    ...embeddings, values: [8, 25, 50, 100, 200], quick: [], share: 1,
  })),
  ablation("units", "10", "How many units does the BiLSTM need?", gridArms({
    values: [25, 50, 100, 200], base: 100, quick: [25, 100], settings: (units) => ({ hyperparameters: { units } }),
  })),
  ablation("input-dropout", "10", "Does dropout on the embedded words help?", gridArms({
    values: [0, 0.1, 0.3, 0.5], base: 0, quick: [0, 0.3], settings: (dropout) => ({ hyperparameters: { dropout } }),
  })),
  ablation("output-dropout", "10", "Does dropout before the softmax help?", gridArms({
    values: [0, 0.1, 0.3, 0.5], base: 0, quick: [0, 0.3], settings: (outputDropout) => ({ hyperparameters: { outputDropout } }),
  })),
  ablation("recurrent-dropout", "10", "Does dropout on the hidden state help?", gridArms({
    values: [0, 0.1, 0.3, 0.5], base: 0.1, quick: [0.1, 0.3], settings: (recurrentDropout) => ({ hyperparameters: { recurrentDropout } }),
  })),
  ablation("weight-decay", "10", "Does weight decay help?", gridArms({
    values: [0, 0.01, 0.1, 1], base: 0, quick: [0, 0.1], settings: (weightDecay) => ({ training: { weightDecay } }),
  })),
  ablation("learning-curve", "10", "What do more training sentences bring?", [...curve("model2"), ...curve("baseline-per-token")]),
];
