import type { TrialRecord } from "../experiments/record";
import { DEFAULT_POLICY } from "../serving/router/policy";
import { fitServiceTime, type ServiceTime } from "../serving/simulation/service-time";
import type { SimulatedModel } from "../serving/simulation/settings";
import { SLOTS, type Slot } from "../serving/slots";
import { LOAD_RECORD, type ComputeTimes, type LoadStep, type LoadTest } from "./load-record";
import { errorsOfStep, MODEL2_SCENARIO, serverMillisecondsARequest, stepsOfScenario } from "./load-report";
import { mean } from "./percent";

/** Where a number comes from: measured, computed from what was, or nobody's measurement. */
export type Origin = "measured" | "derived" | "assumed";

export interface CapacityInput {
  readonly value: number;
  readonly unit: string;
  readonly origin: Origin;
  readonly note: string;
}

/** A slot's batch times, as the simulation takes them. */
export interface SlotTimes {
  readonly slot: Slot;
  readonly times: Pick<ServiceTime, "fixedMilliseconds" | "perTokenMicroseconds">;
  readonly origin: Origin;
  readonly note: string;
}

/** All that the capacity of a larger service is computed from. */
export interface CapacityInputs {
  readonly slots: readonly SlotTimes[];
  readonly mainMicroseconds: CapacityInput;
  /** Tokens of sentences, each as likely. */
  readonly lengths: readonly number[];
  readonly lengthsOrigin: Origin;
  /** In a sentence: what the measured ones are of. */
  readonly source: string;
  readonly fromLoadTest: boolean;
}

/** Where no load test was run: rather too much than too little, as what is not measured must not look free. */
const ASSUMED_MAIN_MICROSECONDS = 300;
const ASSUMED_MEAN_TOKENS = 21;
const QUANTILES = 100;
const PER_MILLISECOND = 1000;

/** Lengths that scatter as far as they are long, at evenly spaced quantiles. */
function assumedLengths(meanTokens: number): number[] {
  return Array.from({ length: QUANTILES }, (_, i) => Math.max(1, Math.round(-meanTokens * Math.log(1 - (i + 0.5) / QUANTILES))));
}

function isSlot(slot: string): slot is Slot {
  return SLOTS.some((known) => known === slot);
}

function timesOf({ slot, points, runtime }: ComputeTimes): SlotTimes[] {
  if (!isSlot(slot) || points.length === 0) return [];
  const times = fitServiceTime(points);
  const largest = Math.max(...points.map(({ sentences }) => sentences));
  const note = `line through ${times.points} batches of 1 to ${largest} sentences, one thread, ${runtime}; ` +
    `off by ${(100 * times.meanRelativeError).toFixed(0)} % of the time on average`;
  return [{ slot, times, origin: "measured", note }];
}

/** Steps of Model 2 alone on one instance without a cache, where every answer was good and work did not pile up. */
export function calmSteps(test: LoadTest): LoadStep[] {
  return stepsOfScenario(test, MODEL2_SCENARIO).filter((step) => errorsOfStep(step) === 0 && step.stopped === null);
}

/** Processor time of a request less the model's part: a sentence's share of the fixed time is that of its mean batch. */
function mainMicrosecondsOf(test: LoadTest, { fixedMilliseconds, perTokenMicroseconds }: SlotTimes["times"], meanTokens: number): number | null {
  const rest = calmSteps(test).flatMap((step) => {
    const whole = serverMillisecondsARequest(step);
    const model = fixedMilliseconds / Math.max(1, step.batchSize ?? 1) + (perTokenMicroseconds * meanTokens) / PER_MILLISECOND;
    return whole !== null && whole > model ? [PER_MILLISECOND * (whole - model)] : [];
  });
  return rest.length === 0 ? null : Math.min(...rest);
}

function ofLoadTest(test: LoadTest, slots: readonly SlotTimes[]): CapacityInputs {
  const singles = test.computeTimes.flatMap(({ points }) => points.filter(({ sentences }) => sentences === 1).map(({ tokens }) => tokens));
  const lengths = singles.length > 0 ? singles : assumedLengths(ASSUMED_MEAN_TOKENS);
  const model2 = slots.find(({ slot }) => slot === "model2");
  const main = model2 ? mainMicrosecondsOf(test, model2.times, mean(lengths)) : null;
  const least = "the service's processor time a request less the model's, at the rate where it is least";
  return {
    slots, lengths, lengthsOrigin: singles.length > 0 ? "measured" : "assumed", fromLoadTest: true,
    mainMicroseconds: main === null
      ? { value: ASSUMED_MAIN_MICROSECONDS, unit: "µs a request", origin: "assumed", note: "the load test does not tell" }
      : { value: main, unit: "µs a request", origin: "derived", note: least },
    source: `Times are those of the load test in \`${LOAD_RECORD}\` (commit ${test.commit}, ${test.machine}, sentences of ${test.corpus}).`,
  };
}

/** One sentence alone takes fixed + per token · tokens; in large batches only the second is left. */
function ofTrainings(records: readonly TrialRecord[]): CapacityInputs {
  const perTokenMicroseconds = mean(records.map(({ timings }) => 1e6 / timings.inferenceTokensPerSecond));
  const alone = mean(records.map(({ timings }) => timings.latencyMilliseconds));
  const fixedMilliseconds = Math.max(0, alone - (perTokenMicroseconds * ASSUMED_MEAN_TOKENS) / PER_MILLISECOND);
  const note = "from the trainings' own records: the time of one sentence alone, and tokens a second in large batches; other work ran beside some";
  return {
    slots: [{ slot: "model2", times: { fixedMilliseconds, perTokenMicroseconds }, origin: "derived", note }],
    mainMicroseconds: { value: ASSUMED_MAIN_MICROSECONDS, unit: "µs a request", origin: "assumed", note: "no load test was run" },
    lengths: assumedLengths(ASSUMED_MEAN_TOKENS), lengthsOrigin: "assumed", fromLoadTest: false,
    source: "No load test is recorded here: times are those of Model 2's training records, and what HTTP costs is assumed.",
  };
}

/** From the load test where there is one, else from what Model 2's records say of its speed; null where there is neither. */
export function capacityInputs(test: LoadTest | null, model2: readonly TrialRecord[]): CapacityInputs | null {
  const slots = test === null ? [] : test.computeTimes.flatMap(timesOf);
  if (test !== null && slots.length > 0) return ofLoadTest(test, slots);
  return model2.length === 0 ? null : ofTrainings(model2);
}

/** The models with the service's default shares, as far as their times are known; they sum to 1. */
export function simulatedModels({ slots }: CapacityInputs): SimulatedModel[] {
  const total = slots.reduce((sum, { slot }) => sum + DEFAULT_POLICY.shares[slot], 0);
  return slots.map(({ slot, times }) => ({
    share: DEFAULT_POLICY.shares[slot] / total, fixedMilliseconds: times.fixedMilliseconds, perTokenMicroseconds: times.perTokenMicroseconds,
  }));
}
