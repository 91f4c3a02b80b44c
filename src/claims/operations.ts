import type { LoadTest } from "../reports/load-record";
import { cachePairs, CLAIMED_LOAD, heldStep, MODEL2_SCENARIO, stepsOfScenario } from "../reports/load-report";
import { count, counted } from "../reports/percent";
import { FEATURES } from "../serving/drift/features";
import { METRICS } from "../serving/metrics/catalog";
import type { Claim } from "./claim";
import { STARTING_DOCUMENTS } from "./origin";
import type { Served } from "./served";
import { amount } from "./texts";

const MEASURE = "npm run bench:serve measures it.";

function servedCache(load: LoadTest | null): Served | null {
  const pairs = cachePairs(load).filter(({ withIt }) => withIt.instances === 1);
  const pair = pairs.find(({ withIt }) => withIt.rate === CLAIMED_LOAD.rate) ?? pairs.at(-1);
  if (!load || !pair) return null;
  const { without, withIt } = pair;
  const hits = withIt.cacheHitShare === null ? "" : `; ${amount(100 * withIt.cacheHitShare)} % of the answers come from it`;
  return {
    measured: `p95 ${amount(without.latency.p95)} → ${amount(withIt.latency.p95)} ms here`,
    told: `Here, ${load.machine}, at ${count(withIt.rate)} requests/s: p95 without a cache and with one, sentences that repeat by Zipf's law${hits}.`,
  };
}

function servedInstances(load: LoadTest | null): Served | null {
  const several = load?.steps.filter(({ instances, cache }) => instances > 1 && !cache).sort((a, b) => a.rate - b.rate) ?? [];
  const one = load ? heldStep(stepsOfScenario(load, MODEL2_SCENARIO)) : undefined;
  if (!load || several.length === 0) return null;
  const held = heldStep(several);
  const rate = (step: typeof held) => (step ? `${count(step.rate)}/s` : "none");
  return {
    measured: `${several[0]!.instances} instances ${rate(held)}, one ${rate(one)}`,
    told: [
      `Here, ${load.machine}: rates held within ${CLAIMED_LOAD.p95} ms behind nginx and by one instance.`,
      "On one machine they share its cores; more machines were not tried.",
    ].join(" "),
  };
}

interface Operation {
  readonly id: string;
  readonly claimed: string;
  /** What stands for it here. */
  readonly here: string;
  readonly derivation: string;
  readonly served?: (load: LoadTest | null) => Served | null;
  /** What can be counted without a load; null where nothing can. */
  readonly counted: string | null;
}

const OPERATIONS: readonly Operation[] = [
  {
    id: "caching", claimed: "answers are cached", served: servedCache, counted: null,
    derivation: "latency under load without the cache and with it",
    here: `The service here keeps answers in memory and in Redis where one is named; ${MEASURE}`,
  },
  {
    id: "scaling", claimed: "scales horizontally", served: servedInstances, counted: null,
    derivation: "rates held by one instance and by several on one machine",
    here: `Instances here share nothing but, where it is wanted, a cache; ${MEASURE}`,
  },
  {
    id: "monitoring", claimed: "monitored, with alerts", counted: `${counted(Object.keys(METRICS).length, "metric")} here`,
    derivation: "the metrics of the service here, counted", here: "Here Prometheus reads them, and alert rules are tested on invented series.",
  },
  {
    id: "drift", claimed: "drift is detected", counted: `${counted(FEATURES.length, "feature")} watched here`,
    derivation: "the features that are watched here, counted",
    here: "Here alarms were measured on traffic with and without drift, false ones too: notebook 14.",
  },
  {
    id: "mlops", claimed: "MLOps: versions, rollback, CI", counted: null, derivation: "none: it is there or not",
    here: "Here versions are immutable, gates stand before promotion, and rollback is one command: tests show each.",
  },
  {
    id: "security", claimed: "a secured service", counted: null, derivation: "none: only attacks measure it",
    here: "Here keys, limits, redaction and fuzzing have tests, and a threat model says what is left.",
  },
];

function operationClaim({ id, claimed, here, derivation, served, counted: inCode }: Operation): Claim {
  return {
    id, theme: "production", claimed, value: null, source: STARTING_DOCUMENTS, protocol: "stated; nothing ran", derivation,
    rule: "not measured: nothing ran there that could be measured; what is here stands beside it", notebook: null,
    derive: ({ load }) => {
      const found = served?.(load) ?? null;
      return { measured: found?.measured ?? inCode, verdict: "not measured", cause: `Nothing ran there. ${found?.told ?? here}`, records: [] };
    },
  };
}

/** What a service needs besides models, as far as the starting documents say that it was there. */
export const operationClaims: readonly Claim[] = OPERATIONS.map(operationClaim);
