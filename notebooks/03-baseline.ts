// %% [markdown]
// # 03 · The feed-forward Baseline
//
// The Baseline (401,669 parameters at the original's vocabulary) was scored on one-token "sentences". What happens on whole
// ones? This notebook shows what *per-token output* means, why the model as it was built cannot tag a sentence, and what the
// same layers reach when each token is tagged for itself.

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
import { summarizeModels } from "../src/models/summary";
import { showFigure, showFindings } from "../src/notebooks/present";
import { showMarkdown, showTable } from "../src/notebooks/display";
import * as report from "../src/reports/model-report";
import { distinctTagRows } from "../src/reports/pooling-report";

const study = await openStudy({ corpus: CORPUS, split: SPLIT, profile: PROFILE, seeds: SEEDS });
await startBackend();
showMarkdown(report.cautionOf(study));

// %% [markdown]
// ## The layers
//
// At vocabulary 3,799 and 9 tags, the sizes of the original run, the count is exact.

// %%
const summaries = summarizeModels({ vocabulary: 3799, tags: 9 });
showTable(report.layerRows(summaries.find((model) => model.name === "baseline")!.layers), {
  caption: "The Baseline as built",
});

// %% [markdown]
// ## Per-token output
//
// "TimeDistributed" means: the same dense layer, with the same weights, on every token. Applied to a whole sentence or to each
// token alone, it gives the same numbers.

// %%
const dense = tf.layers.dense({
  units: 3,
  kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }),
});
const sentence = tf.randomNormal([1, 4, 5], 0, 1, "float32", 3) as tf.Tensor3D;
const together = dense.apply(sentence) as tf.Tensor3D;
const apart = tf.stack(
  [0, 1, 2, 3].map((t) =>
    (dense.apply(sentence.slice([0, t, 0], [1, 1, 5]).reshape([1, 5])) as tf.Tensor2D).reshape([3]),
  ),
);
showMarkdown(
  `Sentence \`[${sentence.shape}]\` in, \`[${together.shape}]\` out. Largest difference between the sentence at once and its tokens one by one: **${together.reshape([4, 3]).sub(apart).abs().max().dataSync()[0]}**`,
);

// %% [markdown]
// ## Why pooling cannot tag
//
// The model as built takes the maximum over all tokens and repeats the result for each of them. Whatever its weights, every
// token of a sentence gets the same tag. Three untrained models of either kind, on one sentence of twelve different words:

// %%
const distinct = distinctTagRows([1, 2, 3], 12);
showTable(distinct, { caption: "Distinct tags within one sentence" });

// %% [markdown]
// At length 1 the maximum over one token is that token: the fault was there and could not be seen.

// %% [markdown]
// ## Training both
//
// Same data, same batches, padding masked, the best epoch chosen on the validation part.

// %%
const asBuilt = await trainModel(study, "baseline");
const perToken = await trainModel(study, "baseline-per-token");
const floors = scoreFloors(study);

// %%
await showFigure(
  study.workspace,
  "03-as-built",
  learningCurves(report.learningCurveData("baseline", asBuilt), {
    caption: report.captionOf(study, "training and validation part"),
  }),
);

// %%
await showFigure(
  study.workspace,
  "03-per-token",
  learningCurves(report.learningCurveData("baseline-per-token", perToken), {
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
    ...asBuilt.map((record) => ({ system: "Baseline (as built)", record: record })),
    ...perToken.map((record) => ({ system: "Baseline (per token)", record: record })),
  ]),
  { caption: "Untruncated gold; padding counts nowhere", digits: 2 },
);

// %%
await showFigure(
  study.workspace,
  "03-per-token",
  entityScoresByType(report.typeScores(perToken), { caption: report.captionOf(study) }),
);

// %%
showTable(report.costRows([...asBuilt, ...perToken]), {
  caption: "Cost, on the machine that made the records",
  digits: 2,
});

// %% [markdown]
// ## Findings

// %%
showFindings([
  ...report.modelFindings("baseline-per-token", perToken, floors["look-up"]),
  ...report.modelFindings("baseline", asBuilt, floors["look-up"]).slice(0, 1),
  report.pooledFinding(asBuilt, floors["all-O"]),
]);

// %% [markdown]
// ## Exercises
//
// 1. The per-token Baseline sees one word at a time, as the look-up table does. Why can it differ from the table at all?
// 2. Replace the maximum by a mean in `src/layers/pooling.ts`. Does any pooling over the sentence help?
// 3. Give the per-token model the word before and after as well. How far does it come towards Model 2?
