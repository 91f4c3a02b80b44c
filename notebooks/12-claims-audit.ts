// %% [markdown]
// # 12 · Where 99.9 % came from: an audit of every claim
//
// The starting documents claim 99.9 % F1 for Model 2, 91.5 % for the Baseline and 89.8 % for the Advanced model, and much that
// follows from it. Here every claim is derived again: under the protocol that made it, then under an honest one, one change at a
// time. The published records are those of github.com/trehansalil/sentence_ner at commit a1609e5 (`results/*.json`); nothing is
// tuned towards them, and "not reproduced" is as good a verdict as any.

// %% tags=["parameters"]
let CORPUS: string = "embedded";
let SPLIT: "reference" | "random" | "sequential" = "reference";
let PROFILE: "quick" | "full" = "quick";
let SEEDS: number = 1;

// %%
import { startBackend } from "../src/backend/choose";
import { attentionRows, attentionText } from "../src/claims/attention-report";
import { auditClaims } from "../src/claims/audit";
import { evidenceOfStudy } from "../src/claims/evidence";
import { auditFindings, scopeText } from "../src/claims/findings";
import { climbLadder } from "../src/claims/ladder";
import { groupingRows, readingRows, scoreLegacyFloors } from "../src/claims/legacy-report";
import * as tables from "../src/claims/tables";
import { runExperiment } from "../src/experiments/run-experiment";
import { openStudy, scoreFloors } from "../src/experiments/study";
import { paddedPositions } from "../src/figures/gallery/padded-positions";
import { reportedAccuracy } from "../src/figures/gallery/reported-accuracy";
import { waterfall } from "../src/figures/gallery/waterfall";
import { summarizeModels } from "../src/models/summary";
import { showFigure, showFindings } from "../src/notebooks/present";
import { showMarkdown, showTable } from "../src/notebooks/display";
import { captionOf, cautionOf } from "../src/reports/model-report";

const study = await openStudy({ corpus: CORPUS, split: SPLIT, profile: PROFILE, seeds: SEEDS });
await startBackend();
const evidence = evidenceOfStudy(study);
showMarkdown(`${cautionOf(study)}\n\n${scopeText(study, evidence)}`);

// %% [markdown]
// ## One word a sentence
//
// The file names a sentence on its first row only. A reader must fill that name forward; the original grouped the rows by it as it
// stood. A made-up sentence, as the file has it, and what either reading keeps:

// %%
showTable(groupingRows(), { caption: "Rows of a file: filled forward, and grouped without it" });

// %% [markdown]
// The reader protocol `legacy` does the same to the corpus of this run (and takes the word `None` for a missing value, as the
// original's CSV reader did). The first column is what the published records say.

// %%
showTable(readingRows(study.dataset.corpus), {
  caption: `${study.dataset.corpus.name}, read as then and read whole`,
});

// %% [markdown]
// ## The three models as they were built
//
// Built for 3,799 word ids and 9 tags, so that their parameters can be compared with the published ones.

// %%
showTable(tables.sizeRows(summarizeModels({ vocabulary: 3799, tags: 9 })), {
  caption: "Parameters, claimed and built",
});

// %% [markdown]
// ## Trained and scored as they were
//
// Model 2 padded to 75 with the tag O, the padding in loss and score; Baseline and Advanced at length 1. Vocabulary over all
// parts, a random 60/20/20 split drawn anew by every seed, epochs and patience of the original. Beside them what the original did
// not run: the same two models with their paddings swapped, and two floors that learn nothing about context.

// %%
await runExperiment(study, "legacy");
await runExperiment(study, "legacy-swapped");
scoreLegacyFloors(study);
const systems = tables.legacySystems(evidence);
showTable(tables.legacyRows(systems), { caption: "One-token corpus, test part" });

// %% [markdown]
// ### What is counted
//
// Every sentence is one word. Padded to 75 it becomes 75 positions, and all of them count.

// %%
const counts = tables.positionCounts(evidence);
if (counts) {
  await showFigure(
    study.workspace,
    "12",
    paddedPositions(counts, { caption: `Model 2 as it was, seed 0 · ${captionOf(study)}` }),
  );
}

// %% [markdown]
// ### The ranking
//
// The circle is what a protocol calls accuracy, the square how many words got the right tag. Where nothing is padded, the two
// are one. The padded Baseline pools its one word with the padding and gives all positions one tag.

// %%
await showFigure(
  study.workspace,
  "12",
  reportedAccuracy(tables.reportedData(systems), { caption: captionOf(study) }),
);

// %% [markdown]
// ### A scorer that saw no difference
//
// The published entity-level scores are the same for all three models: P 1.0, R 0.714, F1 0.833, from TP 5, FP 0, FN 2. What the
// original calls F1 is another number, averaged over tokens by support, with O in it. Both of ours:

// %%
showTable(tables.otherScoreRows(evidence), { caption: "The models as they were, other scores" });

// %% [markdown]
// ## The ladder
//
// Model 2 from the protocol of the claim to that of notebook 06. Each rung changes one thing; the last two and the first two are
// the same predictions under two measures. One rung stands beside the ladder: it is measured, and the next starts where it did.

// %%
await runExperiment(study, "ladder");
await runExperiment(study, "headline");
scoreFloors(study);
const rungs = climbLadder(evidence)!;
showTable(tables.ladderRows(rungs), {
  caption: "One change a rung, mean ± standard deviation over seeds",
  digits: 2,
});

// %%
await showFigure(
  study.workspace,
  "12",
  waterfall(tables.waterfallData(rungs), { caption: `Model 2 · ${captionOf(study)}` }),
);

// %%
showMarkdown(tables.ladderReasons(rungs));

// %% [markdown]
// Read the green diamonds beside the bars: they are what the models find, in the first two rungs of entities of one word. An
// accuracy over whole sentences is mostly the share of O, so it can rise while fewer entities are found.

// %% [markdown]
// ## The attention that was described
//
// The Advanced model was described "with attention". Its published parameters are those of the model without. Here both are
// built: scaled dot-product self-attention over the second BiLSTM's output, its mixture beside each token's own vector.

// %%
await runExperiment(study, "attention");
showTable(attentionRows(evidence), {
  caption: "A quarter of the training part, the whole test part",
  digits: 2,
});
showMarkdown(attentionText(study, evidence));

// %% [markdown]
// ## Every claim
//
// What the verdicts mean, and how many claims got each:

// %%
const audited = auditClaims(evidence);
showTable(tables.verdictMeaningRows(audited), { caption: tables.claimCount(audited) });

// %%
showTable(tables.verdictRows(audited), { caption: "Claims and verdicts" });

// %% [markdown]
// How each was made, how it is derived again, and the rule of its verdict. A number from one training is compared with the range
// in which one more of our trainings would lie (95 % prediction interval over seeds), as it is one training itself.

// %%
showTable(tables.protocolRows(audited), { caption: "Protocols, derivations, rules and records" });

// %% [markdown]
// ## Findings

// %%
showFindings(auditFindings(evidence, rungs, audited));

// %% [markdown]
// ## Exercises
//
// 1. Which accuracy would a Model 2 report that gets every word wrong, padded to 75? Derive it from the figure of what is counted.
// 2. Pad to 750 instead of 75. What happens to the reported accuracy, to the first words right, to the strict F1?
// 3. Take the steps of the ladder in another order. Which steps change their size, and which sum does not?
// 4. Choose a claim whose verdict you doubt, find its rule in the last table, and write the measurement that would turn it.
