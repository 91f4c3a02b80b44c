import { SLOTS, type Slot } from "../serving/slots";
import { LOAD_COMMAND, LOAD_RECORD, type ComputeTimes, type LoadStep, type LoadTest } from "./load-record";
import { count, percent } from "./percent";
import type { RequestCost, SlotCosts } from "./router-policies";

type Row = { readonly [column: string]: string | number | null };

/** What the starting documents claim of the service: requests a second, milliseconds. */
export const CLAIMED_LOAD = { rate: 2000, peak: 10_000, p95: 23 } as const;

/** The scenarios of the load test that the tables look for by their names. */
export const MODEL2_SCENARIO = "Model 2";
export const MIX_SCENARIO = "90/8/2 mix";

/** The share of what is offered that must be answered to count as keeping up, as in the load test itself. */
const KEEPING_UP = 0.95;

/** Three significant digits. */
function short(value: number): number {
  return Number(value.toPrecision(3));
}

export function errorsOfStep({ errors }: LoadStep): number {
  return Object.values(errors).reduce((sum, each) => sum + each, 0);
}

/** Whether every answer was good, nearly all that was offered was answered in its time, and p95 kept the limit. */
export function isHeld(step: LoadStep, limit: number): boolean {
  return errorsOfStep(step) === 0 && step.achieved >= KEEPING_UP * step.offered && step.latency.p95 <= limit;
}

/** Processor milliseconds of the server, and of what shares requests out, for one request; null where the system did not tell. */
export function serverMillisecondsARequest({ cpuSeconds: { server, front }, requests }: LoadStep): number | null {
  return server === null || requests === 0 ? null : (1000 * (server + (front ?? 0))) / requests;
}

function errorsText({ errors }: LoadStep): string | number {
  const kinds = Object.entries(errors);
  return kinds.length === 0 ? 0 : kinds.map(([kind, times]) => `${count(times)} × ${kind}`).join(", ");
}

function busy(seconds: number | null, step: LoadStep): number | null {
  return seconds === null || step.seconds === 0 ? null : short(seconds / step.seconds);
}

/** The steps of a scenario, the lowest rate first. */
export function stepsOfScenario({ steps }: LoadTest, scenario: string): LoadStep[] {
  return steps.filter((step) => step.scenario === scenario).sort((a, b) => a.rate - b.rate);
}

export function scenariosOf({ steps }: LoadTest): string[] {
  return [...new Set(steps.map(({ scenario }) => scenario))];
}

/** One row a rate and scenario: offered, answered, how fast, with what errors, and what it cost. */
export function stepRows(test: LoadTest | null): Row[] {
  if (test === null) return [];
  return scenariosOf(test).flatMap((scenario) => stepsOfScenario(test, scenario)).map((step) => ({
    scenario: step.scenario,
    "offered/s": Math.round(step.offered),
    "answered/s": Math.round(step.achieved),
    "p50 (ms)": short(step.latency.p50),
    "p95 (ms)": short(step.latency.p95),
    "p99 (ms)": short(step.latency.p99),
    "max (ms)": short(step.latency.max),
    errors: errorsText(step),
    "cores: server": busy(step.cpuSeconds.server, step),
    generator: busy(step.cpuSeconds.generator, step),
    "server MiB": step.serverMebibytes,
    "mean batch": step.batchSize === null ? null : short(step.batchSize),
  }));
}

/** One row a scenario: the highest rate that it held within the claimed latency, and what ended its ladder. */
export function heldRows(test: LoadTest | null): Row[] {
  if (test === null) return [];
  return scenariosOf(test).map((scenario) => {
    const steps = stepsOfScenario(test, scenario);
    const held = heldStep(steps);
    return {
      scenario,
      instances: steps[0]!.instances,
      cache: steps[0]!.cache ? "on" : "off",
      [`held within ${CLAIMED_LOAD.p95} ms (requests/s)`]: held?.rate ?? null,
      "p95 there (ms)": held ? short(held.latency.p95) : null,
      "tried up to (requests/s)": steps.at(-1)!.rate,
      "what ended it": steps.at(-1)!.stopped ?? "no higher rate was planned",
    };
  });
}

/** The highest rate up to which every step was held; undefined where not even the lowest was. */
export function heldStep(steps: readonly LoadStep[], limit: number = CLAIMED_LOAD.p95): LoadStep | undefined {
  const firstLost = steps.findIndex((step) => !isHeld(step, limit));
  return firstLost < 0 ? steps.at(-1) : steps[firstLost - 1];
}

/** One row a target; a missed one stands in capitals. */
export function targetRows(test: LoadTest | null): Row[] {
  return (test?.targets ?? []).map(({ title, scenario, rate, p95, measured, verdict, why }) => ({
    target: title, scenario, "requests/s": rate, "p95 at most (ms)": p95, "p95 measured (ms)": measured === null ? null : short(measured),
    verdict: verdict === "met" ? "met" : "MISSED", why: why || null,
  }));
}

/** Little's law at every step of the scenarios without a cache: requests in flight as counted and as rate times mean latency. */
export function littleRows(test: LoadTest | null): Row[] {
  return (test?.steps ?? []).flatMap(({ scenario, offered, latency, little, cache }) => (little === null || cache ? [] : [{
    scenario,
    "rate (requests/s)": Math.round(offered),
    "mean latency (ms)": short(latency.mean),
    "rate × latency": short(little.computed),
    "counted in flight": short(little.sampled),
    "counted / computed": little.computed > 0 ? Number((little.sampled / little.computed).toFixed(2)) : null,
  }]));
}

/** Two scenarios that differ in the cache, at a rate that both were given. */
export interface CachePair {
  readonly without: LoadStep;
  readonly withIt: LoadStep;
}

/** Steps with the cache beside those without it: as many instances, the same models, the same rate. */
export function cachePairs(test: LoadTest | null): CachePair[] {
  const steps = test?.steps ?? [];
  const slotsOf = ({ slots }: LoadStep) => Object.keys(slots).sort().join();
  return steps.filter(({ cache }) => cache).flatMap((withIt) => {
    const without = steps.find((step) =>
      !step.cache && step.rate === withIt.rate && step.instances === withIt.instances && slotsOf(step) === slotsOf(withIt));
    return without ? [{ without, withIt }] : [];
  });
}

/** One row a pair: latency and processor time without and with the cache. */
export function cacheRows(test: LoadTest | null): Row[] {
  const cost = (step: LoadStep) => {
    const milliseconds = serverMillisecondsARequest(step);
    return milliseconds === null ? null : short(milliseconds);
  };
  return cachePairs(test).map(({ without, withIt }) => ({
    "requests/s": withIt.rate,
    instances: withIt.instances,
    "answers from the cache %": withIt.cacheHitShare === null ? null : percent(withIt.cacheHitShare),
    "p50 off (ms)": short(without.latency.p50), "p50 on": short(withIt.latency.p50),
    "p95 off (ms)": short(without.latency.p95), "p95 on": short(withIt.latency.p95),
    "processor ms a request, off": cost(without), on: cost(withIt),
  }));
}

/** Processor milliseconds a sentence in the measured batch size nearest to `sentences`; null without measurements. */
export function computeMilliseconds({ points }: ComputeTimes, sentences: number): { readonly size: number; readonly milliseconds: number } | null {
  const sizes = [...new Set(points.map((point) => point.sentences))].sort((a, b) => Math.abs(a - sentences) - Math.abs(b - sentences) || a - b);
  const [size] = sizes;
  if (size === undefined) return null;
  const own = points.filter((point) => point.sentences === size);
  return { size, milliseconds: own.reduce((sum, point) => sum + point.milliseconds, 0) / (size * own.length) };
}

/** One row a model and batch size: what a sentence and a second come to, on one thread and alone. */
export function computeRows(test: LoadTest | null): Row[] {
  const sizesOf = ({ points }: ComputeTimes) => [...new Set(points.map(({ sentences }) => sentences))].sort((a, b) => a - b);
  return (test?.computeTimes ?? []).flatMap((times) => sizesOf(times).map((size) => {
    const { milliseconds } = computeMilliseconds(times, size)!;
    return {
      model: times.slot, runtime: times.runtime, "sentences in a batch": size,
      "ms a sentence": short(milliseconds), "sentences/s": Math.round(1000 / milliseconds),
    };
  }));
}

/** The step that stands for a scenario: at the claimed rate, else at the highest that was held, else at the lowest. */
export function judgedStep(test: LoadTest, scenario: string): LoadStep | undefined {
  const steps = stepsOfScenario(test, scenario);
  return steps.find(({ rate }) => rate === CLAIMED_LOAD.rate) ?? heldStep(steps) ?? steps[0];
}

/** What each slot costs by the load test, and in words how that was measured; null where a slot was not measured. */
export function loadCosts(test: LoadTest | null): { readonly costs: SlotCosts; readonly costSource: string } | null {
  if (test === null) return null;
  const step = judgedStep(test, MIX_SCENARIO);
  const wanted = Math.max(1, step?.batchSize ?? 1);
  const costOf = (slot: Slot): RequestCost | null => {
    const times = test.computeTimes.find((each) => each.slot === slot);
    const processor = times ? computeMilliseconds(times, wanted) : null;
    return processor && { processor: processor.milliseconds, p95: step?.slots[slot]?.latency.p95 ?? null };
  };
  const entries = SLOTS.map((slot) => [slot, costOf(slot)] as const);
  if (entries.some(([, cost]) => cost === null)) return null;
  const { size } = computeMilliseconds(test.computeTimes[0]!, wanted)!;
  const answered = step ? `; p95 over HTTP, the three models mixed by their shares at ${count(step.rate)} requests/s` : "";
  return {
    costs: Object.fromEntries(entries) as SlotCosts,
    costSource: `of the load test (${test.machine}): a model alone on one thread, in batches of ${size}${answered}`,
  };
}

/** Lines of p50, p95 and p99 over the rate, as their figure takes them: a line a scenario. */
export function loadCurveData(test: LoadTest) {
  const points = (scenario: string) => stepsOfScenario(test, scenario).map(({ rate, latency: { p50, p95, p99 }, stopped }) =>
    ({ rate, p50, p95, p99, saturated: stopped !== null }));
  return {
    lines: scenariosOf(test).map((scenario) => ({ title: scenario, points: points(scenario) })),
    target: { title: MODEL2_SCENARIO, rate: CLAIMED_LOAD.rate, p95: CLAIMED_LOAD.p95 },
  };
}

/** Where the load test's numbers come from; where there is none, how to make one. */
export function loadText(test: LoadTest | null): string {
  if (test === null) {
    return `No load test has been recorded for this checkout (\`${LOAD_RECORD}\` is missing): ` +
      `what the service holds over HTTP was not measured here; \`${LOAD_COMMAND}\` measures it.`;
  }
  const { machine, commit, corpus, engine, arrivals, steps } = test;
  const arrived = arrivals ? `, ${arrivals} arrivals` : "";
  return [
    `Quoted from \`${LOAD_RECORD}\` (commit ${commit}, ${machine}, generator and service on the same cores): open loop${arrived},`,
    `${steps.length} steps of single sentences of ${corpus}, latencies from when a request was due${engine ? `. Service: ${engine}` : ""}.`,
  ].join(" ");
}
