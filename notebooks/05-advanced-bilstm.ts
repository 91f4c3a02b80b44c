// %% [markdown]
// # 05 · The Advanced BiLSTM
//
// Two stacked BiLSTMs, a wider embedding, dropout everywhere: 1,278,721 parameters at the original's vocabulary, four times
// Model 2's. It was described as "with attention"; the model that was built has none. Does the size pay on whole sentences?

// %% tags=["parameters"]
let CORPUS: string = "embedded";
let SPLIT: "reference" | "random" | "sequential" = "reference";
let PROFILE: "quick" | "full" = "quick";
let SEEDS: number = 1;

// %%
import * as tf from "@tensorflow/tfjs";
import { startBackend } from "../src/backend/choose";
import { openStudy, scoreFloors, trainModel } from "../src/experiments/study";
import { entityScoresByType } from "../src/figures/gallery/entity-scores-by-type";
import { learningCurves } from "../src/figures/gallery/learning-curves";
import { SeededDropout } from "../src/layers/seeded-dropout";
import { summarizeModels } from "../src/models/summary";
import { showFigure, showFindings } from "../src/notebooks/present";
import { showMarkdown, showTable } from "../src/notebooks/display";
import { accuracyByWordKind } from "../src/reports/context-report";
import * as report from "../src/reports/model-report";

const study = await openStudy({ corpus: CORPUS, split: SPLIT, profile: PROFILE, seeds: SEEDS });
await startBackend();
showMarkdown(report.cautionOf(study));

// %% [markdown]
// ## The layers

// %%
const summaries = summarizeModels({ vocabulary: 3799, tags: 9 });
showTable(report.layerRows(summaries.find((model) => model.name === "advanced")!.layers), {
  caption: "The Advanced model at the original's vocabulary",
});

// %% [markdown]
// Most of a model's parameters are its embedding; what computes is the rest.

// %%
showTable(
  summaries.map((model) => {
    const embedding = model.layers.find((layer) => layer.kind === "Embedding")!.parameters;
    return {
      model: model.name,
      parameters: model.parameters,
      embedding: embedding,
      "everything else": model.parameters - embedding,
      "embedding %": (100 * embedding) / model.parameters,
    };
  }),
  { caption: "Where the parameters are", digits: 1 },
);

// %% [markdown]
// ## Dropout
//
// Each training step draws new masks from (seed, layer, step); a mask is scaled by 1 ÷ (1 − rate), so the expected value stays.
// In use nothing is dropped. A row of ones through dropout at rate 0.3, at two steps:

// %%
const dropout = new SeededDropout({ name: "shown", rate: 0.3, seed: 5 });
const ones = tf.ones([1, 12]);
const masks = ([1, 2] as const).map((step) => {
  dropout.masks.step = step;
  const values = (dropout.call(ones, { training: true }) as tf.Tensor).dataSync();
  return { step: step, values: [...values].map((value) => value.toFixed(2)).join("  ") };
});
showTable(masks, { caption: "Two steps, two masks" });

// %% [markdown]
// ## Training

// %%
const records = await trainModel(study, "advanced");
const model2 = await trainModel(study, "model2");
const floors = scoreFloors(study);
showTable(report.historyRows(records[0]!), { caption: "Seed 0, epoch by epoch" });

// %%
await showFigure(
  study.workspace,
  "05",
  learningCurves(report.learningCurveData("advanced", records), {
    caption: report.captionOf(study, "training and validation part"),
  }),
);

// %% [markdown]
// ## Scores on the test part

// %%
showTable(
  report.scoreRows([
    { system: "All O", record: floors["all-O"] },
    { system: "Look-up table", record: floors["look-up"] },
    ...model2.map((record) => ({ system: "Model 2", record: record })),
    ...records.map((record) => ({ system: "Advanced", record: record })),
  ]),
  { caption: "Untruncated gold; padding counts nowhere", digits: 2 },
);

// %%
await showFigure(
  study.workspace,
  "05",
  entityScoresByType(report.typeScores(records), { caption: report.captionOf(study) }),
);

// %%
showTable(
  accuracyByWordKind(study, [
    { title: "look-up table", record: floors["look-up"] },
    { title: "Model 2", record: model2[0]! },
    { title: "Advanced", record: records[0]! },
  ]),
  { caption: "Token accuracy by what training knew of the word", digits: 2 },
);

// %%
showTable(report.costRows([...model2, ...records]), {
  caption: "Cost: Model 2 first, then Advanced",
  digits: 2,
});

// %% [markdown]
// ## Findings

// %%
showFindings(report.modelFindings("advanced", records, floors["look-up"]));

// %% [markdown]
// ## Exercises
//
// 1. Train it with `--set hyperparameters.lstmDropout=0` and the other dropouts 0 too. Was it over-regularized, or under-trained?
// 2. Give Model 2 an embedding of 200. How much of the difference between the two is the embedding's?
// 3. Stop both models after the same number of seconds instead of epochs. Which one would you choose?
