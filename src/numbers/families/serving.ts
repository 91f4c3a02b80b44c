import {
  cachePairs, computeMilliseconds, errorsOfStep, heldStep, scenariosOf, serverMillisecondsARequest, stepsOfScenario,
} from "../../reports/load-report";
import { loadTestOf, type LoadStep, type LoadTest } from "../../reports/load-record";
import { percentText } from "../../reports/percent";
import { resultOrigin, slug, whereKnown, type AddressedNumber, type Family } from "../number";
import type { Fields, Sources } from "../sources";
import { withUnit, whole } from "../texts";

const LOAD = [resultOrigin("bench/serve.json")];
const PEERS = [resultOrigin("bench/serve-peers.json")];
const QUANTILES = ["p50", "p95", "p99"] as const;
/** Which step of a load test held its rate. */
const HELD = "the last step without errors, behind, or beyond the latency";

/** The scenarios by what their addresses call them. */
const SCENARIOS: { readonly [scenario: string]: string } = {
  "Model 2": "model2", "90/8/2 mix": "mix", "Model 2, cache, repeated sentences": "cache", "Model 2, two instances": "two-instances",
  "Model 2, two instances, cache, repeated sentences": "two-instances-cache",
};

function scenarioKey(scenario: string): string {
  return SCENARIOS[scenario] ?? slug(scenario);
}

function number(key: string, what: string, metric: string, text: string, from = LOAD): AddressedNumber {
  return { key, what, metric, text, from };
}

function stepNumbers(step: LoadStep): AddressedNumber[] {
  const { scenario, rate, latency, achieved, batchSize, cacheHitShare, little } = step;
  const own = (end: string, what: string, metric: string, text: string) =>
    number(`serve-${scenarioKey(scenario)}-${rate}-${end}`, `${what}, ${scenario} at ${whole(rate)} requests/s`, metric, text);
  const slots = Object.entries(step.slots);
  const mixed = slots.length < 2 ? [] : slots;
  return [
    ...QUANTILES.map((quantile) => own(quantile, `${quantile} over HTTP`, `latency.${quantile}`, withUnit(latency[quantile], "ms"))),
    own("answered", "Answers a second", "achieved", `${whole(achieved)} requests/s`),
    own("errors", "Errors", "errors", whole(errorsOfStep(step))),
    ...whereKnown(batchSize, (size) => own("batch", "Sentences in a batch on average", "batchSize", withUnit(size, ""))),
    ...whereKnown(little, ({ sampled }) => own("flying", "Requests in flight as counted", "little.sampled", withUnit(sampled, ""))),
    ...whereKnown(cacheHitShare, (share) => own("hits", "Answers from the cache", "cacheHitShare", percentText(share))),
    ...whereKnown(serverMillisecondsARequest(step), (time) =>
      own("cpu", "Processor time of the server a request", "cpuSeconds / requests", withUnit(time, "ms"))),
    ...mixed.map(([slot, { latency: { p95 } }]) =>
      own(`${slot}-p95`, `p95 of ${slot} at its share`, `slots.${slot}.latency.p95`, withUnit(p95, "ms"))),
  ];
}

function scenarioNumbers(test: LoadTest, scenario: string): AddressedNumber[] {
  const steps = stepsOfScenario(test, scenario);
  const held = heldStep(steps);
  const most = Math.max(...steps.map(({ achieved }) => achieved));
  const key = `serve-${scenarioKey(scenario)}`;
  return [
    ...(held ? [
      number(`${key}-held-rate`, `Highest rate held within the claimed latency: ${scenario}`, HELD, `${whole(held.rate)} requests/s`),
      number(`${key}-held-p95`, `p95 at that rate: ${scenario}`, "latency.p95", withUnit(held.latency.p95, "ms")),
    ] : []),
    number(`${key}-max-rate`, `Most answers a second: ${scenario}`, "achieved, largest", `${whole(most)} requests/s`),
    ...steps.flatMap(stepNumbers),
  ];
}

/** The numbers that are asked for most: the shortest names, and what else they are called. */
const SHORT: readonly (readonly [key: string, from: string])[] = [
  ["serve-model2-p95", "serve-model2-2000-p95"], ["serve-baseline-p95", "serve-mix-2000-baseline-p95"],
  ["serve-advanced-p95", "serve-mix-2000-advanced-p95"], ["serve-held-rate", "serve-model2-held-rate"],
  ["cache-p95", "serve-cache-2000-p95"], ["no-cache-p95", "serve-model2-2000-p95"],
];

function shortNumbers(test: LoadTest): AddressedNumber[] {
  const all = scenariosOf(test).flatMap((scenario) => scenarioNumbers(test, scenario));
  const most = Math.max(...test.steps.map(({ achieved }) => achieved));
  return [
    ...SHORT.flatMap(([key, from]) => all.filter((each) => each.key === from).map((each) => ({ ...each, key }))),
    number("serve-max-rate", "Most answers a second of all scenarios", "achieved, largest", `${whole(most)} requests/s`),
  ];
}

function targetNumbers({ targets }: LoadTest): AddressedNumber[] {
  return targets.flatMap(({ title, measured, p95, verdict }) => [
    number(`serve-target-${slug(title)}-verdict`, `Target of ${p95} ms: ${title}`, "targets.verdict", verdict),
    ...whereKnown(measured, (time) =>
      number(`serve-target-${slug(title)}`, `p95 measured for the target of ${p95} ms: ${title}`, "targets.measured", withUnit(time, "ms"))),
  ]);
}

function littleNumbers({ steps }: LoadTest): AddressedNumber[] {
  const ratios = steps.flatMap(({ little }) => (little && little.computed >= 1 ? [little.sampled / little.computed] : []));
  const range = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
  const what = "Requests in flight as counted over rate × mean latency, steps with at least one in flight";
  return ratios.length === 0 ? [] : [number("serve-little-range", what, "little.sampled / little.computed", range)];
}

function cacheNumbers(test: LoadTest): AddressedNumber[] {
  const p95 = (key: string, what: string, { latency }: LoadStep) => number(key, what, "latency.p95", withUnit(latency.p95, "ms"));
  return cachePairs(test).filter(({ withIt }) => withIt.instances === 1).flatMap(({ without, withIt }) => [
    p95(`cache-${withIt.rate}-p95-off`, `p95 without the cache at ${whole(withIt.rate)} requests/s`, without),
    p95(`cache-${withIt.rate}-p95-on`, `p95 with the cache at ${whole(withIt.rate)} requests/s, repeated sentences`, withIt),
  ]);
}

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? (value as Fields[]) : [];
}

/** Errors of every kind together, as a record counts them. */
function allErrors(counts: unknown): number {
  return Object.values((counts ?? {}) as Record<string, number>).reduce((sum, each) => sum + each, 0);
}

function failoverNumbers({ json }: Sources): AddressedNumber[] {
  const from = [resultOrigin("bench/serve-failover.json")];
  return listOf(json("bench/serve-failover.json")?.["runs"]).flatMap(({ errors, requests, retries }) => {
    const [key, about] = retries === true
      ? ["serve-failover", "as deployed, where the balancer tries again"]
      : ["serve-failover-no-retries", "nothing tries again"];
    return [
      number(`${key}-lost`, `Requests lost while an instance is killed and another drains, ${about}`, "errors", whole(allErrors(errors)), from),
      number(`${key}-requests`, `Requests of that run, ${about}`, "requests", whole(Number(requests)), from),
    ];
  });
}

function soakNumbers({ json }: Sources): AddressedNumber[] {
  const soak = json("bench/serve-soak.json");
  const [row, slope, memory] = [listOf(soak?.["rows"])[0], soak?.["slope"] as Fields | undefined, listOf(soak?.["memory"])];
  if (!row || !slope || memory.length === 0) return [];
  const from = [resultOrigin("bench/serve-soak.json")];
  const own = (end: string, what: string, metric: string, text: string) => number(`serve-soak-${end}`, what, metric, text, from);
  const [start, end] = [memory[0]!, memory.at(-1)!].map((each) => Number(each["server"])) as [number, number];
  const growth = `${whole(Number(slope["mebibytesPerHour"]))} ± ${whole(Number(slope["standardError"]))} MiB/h`;
  return [
    own("memory", "Growth of the server's memory while it is under load", "slope.mebibytesPerHour ± standard error", growth),
    own("memory-start", "Memory of the server at the start of the soak", "memory, first", withUnit(start, "MiB")),
    own("memory-end", "Memory of the server at the end of the soak", "memory, last", withUnit(end, "MiB")),
    own("requests", "Requests of the soak", "rows.requests", whole(Number(row["requests"]))),
    own("rate", "Requests a second of the soak", "rows.rate", `${whole(Number(row["rate"]))} requests/s`),
    own("minutes", "Minutes of the soak", "rows.seconds / 60", withUnit(Number(row["seconds"]) / 60, "minutes")),
    own("p95", "p95 of the soak", "rows.latency.p95", withUnit(Number((row["latency"] as Fields)["p95"]), "ms")),
    own("p99", "p99 of the soak", "rows.latency.p99", withUnit(Number((row["latency"] as Fields)["p99"]), "ms")),
    own("errors", "Errors of the soak", "rows.errors", whole(allErrors(row["errors"]))),
  ];
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The same service with other engines behind it, side by side: medians over rounds. */
function peerNumbers({ json }: Sources): AddressedNumber[] {
  const rows = listOf(json("bench/serve-peers.json")?.["rows"]);
  const groups = new Map<string, Fields[]>();
  for (const row of rows) {
    const key = `${slug(String(row["system"]))}-${String(row["rate"])}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups].map(([key, own]) => {
    const values = own.map(({ latency }) => Number((latency as Fields)["p95"]));
    const what = `p95 of ${String(own[0]!["system"])} at ${whole(Number(own[0]!["rate"]))} requests/s, median of ${values.length} rounds`;
    return number(`serve-peer-${key}-p95`, what, "latency.p95, median over rounds", withUnit(median(values), "ms"), PEERS);
  });
}

/** The rates that each engine held in every round: their median. */
function peersHeld({ json }: Sources): AddressedNumber[] {
  const record = json("bench/serve-peers.json");
  const rows = listOf(record?.["rows"]);
  return [...new Set(rows.map(({ system }) => String(system)))].flatMap((system) => {
    const own = rows.filter((row) => row["system"] === system);
    const rounds = [...new Set(own.map(({ round }) => Number(round)))];
    const held = rounds.map((round) => {
      const test = loadTestOf({ ...record, rows: own.filter((row) => row["round"] === round) });
      return heldStep([...(test?.steps ?? [])].sort((a, b) => a.rate - b.rate))?.rate ?? 0;
    });
    const what = `Highest rate that ${system} held within the claimed latency, median of ${rounds.length} rounds`;
    return [number(`serve-peer-${slug(system)}-held`, what, HELD, `${whole(median(held))} requests/s`, PEERS)];
  });
}

/** What the models alone compute on one thread. */
function computeNumbers({ computeTimes }: LoadTest): AddressedNumber[] {
  return computeTimes.flatMap((times) => {
    const sizes = [...new Set(times.points.map(({ sentences }) => sentences))];
    const rates = sizes.map((size) => 1000 / computeMilliseconds(times, size)!.milliseconds);
    const own = (end: string, what: string, rate: number) =>
      number(`serve-compute-${times.slot}-${end}`, `${what}: ${times.slot} alone on one thread`, "serviceTimes", `${whole(rate)} sentences/s`);
    return [
      own("one", "Sentences a second, one a batch", rates[sizes.indexOf(1)] ?? 0),
      own("best", "Sentences a second in batches of the best size", Math.max(...rates)),
    ];
  });
}

/** The service over HTTP, as its load tests have it. */
export const serving: Family = {
  title: "The service under load",
  numbers: (sources) => {
    const test = sources.load();
    const loaded = test === null ? [] : [
      ...[shortNumbers, targetNumbers, littleNumbers, cacheNumbers, computeNumbers].flatMap((numbersOf) => numbersOf(test)),
      ...scenariosOf(test).flatMap((scenario) => scenarioNumbers(test, scenario)),
    ];
    return [...loaded, ...failoverNumbers(sources), ...soakNumbers(sources), ...peerNumbers(sources), ...peersHeld(sources)];
  },
};
