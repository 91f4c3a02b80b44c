// %% [markdown]
// # 07 · Error analysis: what a score hides
//
// One F1 adds up mentions learned by heart and mentions that had to be read. How do the systems err, on which mentions, with how
// much help from the split, and against how much noise in the labels? And can a model's own confidence be believed?

// %% tags=["parameters"]
let CORPUS: string = "embedded";
let SPLIT: "reference" | "random" | "sequential" = "reference";
let PROFILE: "quick" | "full" = "quick";
let SEEDS: number = 1;
let WHOLE_SENTENCES: boolean = false;

// %%
import { startBackend } from "../src/backend/choose";
import { compareDecodings } from "../src/evaluation/decoding";
import { leakageReport } from "../src/evaluation/leakage";
import { openStudy, scoreFloors, trainModel } from "../src/experiments/study";
import { errorTaxonomy } from "../src/figures/gallery/error-taxonomy";
import { reliability } from "../src/figures/gallery/reliability";
import { scoresBySlice } from "../src/figures/gallery/scores-by-slice";
import { typeConfusion } from "../src/figures/gallery/type-confusion";
import { showFigure, showFindings } from "../src/notebooks/present";
import { showMarkdown, showTable } from "../src/notebooks/display";
import * as calibrating from "../src/reports/calibration-report";
import * as decoding from "../src/reports/decoding-report";
import { countOtherAnswers, firstDistributions } from "../src/reports/distributions";
import * as erring from "../src/reports/error-report";
import * as leaking from "../src/reports/leakage-report";
import { captionOf, cautionOf } from "../src/reports/model-report";
import * as noise from "../src/reports/noise-report";
import * as slicing from "../src/reports/slice-report";
import * as splitting from "../src/reports/split-report";
import { readTestPart, runsOf } from "../src/reports/test-part";

const study = await openStudy({ corpus: CORPUS, split: SPLIT, profile: PROFILE, seeds: SEEDS });
await startBackend();
showMarkdown(cautionOf(study));

// %% [markdown]
// ## The predictions
//
// All that follows is computed from the predictions that the records of notebooks 03 to 05 left behind; what has no record yet
// is trained here. Entities are read strictly (`discard`), and counts are means over the seeds unless a caption says otherwise.

// %%
const distributions = await firstDistributions(study, "model2");
const model2 = await trainModel(study, "model2");
const part = readTestPart(study, [
  { system: "look-up", records: [scoreFloors(study)["look-up"]] },
  { system: "baseline-per-token", records: await trainModel(study, "baseline-per-token") },
  { system: "model2", records: model2 },
  { system: "advanced", records: await trainModel(study, "advanced") },
]);
const asBuilt = readTestPart(study, [
  { system: "baseline", records: await trainModel(study, "baseline") },
]);

// %% [markdown]
// ## How mentions go wrong
//
// Every gold and every predicted mention belongs to exactly one outcome. With the same span it is *correct*, or *type* where the
// type differs; overlapping on another span it is *boundary*, or *boundary+type*; one gold mention met by several predictions
// is *split*, several met by one are *merged*; what overlaps nothing is *missed* or *spurious*.

// %%
const errors = erring.systemErrors(part);
showTable(erring.errorRows(errors), { caption: "Outcomes of the test part's mentions" });

// %%
await showFigure(
  study.workspace,
  "07",
  errorTaxonomy(erring.taxonomyData(errors), { caption: captionOf(study) }),
);

// %%
showMarkdown(erring.foundSentence(erring.systemErrors(asBuilt)[0]!));

// %% [markdown]
// ### Which type is taken for which
//
// Rows are gold types, columns what was predicted on an overlapping span. The last column holds what was missed, the last row what
// is spurious.

// %%
const confusion = erring.firstConfusion(part, "model2");
await showFigure(
  study.workspace,
  "07",
  typeConfusion(confusion, { caption: `Model 2, seed 0 · ${captionOf(study)}` }),
);

// %% [markdown]
// ### Inspection
//
// The most frequent errors of each kind: the mentions' own words, their types, and where the first of them stands (sentences
// of the corpus and tokens counted from 0). The sentences themselves stay in the corpus: its license may not let them be passed
// on. To see one beside each row, run this notebook on your own machine with `WHOLE_SENTENCES = true`.

// %%
showTable(
  erring.inspectionRows(part, "model2", { perKind: 4, wholeSentences: WHOLE_SENTENCES }),
  { caption: "Model 2, seed 0" },
);

// %% [markdown]
// ## Scores by slice
//
// A mention is *seen* if training holds its string as a mention, its string with its type, or every one of its words; the other
// rules go by lengths, by how often training mentions the string, by how many types the string bears there, and by whether
// training holds the whole sentence or one near to it. A prediction counts in the slice of its own words, type and place, so
// precision exists in every slice, and the counts of a rule add up to those of the whole score.

// %%
const slices = slicing.systemSlices(part, leaking.rulesOf(study, part));
await showFigure(
  study.workspace,
  "07",
  scoresBySlice(slicing.sliceData(slices), { caption: captionOf(study) }),
);

// %%
showTable(slicing.sliceRows(slices, "model2"), {
  caption: "Strict scores by slice, mean over seeds; – where there is no gold mention",
  digits: 2,
});

// %% [markdown]
// ## What the split gives away
//
// What the parts of a split share, for the split in use and for another way of dividing the same sentences. Here *train* is the
// whole training part; the slices above go by the training sentences that the models saw, fewer in the quick profile.

// %%
const [orderedStudy, randomStudy] = leaking.studiesToCompare(study);
const sentences = study.dataset.corpus.sentences;
const orderedLeakage = leakageReport(sentences, orderedStudy.dataset.split);
const randomLeakage = leakageReport(sentences, randomStudy.dataset.split);
showMarkdown(leaking.nearnessText(orderedLeakage));
showTable(leaking.leakageRows([orderedLeakage, randomLeakage]), {
  caption: "What held-out parts share with known ones",
  digits: 2,
});

// %% [markdown]
// ### What random splitting adds
//
// The look-up table and Model 2, once more trained, chosen and tested, on the random split. The two test parts are different
// sentences, so the interval draws each on its own (2,000 bootstrap resamples each); it does not know of other seeds or of
// other random splits.

// %%
const ordered = readTestPart(orderedStudy, [
  { system: "look-up", records: [scoreFloors(orderedStudy)["look-up"]] },
  { system: "model2", records: await trainModel(orderedStudy, "model2") },
]);
const random = readTestPart(randomStudy, [
  { system: "look-up", records: [scoreFloors(randomStudy)["look-up"]] },
  { system: "model2", records: await trainModel(randomStudy, "model2") },
]);
const effects = splitting.splitEffects(
  { split: orderedLeakage.split, part: ordered, rules: leaking.rulesOf(orderedStudy, ordered) },
  { split: "random", part: random, rules: leaking.rulesOf(randomStudy, random) },
);
showTable(splitting.splitRows(effects, [orderedLeakage.split, "random"]), {
  caption: "Strict F1 under two ways of splitting one corpus",
  digits: 2,
});

// %% [markdown]
// Recall is a mean over slices, weighted by their share of the mentions. So its difference divides exactly into what other shares
// bring (more mentions that training has seen) and what other recalls within the slices bring (Kitagawa 1955):
//
// $$\Delta R = \sum_s \Delta w_s\,\frac{r_s + r'_s}{2} + \sum_s \Delta r_s\,\frac{w_s + w'_s}{2}$$

// %%
showTable(effects.flatMap((effect) => splitting.splitRuleRows(effect)), {
  caption: "Where the difference in recall comes from, for each way of slicing",
  digits: 2,
});

// %% [markdown]
// ## Noise in the labels
//
// Equal sentences tagged differently cannot all be right. What they and the strings of several types say of the labels, over the
// whole corpus:

// %%
const labels = noise.labelNoise(study.dataset.corpus, part.sentences);
showTable(noise.noiseRows(labels), { caption: "Repeated sentences and ambiguous strings" });

// %%
showTable(noise.conflictRows(labels, 10), {
  caption: "Equal sentences that disagree most, by their indices in the corpus",
});

// %%
showTable(noise.ambiguousRows(labels, 15), {
  caption: "Mention strings of several types, by mentions of a less frequent type",
  digits: 2,
});

// %% [markdown]
// ### The ceilings that follow
//
// Each rests on assumptions, and none is a forecast. The first two are exact for these very sentences and say nothing of those
// that occur once. The agreement of repeated sentences speaks for all, if the others are annotated as they are: if $A$ is how far
// one annotation agrees with another, the best possible F1 lies between $A$ and $\sqrt{A}$.

// %%
showTable(noise.ceilingRows(labels), { caption: "Ceilings and what they assume", digits: 2 });

// %% [markdown]
// ## Can the confidences be believed?
//
// Model 2, seed 0. A confidence is calibrated if answers given with 90 % are right in 90 % of cases. The expected calibration error
// (ECE) is measured on 15 bins of equal mass. Temperature scaling divides all logits by one number $T$, fitted on the
// validation part's tokens and on nothing else; no answer changes.

// %%
const calibration = calibrating.calibrationOf(distributions);
await showFigure(
  study.workspace,
  "07",
  reliability(calibrating.reliabilityData(calibration), { caption: `Model 2, seed 0 · ${captionOf(study)}` }),
);

// %%
showTable(calibrating.calibrationRows(calibration), {
  caption: "Calibration on the test part, before and after temperature scaling",
  digits: 2,
});

// %%
showTable(calibrating.distributionRows(calibration), {
  caption: "Whole distributions (Brier in [0, 2])",
  digits: 4,
});

// %% [markdown]
// ## Decoding
//
// Argmax picks each token's tag by itself and may produce what IOB2 forbids; then the reading decides. Viterbi picks the most
// probable of all valid sequences, so nothing is left to a reading. Both from the same distributions of Model 2, seed 0:

// %%
const decodings = compareDecodings(distributions.test);
showTable(decoding.decodingRows(decodings), {
  caption: "Argmax and transition-constrained Viterbi, per reading",
  digits: 2,
});

// %%
showTable(decoding.changeRows(decodings), { caption: "What Viterbi changes" });
showMarkdown(
  `Tokens that the saved model answers otherwise than its record: ${countOtherAnswers(distributions.test, runsOf(part, "model2")[0]!)}.`,
);

// %% [markdown]
// ## Findings

// %%
showFindings([
  ...erring.errorFindings(errors.find(({ system }) => system === "model2")!, confusion),
  ...slicing.sliceFindings(slices, "model2", "look-up"),
  ...leaking.leakageFindings(orderedLeakage, randomLeakage),
  ...splitting.splitFindings(effects),
  ...noise.noiseFindings(labels),
  ...calibrating.calibrationFindings(calibration),
  ...decoding.decodingFindings(decodings),
]);

// %% [markdown]
// ## Exercises
//
// 1. Take the most frequent *missed* string of the inspection table, find it in training, and say why the model misses it.
// 2. Which of the two disagreeing annotations of a conflicting group would you call right? Count how often you cannot tell.
// 3. Lower the threshold of nearness (`leakageReport(sentences, split, { threshold: 0.3 })`). From where on is a neighbor no leak?
// 4. Fit the temperature on the entities instead of the tokens. What does it do to the tokens' ECE?
// 5. Decode the per-token Baseline with Viterbi (`firstDistributions(study, "baseline-per-token")`). Why does it gain more?
