// %% [markdown]
// # 13 · Another corpus
//
// A score belongs to a corpus. What is left of it when the same models read other text, annotated by other people under other
// rules? Model 2 and the look-up table, trained on the study's corpus and trained on a second one, are scored on the second one's
// sentences, under entity types that both have. Then: how to bring a corpus of your own.

// %% tags=["parameters"]
let CORPUS: string = "embedded";
let SPLIT: "reference" | "random" | "sequential" = "reference";
let PROFILE: "quick" | "full" = "quick";
let SEEDS: number = 1;
let OTHER: string = "";

// %%
import { startBackend } from "../src/backend/choose";
import { withOtherCorpus } from "../src/experiments/other";
import { openStudy } from "../src/experiments/study";
import { transferByType } from "../src/figures/gallery/transfer-by-type";
import { showFigure, showFindings } from "../src/notebooks/present";
import { showMarkdown, showTable } from "../src/notebooks/display";
import { cautionOf } from "../src/reports/model-report";
import { splitRows, splitRuleRows } from "../src/reports/split-report";
import * as causes from "../src/reports/transfer-causes";
import { mappingFinding, transferFindings } from "../src/reports/transfer-findings";
import * as report from "../src/reports/transfer-report";
import * as systems from "../src/reports/transfer-systems";
import * as types from "../src/reports/transfer-types";

const first = await openStudy({ corpus: CORPUS, split: SPLIT, profile: PROFILE, seeds: SEEDS });
const study = await withOtherCorpus(first, OTHER === "" ? {} : { other: OTHER });
await startBackend();
showMarkdown(`${cautionOf(study)}\n\n${types.otherCaution(study)}`);

// %% [markdown]
// ## Two tag sets, one question
//
// Corpora name entities differently, so a score across them needs a mapping, and the mapping is a decision. GMB's `per` and `org`
// are PER and ORG. `geo` (places) and `gpe` (states, their peoples and adjectives) become LOC; `art`, `eve` and `nat` become MISC;
// `tim` has no counterpart among CoNLL's four types. Between other tag sets, types of the same name are the same type, upper and lower
// case aside. What has no counterpart is dropped from gold and from predictions alike, and counted here.

// %%
const mapping = systems.mappingOf(study);
showMarkdown(types.mappingSentence(study, mapping));
showTable(types.typeRows(study, mapping), { caption: "Every type of both corpora, and its common name" });

// %% [markdown]
// Entities are read first and renamed then: `B-geo B-gpe` stays two entities when both become LOC, and an `I-gpe` that continued
// nothing does not come to continue a `geo`.

// %% [markdown]
// ## What was trained, and what is asked
//
// Model 2 is trained on the second corpus by the same recipe (its training part, its own validation part to stop by). The saved
// models of the study, trained on the first corpus alone, tag every sentence of the second; nothing of it was used to train, to
// stop or to choose them.

// %%
const runs = await systems.runTransfers(study, mapping);
const part = systems.testPartThere(runs);
const titles = systems.corpusTitles(study);

// %% [markdown]
// ## Trained here, trained there
//
// All on the second corpus's test part, because a model trained there may not be asked about sentences that it was trained on.
// F1 is the mean over seeds ± their standard deviation; intervals come from drawing sentences (BCa bootstrap), "with seeds" from
// drawing seeds too.

// %%
const pairs = report.allPairs(part);
const measured = report.measureTransfer(part, pairs, "test part");
showTable(report.transferRows(measured), {
  caption: `Test part of ${titles.there}, ${report.mentionsText(measured)}`,
  digits: 2,
});

// %%
showTable(report.pairRows(measured, pairs), {
  caption: "Strict F1 of the first minus the second, the same sentences for both; one family of tests (Holm)",
  digits: 2,
});

// %% [markdown]
// ## Type by type

// %%
const byType = report.measureTypes(part);
showTable(report.typeTransferRows(byType, part), {
  caption: "Strict F1 (%) of each common type; – where the test part has no mention of it",
  digits: 2,
});

// %%
await showFigure(
  study.workspace,
  "13",
  transferByType(report.transferFigureData(measured, byType), {
    caption: `${titles.there}, test part · ${study.profile.name} profile · intervals over sentences`,
  }),
);

// %% [markdown]
// ## How much the mapping makes
//
// A mapping can create errors that no model made. So the same tags once more under other mappings: each type left out in turn,
// GMB's `gpe` as MISC where that is a question (CoNLL's rules call a state LOC and its adjective MISC, GMB calls both `gpe`), and
// spans alone, whatever their type. Means over seeds.

// %%
const mappings = report.scoreMappings(part, types.mappingVariants(part, study));
showTable(report.mappingRows(mappings), {
  caption: "Strict F1 (%) on the test part under other mappings",
  digits: 2,
});

// %% [markdown]
// ## The whole second corpus
//
// What was trained on the first corpus alone can be asked about all of the second: more sentences, narrower intervals. Is the order
// of the models still the one that they have at home?

// %%
const everything = systems.wholeThere(runs);
const everyPair = report.allPairs(everything);
const whole = report.measureTransfer(everything, everyPair, "whole corpus");
showTable(report.transferRows(whole), {
  caption: `All of ${titles.there}, ${report.mentionsText(whole)}`,
  digits: 2,
});

// %%
showTable(report.pairRows(whole, everyPair), {
  caption: "Strict F1 of the first minus the second on the whole second corpus",
  digits: 2,
});

// %% [markdown]
// ## Why
//
// A word that training never saw is UNK to the model, and a name never seen must be read from its context. What each training part
// knows of each test part, under the common types:

// %%
const known = causes.acquaintances(runs);
showTable(causes.acquaintanceRows(known), {
  caption: "What a training part, as far as the models saw it, knows of a test part",
  digits: 2,
});

// %% [markdown]
// Model 2 and the look-up table at home and away, both under the common types. The test parts are different sentences, so the
// interval draws each on its own. Recall is a mean over slices of mentions, weighted by their shares; its difference divides exactly
// into what other shares bring (more mentions never seen) and what other recalls within the slices bring, as in notebook 07.

// %%
const effects = causes.homeEffects(runs, part);
showTable(splitRows(effects, [titles.here, titles.there]), {
  caption: `Trained on ${titles.here}, scored on either test part`,
  digits: 2,
});

// %%
showTable(
  effects.flatMap((effect) => splitRuleRows(effect)),
  {
    caption: `Where the difference in recall comes from, ${titles.there} minus ${titles.here}`,
    digits: 2,
  },
);

// %% [markdown]
// ## Where every number comes from

// %%
showTable(systems.addressRows(runs), { caption: "Records, in results/" });

// %% [markdown]
// ## Your own corpus
//
// Look at it first; this says what was read, in which encoding and tagging scheme, and how it would be divided:
//
// ```sh
// npx nerbook corpus my.conll
// ```
//
// Then run what you want to know, here notebook 08 with three seeds, or this one with your corpus in either place:
//
// ```sh
// npx nerbook reproduce --corpus my.conll --only 08 --seeds 3
// npx nerbook reproduce --corpus my.conll --other data/wikigold.conll.txt --only 13
// npx nerbook reproduce --corpus gmb --other my.conll --only 13
// ```
//
// - Read are CoNLL columns (two to nine of them, the word first, the tag last, a blank line behind each sentence) and CSV with the
//   header `Sentence #,Word,POS,Tag`; tags in IOB1, IOB2, IOBES or BILOU, which all become IOB2; UTF-8, windows-1252 or latin-1.
// - Any entity types will do, a single one too. Where a notebook's question needs what your corpus lacks, it says so and goes on: with
//   no type in common, this one compares spans alone.
// - It is divided 70/15/15 in file order. A few hundred sentences run, but intervals then are wide: read them first.
// - A training part without any entity is refused: there is nothing to learn from it.
// - Only indices and tags of your sentences are kept in records, never words; the embedded figures and tables may hold single words.

// %% [markdown]
// ## Findings

// %%
showFindings([
  ...transferFindings({
    test: measured,
    testPairs: pairs,
    types: byType,
    whole: whole,
    wholePairs: everyPair,
    effects: effects,
  }),
  ...causes.causeFindings(known, effects),
  types.mappingSentence(study, mapping),
  ...mappingFinding(mappings),
]);

// %% [markdown]
// ## Exercises
//
// 1. Which row of the mapping table would you change for your application, and what does the table of other mappings say that it
//    would cost?
// 2. Train on the second corpus and score on the first: exchange `--corpus` and `--other`. Is the loss the same in both directions,
//    and what in the table of what training knows would have let you foresee it?
// 3. How many sentences of the second corpus must be annotated until training there beats what is carried over? Give Model 2 smaller
//    shares of its training part (`arm(…, { data: "other", share: 0.1 })` in `src/experiments/manifest/transfer.ts`).
// 4. Put both training parts together under the common types. Does the sum beat either part?
