// %% [markdown]
// # 02 · From sentences to tensors
//
// How do words, tags and sentences of all lengths become rectangles of numbers, and what does each choice cost? IOB2, the
// vocabulary, padding, batching and the two label encodings are shown by running them.

// %% tags=["parameters"]
let CORPUS: string = "embedded";
let SPLIT: "reference" | "random" | "sequential" = "reference";
let PROFILE: "quick" | "full" = "quick";
let SEEDS: number = 1;

// %%
import * as tf from "@tensorflow/tfjs";
import { startBackend } from "../src/backend/choose";
import { entitySpans, fromIob2 } from "../src/corpus";
import {
  assembleBatch,
  buildTagSet,
  buildVocabulary,
  categoricalLabels,
  encodeSentence,
  lengthCost,
} from "../src/encoding";
import { repairTags, scoreEntities } from "../src/evaluation";
import { sentencesOf } from "../src/experiments/dataset";
import { openStudy } from "../src/experiments/study";
import { paddingShare } from "../src/figures/gallery/padding-share";
import { vocabularyCoverage } from "../src/figures/gallery/vocabulary-coverage";
import { showFigure, showFindings } from "../src/notebooks/present";
import { showTable } from "../src/notebooks/display";
import * as report from "../src/reports/preprocessing-report";
import { maskedCrossEntropy } from "../src/training/loss";

const study = await openStudy({ corpus: CORPUS, split: SPLIT, profile: PROFILE, seeds: SEEDS });
const training = sentencesOf(study.dataset, study.dataset.split.train);
const everything = study.dataset.corpus.sentences;

// %% [markdown]
// ## IOB2, by running it
//
// An entity is a type and a span of tokens. IOB2 writes spans as one tag a token, and the spans come back from the tags. The
// sentence is made up.

// %%
const example = {
  words: [
    "Maria",
    "Lopez",
    "met",
    "Bank",
    "of",
    "Lagos",
    "officials",
    "in",
    "Lagos",
    "on",
    "Tuesday",
  ],
  tags: ["B-per", "I-per", "O", "B-org", "I-org", "I-org", "O", "O", "B-geo", "O", "B-tim"],
};
showTable(
  example.words.map((word, i) => ({
    word: word,
    tag: example.tags[i]!,
    IOBES: fromIob2(example.tags, "IOBES")[i]!,
  })),
  { caption: "One sentence, tagged in IOB2 and in IOBES" },
);

// %%
showTable(
  entitySpans(example.tags).map(({ type, start, end }) => ({
    entity: example.words.slice(start, end).join(" "),
    type: type,
    "first token": start,
    "end (exclusive)": end,
  })),
  { caption: "Decoded: the spans that the tags mean" },
);

// %% [markdown]
// A softmax over tags may produce what IOB2 forbids: an `I-` that continues nothing. Then a reading must be chosen, and the
// score depends on it. `begin` turns the stray tag into a `B-`; `discard` turns it into `O`; `reject` refuses to score.

// %%
const predicted = [
  "I-per",
  "I-per",
  "O",
  "B-org",
  "I-geo",
  "I-org",
  "O",
  "O",
  "B-geo",
  "O",
  "I-tim",
];
showTable(
  example.words.map((word, i) => ({
    word: word,
    gold: example.tags[i]!,
    predicted: predicted[i]!,
    begin: repairTags(predicted, "begin")[i]!,
    discard: repairTags(predicted, "discard")[i]!,
  })),
  { caption: "The same prediction under two readings" },
);

// %%
const readings = (["begin", "discard"] as const).map((repair) => {
  const { micro, repairs } = scoreEntities([example.tags], [predicted], {
    scheme: "IOB2",
    repair: repair,
  });
  return {
    reading: repair,
    precision: micro.precision,
    recall: micro.recall,
    F1: micro.f1,
    "tags changed": repairs.predicted,
  };
});
showTable(readings, { caption: "One prediction, two scores", digits: 3 });

// %% [markdown]
// ## Vocabulary
//
// Id 0 is PAD, id 1 is UNK; the others are the words of the **training part alone**. A word of the test part that training
// never saw must be UNK, as it will be in use. Leaving out words seen once trains UNK on something.

// %%
const coverage = report.coverageRows(study.dataset, [1, 2, 3, 5, 10, 20]);
showTable(
  coverage.map((row) => ({
    "minimum count": row.minimumCount,
    vocabulary: row.size,
    "validation tokens covered %": 100 * row.coverage,
  })),
  { caption: "What a minimum count costs", digits: 2 },
);

// %%
await showFigure(
  study.workspace,
  "02",
  vocabularyCoverage(coverage, { caption: study.dataset.corpus.name }),
);

// %% [markdown]
// ## Padding and truncation
//
// A fixed length pads short sentences and cuts long ones, both at the end. The original padded to 75.

// %%
const costs = report.lengthCosts(everything, [10, 20, 25, 35, 50, 75, 104]);
showTable(report.lengthCostRows(costs), {
  caption: "What a fixed length costs on the whole corpus",
  digits: 2,
});

// %%
const figureCosts = report.lengthCosts(
  everything,
  Array.from({ length: 21 }, (_, i) => 5 * (i + 1)),
);
await showFigure(
  study.workspace,
  "02",
  paddingShare(
    {
      rows: figureCosts.map((cost) => ({
        length: cost.length,
        paddingShare: cost.paddingShare,
        cutShare: cost.truncatedTokenShare,
      })),
      originalLength: 75,
    },
    { caption: study.dataset.corpus.name },
  ),
);

// %% [markdown]
// Batches of sentences of like length, each padded only to its own longest, cut nothing, and pad little.

// %%
const batching = report.batchingRows(training, 64, 75);
showTable(batching, {
  caption: "Positions computed in one epoch over the training part, batches of 64",
  digits: 2,
});

// %% [markdown]
// ## One batch
//
// Three made-up sentences as the model receives them: word ids, tag ids, and weights that are 0 on padding, so that padding
// counts in no loss and no metric.

// %%
const small = [
  { words: ["rain", "fell", "in", "Oslo"], tags: ["O", "O", "O", "B-geo"] },
  { words: ["Ada", "slept"], tags: ["B-per", "O"] },
  { words: ["yes"], tags: ["O"] },
];
const smallVocabulary = buildVocabulary(small, { minimumCount: 1, maximumSize: null });
const smallTags = buildTagSet(small);
const batch = assembleBatch(
  small.map((sentence) => encodeSentence(sentence, smallVocabulary, smallTags)),
  { kind: "bucketed" },
);
showTable(
  small.map((sentence, row) => ({
    sentence: sentence.words.join(" "),
    "word ids": [...batch.words.slice(row * batch.time, (row + 1) * batch.time)].join(" "),
    "tag ids": [...batch.tags.slice(row * batch.time, (row + 1) * batch.time)].join(" "),
    weights: [...batch.weights.slice(row * batch.time, (row + 1) * batch.time)].join(" "),
  })),
  {
    caption: `Rectangle ${batch.rows} × ${batch.time}; tags ${smallTags.tags.map((tag, id) => `${id} = ${tag}`).join(", ")}`,
  },
);

// %% [markdown]
// ## Two label encodings, one loss
//
// *Sparse* labels are tag ids `[batch, time]`; *categorical* labels are one-hot rows `[batch, time, tags]`. The claim that the
// categorical form was "crucial" can be tested in one cell: same logits, both forms, loss and gradient.

// %%
await startBackend();
const logits = tf.randomNormal(
  [batch.rows, batch.time, smallTags.size],
  0,
  1,
  "float32",
  7,
) as tf.Tensor3D;
const weights = tf.tensor2d(batch.weights, [batch.rows, batch.time]);
const sparse = tf.tensor2d(batch.tags, [batch.rows, batch.time], "int32");
const categorical = tf.tensor3d(categoricalLabels(batch.tags, smallTags.size), [
  batch.rows,
  batch.time,
  smallTags.size,
]);
const [fromSparse, fromCategorical] = [sparse, categorical].map((labels) =>
  tf.valueAndGrad((x: tf.Tensor) => maskedCrossEntropy(x as tf.Tensor3D, labels, weights))(logits),
);
const largestGap = fromSparse!.grad.sub(fromCategorical!.grad).abs().max().dataSync()[0]!;
showTable(
  [
    { labels: "sparse", loss: fromSparse!.value.dataSync()[0]!, "numbers stored": sparse.size },
    {
      labels: "categorical",
      loss: fromCategorical!.value.dataSync()[0]!,
      "numbers stored": categorical.size,
    },
  ],
  { caption: `Largest difference between the two gradients: ${largestGap}`, digits: 6 },
);

// %% [markdown]
// ## Leakage
//
// A sentence of the test part that stands word for word in the training part is an answer given away.

// %%
showTable(report.leakageRows(study.dataset.corpus), {
  caption: "Test sentences that the training part holds",
  digits: 2,
});

// %% [markdown]
// ## Findings

// %%
const positions = report.lengthsOf(training).reduce((sum, n) => sum + n, 0);
const findings = report.preprocessingFindings({
  costAt75: lengthCost(report.lengthsOf(everything), 75),
  coverage: coverage,
  shared: report.sharedSentences(study.dataset),
  testSentences: study.dataset.split.test.length,
  gradientGap: largestGap,
  bucketedPositionsPerToken: (batching[2]!["positions"] as number) / positions,
});
showFindings(findings);

// %% [markdown]
// ## Exercises
//
// 1. Build the vocabulary from all parts instead of the training part. How much does the validation coverage rise, and why
//    is that rise worth nothing?
// 2. Change the predicted tags above so that `begin` scores lower than `discard`.
// 3. Which length would you choose for a model that must have one, and by which column of the table?
