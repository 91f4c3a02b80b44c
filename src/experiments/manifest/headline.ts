import { MODEL_NAMES, MODEL_TITLES } from "../../models/options";
import { arm, type Experiment } from "./experiment";

/** What a split in file order keeps apart, a random one puts on both sides. */
export const randomSplit: Experiment = {
  id: "random-split",
  notebook: "07",
  question: "How much of a score comes from neighboring sentences when the split is drawn at random?",
  kind: "training",
  seeds: 5,
  arms: [arm("model2", "model2", { title: MODEL_TITLES.model2, data: "random" })],
};

export const headline: Experiment = {
  id: "headline",
  notebook: "06",
  question: "What do the models reach on whole sentences of the whole training part, and how sure is their order?",
  kind: "training",
  seeds: 5,
  arms: MODEL_NAMES.map((model) => arm(model, model, { title: MODEL_TITLES[model] })),
};
