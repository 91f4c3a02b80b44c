// %% [markdown]
// # 06 · One fair comparison
//
// In the original run one model was scored on padding and two were not; the three numbers were never comparable. Here all are
// trained on the same sentences and scored on the same untruncated test part, by entities, in both readings, beside the floors.
// How sure is the order, what does each point of F1 cost, and what is left of the claimed return?

// %% tags=["parameters"]
let CORPUS: string = "embedded";
let SPLIT: "reference" | "random" | "sequential" = "reference";
let PROFILE: "quick" | "full" = "quick";
let SEEDS: number = 1;

// %%
import { startBackend } from "../src/backend/choose";
import { openStudy, scoreFloors, trainModel } from "../src/experiments/study";
import { efficiency } from "../src/figures/gallery/efficiency";
import { f1ByTypeAndModel } from "../src/figures/gallery/f1-by-type-and-model";
import { intervals } from "../src/figures/gallery/intervals";
import { modelComparison } from "../src/figures/gallery/model-comparison";
import { paddedIllusion } from "../src/figures/gallery/padded-illusion";
import { pareto } from "../src/figures/gallery/pareto";
import { tornado } from "../src/figures/gallery/tornado";
import { showFigure, showFindings } from "../src/notebooks/present";
import { showMarkdown, showTable } from "../src/notebooks/display";
import * as business from "../src/reports/business-report";
import * as comparing from "../src/reports/comparison";
import { comparisonFindings } from "../src/reports/comparison-findings";
import * as costs from "../src/reports/efficiency-report";
import { captionOf, cautionOf } from "../src/reports/model-report";
import * as certainty from "../src/reports/uncertainty-report";

const study = await openStudy({ corpus: CORPUS, split: SPLIT, profile: PROFILE, seeds: SEEDS });
await startBackend();
showMarkdown(cautionOf(study));

// %% [markdown]
// ## The records
//
// Nothing is trained here that has its record; each system's numbers come from the files named in the table of records below.

// %%
const comparison: comparing.Comparison = {
  models: [
    { model: "baseline", records: await trainModel(study, "baseline") },
    { model: "baseline-per-token", records: await trainModel(study, "baseline-per-token") },
    { model: "model2", records: await trainModel(study, "model2") },
    { model: "advanced", records: await trainModel(study, "advanced") },
  ],
  floors: scoreFloors(study),
};

// %% [markdown]
// ## Quality
//
// F1 is the mean over seeds ± their standard deviation. The interval holds what other test sentences would make of it: the
// sentences are drawn 10,000 times with replacement, the same ones for all systems (BCa bootstrap). "With seeds" draws the seeds
// as well; a single seed says nothing about others, and two say little.

// %%
const uncertainty = certainty.measureUncertainty(study, comparison);
showTable(certainty.intervalRows(comparison, uncertainty), {
  caption: "Test part, strict F1 and F1 with stray I- tags beginning an entity",
});

// %%
if (uncertainty) {
  await showFigure(
    study.workspace,
    "06",
    intervals(certainty.intervalsData(study, comparison, uncertainty), {
      caption: `${captionOf(study)} · intervals over sentences`,
    }),
  );
}
showMarkdown(certainty.intervalsNote(study, comparison));

// %% [markdown]
// ## Which differences are differences
//
// All models and the look-up table against each other, by strict F1, as one family. Two tests ask whether two systems could be
// one: exchanging their outputs sentence by sentence (approximate randomization), and resampling sentences (paired bootstrap).
// Holm's adjustment pays for asking so often; it is taken from the first test, and the second is there to agree with it. A
// difference is called one only where the adjusted p is at most 0.05 and no interval of it holds 0.

// %%
showTable(certainty.pairRows(uncertainty), {
  caption: "Strict F1 of the first minus the second",
  digits: 2,
});

// %% [markdown]
// Neighbors in that order, and whatever cannot be told apart:

// %%
showMarkdown(certainty.verdictList(uncertainty));

// %% [markdown]
// ## Both readings, other measures
//
// The last column of the table is what the same predictions would be said to reach if every sentence were padded to 75 and the
// padding counted as right. It rewards the padding: even the system that finds nothing comes out high.

// %%
await showFigure(
  study.workspace,
  "06",
  modelComparison(comparing.comparisonData(comparison), { caption: captionOf(study) }),
);

// %%
showTable(comparing.qualityRows(comparison), {
  caption: "Test part, mean ± standard deviation over seeds",
  digits: 2,
});

// %%
await showFigure(
  study.workspace,
  "06",
  paddedIllusion(comparing.illusionData(comparison), { caption: captionOf(study) }),
);

// %% [markdown]
// ## Type by type

// %%
await showFigure(
  study.workspace,
  "06",
  f1ByTypeAndModel(comparing.typeByModelData(comparison), { caption: captionOf(study) }),
);

// %% [markdown]
// ## Cost
//
// Times are those of the machine and the moment that made each record; read their ratios. Parameters count the vocabulary of
// this corpus, not the original's 3,799 words. The joule-proxy is processor time times an assumed power, no measurement of energy.
// A dash stands where a record was made before the quantity was measured.

// %%
showTable(costs.trainingCostRows(comparison), { caption: "Training, mean over seeds", digits: 3 });

// %%
showTable(costs.taggingCostRows(comparison), {
  caption: "Tagging: latency of one sentence alone, after warm-up; throughput in batches",
  digits: 2,
});

// %%
showTable(costs.costAssumptionRows(), { caption: "Assumed, not measured", digits: 2 });

// %% [markdown]
// ## What a point of F1 costs
//
// A quotient flatters the cheap: half the F1 for a tenth of the cost looks five times better. So read it beside the fronts, which
// hold the models that no other one beats in both. The Baseline as built is left out of them, as above.

// %%
showTable(costs.returnRows(comparison), { caption: "Points of strict F1 for what they cost", digits: 2 });

// %%
await showFigure(
  study.workspace,
  "06-training",
  pareto(costs.paretoData(comparison, "training"), { caption: captionOf(study) }),
);

// %%
await showFigure(
  study.workspace,
  "06-latency",
  pareto(costs.paretoData(comparison, "latency"), { caption: captionOf(study) }),
);

// %%
await showFigure(
  study.workspace,
  "06",
  efficiency(costs.efficiencyData(comparison), { caption: captionOf(study) }),
);

// %% [markdown]
// ## The claimed return
//
// The starting documents claim a return of 1,566 %. It can be derived again from what they state, and so can other claims beside it:

// %%
showTable(business.auditRows(), { caption: "Claims and what their own inputs give", digits: 2 });

// %% [markdown]
// The inputs behind it, with the error rates of the best system and an assumed time to correct an error in place of nothing:

// %%
const priced = business.pricedSystems(study, comparison);
const best = business.bestPriced(priced);
showTable(business.inputRows(best.inputs), { caption: `Every input, at the error rates of ${best.title}`, digits: 3 });

// %%
showTable(business.caseRows(priced), { caption: "A month of each system, all else equal", digits: 2 });

// %% [markdown]
// The same along the one input that the claim left out, and then along every input alone. No probability is in these ranges; they say
// what the result depends on.

// %%
showTable(business.minuteRows(best), { caption: `Minutes to correct an error, ${best.title}`, digits: 2 });

// %%
await showFigure(
  study.workspace,
  "06",
  tornado(business.tornadoData(best), { caption: captionOf(study) }),
);

// %% [markdown]
// ## Where every number comes from

// %%
showTable(comparing.recordRows(comparison), { caption: "Records, in results/" });

// %% [markdown]
// ## Findings

// %%
showFindings([
  ...comparisonFindings(comparison, uncertainty),
  ...costs.efficiencyFindings(comparison),
  ...business.businessFindings(best),
]);

// %% [markdown]
// ## Exercises
//
// 1. Rank the systems by each column of the table of other measures. Which columns agree with strict F1, and which cannot tell
//    systems apart?
// 2. Run with `SEEDS = 4`. Which verdicts change once the seeds have a say, and what is the smallest p that they can give?
// 3. How many minutes may an error take before Model 2 saves nothing? Change that one input, then the wage.
// 4. Add a model of your own: a file in `src/models`, a line in `build.ts`, and a row here.
