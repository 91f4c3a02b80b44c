// %% [markdown]
// # 11 · Complexity
//
// What does a model's size cost, and what does it buy? Parameters, operations and bytes are derived by formula and counted in
// the programs that run; time and error are fitted as power laws of size; and the Advanced model gets the trial that it never
// had: is it worse, under-trained or over-regularized? In the end the LSTM itself is taken apart, gate by gate.

// %% tags=["parameters"]
let CORPUS: string = "embedded";
let SPLIT: "reference" | "random" | "sequential" = "reference";
let PROFILE: "quick" | "full" = "quick";
let SEEDS: number = 1;

// %%
import { startBackend } from "../src/backend/choose";
import { sentencesOf } from "../src/experiments/dataset";
import { runExperiment, runSearchOf } from "../src/experiments/run-experiment";
import { openStudy, trainModel } from "../src/experiments/study";
import { runTuned } from "../src/experiments/tuned";
import { learningCurves } from "../src/figures/gallery/learning-curves";
import { lstmGates } from "../src/figures/gallery/lstm-gates";
import { parameterFront } from "../src/figures/gallery/parameter-front";
import { scalingLaws } from "../src/figures/gallery/scaling-laws";
import { tuning } from "../src/figures/gallery/tuning";
import { showFigure, showFindings } from "../src/notebooks/present";
import { showMarkdown, showTable } from "../src/notebooks/display";
import { validationScores } from "../src/reports/ablation-report";
import * as complexity from "../src/reports/complexity-report";
import * as gates from "../src/reports/gate-report";
import * as lstm from "../src/reports/lstm-anatomy";
import { captionOf, cautionOf, learningCurveData } from "../src/reports/model-report";
import * as efficiency from "../src/reports/parameter-efficiency";
import { standardDeviation } from "../src/reports/percent";
import { measurePrograms } from "../src/reports/program-costs";
import * as scaling from "../src/reports/scaling-report";
import * as searching from "../src/reports/search-report";
import * as trained from "../src/reports/trained-lstm";
import * as ends from "../src/reports/training-ends";
import * as tuned from "../src/reports/tuning-report";

const study = await openStudy({ corpus: CORPUS, split: SPLIT, profile: PROFILE, seeds: SEEDS });
await startBackend();
showMarkdown(cautionOf(study));

// %% [markdown]
// ## The records
//
// The three models that tag every token apart, as they were. The Baseline as built has the per-token one's layers and parameters,
// and computes its hidden layers once a sentence; its score is in 06.

// %%
const perToken = await trainModel(study, "baseline-per-token");
const model2 = await trainModel(study, "model2");
const advanced = await trainModel(study, "advanced");
const models = [
  { model: "baseline-per-token" as const, records: perToken },
  { model: "model2" as const, records: model2 },
  { model: "advanced" as const, records: advanced },
];

// %% [markdown]
// ## Parameters by formula
//
// With a vocabulary of $V$ word ids, $K$ tags, embeddings of $E$ values, hidden layers $H_1$, $H_2$ and LSTMs of $U$ units a direction:
//
// $$\mathrm{dense}(n, m) = n m + m \qquad \mathrm{BiLSTM}(n, U) = 2 \cdot 4\,U\,(n + U + 1)$$
//
// $$\text{Baseline} = V E + \mathrm{dense}(E, H_1) + \mathrm{dense}(H_1, H_2) + \mathrm{dense}(H_2, K)$$
//
// $$\text{Model 2} = V E + \mathrm{BiLSTM}(E, U) + \mathrm{dense}(2U, K)$$
//
// $$\text{Advanced} = V E + \mathrm{BiLSTM}(E, U_1) + \mathrm{BiLSTM}(2U_1, U_2) + \mathrm{dense}(2U_2, H) + \mathrm{dense}(H, K)$$
//
// Two for the directions, four for the gates. No dropout, pooling or softmax has parameters.

// %%
showTable(complexity.parameterRows(complexity.ORIGINAL_SIZES), {
  caption: "The original's sizes: V = 3,799, K = 9",
});

// %%
const sizes = { vocabulary: model2[0]!.metrics.vocabulary, tags: model2[0]!.metrics.tags };
showTable(complexity.totalRows(sizes), {
  caption: `Totals, and those at this corpus's sizes: V = ${sizes.vocabulary}, K = ${sizes.tags}`,
});

// %% [markdown]
// ## Operations a token
//
// A token is multiplied once with every weight but the embedding's, of which it reads one row: a product and a sum for each, and
// in training twice as many again for the two gradients. Biases, gates' functions, softmax and the optimizer are not counted, as
// is usual. "Program" is no estimate: every instruction of one batch's program was observed as it ran, and its sizes counted.

// %%
const costs = await measurePrograms(study, models);
showTable(complexity.flopsRows(costs), {
  caption: "Floating-point operations a token, by formula and counted in the programs",
});

// %% [markdown]
// ## Bytes a token
//
// A batch reads each matrix once, and an LSTM's recurrent matrix once a step, since a step needs the one before it. A sentence
// alone therefore reads that matrix for every single token, and a batch shares the reading. How many operations each byte feeds
// says whether arithmetic or memory sets the pace. Caches are not in the count: it is what the program asks for.

// %%
showTable(complexity.bytesRows(costs), { caption: "Bytes a token while tagging", digits: 1 });

// %% [markdown]
// ## Size, work, time and quality side by side
//
// Times are the records', means over seeds: processor seconds of a whole training, which do not grow when other work runs beside
// it as wall-clock seconds do. Latency (the median, one sentence alone) and tokens a second are wall-clock, and suffer from it.

// %%
showTable(complexity.costRows(models, costs), { caption: "The models as they were", digits: 2 });

// %%
showTable(complexity.rateRows(study, models), {
  caption: "How fast the products were computed: operations by formula over the records' times",
  digits: 2,
});

// %% [markdown]
// ## Scaling laws
//
// If $y = a x^b$, then $\log y = \log a + b \log x$: a straight line with slope $b$. It is fitted by least squares through all
// trainings of a grid, and its standard error comes from what the line leaves unexplained. A power law is a description of the
// range that was measured; an error that has a floor, or turns up again, does not follow one, and its slope's interval shows it.
// The processor time of an epoch holds the scoring of the validation part, whose share is larger where little is trained.

// %%
const series = [
  scaling.sizeSeries(scaling.SCALED_SIZES.units, await runExperiment(study, "units")),
  scaling.sizeSeries(scaling.SCALED_SIZES.embedding, await runExperiment(study, "embedding")),
  scaling.sizeSeries(
    scaling.SCALED_SIZES.sentences,
    (await runExperiment(study, "learning-curve")).filter(({ arm }) => arm.model === "model2"),
  ),
];
showTable(scaling.scalingRows(series), { caption: "Model 2: slopes in log–log space", digits: 3 });
showMarkdown(scaling.machineNote(series));

// %%
await showFigure(
  study.workspace,
  "11",
  scalingLaws(scaling.scalingPanels(series), { caption: captionOf(study) }),
);

// %% [markdown]
// The benchmark measures the same on an idle machine, for more sizes, without validation in it:

// %%
const benchmark = scaling.readBenchmark();
showTable(scaling.benchmarkRows(benchmark), {
  caption: "Slopes of an epoch's time, from the committed benchmark",
  digits: 3,
});
showMarkdown(scaling.benchmarkNote(benchmark));

// %% [markdown]
// ## Tuning, with one budget for all
//
// Each model gets the same number of configurations, each trained once on the same quarter of the training part and scored on the
// validation part alone. The winner is trained anew on the whole training part; only then is the test part scored. What is equal is
// the number of tries, not the time that they take.

// %%
const searches: searching.Search[] = [
  { model: "baseline-per-token", results: await runSearchOf(study, "baseline-per-token") },
  { model: "model2", results: await runSearchOf(study, "model2") },
  { model: "advanced", results: await runSearchOf(study, "advanced") },
];
showTable(searching.budgetRows(searches), { caption: "The budget, and what was used of it" });

// %%
showTable(searching.searchRows(searches[0]!), { caption: "Baseline (per token)", digits: 2 });
showTable(searching.searchRows(searches[1]!), { caption: "Model 2", digits: 2 });
showTable(searching.searchRows(searches[2]!), { caption: "Advanced", digits: 2 });
showFindings(searching.searchFindings(searches));

// %% [markdown]
// A winner's score on validation is the best of several and so a little too good; one seed a configuration cannot tell close
// ones apart. The test part, which no choice has looked at, says what the winners are worth.

// %%
const pairs = [
  tuned.tunedPair("baseline-per-token", perToken, await runTuned(study, "baseline-per-token", searches[0]!.results)),
  tuned.tunedPair("model2", model2, await runTuned(study, "model2", searches[1]!.results)),
  tuned.tunedPair("advanced", advanced, await runTuned(study, "advanced", searches[2]!.results)),
];
const result = tuned.measureTuning(study, pairs);
showTable(tuned.tuningRows(result), { caption: "As they were and tuned, on the same seeds" });

// %%
await showFigure(
  study.workspace,
  "11",
  tuning(tuned.tuningData(result), { caption: captionOf(study) }),
);

// %% [markdown]
// Every comparison below belongs to one family: approximate randomization by sentences, with Holm's adjustment, and paired
// bootstrap intervals. A difference is called one only where the adjusted p is at most 0.05 and no interval holds 0.

// %%
showTable(tuned.verdictRows(result), { caption: "Strict F1 of the first minus the second", digits: 2 });

// %%
showTable(tuned.scoredRows(result), { caption: "The test part was scored once a final training" });

// %% [markdown]
// ## Worse, under-trained or over-regularized?
//
// Under-trained would mean that validation still rose when the epochs ran out. Over-regularized would mean that less dropout does
// better. Worse is what is left if neither holds and the tuned models still differ.

// %%
await showFigure(
  study.workspace,
  "11",
  learningCurves(learningCurveData("advanced", advanced), {
    caption: captionOf(study, "training and validation part"),
  }),
);

// %%
const trainings = [
  { name: "Model 2 as it was", records: model2 },
  { name: "Advanced as it was", records: advanced },
  ...pairs.map(({ after }) => after),
];
showTable(ends.endRows(trainings), { caption: "What ended each training", digits: 3 });

// %% [markdown]
// ## Parameter efficiency
//
// All configurations that were trained on the same sentences, against their parameters. The front holds those that nothing beats
// in both; it takes means for true, so a configuration that misses it by less than the seeds' spread may belong on it.

// %%
const grids = [
  { group: "Model 2, units", prefix: "units", results: await runExperiment(study, "units") },
  { group: "Model 2, embedding", prefix: "embedding", results: await runExperiment(study, "embedding") },
  { group: "Model 2, dropouts", prefix: "input dropout", results: await runExperiment(study, "input-dropout") },
  { group: "Model 2, dropouts", prefix: "output dropout", results: await runExperiment(study, "output-dropout") },
  { group: "Model 2, dropouts", prefix: "recurrent dropout", results: await runExperiment(study, "recurrent-dropout") },
  { group: "Model 2, weight decay", prefix: "weight decay", results: await runExperiment(study, "weight-decay") },
];
const whole = [
  { group: "as they were", prefix: "", results: efficiency.headlineResults(models) },
  { group: "tuned", prefix: "", results: pairs.map((pair) => pair.result) },
  { group: "Model 2, embedding", prefix: "embedding", results: await runExperiment(study, "embedding-full") },
];
const panels = [
  efficiency.efficiencyPanel(grids),
  efficiency.efficiencyPanel(whole),
];
showTable(efficiency.frontRows(panels), { caption: "On the fronts, the smallest first" });

// %%
await showFigure(
  study.workspace,
  "11",
  parameterFront(efficiency.parameterFrontData(panels), { caption: captionOf(study) }),
);

// %% [markdown]
// ## The LSTM, written out
//
// For token $t$ with word vector $x_t$ (a row), the hidden state $h_{t-1}$ and the cell state $c_{t-1}$ that the token before it
// left (both zero at the first), $\sigma(z) = 1/(1 + e^{-z})$ and $\odot$ the product value by value:
//
// $$\tilde h_{t-1} = h_{t-1} \odot m \qquad \text{(recurrent dropout, in training only)}$$
//
// $$i_t = \sigma(x_t W_i + \tilde h_{t-1} U_i + b_i) \qquad \text{input gate: how much of the new content is written}$$
//
// $$f_t = \sigma(x_t W_f + \tilde h_{t-1} U_f + b_f) \qquad \text{forget gate: how much of the old state is kept}$$
//
// $$\tilde c_t = \tanh(x_t W_c + \tilde h_{t-1} U_c + b_c) \qquad \text{new content}$$
//
// $$o_t = \sigma(x_t W_o + \tilde h_{t-1} U_o + b_o) \qquad \text{output gate: how much of the state is shown}$$
//
// $$c_t = f_t \odot c_{t-1} + i_t \odot \tilde c_t \qquad h_t = o_t \odot \tanh(c_t)$$
//
// The layer holds $W = [W_i\,W_f\,W_c\,W_o]$, $U$ and $b$ as one matrix each, in this order. A second LSTM with weights of its own
// reads the sentence from its end; the layer hands on $[\overrightarrow{h}_t\,\overleftarrow{h}_t]$. Dropout has two places: on $x_t$
// ("input"), and on the hidden state on its way into the next step ("recurrent", $m$), where one mask holds for all steps of a
// sentence, is 0 with the rate's probability and else $1/(1 - \text{rate})$, and touches neither $c_t$ nor what the layer hands on.
//
// The weights are those of a Model 2 trained on the embedded corpus, whatever corpus this notebook runs on: its sentences are
// generated, so that they can be shown. First token, forward, line by line:

// %%
const embedded = await openStudy({ corpus: "embedded", profile: "quick", seeds: 1 });
const bundle = await trained.trainedModel2(embedded);
const testSentences = sentencesOf(embedded.dataset, embedded.dataset.split.test);
const sentence = gates.exampleSentence(testSentences);
const weights = trained.bilstmWeights(bundle);
const vectors = trained.wordVectors(bundle, sentence.words);
const start = lstm.startState(weights.forward.units);
const [zi, zf, zc, zo] = lstm.cut(lstm.affine(weights.forward, vectors[0]!, start.h));
const [i, f, content, o] = [zi.map(lstm.sigmoid), zf.map(lstm.sigmoid), zc.map(Math.tanh), zo.map(lstm.sigmoid)];
const c = start.c.map((old, j) => f[j]! * old + i[j]! * content[j]!);
const h = c.map((state, j) => o[j]! * Math.tanh(state));
const handedOn = trained.layerOutput(bundle, sentence);
showTable(
  [0, 1, 2, 3].map((j) => ({ unit: j, i: i[j]!, f: f[j]!, "new content": content[j]!, o: o[j]!, c: c[j]!, h: h[j]!, "the layer's h": handedOn[j]! })),
  { caption: `“${sentence.words[0]}”, forward, the first four units`, digits: 6 },
);

// %% [markdown]
// The whole of it, both directions over whole sentences, against the layer as it tags (single precision, so that rounding is in
// the difference) and against the kernels' own plain definition run in double precision, gates included:

// %%
const agreements = trained.agreements(bundle, testSentences.slice(0, 20));
showTable(trained.agreementRows(agreements), { caption: "The equations against the implementations" });

// %% [markdown]
// ## What each gate does
//
// One sentence of the embedded corpus: the mean of all units, and the units whose gates move most along it.

// %%
const steps = lstm.runBilstm(weights, vectors);
await showFigure(
  study.workspace,
  "11-forward",
  lstmGates(gates.gatesData(sentence, steps, "forward"), { caption: "embedded corpus, test part · Model 2, quick profile" }),
);

// %%
await showFigure(
  study.workspace,
  "11-backward",
  lstmGates(gates.gatesData(sentence, steps, "backward"), { caption: "embedded corpus, test part · Model 2, quick profile" }),
);

// %%
showTable(gates.gateRows(sentence, steps), { caption: "Over all units along this sentence", digits: 2 });

// %% [markdown]
// One sentence proves nothing. Means over many, by what the token is:

// %%
const means = gates.meansByTag(bundle, testSentences);
showTable(gates.meansRows(means), { caption: "Means over units and tokens, by gold tag" });

// %% [markdown]
// ## Findings

// %%
showFindings([
  ends.undertrainingFinding({ name: "the Advanced model as it was", records: advanced }),
  ...searching.regularizationFinding(searches[2]!, standardDeviation(validationScores(advanced))),
  ...tuned.tuningFindings(result),
  ...complexity.complexityFindings(costs),
  ...scaling.scalingFindings(series),
  ...efficiency.frontFindings(panels),
  ...trained.agreementFindings(agreements),
  ...gates.gateFindings(sentence, steps, means),
]);

// %% [markdown]
// ## Exercises
//
// 1. Derive the parameters of Model 2 with 200 units, then the operations a token, and check both against a row of the fronts.
// 2. A GRU has three gates' worth of weights instead of four. Which columns of the first tables change, and by how much?
// 3. Give every model the same processor time instead of the same number of configurations. Who could try more, and would it
//    change a verdict?
// 4. Set the bias of the forget gate to −2 in `weights.forward.bias` and run the sentence again. How far back can the state reach?
// 5. Drop values of the hidden state by hand, as the first equation says, in the step function of `src/reports/lstm-anatomy.ts`. What
//    becomes of the agreement with the layer, and why must it?
