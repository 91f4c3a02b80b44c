import { CLAIMED_CAPACITIES, perSecond } from "../evaluation/business/seed-audit";
import { SEED_INPUTS } from "../evaluation/business/seed-case";
import type { InstancesNeededData } from "../figures/gallery/instances-needed";
import { dailyProfile } from "../serving/simulation/arrivals";
import { heldRate, instancesFor, lowestBound, rateBounds, tryRate, type Objective, type Trial } from "../serving/simulation/capacity";
import { waitMD1 } from "../serving/simulation/formulas";
import { SIMULATION_DEFAULTS, type SimulatedService } from "../serving/simulation/settings";
import type { SimulationResult } from "../serving/simulation/tally";
import { simulatedModels, type CapacityInput, type CapacityInputs } from "./capacity-inputs";
import { CLAIMED_LOAD } from "./load-report";
import { count, counted, mean, percent, percentText } from "./percent";

type Row = { readonly [column: string]: string | number | null };

/** What nobody measured. */
export interface CapacityAssumptions {
  readonly peakToMean: number;
  readonly documentsADay: number;
  readonly sentencesADocument: number;
  readonly objective: Objective;
  /** Requests of a simulated rate, and the seed of all chance. */
  readonly requests: number;
  readonly seed: number;
}

export const CAPACITY_ASSUMPTIONS: CapacityAssumptions = {
  peakToMean: CLAIMED_LOAD.peak / CLAIMED_LOAD.rate, documentsADay: CLAIMED_CAPACITIES[1], sentencesADocument: SEED_INPUTS.sentencesPerDocument.value,
  objective: { p95: CLAIMED_LOAD.p95, failedShare: 0.001 }, requests: 60_000, seed: 0,
};

/** A load at its peak, in requests a second, beside its mean over a day. */
export interface DemandedLoad {
  readonly title: string;
  readonly peak: number;
  readonly mean: number;
}

/** The two loads that the starting documents name. */
export function demandedLoads(assumptions: CapacityAssumptions = CAPACITY_ASSUMPTIONS): readonly [DemandedLoad, DemandedLoad] {
  const { peakToMean, documentsADay, sentencesADocument } = assumptions;
  const average = perSecond(documentsADay * sentencesADocument);
  return [
    { title: `${count(CLAIMED_LOAD.peak)} requests/s at the peak`, peak: CLAIMED_LOAD.peak, mean: CLAIMED_LOAD.peak / peakToMean },
    { title: `${count(documentsADay)} documents of ${counted(sentencesADocument, "sentence")} a day`, peak: average * peakToMean, mean: average },
  ];
}

function serviceOf(inputs: CapacityInputs, cacheHitShare: number): SimulatedService {
  return { ...SIMULATION_DEFAULTS, models: simulatedModels(inputs), mainMicroseconds: inputs.mainMicroseconds.value, cacheHitShare };
}

function trialOf({ lengths }: CapacityInputs, { requests, seed }: CapacityAssumptions): Trial {
  return { lengths, requests, seed };
}

/** What one instance holds when its cache answers a share of the requests, in requests a second. */
export interface InstanceCapacity {
  readonly cacheHitShare: number;
  /** In the simulation, within the objective. */
  readonly held: number;
  /** By arithmetic, never to be reached. */
  readonly bounds: { readonly main: number; readonly workers: number };
  /** Of the simulation at the rate that is held; null where none is. */
  readonly atHeld: SimulationResult | null;
}

export const CACHE_SHARES = [0, 0.25, 0.5, 0.75, 0.9] as const;

/** One instance at every share of the cache: bisected by simulation, the same requests each time. */
export function instanceCapacities(inputs: CapacityInputs, assumptions: CapacityAssumptions = CAPACITY_ASSUMPTIONS): InstanceCapacity[] {
  const trial = trialOf(inputs, assumptions);
  return CACHE_SHARES.map((cacheHitShare) => {
    const service = serviceOf(inputs, cacheHitShare);
    const held = heldRate(service, assumptions.objective, trial);
    return { cacheHitShare, held, bounds: rateBounds(service, inputs.lengths), atHeld: held > 0 ? tryRate(service, held, trial) : null };
  });
}

function short(value: number): number {
  return Number(value.toPrecision(3));
}

/** Threads that compute or speak HTTP, a core each. */
const CORES_AN_INSTANCE = 1 + SIMULATION_DEFAULTS.workers;

/** Every input with where it comes from. */
export function assumptionRows(inputs: CapacityInputs, assumptions: CapacityAssumptions = CAPACITY_ASSUMPTIONS): Row[] {
  const row = (input: string, { value, unit, origin, note }: CapacityInput): Row => ({ input, value: short(value), unit, origin, note });
  const assumed = (input: string, value: number, unit: string, note: string): Row => row(input, { value, unit, origin: "assumed", note });
  const models = simulatedModels(inputs);
  const { lengths, lengthsOrigin } = inputs;
  const { peakToMean, documentsADay, sentencesADocument, objective } = assumptions;
  return [
    ...inputs.slots.flatMap(({ slot, times, origin, note }, i) => [
      row(`${slot}: a batch, whatever it holds`, { value: times.fixedMilliseconds, unit: "ms", origin, note }),
      row(`${slot}: each token of it`, { value: times.perTokenMicroseconds, unit: "µs", origin, note: "the same" }),
      assumed(`${slot}: share of the requests`, percent(models[i]!.share), "%", "the policy's shares, of the models whose times are known"),
    ]),
    row("HTTP, JSON, routing, tokens", inputs.mainMicroseconds),
    row("sentence length, mean", {
      value: mean(lengths), unit: "tokens", origin: lengthsOrigin, note: `${counted(lengths.length, "length")}, each as likely`,
    }),
    assumed("workers an instance", SIMULATION_DEFAULTS.workers, "threads", "beside the thread that speaks HTTP; a core for each of the two"),
    assumed("sentences in a batch, at most", SIMULATION_DEFAULTS.maximumBatch, "sentences", "the service's default"),
    assumed("sentences that may wait, at most", SIMULATION_DEFAULTS.maximumQueue, "sentences", "the service's default; what comes on top is refused"),
    assumed("p95 wanted", objective.p95, "ms", "the latency that the starting documents state"),
    assumed("refused or late, at most", percent(objective.failedShare), "%", "of all requests"),
    assumed("peak to mean", peakToMean, "times", "the stated peak over the stated average"),
    assumed("documents a day", documentsADay, "documents", "as stated"),
    assumed("sentences a document", sentencesADocument, "sentences", "a short news item, as in the business case; each sentence is a request"),
    assumed("network", 0, "ms", "between caller, balancer and instance; requests come by chance (Poisson) and go to any instance by chance"),
  ];
}

/** One row a share of the cache: what an instance holds, and what bounds it. */
export function instanceRows(capacities: readonly InstanceCapacity[]): Row[] {
  return capacities.map(({ cacheHitShare, held, bounds, atHeld }) => ({
    "cache answers %": percent(cacheHitShare),
    "held (requests/s)": Math.floor(held),
    "bound, HTTP thread": Math.floor(bounds.main),
    "bound, workers": Math.floor(bounds.workers),
    "p50 (ms)": atHeld && short(atHeld.latency.p50),
    "p95 (ms)": atHeld && short(atHeld.latency.p95),
    "p99 (ms)": atHeld && short(atHeld.latency.p99),
    "HTTP thread busy %": atHeld && percent(atHeld.mainUtilization),
    "workers busy %": atHeld && percent(atHeld.workerUtilization),
    "batch of a sentence": atHeld && short(atHeld.meanBatch),
    "refused or late %": atHeld && percent(atHeld.refusedShare + atHeld.lateShare),
  }));
}

/** Instances for a load's peak when a CDN before them answers a share of it; null where none would do. */
function needed({ held }: InstanceCapacity, { peak }: DemandedLoad, edgeShare: number): number | null {
  return instancesFor(peak * (1 - edgeShare), held);
}

/** One row a load: what its peak needs without a cache, and with half of the answers out of it. */
export function demandRows(capacities: readonly InstanceCapacity[], loads: readonly DemandedLoad[]): Row[] {
  const half = capacities.find(({ cacheHitShare }) => cacheHitShare === 0.5)!;
  return loads.map((load) => {
    const instances = needed(capacities[0]!, load, 0);
    return {
      load: load.title,
      "peak (requests/s)": Math.round(load.peak),
      "mean (requests/s)": Math.round(load.mean),
      "fewest by the bound": Math.ceil(load.peak / lowestBound(capacities[0]!.bounds)),
      instances,
      cores: instances === null ? null : CORES_AN_INSTANCE * instances,
      "one more, as one may fail": instances === null ? null : instances + 1,
      "load of each % of its bound": instances === null ? null : percent(load.peak / instances / lowestBound(capacities[0]!.bounds)),
      "instances, half from the cache": needed(half, load, 0),
      "instances, half from a CDN": needed(capacities[0]!, load, 0.5),
    };
  });
}

/** Lines for the figure: each load by the share that the instances' cache, or a CDN before them, answers. */
export function instancesNeededData(capacities: readonly InstanceCapacity[], loads: readonly DemandedLoad[]): InstancesNeededData {
  const line = (title: string, instances: (capacity: InstanceCapacity) => number | null) =>
    ({ title, points: capacities.map((capacity) => ({ share: capacity.cacheHitShare, instances: instances(capacity) })) });
  return {
    lines: loads.flatMap((load) => [
      line(`${load.title}: the instances' cache`, (capacity) => needed(capacity, load, 0)),
      line(`${load.title}: a CDN before them`, ({ cacheHitShare }) => needed(capacities[0]!, load, cacheHitShare)),
    ]),
  };
}

const HOURS = [3, 6, 9, 12, 15, 18, 21, 24] as const;
const HOUR = 3600;

/** Instances through the day: what scaling with the load needs at each hour, in a day with one smooth peak. */
export function dayRows([plain]: readonly InstanceCapacity[], load: DemandedLoad, { peakToMean }: CapacityAssumptions = CAPACITY_ASSUMPTIONS): Row[] {
  const profile = dailyProfile(peakToMean);
  return HOURS.map((hour) => {
    const rate = load.mean * profile.at(hour * HOUR);
    return { hour: `${hour}:00`, "requests/s": Math.round(rate), instances: needed(plain!, { ...load, peak: rate }, 0) };
  });
}

/** Instances of a day: as scaling with the load needs them on average, and as the peak needs them all day. */
export interface DayInstances {
  readonly scaled: number;
  readonly fixed: number;
}

/** Mean over the day of the instances that scaling with the load needs, beside those that the peak needs all day; null where none would do. */
export function dayMean(
  [plain]: readonly InstanceCapacity[], load: DemandedLoad, { peakToMean }: CapacityAssumptions = CAPACITY_ASSUMPTIONS,
): DayInstances | null {
  const fixed = needed(plain!, load, 0);
  if (fixed === null) return null;
  const profile = dailyProfile(peakToMean);
  const hours = Array.from({ length: 96 }, (_, quarter) => needed(plain!, { ...load, peak: load.mean * profile.at((quarter * HOUR) / 4) }, 0)!);
  return { scaled: mean(hours), fixed };
}

/** The HTTP thread alone in the simulation, beside Pollaczek and Khinchine's formula for it: how far the code can be trusted. */
export function formulaRows(inputs: CapacityInputs, assumptions: CapacityAssumptions = CAPACITY_ASSUMPTIONS): Row[] {
  const service = inputs.mainMicroseconds.value / 1e6;
  // Nothing computes, and all of the thread's work comes before the queue.
  const alone: SimulatedService = { ...serviceOf(inputs, 0), mainShareBefore: 1, models: [{ share: 1, fixedMilliseconds: 0, perTokenMicroseconds: 0 }] };
  return [0.3, 0.6, 0.8].map((used) => {
    const rate = used / service;
    const { latency, mainUtilization } = tryRate(alone, rate, { ...trialOf(inputs, assumptions), requests: 2 * assumptions.requests });
    return {
      "busy, intended %": percent(used), "busy, simulated %": percent(mainUtilization),
      "mean time by formula (ms)": short(1000 * (service + waitMD1(rate, service))), "mean time simulated (ms)": short(latency.mean),
    };
  });
}

function limitText({ bounds, atHeld }: InstanceCapacity): string {
  if (!atHeld) return "";
  const [what, busy] = bounds.main < bounds.workers
    ? ["is the thread that speaks HTTP", atHeld.mainUtilization] as const
    : ["are the workers", atHeld.workerUtilization] as const;
  return `What bounds it ${what} (busy ${percentText(busy)} of the time there).`;
}

function demandText(capacity: InstanceCapacity, load: DemandedLoad): string {
  const instances = needed(capacity, load, 0);
  if (instances === null) return `${load.title}: no number of instances is enough`;
  const machines = `${counted(instances, "instance")}, ${counted(CORES_AN_INSTANCE * instances, "core")}`;
  return `${load.title} (${count(load.peak)} a second at most): ${machines}, and one more instance for one that fails`;
}

function cacheText(capacities: readonly InstanceCapacity[], load: DemandedLoad): string[] {
  const [plain, most] = [capacities[0]!, capacities.at(-1)!];
  const [none, cached, edge] = [needed(plain, load, 0), needed(most, load, 0), needed(plain, load, most.cacheHitShare)];
  if (none === null || cached === null || edge === null) return [];
  const share = percentText(most.cacheHitShare);
  return [[
    `If ${share} of the answers come out of the instances' cache, ${load.title} needs ${count(cached)} instead of ${counted(none, "instance")};`,
    `if a CDN before them gives as many, ${count(edge)}: a hit in an instance spares the model, not the HTTP.`,
  ].join(" ")];
}

/** Sentences that are true whatever the numbers are. */
export function capacityFindings(
  inputs: CapacityInputs, capacities: readonly InstanceCapacity[], loads: readonly DemandedLoad[],
  { objective }: CapacityAssumptions = CAPACITY_ASSUMPTIONS,
): string[] {
  const plain = capacities[0]!;
  const wanted = `a p95 of ${objective.p95} ms`;
  if (plain.held === 0) return [inputs.source, `One instance holds no rate with ${wanted} in the simulation, so that no number of them does.`];
  return [
    inputs.source,
    `In the simulation one instance holds ${count(Math.floor(plain.held))} requests/s with ${wanted}, without a cache. ${limitText(plain)}`.trim(),
    `${loads.map((load) => demandText(plain, load)).join("; ")}. Nothing of this was tried on more than one machine.`,
    ...cacheText(capacities, loads[0]!),
  ];
}
