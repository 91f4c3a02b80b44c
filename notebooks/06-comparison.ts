// %% [markdown]
// # 06 · One fair comparison
//
// In the original run one model was scored on padding and two were not; the three numbers were never comparable. Here all are
// trained on the same sentences and scored on the same untruncated test part, by entities, in both readings, beside the floors.

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
import { modelComparison } from "../src/figures/gallery/model-comparison";
import { paddedIllusion } from "../src/figures/gallery/padded-illusion";
import { showFigure, showFindings } from "../src/notebooks/present";
import { showMarkdown, showTable } from "../src/notebooks/display";
import * as comparing from "../src/reports/comparison";
import { captionOf, cautionOf } from "../src/reports/model-report";

const study = await openStudy({ corpus: CORPUS, split: SPLIT, profile: PROFILE, seeds: SEEDS });
await startBackend();
showMarkdown(cautionOf(study));

// %% [markdown]
// ## The records
//
// Nothing is trained here that has its record; each system's numbers come from the files named in the last table.

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
// The last column is what the same predictions would be said to reach if every sentence were padded to 75 and the padding
// counted as right. It rewards the padding: even the system that finds nothing comes out high.

// %%
showTable(comparing.qualityRows(comparison), {
  caption: "Test part, mean ± standard deviation over seeds",
  digits: 2,
});

// %%
await showFigure(
  study.workspace,
  "06",
  modelComparison(comparing.comparisonData(comparison), { caption: captionOf(study) }),
);

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
// this corpus, not the original's 3,799 words.

// %%
showTable(comparing.costOverviewRows(comparison), { caption: "What each model costs", digits: 2 });

// %%
await showFigure(
  study.workspace,
  "06",
  efficiency(comparing.efficiencyData(comparison), { caption: captionOf(study) }),
);

// %% [markdown]
// ## Where every number comes from

// %%
showTable(comparing.recordRows(comparison), { caption: "Records, in results/" });

// %% [markdown]
// ## Findings

// %%
showFindings(comparing.comparisonFindings(comparison));

// %% [markdown]
// ## Exercises
//
// 1. Rank the systems by each column of the first table. Which columns agree with strict F1, and which cannot tell systems apart?
// 2. Run with `SEEDS = 3`. Is the difference between the two best models larger than the spread over seeds?
// 3. Add a model of your own: a file in `src/models`, a line in `build.ts`, and a row here.
