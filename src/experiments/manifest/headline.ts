import { MODEL_NAMES, MODEL_TITLES } from "../../models/options";
import { arm, type Experiment } from "./experiment";

export const headline: Experiment = {
  id: "headline",
  notebook: "06",
  question: "What do the models reach on whole sentences of the whole training part, and how sure is their order?",
  kind: "training",
  seeds: 5,
  arms: MODEL_NAMES.map((model) => arm(model, model, { title: MODEL_TITLES[model] })),
};
