import { fileOrigin, recordOrigin, resultOrigin, slug, type AddressedNumber, type Family } from "../number";
import { mixedF1, slotTrials } from "../../claims/mixture";
import { loadCosts } from "../../reports/load-report";
import { percentText, pointsText } from "../../reports/percent";
import { DEFAULT_POLICY } from "../../serving/router/policy";
import { SLOTS } from "../../serving/slots";
import { as, column, counted, countedAs, rowsOf, short, tableNumbers, tableOrigin, type Cells, type TableNumbers } from "../table-numbers";
import type { Fields, Sources } from "../sources";
import { fixed, withUnit } from "../texts";

const POLICIES: readonly (readonly [RegExp, string])[] = [
  [/^Stated/, "stated"], [/^All Model 2/, "all-model2"], [/^All Baseline/, "all-baseline"], [/^All Advanced/, "all-advanced"],
  [/; Advanced where they differ/, "cascade"], [/^Best model for each sentence/, "oracle"],
];

function policyRow({ policy }: Cells) {
  const key = POLICIES.find(([pattern]) => pattern.test(policy!))?.[1];
  return { key: `router-${key ?? "same-cost"}`, about: policy! };
}

const ROUTER: readonly TableNumbers[] = [
  {
    notebook: "14", caption: /^Ways of routing on the same test sentences/, row: policyRow,
    columns: [
      column("strict F1 %", "f1", "Strict F1", as("%")), column("95 % interval", "interval", "Its 95 % interval", as("%")),
      column("points against stated", "gain", "Points against the stated shares", as("points")),
      column("95 % interval of these", "gain-interval", "Their 95 % interval", as("points")),
      column("× stated", "cost", "Processor time as a multiple of the stated shares'", as("")),
      column("processor s in 1,000 requests", "cpu", "Processor seconds for 1,000 requests", short("s")),
      column("requests/s a core", "rate", "Requests a second and core", countedAs("requests/s")),
    ],
  },
  {
    notebook: "14", caption: /^Requests that ask for nothing/,
    row: ({ slot }) => ({ key: `router-share-${slug(slot!.replace("Model 2", "model2"))}`, about: slot! }),
    columns: [column("set %", "set", "Share as set", as("%")), column("of 10,000 requests %", "observed", "Share of 10,000 requests", as("%"))],
  },
  {
    notebook: "14", caption: /^The best mixture for a budget/,
    row: ({ "× stated processor time, at most": times }) =>
      ({ key: `router-budget-${slug(times!)}`, about: `${times!} times the stated processor time` }),
    columns: [
      column("strict F1 %", "f1", "Strict F1 of the best mixture", as("%")),
      column("best mixture", "mixture", "The best mixture", as("")),
      column("points against stated", "gain", "Points against the stated shares", as("points")),
    ],
  },
];

const DRIFTS: readonly (readonly [RegExp, string])[] = [
  [/^another corpus/, "another-corpus"], [/^case dropped/, "case-dropped"], [/^typos/, "typos"], [/^sentences joined/, "joined"],
  [/^no drift, windows drawn|drawn at random/, "none"], [/^no drift, in order|in the corpus's order/, "none-in-order"],
];

function driftKey(title: string): string {
  return DRIFTS.find(([pattern]) => pattern.test(title))?.[1] ?? slug(title);
}

const DRIFT: readonly TableNumbers[] = [
  {
    notebook: "14", caption: /^No drift: false alarms/, row: ({ traffic }) => ({ key: `drift-${driftKey(traffic!)}`, about: traffic! }),
    columns: [
      column("windows", "windows", "Windows", counted),
      column("alarms %", "false-alarms", "False alarms", as("%")),
      column("… thresholds for mixed traffic %", "false-alarms-drawn-thresholds", "False alarms with thresholds for mixed traffic", as("%")),
      column("95 % interval", "false-alarms-interval", "Their 95 % interval", as("%")),
      column("PSI above 0.1 %", "psi-0-1", "Windows with a PSI above 0.1", as("%")),
      column("PSI above 0.25 %", "psi-0-25", "Windows with a PSI above 0.25", as("%")),
    ],
  },
  {
    notebook: "14", caption: /^Drift: alarms/,
    row: ({ drift, "of the traffic %": share }) => ({ key: `drift-${driftKey(drift!)}-${share!}`, about: `${drift!}, ${share!} % of the traffic` }),
    columns: [
      column("with an alarm %", "alarms", "Windows with an alarm", as("%")),
      column("windows until the first", "delay", "Windows until the first alarm", as("")),
      column("PSI above 0.25 %", "psi-0-25", "Windows with a PSI above 0.25", as("%")),
      column("unknown words %", "unknown", "Unknown words", as("%")),
    ],
  },
  {
    notebook: "14", caption: /^Strict F1: estimated without labels/, row: ({ traffic }) => ({ key: `drift-${driftKey(traffic!)}`, about: traffic! }),
    columns: [
      column("true F1 %", "true-f1", "True strict F1", as("%")),
      column("estimated F1 %", "estimated-f1", "Strict F1 estimated without labels", as("%")),
      column("bias (points)", "bias", "Bias of the estimate", as("points")),
      column("interval holds the truth %", "coverage", "Windows whose interval holds the truth", as("%")),
      column("mean error (points)", "error", "Mean error of the estimate", as("points")),
      column("low end below the floor %", "flagged", "Windows whose interval reaches below the floor", as("%")),
    ],
  },
  {
    notebook: "14", caption: /^What a window is compared with/,
    row: ({ feature }) => ({ key: `drift-feature-${slug(feature!.split(/[:,]/)[0]!)}`, about: feature! }),
    columns: [
      column("PSI threshold", "threshold", "PSI threshold", as("")),
      column("bins", "bins", "Bins", counted),
      column("mean PSI, no drift", "psi", "Mean PSI without drift", as("")),
    ],
  },
];

/** Times that the simulation was given; its other inputs are settings. */
function inputRow({ input }: Cells) {
  if (!/a batch, whatever|each token of it|^HTTP/.test(input!)) return null;
  return { key: `simulation-input-${slug(input!.replace(", whatever it holds", "").replace(" of it", ""))}`, about: input! };
}

const CAPACITY: readonly TableNumbers[] = [
  {
    notebook: "14", caption: /^What the claimed loads take/,
    row: ({ load }) => ({ key: /requests/.test(load!) ? "capacity-peak" : "capacity-documents", about: load! }),
    columns: [
      column("instances", "instances", "Instances", countedAs("instances")),
      column("cores", "cores", "Cores", countedAs("cores")),
      column("peak (requests/s)", "rate", "Requests a second at the peak", countedAs("requests/s")),
      column("one more, as one may fail", "spare", "Instances with one to spare", countedAs("instances")),
      column("fewest by the bound", "bound", "Fewest instances by the bound", countedAs("instances")),
    ],
  },
  {
    notebook: "14", caption: /^What one instance holds, by what its cache answers/,
    row: (cells) => ({ key: `simulation-cache-${cells["cache answers %"]!}`, about: `cache answers ${cells["cache answers %"]!} %, simulated` }),
    columns: [
      column("held (requests/s)", "held", "Rate that one instance holds", countedAs("requests/s")),
      column("bound, HTTP thread", "bound-http", "Bound of the HTTP thread", countedAs("requests/s")),
      column("bound, workers", "bound-workers", "Bound of the workers", countedAs("requests/s")), column("p95 (ms)", "p95", "p95", short("ms")),
      column("HTTP thread busy %", "http-busy", "Share of time that the HTTP thread is busy", as("%")),
      column("workers busy %", "workers-busy", "Share of time that workers are busy", as("%")),
    ],
  },
  {
    notebook: "14", caption: /^Model 2: simulation and load test/,
    row: (cells) => ({ key: `simulation-${cells["requests/s"]!}`, about: `${cells["requests/s"]!} requests/s` }),
    columns: [
      column("p95 measured (ms)", "p95-measured", "p95 measured", short("ms")),
      column("p95 simulated (ms)", "p95-simulated", "p95 simulated", short("ms")),
    ],
  },
  {
    notebook: "14", caption: /^The HTTP thread alone/,
    row: (cells) => ({ key: `simulation-http-${cells["busy, intended %"]!}`, about: `busy ${cells["busy, intended %"]!} % of the time` }),
    columns: [
      column("mean time by formula (ms)", "formula", "Mean time by formula", short("ms")),
      column("mean time simulated (ms)", "simulated", "Mean time simulated", short("ms")),
    ],
  },
  {
    notebook: "14", caption: /^Sentences asked for at once/,
    row: (cells) => ({ key: `in-process-batch-${cells["asked at once"]!}`, about: `${cells["asked at once"]!} asked at once, no HTTP` }),
    columns: [
      column("sentences/s", "rate", "Sentences a second", countedAs("sentences/s")),
      column("× one at a time", "gain", "As a multiple of one at a time", as("")),
      column("mean batch", "size", "Mean batch", as("")),
    ],
  },
  {
    notebook: "14", caption: /^One question at a time/,
    row: ({ answer }) => ({ key: `in-process-${slug(answer!.replace("from the ", ""))}`, about: `${answer!}, no HTTP` }),
    columns: [column("median (ms)", "p50", "Median time", short("ms")), column("p95 (ms)", "p95", "p95", short("ms"))],
  },
  {
    notebook: "14", caption: /^Of the load test: a model alone/,
    row: ({ model, "sentences in a batch": size }) =>
      ({ key: `compute-${model!}-${size!}`, about: `${model!} alone on one thread, batches of ${size!}` }),
    columns: [
      column("ms a sentence", "time", "Time of a sentence", short("ms")),
      column("sentences/s", "rate", "Sentences a second", countedAs("sentences/s")),
    ],
  },
  {
    notebook: "14", caption: /^What the simulation starts from/,
    row: inputRow,
    columns: [column("value", "", "What the simulation starts from", (cell, row) => withUnit(Number(cell), row["unit"] ?? ""))],
  },
];

/** Two digits: the table's cells are rounded themselves. */
function coarse(ratio: number): string {
  return String(Number(ratio.toPrecision(2)));
}

/** How far the simulation's tail lies from the measured one, over the rates of the load test. */
function tailNumbers(sources: Sources): AddressedNumber[] {
  const table = sources.table("14", /^Model 2: simulation and load test/);
  if (table === null) return [];
  const ratios = rowsOf(table).map((row) => Number(row["p95 simulated (ms)"]) / Number(row["p95 measured (ms)"]));
  return [{
    key: "capacity-p95-ratio", what: "Simulated p95 over the measured one, lowest and highest rate of the load test",
    metric: `p95 simulated / p95 measured in the table “${table.caption}”`,
    text: `${coarse(Math.min(...ratios))} to ${coarse(Math.max(...ratios))}`, from: [tableOrigin(table)],
  }];
}

/** What the Baseline's share costs against giving it to Model 2, and what it saves. */
function shareNumbers(sources: Sources): AddressedNumber[] {
  const [trials, load] = [slotTrials(sources.evidence()), loadCosts(sources.load())];
  if (trials === null || load === null) return [];
  const stated = DEFAULT_POLICY.shares;
  const without = { ...stated, model2: stated.model2 + stated.baseline, baseline: 0 };
  const cost = (shares: typeof stated) => SLOTS.reduce((sum, slot) => sum + shares[slot] * load.costs[slot].processor, 0);
  const from = [resultOrigin("bench/serve.json"), ...Object.values(trials).flat().map(recordOrigin)];
  const [loss, saving] = [mixedF1(trials, without) - mixedF1(trials), 1 - cost(stated) / cost(without)];
  return [
    {
      key: "router-baseline-loss", what: "Strict F1 that the Baseline's share costs against giving it to Model 2",
      metric: "mixedF1", text: `${pointsText(loss)} points`, from,
    },
    {
      key: "router-baseline-saving", what: "Processor time that the Baseline's share saves",
      metric: "loadCosts", text: percentText(saving), from,
    },
  ];
}

/** The score that an estimate must not fall below, as the figure of the estimates has it. */
function floorNumbers({ figure }: Sources): AddressedNumber[] {
  const layout = figure("14-estimated-f1")?.["layout"] as Fields | undefined;
  const floor = ((layout?.["annotations"] ?? []) as Fields[]).find(({ text }) => text === "floor")?.["x"];
  return typeof floor !== "number" ? [] : [{
    key: "drift-floor", what: "Strict F1 that the low end of an estimate should stay above", metric: "the line called floor",
    text: `${fixed(floor, 1)} %`, from: [fileOrigin("figures/14-estimated-f1.json")],
  }];
}

/** Routing, drift and capacity, as notebook 14 measured and simulated them. */
export const production: Family = {
  title: "Routing, drift and capacity",
  numbers: (sources) => [
    ...[...ROUTER, ...DRIFT, ...CAPACITY].flatMap((table) => tableNumbers(sources, table)),
    ...tailNumbers(sources), ...shareNumbers(sources), ...floorNumbers(sources),
  ],
};
