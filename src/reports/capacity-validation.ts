import { tryRate } from "../serving/simulation/capacity";
import { SIMULATION_DEFAULTS } from "../serving/simulation/settings";
import { calmSteps, type CapacityInputs } from "./capacity-inputs";
import { CAPACITY_ASSUMPTIONS, type CapacityAssumptions } from "./capacity-report";
import type { LoadTest } from "./load-record";
import { mean } from "./percent";

type Row = { readonly [column: string]: string | number | null };

function short(value: number): number {
  return Number(value.toPrecision(3));
}

/** A rate of the load test, measured and simulated; milliseconds. */
interface Pair {
  readonly rate: number;
  readonly measured: { readonly p50: number; readonly p95: number };
  readonly simulated: { readonly p50: number; readonly p95: number };
  readonly batch: { readonly measured: number | null; readonly simulated: number };
}

function pairs(inputs: CapacityInputs, test: LoadTest | null, { requests, seed }: CapacityAssumptions): Pair[] {
  const model2 = inputs.slots.find(({ slot }) => slot === "model2");
  if (test === null || !model2 || !inputs.fromLoadTest) return [];
  const service = { ...SIMULATION_DEFAULTS, models: [{ share: 1, ...model2.times }], mainMicroseconds: inputs.mainMicroseconds.value };
  return calmSteps(test).map(({ rate, latency, batchSize }) => {
    const { latency: simulated, meanBatch } = tryRate(service, rate, { lengths: inputs.lengths, requests, seed });
    return { rate, measured: latency, simulated, batch: { measured: batchSize, simulated: meanBatch } };
  });
}

/** The simulation at the rates of the load test, Model 2 alone, beside what was measured there: how far its answers can be trusted. */
export function validationRows(inputs: CapacityInputs, test: LoadTest | null, assumptions: CapacityAssumptions = CAPACITY_ASSUMPTIONS): Row[] {
  return pairs(inputs, test, assumptions).map(({ rate, measured, simulated, batch }) => ({
    "requests/s": rate,
    "p50 measured (ms)": short(measured.p50), "p50 simulated (ms)": short(simulated.p50),
    "p95 measured (ms)": short(measured.p95), "p95 simulated (ms)": short(simulated.p95),
    "batch measured": batch.measured, "batch simulated": short(batch.simulated),
  }));
}

/** How the simulated p95 relates to the measured one, over the rates. */
export function validationFinding(inputs: CapacityInputs, test: LoadTest | null, assumptions: CapacityAssumptions = CAPACITY_ASSUMPTIONS): string[] {
  const ratios = pairs(inputs, test, assumptions).map(({ measured, simulated }) => simulated.p95 / measured.p95).filter(Number.isFinite);
  if (ratios.length === 0) return [];
  const [low, high] = [Math.min(...ratios), Math.max(...ratios)];
  const sense = high < 1 ? "too fast: the generator and the system's own work, which it leaves out, share the cores there"
    : low > 1 ? "too slow" : "at some rates too fast, at others too slow";
  const range = `${low.toFixed(2)} to ${high.toFixed(2)} times the measured one (mean ${mean(ratios).toFixed(2)})`;
  return [`At the rates of the load test the simulated p95 is ${range}: ${sense}.`];
}
