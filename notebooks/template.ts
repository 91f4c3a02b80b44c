// %% [markdown]
// # A template: one question, one experiment
//
// What does the batch size do to the per-token Baseline? Copy this file to `notebooks/NN-name.ts`, put your own question here, say in
// two or three sentences why anybody should care, and go through the cells. Tests run this file on a small corpus, so that what it
// shows works. A run of all notebooks passes it by, since its name has no number.

// %% tags=["parameters"]
let CORPUS: string = "embedded";
let SPLIT: "reference" | "random" | "sequential" = "reference";
let PROFILE: "quick" | "full" = "quick";
let SEEDS: number = 1;

// %% [markdown]
// These four are what a run may override; declare those that you use, and any of your own. The next cell opens the study: corpus,
// split, profile, seeds and the folder that results go to. Functions live in `src`, never in a notebook.

// %%
import { startBackend } from "../src/backend/choose";
import { arm, type Experiment } from "../src/experiments/manifest/experiment";
import { runArms } from "../src/experiments/run-experiment";
import { openStudy } from "../src/experiments/study";
import { gridScores } from "../src/figures/gallery/grid-scores";
import { showFigure, showFindings } from "../src/notebooks/present";
import { showMarkdown, showTable } from "../src/notebooks/display";
import { ablationFindings } from "../src/reports/ablation-choice";
import { gridScoresData } from "../src/reports/ablation-figure";
import * as ablation from "../src/reports/ablation-report";
import { captionOf, cautionOf } from "../src/reports/model-report";

const study = await openStudy({ corpus: CORPUS, split: SPLIT, profile: PROFILE, seeds: SEEDS });
await startBackend();
showMarkdown(cautionOf(study));

// %% [markdown]
// ## The experiment
//
// An experiment is a question with its arms. An arm is a model and what differs from its usual settings (those of
// `src/experiments/config.ts`; an unknown one is an error). The arm that changes nothing is the base of all comparisons. `share`
// takes a part of the training part, and `quick: false` leaves an arm out of the quick profile.
//
// Here it stands in the notebook, which is the place to try things. What is to stay goes to `src/experiments/manifest`, into a file
// of its own and the list in `catalog.ts`; then `runExperiment(study, id)` runs it, `npx nerbook reproduce --dry-run` lists its trials
// and estimates their time, and `--trials` trains them without any notebook.

// %%
const experiment: Experiment = {
  id: "template",
  notebook: "template",
  question: "What does the batch size do to the per-token Baseline?",
  kind: "training",
  seeds: 3,
  arms: [16, 32, 128].map((size) =>
    arm(String(size), "baseline-per-token", {
      share: 0.25,
      value: size,
      settings: size === 32 ? {} : { training: { batchSize: size } },
      quick: size >= 32,
    }),
  ),
};
const results = await runArms(study, experiment);

// %% [markdown]
// ## What came out
//
// Every trial leaves a record; a second run trains nothing. Validation chooses, the test part reports. Show how sure a difference is:
// the spread over seeds, a paired interval, and the verdict that follows from both.

// %%
const grid = ablation.measureGrid(study, experiment, results, {
  title: "Batch size",
  unit: "sentences",
  scale: "log",
});
showTable(ablation.gridRows(grid), { caption: "Batch size", digits: 2 });
showMarkdown(ablation.gridNote(grid));

// %% [markdown]
// A figure is a function of `src/figures/gallery`: data in, a specification and its alternative text out.

// %%
await showFigure(
  study.workspace,
  "template",
  gridScores(gridScoresData("Strict F1 by batch size", [[grid]]), { caption: captionOf(study) }),
);

// %% [markdown]
// ## Findings
//
// Sentences that a function computes from the records, so that they stay true when the numbers change. None is written by hand.

// %%
showFindings(ablationFindings([grid]));

// %% [markdown]
// ## Exercises
//
// 1. A question that a reader can answer by changing one cell.
// 2. One for which an arm must be added.
// 3. One that the results do not answer, and what would have to be measured.
