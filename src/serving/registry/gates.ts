import { dataGate, driftGate, evidenceGate, latencyGate, minimumGate } from "./gates-absolute";
import { comparisonGates } from "./gates-comparison";
import type { GateInput, GateResult } from "./gates-types";

export { DEFAULT_GATE_LIMITS, gateLimitsOf } from "./gates-limits";
export type { GateLimits } from "./gates-limits";
export type { Contender, GateInput, GateResult, JudgedData, Latency } from "./gates-types";

/**
 * Whether a version may answer: what it must hold to by itself, and, where the slot has an active version, against that one.
 * The same results at every call.
 */
export function runGates(input: GateInput): GateResult[] {
  return [evidenceGate(input), dataGate(input), minimumGate(input), latencyGate(input), driftGate(input), ...comparisonGates(input)];
}

export function allPassed(results: readonly GateResult[]): boolean {
  return results.every(({ passed }) => passed);
}
