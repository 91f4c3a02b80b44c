// %% [markdown]
// # 04 · Model 2, the small BiLSTM
//
// Model 2 (312,559 parameters at the original's vocabulary) is the one of which 99.9 % F1 was claimed. What does it reach on
// whole sentences, scored by entities, with padding left out? And what does its context buy?

// %% tags=["parameters"]
let CORPUS: string = "embedded";
let SPLIT: "reference" | "random" | "sequential" = "reference";
let PROFILE: "quick" | "full" = "quick";
let SEEDS: number = 1;

// %%
import { startBackend } from "../src/backend/choose";
import { openStudy, scoreFloors, trainModel } from "../src/experiments/study";
import { confusionMatrix } from "../src/figures/gallery/confusion-matrix";
import { entityScoresByType } from "../src/figures/gallery/entity-scores-by-type";
import { learningCurves } from "../src/figures/gallery/learning-curves";
import { summarizeModels } from "../src/models/summary";
import { showFigure, showFindings } from "../src/notebooks/present";
import { showMarkdown, showTable } from "../src/notebooks/display";
import { accuracyByWordKind, testConfusion } from "../src/reports/context-report";
import * as report from "../src/reports/model-report";

const study = await openStudy({ corpus: CORPUS, split: SPLIT, profile: PROFILE, seeds: SEEDS });
await startBackend();
showMarkdown(report.cautionOf(study));

// %% [markdown]
// ## The layers
//
// An embedding of 50, one bidirectional LSTM of 100 units a direction with recurrent dropout 0.1, and a softmax on every token.

// %%
const summaries = summarizeModels({ vocabulary: 3799, tags: 9 });
showTable(report.layerRows(summaries.find((model) => model.name === "model2")!.layers), {
  caption: "Model 2 at the original's vocabulary",
});

// %% [markdown]
// One direction reads the sentence from its first token, the other from its last; each token's features are both readings
// side by side, so a tag may depend on words before and behind it. One step of one direction, with input $x_t$ and the
// earlier state $h_{t-1}, c_{t-1}$:
//
// $$i = \sigma(W_i x_t + R_i h_{t-1} + b_i),\quad f = \sigma(W_f x_t + R_f h_{t-1} + b_f),\quad g = \tanh(W_g x_t + R_g h_{t-1} + b_g),\quad o = \sigma(W_o x_t + R_o h_{t-1} + b_o)$$
//
// $$c_t = f \odot c_{t-1} + i \odot g,\qquad h_t = o \odot \tanh(c_t)$$

// %% [markdown]
// ## Training

// %%
const records = await trainModel(study, "model2");
const floors = scoreFloors(study);
showTable(report.historyRows(records[0]!), { caption: "Seed 0, epoch by epoch" });

// %%
await showFigure(
  study.workspace,
  "04",
  learningCurves(report.learningCurveData("model2", records), {
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
    ...records.map((record) => ({ system: "Model 2", record: record })),
  ]),
  { caption: "Untruncated gold; padding counts nowhere", digits: 2 },
);

// %%
showTable(report.typeRows(records), {
  caption: "Strict scores per type, mean over seeds",
  digits: 2,
});

// %%
await showFigure(
  study.workspace,
  "04",
  entityScoresByType(report.typeScores(records), { caption: report.captionOf(study) }),
);

// %%
await showFigure(
  study.workspace,
  "04",
  confusionMatrix(testConfusion(study, records[0]!), {
    caption: `${report.captionOf(study)}, seed 0`,
  }),
);

// %% [markdown]
// ## What context buys
//
// Words of the test part that had one tag in training need little context; words with several need it; unseen words have nothing
// else. Token accuracy apart for the three, beside the look-up table:

// %%
showTable(
  accuracyByWordKind(study, [
    { title: "look-up table", record: floors["look-up"] },
    { title: "Model 2", record: records[0]! },
  ]),
  { caption: "Token accuracy by what training knew of the word", digits: 2 },
);

// %%
showTable(report.costRows(records), {
  caption: "Cost, on the machine that made the records",
  digits: 2,
});

// %% [markdown]
// ## Findings

// %%
showFindings(report.modelFindings("model2", records, floors["look-up"]));

// %% [markdown]
// ## Exercises
//
// 1. Train without the backward direction. Which types lose most, and what stands behind their entities that stands not before?
// 2. `nerbook train model2 --set hyperparameters.recurrentDropout=0.5`: does the best epoch come later?
// 3. Tag a sentence of your own with `nerbook tag` and find a word whose tag changes with its neighbors.
