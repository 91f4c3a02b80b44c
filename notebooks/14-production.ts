// %% [markdown]
// # 14 · In production
//
// The starting documents claim a service that nobody ran: a router with shares of 90, 8 and 2 %, 2,000 requests a second at 23 ms,
// a cache, monitoring, a return of 1,566 %. Which of it holds where it is built and measured? Are the shares sensible, and
// what is under a latency budget? What does the service hold, when does it notice that its traffic has changed, how many machines would
// the claimed loads take, and what is left of the business case with measured inputs?

// %% tags=["parameters"]
let CORPUS: string = "embedded";
let SPLIT: "reference" | "random" | "sequential" = "reference";
let PROFILE: "quick" | "full" = "quick";
let SEEDS: number = 1;
let OTHER: string = "";

// %%
import { startBackend } from "../src/backend/choose";
import { withOtherCorpus } from "../src/experiments/other";
import { openStudy, scoreFloors, trainModel } from "../src/experiments/study";
import { driftDetection } from "../src/figures/gallery/drift-detection";
import { estimatedF1 } from "../src/figures/gallery/estimated-f1";
import { instancesNeeded } from "../src/figures/gallery/instances-needed";
import { loadCurve } from "../src/figures/gallery/load-curve";
import { routingFront } from "../src/figures/gallery/routing-front";
import { showFigure, showFindings } from "../src/notebooks/present";
import { showMarkdown, showTable } from "../src/notebooks/display";
import * as business from "../src/reports/business-report";
import { capacityInputs } from "../src/reports/capacity-inputs";
import * as capacity from "../src/reports/capacity-report";
import { validationFinding, validationRows } from "../src/reports/capacity-validation";
import type { Comparison } from "../src/reports/comparison";
import { measureDrift } from "../src/reports/drift-measure";
import * as drifting from "../src/reports/drift-report";
import { driftCase } from "../src/reports/drift-streams";
import * as inProcess from "../src/reports/in-process-report";
import { loadFindings } from "../src/reports/load-findings";
import { readLoadTest } from "../src/reports/load-record";
import * as loads from "../src/reports/load-report";
import * as money from "../src/reports/measured-business";
import { captionOf, cautionOf } from "../src/reports/model-report";
import { decisionRows, shareRows } from "../src/reports/router-decisions";
import { routerFindings, routerNote } from "../src/reports/router-findings";
import * as routing from "../src/reports/router-report";
import { otherCaution } from "../src/reports/transfer-types";

const first = await openStudy({ corpus: CORPUS, split: SPLIT, profile: PROFILE, seeds: SEEDS });
const study = await withOtherCorpus(first, OTHER === "" ? {} : { other: OTHER });
await startBackend();
showMarkdown(`${cautionOf(study)}\n\n${otherCaution(study)}`);

// %% [markdown]
// ## The router
//
// The three models that are served, with the records of their trainings. The Baseline per token stands for the Baseline: as built, it
// finds next to nothing in whole sentences (notebook 03).

// %%
const comparison: Comparison = {
  models: [
    { model: "baseline-per-token", records: await trainModel(study, "baseline-per-token") },
    { model: "model2", records: await trainModel(study, "model2") },
    { model: "advanced", records: await trainModel(study, "advanced") },
  ],
  floors: scoreFloors(study),
};
const loadTest = readLoadTest();
const economics = routing.routerEconomics(study, comparison, loads.loadCosts(loadTest) ?? {});
showMarkdown(economics ? routerNote(economics) : "Too little was trained or tested for anything to be said of routing.");

// %%
if (economics) showTable(routing.routedModelRows(economics), { caption: "What the router chooses from", digits: 3 });

// %% [markdown]
// The policy of the service decides by four rules in this order: a model that is named, a latency budget, a priority, the shares.
// Below, its own function decides for the latencies of the table above; the explanation is the one that a caller gets.

// %%
showTable(decisionRows(economics), { caption: "Six requests, and what becomes of them" });
showTable(shareRows(), { caption: "Requests that ask for nothing: shares as set, and as they come out", digits: 2 });

// %% [markdown]
// What the shares cost and bring: against each model alone, the best mixture of the same cost, a cascade that asks a third model where
// two differ, and a bound that no router can pass. Draws are blind to the sentence, so that a mixture lies between its models.

// %%
if (economics) showTable(routing.policyRows(economics), { caption: "Ways of routing on the same test sentences", digits: 2 });

// %%
if (economics) {
  await showFigure(study.workspace, "14", routingFront(routing.routingFrontData(economics), { caption: captionOf(study) }));
}

// %% [markdown]
// Under a budget of processor time, and under one of latency:

// %%
if (economics) {
  showTable(routing.mixtureRows(economics), { caption: "The best mixture for a budget of processor time", digits: 2 });
  showTable(routing.budgetRows(economics), { caption: "The most accurate model for a latency budget", digits: 3 });
}

// %% [markdown]
// ## Load
//
// An open loop: requests come when they are due, whatever has become of those before, and a latency runs from that moment. A closed
// loop, in which each caller waits for an answer, slows down with the service and hides what is asked here.

// %%
showMarkdown(loads.loadText(loadTest));

// %%
if (loadTest) {
  showTable(loads.stepRows(loadTest), { caption: "Rising rates, scenario by scenario", digits: 3 });
  showTable(loads.heldRows(loadTest), { caption: "What each scenario holds", digits: 3 });
  showTable(loads.targetRows(loadTest), { caption: "Targets", digits: 3 });
}

// %%
if (loadTest) {
  await showFigure(study.workspace, "14", loadCurve(loads.loadCurveData(loadTest), { caption: `load test on ${loadTest.machine}, sentences of ${loadTest.corpus}` }));
}

// %% [markdown]
// Little's law needs no assumption about arrivals or service: in the long run, requests in flight are the rate times the mean latency.
// Counting them apart checks both measurements.

// %%
if (loadTest) showTable(loads.littleRows(loadTest), { caption: "Little's law", digits: 2 });

// %% [markdown]
// ## Batching and cache
//
// A batch reads the weights once for several sentences; a cache answers what was asked before. What each brings can be tried here in
// seconds: the service's queue, worker thread and cache with a model of this study.

// %%
const here = await inProcess.measureInProcess(study);
showMarkdown(inProcess.inProcessNote(here));
showTable(inProcess.batchRows(here), { caption: "Sentences asked for at once", digits: 2 });
showTable(inProcess.knownRows(here), { caption: "One question at a time, unknown and known", digits: 3 });

// %%
if (loadTest) {
  showTable(loads.computeRows(loadTest), { caption: "Of the load test: a model alone on one thread", digits: 3 });
  showTable(loads.cacheRows(loadTest), { caption: "Of the load test: the cache off and on, at one rate", digits: 3 });
}

// %% [markdown]
// ## Drift
//
// The monitor compares windows of traffic with what the model saw on validation: words, lengths, tags and confidence, each by PSI and
// Jensen–Shannon divergence. Thresholds are calibrated on windows without drift, so that a stated share of them raises a false alarm. And
// it estimates F1 without labels, from confidences. Both are tried on traffic whose labels are known here, and not to the monitor.

// %%
const drift = await driftCase(study);
const measured = measureDrift(drift);
showTable(drifting.thresholdRows(measured), { caption: "What a window is compared with", digits: 4 });
showTable(drifting.falseAlarmRows(measured), { caption: "No drift: false alarms", digits: 2 });

// %% [markdown]
// Four kinds of drift, each mixed into the traffic at rising shares:

// %%
showTable(drifting.detectionRows(measured), { caption: "Drift: alarms", digits: 2 });

// %%
await showFigure(study.workspace, "14", driftDetection(drifting.detectionData(measured), { caption: captionOf(study) }));

// %%
showTable(drifting.estimateRows(measured), { caption: "Strict F1: estimated without labels, and true", digits: 2 });

// %%
await showFigure(study.workspace, "14", estimatedF1(drifting.estimateData(measured), { caption: captionOf(study) }));

// %% [markdown]
// ## How many instances?
//
// One machine answers for one machine. What the claimed loads would take is computed: requests come by chance, wait, and go in batches
// through a model whose times were measured, with the service's own rules of batching. A load is held where p95 keeps the claimed
// latency. Nothing of this was tried on several machines; what goes into it stands first, and whether it was measured.

// %%
const inputs = capacityInputs(loadTest, comparison.models.find(({ model }) => model === "model2")!.records)!;
showMarkdown(inputs.source);
showTable(capacity.assumptionRows(inputs), { caption: "What the simulation starts from", digits: 3 });

// %% [markdown]
// Can it be trusted? Against a formula where one exists, and against the load test where there is one:

// %%
showTable(capacity.formulaRows(inputs), { caption: "The HTTP thread alone: simulation and formula", digits: 3 });
showTable(validationRows(inputs, loadTest), { caption: "Model 2: simulation and load test", digits: 3 });

// %%
const capacities = capacity.instanceCapacities(inputs);
const demands = capacity.demandedLoads();
showTable(capacity.instanceRows(capacities), { caption: "What one instance holds, by what its cache answers", digits: 2 });
showTable(capacity.demandRows(capacities, demands), { caption: "What the claimed loads take", digits: 2 });

// %% [markdown]
// A cache spares the model, a CDN before the instances spares everything; how often users repeat each other is anybody's guess.

// %%
await showFigure(
  study.workspace,
  "14",
  instancesNeeded(capacity.instancesNeededData(capacities, demands), { caption: "simulated · shares of the cache and of a CDN are assumptions" }),
);

// %%
showTable(capacity.dayRows(capacities, demands[0]), { caption: "Instances through a day with one smooth peak", digits: 2 });

// %% [markdown]
// ## The business case, measured
//
// Notebook 06 derives the claimed return again and puts a price on errors. What was missing there are the machines: what a sentence costs,
// and how many cores the claimed volumes would keep busy.

// %%
const cost = money.sentenceCost(loadTest, economics);
showMarkdown(money.costText(cost));
showTable(money.volumeRows(cost), { caption: "What volumes would take", digits: 4 });
showTable(money.priceRows(cost), { caption: "Along the price of a core", digits: 4 });

// %%
const priced = business.pricedSystems(study, comparison);
const served = money.servedOf(priced);
const cases = cost ? [...priced, money.withMeasuredCost(served, cost)] : priced;
showTable(money.comparedInputRows(cases.at(-1)!), { caption: "Inputs, as claimed and here", digits: 3 });
showTable(business.caseRows(cases), { caption: "A month: as claimed, with errors priced, and with measured cost", digits: 2 });

// %% [markdown]
// ## Findings

// %%
showFindings([
  ...routerFindings(economics),
  ...loadFindings(loadTest),
  ...inProcess.inProcessFindings(here),
  ...drifting.driftFindings(measured),
  ...capacity.capacityFindings(inputs, capacities, demands),
  ...validationFinding(inputs, loadTest),
  ...money.measuredBusinessFindings(cost, served),
]);

// %% [markdown]
// ## Exercises
//
// 1. Set the shares to what the table of mixtures has for twice the cost (`npx nerbook serve --policy FILE`). How many more cores does
//    a rate of 2,000 requests a second need, and how sure is the gain?
// 2. Write a cascade that goes by confidence: Model 2 answers, the Advanced model where the least confident tag is below a threshold.
//    Which threshold would you take, and on which part of the corpus may you choose it?
// 3. Run `npm run bench:serve -- --arrivals constant`. Which quantile changes most against independent arrivals, and why?
// 4. The estimate of F1 takes confidences at their word. Calibrate them as notebook 07 does: for which kind of drift does it help?
// 5. Halve the window of the drift monitor. What do you gain in time to the first alarm, and what does it cost in false alarms?
