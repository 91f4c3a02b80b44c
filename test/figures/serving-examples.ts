import { instancesNeeded } from "../../src/figures/gallery/instances-needed";
import { loadCurve } from "../../src/figures/gallery/load-curve";
import { soakMemory } from "../../src/figures/gallery/soak-memory";
import { caption, type Examples } from "./invented";

const RATES = [250, 500, 1000, 1500, 2000, 2500, 3000, 4000];

function loadLine(title: string, capacity: number, base: number) {
  const rates = RATES.filter((rate, i) => rate < capacity || RATES[i - 1]! < capacity);
  return {
    title,
    points: rates.map((rate) => {
      const p50 = base / Math.max(0.02, 1 - rate / capacity);
      return { rate, p50, p95: 2.6 * p50, p99: 4.4 * p50, saturated: rate >= capacity };
    }),
  };
}

/** Figures of the service: its load test and what follows from it, all invented. */
export const SERVING_EXAMPLES: Examples = {
  "load-curve": () => loadCurve({
    lines: [loadLine("Model 2", 2600, 1.1), loadLine("90/8/2 mix", 2200, 1.3), loadLine("Model 2, cache, repeated sentences", 3600, 0.8), loadLine("Model 2, two instances", 2100, 1.9)],
    target: { title: "Model 2, all requests", rate: 2000, p95: 23 },
  }, { caption }),
  "soak-memory": () => soakMemory({
    points: Array.from({ length: 600 }, (_, seconds) => ({ seconds, mebibytes: 310 - 60 * Math.exp(-seconds / 40) + 6 * Math.sin(seconds / 11) })),
    slope: { mebibytesPerHour: 1.4, standardError: 0.9, from: 150 }, rate: 1000,
  }, { caption }),
  "instances-needed": () => instancesNeeded({
    lines: (["10,000 requests/s at the peak", "10,000,000 documents a day"] as const).flatMap((title, load) => [["the instances' cache", 0.5], ["a CDN before them", 0]].map(([what, floor]) => ({
      title: `${title}: ${what}`,
      points: [0, 0.25, 0.5, 0.75, 0.9].map((share) => ({ share, instances: Math.max(1, Math.ceil((load === 0 ? 9 : 1) * (1 - share * (1 - Number(floor))))) })),
    }))),
  }, { caption }),
};
