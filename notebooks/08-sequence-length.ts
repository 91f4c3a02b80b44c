// %% [markdown]
// # 08 · How long must a sentence be?
//
// A fixed length pads what is shorter and cuts what is longer. The starting documents call 75 tokens the sweet spot. What does each
// length cut, what does it pad, what does a model trained with it reach on gold that nobody cut, and which measure rises while
// nothing improves?

// %% tags=["parameters"]
let CORPUS: string = "embedded";
let SPLIT: "reference" | "random" | "sequential" = "reference";
let PROFILE: "quick" | "full" = "quick";
let SEEDS: number = 1;

// %%
import { startBackend } from "../src/backend/choose";
import { sentencesOf } from "../src/experiments/dataset";
import { runExperiment } from "../src/experiments/run-experiment";
import { openStudy } from "../src/experiments/study";
import { cutAgainstPadding } from "../src/figures/gallery/cut-against-padding";
import { differencesToBase } from "../src/figures/gallery/differences-to-base";
import { lengthIllusion } from "../src/figures/gallery/length-illusion";
import { showFigure, showFindings } from "../src/notebooks/present";
import { showMarkdown, showTable } from "../src/notebooks/display";
import * as cutting from "../src/reports/length-cuts";
import * as finding from "../src/reports/length-findings";
import * as report from "../src/reports/length-report";
import { captionOf, cautionOf } from "../src/reports/model-report";

const study = await openStudy({ corpus: CORPUS, split: SPLIT, profile: PROFILE, seeds: SEEDS });
await startBackend();
showMarkdown(cautionOf(study));

// %% [markdown]
// ## What a length cuts, and what it pads
//
// Measured on the test part; nothing is trained for it. An entity is *lost* when all of it lies beyond the length and *damaged* when
// the cut goes through it; strictly scored, both are missed. The last column is how far a tagger could get that errs in nothing it
// sees: every token left to it has its gold tag, and what was cut off is O. *Bucketed* batches hold 64 sentences of like length,
// each batch padded to its own longest: they cut nothing.

// %%
const test = sentencesOf(study.dataset, study.dataset.split.test);
const cuts = cutting.measureCuts(test, cutting.trainedLengths(), 64);
showTable(cutting.cutRows(cuts), { caption: "Test part, cut and padded at the end", digits: 2 });

// %%
await showFigure(
  study.workspace,
  "08",
  cutAgainstPadding(cutting.cutData(cuts), { caption: `${study.dataset.corpus.name}, test part` }),
);

// %% [markdown]
// ## What the claim was tried on
//
// The corpus file names a sentence on its first row only. The original experiment grouped rows by that name without filling it
// forward, so that of every sentence one word was left. The same corpus in both readings:

// %%
const readings = cutting.readingsOf(study.dataset.corpus);
showTable(cutting.readingRows(readings), { caption: "All parts together", digits: 2 });

// %% [markdown]
// ## Trained at every length
//
// Model 2 on a fixed quarter of the training sentences, once for each length and seed, padding masked and counted nowhere. What was
// cut off before the model is O in its predictions and stays in the gold, so it is missed, not forgotten. Every length is compared
// with bucketed batches: the interval is a paired bootstrap over the test sentences (BCa, 2,000 resamples), *with seeds* draws the
// seeds as well, and p is that of approximate randomization, adjusted (Holm) for all lengths together. A length is called better
// or worse only where none of them leaves a doubt.

// %%
const lengths = report.measureLengths(study, await runExperiment(study, "sequence-length"));
showTable(report.qualityRows(lengths), {
  caption: `Test part, trained on ${report.trainedOn(lengths)}`,
  digits: 2,
});

// %%
await showFigure(
  study.workspace,
  "08",
  differencesToBase(report.differenceData(lengths), { caption: captionOf(study) }),
);

// %% [markdown]
// Bucketed batches also differ in which sentences meet in a batch: of like length there, of all lengths under a fixed one. What
// cutting alone does shows against the longest length, because from one seed all fixed lengths see the same sentences in the same
// batches. The interval with seeds draws them for each length by itself and knows nothing of that, which makes it a wide one;
// beside it stand the differences seed by seed:

// %%
showTable(report.cuttingRows(lengths), { caption: "Strict F1 against the longest length" });

// %% [markdown]
// ## A measure that rises while nothing improves
//
// The same predictions once more. With padding counted, each sentence is cut or filled with O to the length of its model, and
// every filled position counts as right: the longer the length, the more of them there are. Tagging everything O, which finds
// nothing, is scored the same way beside it.

// %%
showTable(report.illusionRows(lengths), { caption: "Test part, one set of predictions a row", digits: 2 });

// %%
await showFigure(
  study.workspace,
  "08",
  lengthIllusion(report.illusionData(lengths), { caption: captionOf(study) }),
);

// %% [markdown]
// ## Time and memory
//
// A *position* is a place in a batch's rectangle, word or padding. Kernels that compute every position pay for the length; the ones
// built here skip masked padding, so that the length costs them little. Memory is by formula: what a training step of Model 2 holds
// for each position, weights and optimizer left out. Processor time covers training steps and the validation after each epoch. The
// peak is the process's largest so far: where one process trained several models, it may be an earlier one's, and only an upper
// bound.

// %%
showTable(report.costRows(lengths), { caption: report.costCaption(lengths), digits: 2 });

// %% [markdown]
// ## On the whole training part
//
// More sentences hold more of the long ones. Does the answer change?

// %%
const whole = report.measureLengths(study, await runExperiment(study, "sequence-length-full"));
if (whole.length === 0) showMarkdown("The quick profile trains none of these: nothing to show here.");
else showTable(report.qualityRows(whole), { caption: `Trained on ${report.trainedOn(whole)}`, digits: 2 });

// %%
showTable(report.recordRows([...lengths, ...whole]), { caption: "Where every number comes from: records" });

// %% [markdown]
// ## Findings

// %%
showFindings([
  ...finding.cutFindings(cuts),
  ...finding.qualityFindings(lengths),
  ...finding.wholeFindings(lengths, whole),
  ...finding.illusionFindings(lengths),
  ...finding.claimFindings(readings),
  ...finding.neighborFindings(lengths, (one, other) => report.changedSentences(study, one, other)),
  ...finding.costFindings(lengths),
]);

// %% [markdown]
// ## Exercises
//
// 1. Measure other lengths: put `[5, 15, 30, 40]` in the place of `cutting.trainedLengths()`. What is the shortest length at which a
//    perfect tagger loses less than one point of F1?
// 2. Change the 64 of `measureCuts` to 8, then to 512. Why does the padding of bucketed batches change with it?
// 3. Run with `SPLIT = "random"`. Which columns of the first table move, and which hardly?
// 4. Call `cutting.readingRows(readings, 20)`. Which length would the original's data have called the sweet spot?
// 5. Add 15 to `lengths` in `src/experiments/manifest/ablations.ts`, to its quick values too, and run again: only what has no
//    record is trained.
