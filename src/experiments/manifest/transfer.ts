import { SMALL_DATA_SCHEDULE } from "./ablations";
import { arm, type Experiment } from "./experiment";

export const transfer: Experiment = {
  id: "other-corpus",
  notebook: "13",
  question: "What does a model reach on another corpus when it is trained there?",
  kind: "training",
  seeds: 5,
  arms: [arm("model2", "model2", { title: "Model 2, trained there", data: "other", schedule: SMALL_DATA_SCHEDULE })],
};
