// %% [markdown]
// # 00 · Start here
//
// An earlier project tagged names in news text with three small neural networks and reported an F1 of 99.9 % for one of them. Does
// that number hold, and what do these models really do? Here is the answer in short, and where each part of it is shown.

// %% tags=["parameters"]
let CORPUS: string = "embedded";
let SPLIT: "reference" | "random" | "sequential" = "reference";
let PROFILE: "quick" | "full" = "quick";
let SEEDS: number = 1;

// %%
import { auditClaims } from "../src/claims/audit";
import { evidenceOfStudy } from "../src/claims/evidence";
import { auditFindings, scopeText } from "../src/claims/findings";
import { climbLadder } from "../src/claims/ladder";
import { verdictMeaningRows, waterfallData } from "../src/claims/tables";
import { withOtherCorpus } from "../src/experiments/other";
import { openStudy } from "../src/experiments/study";
import { paddedIllusion } from "../src/figures/gallery/padded-illusion";
import { waterfall } from "../src/figures/gallery/waterfall";
import { notebookCards, notebookMap } from "../src/notebooks/overview";
import { showFigure, showFindings } from "../src/notebooks/present";
import { showMarkdown, showTable } from "../src/notebooks/display";
import { illusionData, knownComparison } from "../src/reports/comparison";
import { captionOf, cautionOf } from "../src/reports/model-report";
import * as overview from "../src/reports/overview-report";
import { measureUncertainty } from "../src/reports/uncertainty-report";

const study = await openStudy({ corpus: CORPUS, split: SPLIT, profile: PROFILE, seeds: SEEDS });
showMarkdown(cautionOf(study));

// %% [markdown]
// ## What came out
//
// Nothing is trained in this notebook. It shows what the records of the other notebooks say, which run before it. Entities count as
// found when type and both ends are right; the last column is made as 99.9 % was made, by counting padding as right.

// %%
const comparison = knownComparison(study);
const uncertainty = measureUncertainty(study, comparison);
showMarkdown(overview.knownText(comparison));
showTable(overview.headlineRows(comparison, uncertainty), {
  caption: "Test part, mean ± standard deviation over seeds, interval over sentences",
  digits: 2,
});

// %% [markdown]
// ## The key figure
//
// From the protocol of the claim to an honest one, one change at a time (notebook 12). While a rung of it has no record yet, the
// same predictions under three measures stand here instead (notebook 06).

// %%
const evidence = evidenceOfStudy(study);
const rungs = climbLadder(evidence);
await showFigure(
  study.workspace,
  "00",
  rungs
    ? waterfall(waterfallData(rungs), { caption: `Model 2 · ${captionOf(study)}` })
    : paddedIllusion(illusionData(comparison), { caption: captionOf(study) }),
);

// %% [markdown]
// ## Every claim has a verdict
//
// Notebook 12 lists the claims one by one; `npx nerbook claims` prints them.

// %%
const audited = auditClaims(evidence);
showMarkdown(scopeText(study, evidence));
showTable(verdictMeaningRows(audited), { caption: "How the claims came out" });

// %% [markdown]
// ## The notebooks
//
// In order, from the corpus to the audit; each begins with what it asks and ends with findings computed from its records.

// %%
showMarkdown(notebookMap(notebookCards(), study.workspace.notebooks, "00"));

// %% [markdown]
// ## The experiments
//
// What is trained was fixed before it ran, in a manifest: questions, arms, seeds. A search's winner joins once the search is over.

// %%
const studyWithOther = await withOtherCorpus(study);
showTable(overview.stateRows(studyWithOther), { caption: "Experiments and their trials" });

// %% [markdown]
// ## Run it yourself
//
// ```sh
// npm ci
// npm run reproduce -- --corpus embedded
// npm run reproduce -- --corpus gmb --profile full
// ```
//
// The second command needs no network and no corpus; its numbers show that everything runs, and claim nothing. The third is the one
// behind the published numbers. `--dry-run` lists what it would train and estimates the time; what has a record is not trained again.
//
// ## Check a number

// %%
showMarkdown(overview.addressText(comparison));

// %% [markdown]
// ## Findings

// %%
showFindings([
  ...overview.overviewFindings(comparison, uncertainty),
  ...auditFindings(evidence, rungs, audited),
]);

// %% [markdown]
// ## Exercises
//
// 1. Before you open notebook 12: which three mistakes would you look for behind an F1 of 99.9 % on this task?
// 2. Pick a number above, find its record, and name everything that it depends on.
// 3. Explain to somebody who has never heard of padding why a tagger that finds nothing has a high accuracy in the last column.
