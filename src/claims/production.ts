import { requestsInFlight } from "../evaluation";
import type { TrialRecord } from "../experiments/record";
import { mean, percentText } from "../reports/percent";
import { undecided, type Claim, type Derivation } from "./claim";
import type { Evidence } from "./evidence";
import { padded75, strictF1 } from "./measures";
import { mixedF1, slotTrials } from "./mixture";
import { operationClaims } from "./operations";
import { STARTING_DOCUMENTS } from "./origin";
import { differencesOf, rangeOfMean } from "./seeds";
import { servedLatency, servedRate, sharesHere } from "./served";
import { amount, differenceText, percentOver } from "./texts";

function average(records: readonly TrialRecord[], measure: (record: TrialRecord) => number): number {
  return mean(records.map(measure));
}

/** The machines that made the records, each once. */
function machinesOf(records: readonly TrialRecord[]): string {
  return [...new Set(records.map(({ environment }) => `${environment.cpu}, ${environment.kernels} kernels`))].join("; ");
}

interface LatencyClaim {
  readonly arm: "baseline" | "model2" | "advanced";
  readonly title: string;
  readonly milliseconds: number;
}

const LATENCIES: readonly LatencyClaim[] = [
  { arm: "baseline", title: "Baseline", milliseconds: 12 },
  { arm: "model2", title: "Model 2", milliseconds: 23 },
  { arm: "advanced", title: "Advanced", milliseconds: 45 },
];

function latencyClaim({ arm, title, milliseconds }: LatencyClaim): Claim {
  return {
    id: `${arm}-latency`, theme: "production", claimed: `${title}: ${milliseconds} ms`, value: { value: milliseconds, unit: "ms" },
    source: STARTING_DOCUMENTS, protocol: "stated; neither machine nor input is named",
    derivation: [
      "p95 over HTTP in the load test where there is one,",
      "else the median time to tag one whole sentence alone, mean over the seeds' records",
    ].join(" "),
    rule: "not measured: there is no measurement to compare with, and a latency holds for a machine and an input",
    notebook: "06",
    derive: (evidence) => deriveLatency(evidence, { arm, title, milliseconds }),
  };
}

function deriveLatency(evidence: Evidence, { arm, milliseconds }: LatencyClaim): Derivation | null {
  const records = evidence.records("headline", arm);
  const served = servedLatency(evidence.load, arm, milliseconds);
  if (!served && records.length === 0) return null;
  const alone = records.length === 0 ? "" : `${amount(average(records, ({ timings }) => timings.latencyMilliseconds))} ms`;
  return {
    measured: served?.measured ?? `${alone} here`,
    verdict: "not measured",
    cause: served
      ? `No measurement there. ${served.told}${alone && ` One sentence alone, without the service: ${alone} (${machinesOf(records)}).`}`
      : `No measurement there. Here: one sentence alone, without any service around it (${machinesOf(records)}).`,
    records,
  };
}

const RATE = { requestsPerSecond: 2000, seconds: 0.023 } as const;

function sentencesPerSecond({ metrics, timings }: TrialRecord): number {
  return (timings.inferenceTokensPerSecond * metrics.test.sentences) / metrics.test.tokens;
}

function deriveThroughput(evidence: Evidence): Derivation | null {
  const records = evidence.records("headline", "model2");
  const served = servedRate(evidence.load);
  if (!served && records.length === 0) return null;
  return {
    measured: served?.measured ?? `${amount(average(records, sentencesPerSecond))} sentences/s here`,
    verdict: "not measured",
    cause: [
      `No measurement there; by Little's law the claim means ${amount(requestsInFlight(RATE.requestsPerSecond, RATE.seconds))} requests in flight.`,
      served?.told ?? `Here: Model 2 tagging in batches, without any service around it (${machinesOf(records)}).`,
    ].join(" "),
    records,
  };
}

const throughput: Claim = {
  id: "throughput", theme: "production", claimed: "2,000+ requests/s at 23 ms (peak 10,000)", value: { value: 2000, unit: "requests/s" },
  source: STARTING_DOCUMENTS, protocol: "stated; no load test among the records",
  derivation: [
    "the rate that the load test held within that latency where there is one,",
    "else sentences tagged per second in batches, mean over the seeds' records",
  ].join(" "),
  rule: "not measured: a request is more than a tagged sentence",
  notebook: "06",
  derive: deriveThroughput,
};

const MINUTES_PER_YEAR = 365.25 * 24 * 60;
const CLAIMED_UPTIME = 0.9999;

const uptime: Claim = {
  id: "uptime", theme: "production", claimed: "99.99 % uptime", value: { value: 100 * CLAIMED_UPTIME, unit: "%" }, source: STARTING_DOCUMENTS,
  protocol: "stated; nothing ran", derivation: "the downtime that it allows",
  rule: "not measured: only months of service could measure it",
  notebook: null,
  derive: () => ({
    measured: null,
    verdict: "not measured",
    cause: [
      "No service ran there, and minutes of it here say nothing of a year.",
      `It would allow ${amount((1 - CLAIMED_UPTIME) * MINUTES_PER_YEAR)} minutes of downtime a year.`,
    ].join(" "),
    records: [],
  }),
};

const UNOBSERVED = "The shares are set, not observed: no request was routed there, and what requests would ask for is unknown.";

/** What the shares would score by the records, and who was asked under load. */
function deriveShares(evidence: Evidence): Derivation {
  const trials = evidence.isAboutClaims ? slotTrials(evidence) : null;
  const cause = `${UNOBSERVED}${sharesHere(evidence.load)}`;
  if (trials === null) return { measured: null, verdict: "assumption", cause, records: [] };
  const none = { model2: 0, baseline: 0, advanced: 0 };
  const [mixed, all, best] = [mixedF1(trials), mixedF1(trials, { ...none, model2: 1 }), mixedF1(trials, { ...none, advanced: 1 })];
  return {
    measured: `F1 ${percentText(mixed)}, all Model 2 ${percentText(all)}`,
    verdict: "assumption",
    cause: [
      `${cause} Strict F1 on whole sentences that they come to, in expectation: ${percentText(mixed)};`,
      `all to Model 2 ${percentText(all)}, all to Advanced ${percentText(best)}. What they cost: notebook 14.`,
    ].join(" "),
    records: Object.values(trials).flat(),
  };
}

const shares: Claim = {
  id: "routing-shares", theme: "production", claimed: "router: 90 % Model 2, 8 % Baseline, 2 % Advanced", value: { value: 90, unit: "%" },
  source: STARTING_DOCUMENTS, protocol: "a decision",
  derivation: "strict F1 of the mixture from the records' counts, the Baseline per token in its slot; shares under load",
  rule: "assumption: shares that nobody observed", notebook: null,
  derive: deriveShares,
};

function deriveRoute(evidence: Evidence): Derivation | null {
  const [model2, advanced] = [evidence.records("headline", "model2"), evidence.records("headline", "advanced")];
  const differences = differencesOf(model2, advanced, strictF1);
  if (differences.length === 0) return null;
  const measured = `Model 2 ${percentOver(model2.map(strictF1))}, Advanced ${percentOver(advanced.map(strictF1))}`;
  const range = rangeOfMean(differences);
  if (range === null) return undecided(measured, model2, advanced);
  return {
    measured,
    verdict: range.high < 0 ? "refuted" : range.low > 0 ? "reproduced" : "not reproduced",
    cause: `Strict F1 on whole sentences: Model 2 minus Advanced is ${differenceText(differences, range)}.`,
    records: [...model2, ...advanced],
  };
}

const route: Claim = {
  id: "routing-accuracy", theme: "production", claimed: "who asks for accuracy is served by Model 2", value: null, source: STARTING_DOCUMENTS,
  protocol: "the ranking by scores that were not comparable",
  derivation: "strict F1 of both models on whole sentences, seed by seed",
  rule: "refuted or reproduced: the 95 % interval of the difference over seeds lies below or above 0; not reproduced: it holds 0",
  notebook: "06",
  derive: deriveRoute,
};

const ALERT = 0.95;

function deriveAlert(evidence: Evidence): Derivation | null {
  const [record] = evidence.records("headline", "model2");
  const floor = record && evidence.floor("all-O", record);
  if (floor === undefined) return null;
  const passes = padded75(floor) >= ALERT;
  return {
    measured: `all O: ${percentText(padded75(floor))}`,
    verdict: passes ? "refuted" : "assumption",
    cause: [
      `A tagger that finds no entity has ${percentText(padded75(floor))} on whole sentences as the original counts, padding to 75 included:`,
      passes ? "the alert would stay silent." : "the alert would go off, but the threshold itself is set, not measured.",
    ].join(" "),
    records: [floor],
  };
}

const alert: Claim = {
  id: "alert", theme: "production", claimed: "accuracy below 95 % is critical", value: { value: 100 * ALERT, unit: "%" }, source: STARTING_DOCUMENTS,
  protocol: "a threshold on accuracy as the original counts it",
  derivation: "the same accuracy of a tagger that answers O everywhere",
  rule: "refuted: such a tagger passes; assumption: it does not",
  notebook: "06",
  derive: deriveAlert,
};

/** What was said of a service that did not exist. */
export const productionClaims: readonly Claim[] = [...LATENCIES.map(latencyClaim), throughput, uptime, shares, route, alert, ...operationClaims];
