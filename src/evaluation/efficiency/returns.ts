import { jouleProxy, WATTS_PER_CORE, type Assumption } from "./energy";

/** What was measured of one system. */
export interface MeasuredSystem {
  readonly system: string;
  /** Strict entity F1 as a fraction. */
  readonly f1: number;
  readonly parameters: number;
  readonly trainingSeconds: number;
  /** User and system time of all threads while training; null where nobody measured it. */
  readonly trainingCpuSeconds: number | null;
}

/**
 * F1 in points (per cent) for what it cost; null where the cost is zero or unknown: what is free has no price. A quotient
 * favors the cheap: half the F1 for a tenth of the cost looks five times better. Read it beside the Pareto front.
 */
export interface Returns {
  readonly system: string;
  readonly pointsPerMillionParameters: number | null;
  readonly pointsPerTrainingMinute: number | null;
  /** By the joule-proxy: CPU seconds times an assumed power. */
  readonly pointsPerKilojoule: number | null;
}

function quotient(points: number, cost: number | null): number | null {
  return cost === null || !(cost > 0) ? null : points / cost;
}

export function returnsOf(measured: MeasuredSystem, power: Assumption = WATTS_PER_CORE): Returns {
  const { system, f1, parameters, trainingSeconds, trainingCpuSeconds } = measured;
  const points = 100 * f1;
  return {
    system,
    pointsPerMillionParameters: quotient(points, parameters / 1e6),
    pointsPerTrainingMinute: quotient(points, trainingSeconds / 60),
    pointsPerKilojoule: quotient(points, trainingCpuSeconds === null ? null : jouleProxy(trainingCpuSeconds, power) / 1000),
  };
}
