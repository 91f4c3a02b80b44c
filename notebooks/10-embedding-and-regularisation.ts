// %% [markdown]
// # 10 · Embedding, units, regularization and the amount of data
//
// Model 2 came with an embedding of 50, 100 units, a little recurrent dropout and no other regularization; nobody said why. One
// setting at a time is varied here, all else equal. Which of them matter, which values would validation choose, is the test part of
// the same opinion, and would more sentences do more than any of them?

// %% tags=["parameters"]
let CORPUS: string = "embedded";
let SPLIT: "reference" | "random" | "sequential" = "reference";
let PROFILE: "quick" | "full" = "quick";
let SEEDS: number = 1;

// %%
import { startBackend } from "../src/backend/choose";
import { openStudy } from "../src/experiments/study";
import { gridScores } from "../src/figures/gallery/grid-scores";
import { trainingSize } from "../src/figures/gallery/training-size";
import { showFigure, showFindings } from "../src/notebooks/present";
import { showMarkdown, showTable } from "../src/notebooks/display";
import * as choosing from "../src/reports/ablation-choice";
import { gridScoresData } from "../src/reports/ablation-figure";
import * as running from "../src/reports/ablation-grids";
import * as ablation from "../src/reports/ablation-report";
import * as law from "../src/reports/curve-law";
import * as dropping from "../src/reports/dropout-report";
import * as agreeing from "../src/reports/grid-agreement";
import * as curves from "../src/reports/learning-curve-report";
import { captionOf, cautionOf } from "../src/reports/model-report";
import * as decay from "../src/reports/weight-decay-report";

const study = await openStudy({ corpus: CORPUS, split: SPLIT, profile: PROFILE, seeds: SEEDS });
await startBackend();
showMarkdown(cautionOf(study));

// %% [markdown]
// ## How to read a grid
//
// Every arm is Model 2 with one setting changed, trained on one fixed quarter of the training part, the same sentences for all arms
// and seeds, and scored on the whole validation and test parts. The arm that changes nothing is the *base* of every grid.
//
// - **Validation chooses, the test part reports.** The mark *chosen* stands at the value with the best mean strict F1 on validation.
//   That mean flatters its value twice: it is the best of the grid, and each training's weights are already those of its best epoch.
// - **Differences are paired.** An arm and the base are scored on the same 2,000 resamples of the test sentences; the interval is that
//   of the difference, much narrower than those of the two scores, and "with seeds" draws the seeds as well.
// - **Many questions, one family.** The p values (approximate randomization) of a grid are adjusted by Holm's method. A value is *better*
//   or *worse* only where the adjusted p is at most 0.05 and no interval of the difference holds 0.

// %% [markdown]
// ## Embedding dimension
//
// Most of Model 2's parameters are its embedding: a row a word. A wider row can tell more words apart; the rows of rare words see few
// gradients, however wide they are.

// %%
const embedding = await running.runGrid(study, "embedding");
showTable(ablation.gridRows(embedding), { caption: "Embedding dimension", digits: 2 });
showMarkdown(ablation.gridNote(embedding));

// %% [markdown]
// How the trainings went, means over seeds. Records hold no loss on validation; what they hold of overfitting is the training loss
// that goes on falling while validation F1 falls again behind its best epoch. Processor seconds hardly depend on what else the machine
// did.

// %%
showTable(ablation.trainingRows(embedding), { caption: "Embedding dimension: training", digits: 3 });

// %% [markdown]
// The same on the whole training part:

// %%
const wholeEmbedding = await running.runGrid(study, "embedding-full");
if (wholeEmbedding.base) {
  showTable(ablation.gridRows(wholeEmbedding), {
    caption: "Embedding dimension, whole training part",
    digits: 2,
  });
}
showMarkdown(ablation.gridNote(wholeEmbedding));

// %%
if (wholeEmbedding.base) {
  showTable(ablation.trainingRows(wholeEmbedding), {
    caption: "Embedding dimension, whole training part: training",
    digits: 3,
  });
}

// %% [markdown]
// ## Units
//
// The hidden size of each direction. Its matrices grow with the square of it, and with them the work a token.

// %%
const units = await running.runGrid(study, "units");
showTable(ablation.gridRows(units), { caption: "Units", digits: 2 });
showMarkdown(ablation.gridNote(units));

// %%
showTable(ablation.trainingRows(units), { caption: "Units: training", digits: 3 });

// %% [markdown]
// All panels of a figure have one scale of F1. Bars are intervals of the difference to the base, hung at the base's level (dashed): a
// thick bar that crosses the dashed line may be no difference at all.

// %%
await showFigure(
  study.workspace,
  "10-sizes",
  gridScores(
    gridScoresData("Strict F1 by embedding dimension and units", [
      [embedding, wholeEmbedding],
      [units],
    ]),
    { caption: captionOf(study) },
  ),
);

// %% [markdown]
// ## What each dropout drops
//
// Three dropouts, three places. Two sentences of three tokens with twelve values a token go through a BiLSTM of twelve units while it
// trains; 1 is a value that counts, a dot one that is dropped. The patterns are not drawn for the table: they are read off the layers,
// by which values have a gradient.
//
// **Input dropout** hides values of the embedded words from the BiLSTM: one mask a sentence, the same at all of its tokens and for both
// directions, as Gal and Ghahramani (2016) derive it from one draw of the weights a sequence.

// %%
const inputMasks = dropping.inputDropout(0.3);
showTable(dropping.dropoutRows(inputMasks), { caption: "Input dropout 0.3: values that the BiLSTM reads" });

// %% [markdown]
// **Recurrent dropout** hides units of the hidden state from the next step, again with one mask a sentence, another one for each
// direction. With a fresh mask at every token, no unit could be counted on from one step to the next. The cell state is never dropped,
// and what leaves the layer is whole.

// %%
const recurrentMasks = dropping.recurrentDropout(0.3);
showTable(dropping.dropoutRows(recurrentMasks), {
  caption: "Recurrent dropout 0.3: units that the next step hears of",
});
showMarkdown(`Of the layer's outputs, ${dropping.droppedOutputs(0.3)} are zero under it.`);

// %% [markdown]
// **Output dropout** stands between the BiLSTM and the softmax. Nothing is carried on from there, so each value of each token is drawn
// on its own.

// %%
const outputMasks = dropping.outputDropout(0.3);
showTable(dropping.dropoutRows(outputMasks), { caption: "Output dropout 0.3: values that the softmax reads" });

// %%
const masks = dropping.maskRows({ input: inputMasks, recurrent: recurrentMasks, output: outputMasks });
showTable(masks, {
  caption: "Different masks in the first and in the second sentence; recurrent dropout has two directions",
});

// %% [markdown]
// ## Input dropout

// %%
const inputDropout = await running.runGrid(study, "input-dropout");
showTable(ablation.gridRows(inputDropout), { caption: "Input dropout", digits: 2 });
showMarkdown(ablation.gridNote(inputDropout));

// %% [markdown]
// The training loss is measured with dropout on: a higher one at a higher rate says that the task was made harder, not that less was
// learned.

// %%
showTable(ablation.trainingRows(inputDropout), { caption: "Input dropout: training", digits: 3 });

// %% [markdown]
// ## Output dropout

// %%
const outputDropout = await running.runGrid(study, "output-dropout");
showTable(ablation.gridRows(outputDropout), { caption: "Output dropout", digits: 2 });
showMarkdown(ablation.gridNote(outputDropout));

// %%
showTable(ablation.trainingRows(outputDropout), { caption: "Output dropout: training", digits: 3 });

// %% [markdown]
// ## Recurrent dropout
//
// The only regularization that Model 2 came with; its base is therefore not 0.

// %%
const recurrentDropout = await running.runGrid(study, "recurrent-dropout");
showTable(ablation.gridRows(recurrentDropout), { caption: "Recurrent dropout", digits: 2 });
showMarkdown(ablation.gridNote(recurrentDropout));

// %%
showTable(ablation.trainingRows(recurrentDropout), { caption: "Recurrent dropout: training", digits: 3 });

// %% [markdown]
// ## Weight decay
//
// Decoupled, as in AdamW (Loshchilov and Hutter 2019): each step first multiplies every weight by 1 − learning rate × decay, then takes
// Adam's step. Added to the loss instead, the decay would pass through Adam's division by the gradient's size, and weights with large
// gradients would hardly feel it.
//
// It acts at every step, a word's gradient only where the word occurs. So it weighs most on the rows of rare words. Five words with
// one weight each, whose loss pulls them to 1:

// %%
showTable(decay.decayDemonstrationRows([0, 0.1, 1, 10]), {
  caption: `After ${decay.DEMONSTRATION.steps} steps at learning rate ${decay.DEMONSTRATION.learningRate}`,
  digits: 4,
});

// %%
const weightDecay = await running.runGrid(study, "weight-decay");
showTable(decay.keptRows(weightDecay.arms.map((arm) => arm.records[0]!)), {
  caption: "What decay alone leaves of a weight without a gradient, seed 0",
  digits: 4,
});

// %% [markdown]
// And how many of the known words are rare in these sentences:

// %%
showTable(weightDecay.base ? decay.rareWordRows(study, weightDecay.base.records[0]!) : [], {
  caption: "Known words by how often the sample holds them",
  digits: 2,
});

// %%
showTable(ablation.gridRows(weightDecay), { caption: "Weight decay", digits: 2 });
showMarkdown(ablation.gridNote(weightDecay));

// %%
showTable(ablation.trainingRows(weightDecay), { caption: "Weight decay: training", digits: 3 });

// %%
await showFigure(
  study.workspace,
  "10-regularization",
  gridScores(
    gridScoresData("Strict F1 by dropout and weight decay", [
      [inputDropout],
      [outputDropout],
      [recurrentDropout],
      [weightDecay],
    ]),
    { caption: captionOf(study) },
  ),
);

// %% [markdown]
// ## What validation chooses, and what the test part says of it
//
// The last two columns are hindsight: nobody may choose by the test part, for then it would no longer be one. What the choice gained on
// validation is more than it can be trusted for; the test part's gain is the honest one.

// %%
const grids = [embedding, units, inputDropout, outputDropout, recurrentDropout, weightDecay];
showTable(choosing.choiceRows(choosing.choicesOf(grids)), {
  caption: "Chosen minus base",
  digits: 2,
});

// %% [markdown]
// A setting matters if its values move the score further than another seed does:

// %%
showTable(choosing.effectRows(grids), { caption: "Effects beside the noise of seeds", digits: 2 });

// %% [markdown]
// ## Does the order on a quarter hold on the whole?
//
// An ablation on part of the data is worth something only if it orders values as the whole would.

// %%
const agreement = agreeing.agreementOf(embedding, wholeEmbedding);
if (agreement) {
  showTable(agreeing.agreementRows(agreement), {
    caption: "Embedding dimension on a quarter and on the whole training part",
    digits: 2,
  });
}
showMarkdown(agreeing.agreementSentence(agreement));

// %% [markdown]
// ## Learning curves
//
// Model 2, the per-token Baseline and the look-up table on growing samples, each part of the next. A smaller sample also knows fewer
// words: those that it holds less than twice are UNK to the models, and the look-up table knows only what it has seen.

// %%
const curve = await curves.runCurve(study);
showTable(curves.curveRows(curve), { caption: "Strict F1 on the test part, by training sentences", digits: 2 });
if (curve.leftOut.length > 0) showMarkdown(curves.leftOutNote(curve));

// %%
showTable(curves.curveTrainingRows(curve), { caption: "Model 2: training", digits: 1 });

// %% [markdown]
// Model 2 against the two others at every size, all of these pairs as one family:

// %%
showTable(curves.curvePairRows(curve), { caption: "Strict F1 of the first minus the second", digits: 2 });

// %% [markdown]
// The error 1 − F1 often falls as a power of the amount of data (Hestness and others 2017): a line on two logarithmic axes. The line is
// fitted by least squares; its exponent's interval leaves out one size at a time (jackknife), and holds the sizes' noise and their
// departure from a line alike. What it says beyond the largest size is extrapolated. One check of that is at hand: fitted without the
// largest size, what does it foretell for it?

// %%
const laws = law.lawsOf(curve);
if (laws.length > 0) {
  showTable(law.lawRows(laws), { caption: "error = scale × sentences ^ exponent", digits: 2 });
}

// %%
await showFigure(
  study.workspace,
  "10",
  trainingSize(law.curveFigureData(curve, laws), { caption: captionOf(study) }),
);

// %% [markdown]
// ## Findings

// %%
showFindings([
  ...choosing.ablationFindings(grids),
  agreeing.agreementSentence(agreement),
  ...law.curveFindings(curve),
]);

// %% [markdown]
// ## Exercises
//
// 1. Take the chosen value of every grid at once. Is the result the sum of the gains? Why might it be less, and why might a wider
//    embedding need more dropout than a narrow one?
// 2. A grid of six values has five comparisons with its base. How small must an unadjusted p be for Holm's smallest to stay below 0.05?
//    And how many seeds would make a gain as large as one seed's deviation visible?
// 3. At rate 0.3, how likely is it that a unit is heard at ten steps in a row, with one mask a sentence and with a fresh one a token?
//    Which of the two is more like a smaller network, and which is more like noise?
// 4. Which words does weight decay pull to the origin, and what does the model read there? Compare with `training.lazyEmbedding`.
// 5. Fit the law to the upper half of the sizes only. Does the exponent stay? What would a floor of the error (label noise, notebook
//    07) do to the extrapolation?
