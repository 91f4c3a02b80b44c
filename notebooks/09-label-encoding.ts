// %% [markdown]
// # 09 · Does the encoding of the labels matter?
//
// The starting documents call categorical (one-hot) labels "crucial": the run that used them reported 99.9 %, two runs with sparse
// labels (class ids) reported less. Are the two encodings two learning problems, or two spellings of one? What do they cost, and
// what else was different in that comparison?

// %% tags=["parameters"]
let CORPUS: string = "embedded";
let SPLIT: "reference" | "random" | "sequential" = "reference";
let PROFILE: "quick" | "full" = "quick";
let SEEDS: number = 1;

// %%
import { startBackend } from "../src/backend/choose";
import { runExperiment } from "../src/experiments/run-experiment";
import { openStudy } from "../src/experiments/study";
import { labelCurves } from "../src/figures/gallery/label-curves";
import { reportedAccuracy } from "../src/figures/gallery/reported-accuracy";
import { showFigure, showFindings } from "../src/notebooks/present";
import { showMarkdown, showTable } from "../src/notebooks/display";
import { labelCase } from "../src/reports/label-case";
import * as costs from "../src/reports/label-cost-report";
import * as curves from "../src/reports/label-curves-report";
import * as report from "../src/reports/label-encoding-report";
import * as losses from "../src/reports/label-loss-report";
import * as protocol from "../src/reports/label-protocol-report";
import * as shapes from "../src/reports/label-shape-report";
import { captionOf, cautionOf } from "../src/reports/model-report";

const study = await openStudy({ corpus: CORPUS, split: SPLIT, profile: PROFILE, seeds: SEEDS });
await startBackend();
showMarkdown(cautionOf(study));

// %% [markdown]
// ## Two spellings of one label
//
// A sparse label is the tag's id. A categorical one is a row with a number for every tag: 1 at the id, 0 elsewhere. Each can be had
// from the other, so neither can hold more than the other.

// %%
const small = labelCase(study, { sentences: 300, epochs: 6 });
showTable(report.spellingRows(small.tags), { caption: `The tags of ${small.sentences} training sentences` });

// %% [markdown]
// ## The same weights, the same batch
//
// Cross-entropy is −log of the probability that the model gives the right tag. With an id, that probability is picked out; with a
// one-hot row, all log probabilities are multiplied by the row and added up, and all but one of the products are 0. The gradient by
// the logits is softmax − one-hot either way. A small Model 2 with fixed initial weights, one batch with padding in it, through tfjs
// layer by layer: first the loss of this project, then the two losses that tf.layers has by these names.

// %%
const measured = await losses.measureLosses(small);
showTable(losses.lossRows(measured), { caption: `One batch of ${small.batch.rows} sentences, initial weights` });

// %% [markdown]
// ## The same curves
//
// The small model trained three times, layer by layer: with each encoding from seed 0, and once more from seed 1, to see what a
// difference looks like that is one.

// %%
const runs = await curves.trainBoth(small);
showTable(curves.curveRows(runs), { caption: "Epoch by epoch", digits: 2 });

// %%
showTable(curves.gapRows(runs), { caption: "Largest difference in any epoch, by what was changed" });

// %%
await showFigure(
  study.workspace,
  "09",
  labelCurves(curves.curveData(runs), { caption: `a small Model 2 on ${small.sentences} training sentences` }),
);

// %% [markdown]
// The untrained model takes all tags for about equally probable, which is an easy place to agree. The comparison once more, with the
// weights of the first training's best epoch:

// %%
const afterwards = await losses.measureLosses(small, runs[0].weights);
showTable(losses.lossRows(afterwards), { caption: "The same batch, trained weights" });

// %% [markdown]
// ## Memory
//
// An id and a number of a one-hot row take 4 bytes each, so the ratio is the number of tags. The whole training part is padded to
// 75 tokens in the last row, as the original's.

// %%
const bytes = costs.labelBytes(study, small, 75);
showTable(costs.bytesRows(bytes), { caption: "Label memory", digits: 2 });

// %% [markdown]
// ## Time
//
// Making the labels of the batch (up to the tensor), and a training step on it; the works take turns, so that whatever else the
// machine does falls on each alike. tfjs's sparse loss makes one-hot rows of the ids itself, and so does the loss here. Whole steps
// of the kernels take ids and make no rows. All times are of the machine that ran this notebook.

// %%
const timings = costs.timeLabels(small);
showTable(costs.timingRows(timings), { caption: "Milliseconds" });

// %% [markdown]
// ## The shape trap
//
// What does make a difference is handing over the wrong shape. Keras takes sparse labels `[batch, time]` of whole numbers; tf.layers
// wants a third dimension of one, and 32-bit fractions in it. Where a model checks shapes, a confusion of ids and rows is an error;
// where nothing checks them, ids spread over all tags, and a wrong number comes out without a word.

// %%
const answers = shapes.tryShapes(small);
showTable(shapes.shapeRows(answers), { caption: "The same labels in other shapes" });

// %% [markdown]
// ## What differed in the original comparison
//
// Three runs, as their protocols were. The encoding changed together with the length, and with what was counted:

// %%
showTable(protocol.protocolRows(study), { caption: "The three original runs" });

// %% [markdown]
// The same runs on this corpus, read as the original read it (one word a sentence, split at random by the seed), and two of them
// with the protocols exchanged. A run that was padded to 75 counts all padding behind a word as right or wrong, in training and in its
// score. Whole steps take ids under both encodings, which is no loss: the gradients are the same.

// %%
const legacy = protocol.protocolRuns(await runExperiment(study, "legacy"));
const swapped = protocol.protocolRuns(await runExperiment(study, "legacy-swapped"));
showTable(protocol.runRows([...legacy, ...swapped]), {
  caption: "Test parts of one word a sentence, mean ± standard deviation over seeds",
  digits: 2,
});

// %%
await showFigure(
  study.workspace,
  "09",
  reportedAccuracy(protocol.countedData(legacy, swapped), {
    caption: captionOf(study, "first words of the test part"),
  }),
);

// %% [markdown]
// Model 2 with categorical labels at 75 against Model 2 with sparse labels at 1, seed by seed on the same words:

// %%
const pair = protocol.encodingPair(study, legacy, swapped);
showTable(protocol.pairRows(pair), {
  caption: "Categorical minus sparse; interval over the words of one test part, normal approximation",
});

// %% [markdown]
// ## Findings

// %%
showFindings([
  ...report.lossFindings(measured, afterwards),
  ...report.curveFindings(curves.curveGap(runs[0], runs[1]), curves.curveGap(runs[0], runs[2])),
  ...report.bytesFindings(bytes, small.tags.length),
  ...report.timingFindings(timings),
  ...shapes.shapeFindings(answers),
  ...report.protocolFindings(pair, swapped),
]);

// %% [markdown]
// ## Exercises
//
// 1. Set `sentences: 600, epochs: 10` in `labelCase`. Do the curves still coincide, and does the ratio of memory change?
// 2. Change 75 in `labelBytes` to 25. Which rows change, and why does the ratio not?
// 3. Plot only the two encodings: `curves.curveData(runs.slice(0, 2))`. What is left to see?
// 4. A softmax over 50,000 words has the same two encodings. How large would one batch of one-hot rows be there?
// 5. Draw the exchanged runs alone: `protocol.countedData([], swapped)`. Which ranking of Baseline and Model 2 would they have
//    published, and which encoding would have been called crucial?
