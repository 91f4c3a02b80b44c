import { DataError } from "../../errors";

/** A figure nobody measured here, with its reason. */
export interface Assumption {
  readonly value: number;
  readonly unit: string;
  readonly source: "assumption";
  readonly note: string;
}

/**
 * The power of one busy core. CPU seconds times this figure are the joule-proxy: proportional to the energy of the computation
 * as long as all systems ran on one machine, never a measurement of it (no memory, fans, idle power or clock speed in it).
 */
export const WATTS_PER_CORE: Assumption = {
  value: 10,
  unit: "W per busy core",
  source: "assumption",
  note: "a server processor of 200 W at full load on 20 cores; ratios between systems do not depend on it",
};

const JOULES_PER_KILOWATT_HOUR = 3.6e6;
const SECONDS_PER_HOUR = 3600;

/** CPU seconds (user and system, all threads) as joules by the assumed power. Throws a DataError for negative seconds. */
export function jouleProxy(cpuSeconds: number, power: Assumption = WATTS_PER_CORE): number {
  if (!(cpuSeconds >= 0)) throw new DataError(`CPU time is not negative, but ${cpuSeconds} s was given.`);
  return cpuSeconds * power.value;
}

export interface TrainingCost {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly joules: number;
  readonly kilowattHours: number;
  /** What a rented machine costs for the wall-clock time, in the currency of the price. */
  readonly money: number;
  readonly assumptions: { readonly power: Assumption; readonly machinePerHour: Assumption };
}

/** What one training cost: time as measured, energy and money by the assumptions that it carries along. */
export function trainingCost(
  measured: { readonly seconds: number; readonly cpuSeconds: number }, machinePerHour: Assumption, power: Assumption = WATTS_PER_CORE,
): TrainingCost {
  const { seconds, cpuSeconds } = measured;
  const joules = jouleProxy(cpuSeconds, power);
  return {
    seconds, cpuSeconds, joules, kilowattHours: joules / JOULES_PER_KILOWATT_HOUR,
    money: (seconds / SECONDS_PER_HOUR) * machinePerHour.value,
    assumptions: { power, machinePerHour },
  };
}
