// %% [markdown]
// # 01 · Exploring the corpus
//
// What is in the corpus, how is it divided, and what would a tagger score that knows nothing? Every later number stands on
// these: a model's F1 means something only beside the floors at the end of this notebook.

// %% tags=["parameters"]
let CORPUS: string = "embedded";
let SPLIT: "reference" | "random" | "sequential" = "reference";
let PROFILE: "quick" | "full" = "quick";
let SEEDS: number = 1;

// %%
import { corpusFacts } from "../src/corpus";
import { openStudy, scoreFloors } from "../src/experiments/study";
import { ambiguity } from "../src/figures/gallery/ambiguity";
import { entityTypes } from "../src/figures/gallery/entity-types";
import { sentenceLengths } from "../src/figures/gallery/sentence-lengths";
import { tagShares } from "../src/figures/gallery/tag-shares";
import { wordFrequencies } from "../src/figures/gallery/word-frequencies";
import { showFigure, showFindings } from "../src/notebooks/present";
import { showMarkdown, showTable } from "../src/notebooks/display";
import * as corpusReport from "../src/reports/corpus-report";
import { scoreRows } from "../src/reports/model-report";

const study = await openStudy({ corpus: CORPUS, split: SPLIT, profile: PROFILE, seeds: SEEDS });
const corpus = study.dataset.corpus;
const facts = corpusFacts(corpus);
showMarkdown(
  `Corpus **${corpus.name}**, encoding ${corpus.encoding}, sha256 \`${corpus.sha256.slice(0, 16)}…\``,
);

// %% [markdown]
// ## The corpus in numbers

// %%
showTable(corpusReport.corpusRows(facts), { caption: "The corpus" });

// %% [markdown]
// Tags follow IOB2: `B-` begins an entity, `I-` continues it, `O` is everything else. The axis is logarithmic: without that,
// only O would be seen.

// %%
await showFigure(
  study.workspace,
  "01",
  tagShares(
    Object.entries(facts.tags).map(([tag, count]) => ({ tag: tag, count: count })),
    { caption: corpus.name },
  ),
);

// %% [markdown]
// ## The parts
//
// The reference split drops the last sentence and takes the others in file order, 70 % to train, 15 % to validate, 15 % to
// test, so that neighboring
// sentences of one article seldom fall on both sides. Nothing is ever fitted on the last two parts.

// %%
showTable(corpusReport.partRows(study.dataset), {
  caption: `Sentences, tokens and entities of each part (${study.dataset.split.name} split)`,
});

// %%
await showFigure(
  study.workspace,
  "01",
  entityTypes(corpusReport.entityTypeCounts(study.dataset), { caption: corpus.name }),
);

// %% [markdown]
// ## How long sentences are

// %%
const { median, p95, p99 } = facts.lengths;
await showFigure(
  study.workspace,
  "01",
  sentenceLengths(
    { histogram: corpusReport.lengthHistogram(corpus), median: median, p95: p95, p99: p99 },
    { caption: corpus.name },
  ),
);

// %% [markdown]
// ## Words: few are frequent, most are rare
//
// Rank against frequency on two logarithmic axes comes out near a straight line (Zipf 1949). The long tail is why a tagger
// meets unseen words in every new text.

// %%
await showFigure(
  study.workspace,
  "01",
  wordFrequencies(corpusReport.wordCounts(corpus), { caption: corpus.name }),
);

// %% [markdown]
// ## Ambiguity: what a table of words cannot know

// %%
await showFigure(
  study.workspace,
  "01",
  ambiguity(corpusReport.ambiguityCounts(corpus), { caption: corpus.name }),
);

// %% [markdown]
// ## Traps
//
// Each row is a way in which a reader or a scorer goes wrong without a word, and how often this corpus sets it.

// %%
showTable(corpusReport.trapRows(corpus, facts), { caption: "Traps and how often they occur here" });

// %% [markdown]
// ## The floors
//
// *All O* tags nothing. The *look-up table* gives every word its most frequent tag in the training part, unseen words O. Both
// readings of stray I- tags are shown, always: `discard` (strict IOB2) drops them, `begin` (conlleval) lets them begin an entity.

// %%
const floors = scoreFloors(study, null);
showTable(
  scoreRows([
    { system: "All O", record: floors["all-O"] },
    { system: "Look-up table", record: floors["look-up"] },
  ]),
  {
    caption: "What needs no model: learned from all training sentences, scored on the test part",
    digits: 2,
  },
);

// %% [markdown]
// ## Findings

// %%
showFindings(corpusReport.corpusFindings(corpus));

// %% [markdown]
// ## Exercises
//
// 1. Run this notebook with `SPLIT = "random"`. Which counts change, and why may the look-up table's score rise?
// 2. Which entity strings carry the most types? `entityStrings` in `src/corpus` counts them.
// 3. Read the corpus in the wrong encoding (`readCorpus(path, { encoding: "latin-1" })`) and find the words that changed.
