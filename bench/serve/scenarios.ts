import type { ModelShares, Repetition } from "./load/stream";
import { MIX, MODEL2_ALONE } from "./targets";

/** What is measured at rising rates. */
export interface Scenario {
  readonly name: string;
  readonly instances: number;
  readonly front: "none" | "nginx";
  readonly cache: boolean;
  readonly shares: ModelShares;
  /** Slots that must be loaded. */
  readonly slots: readonly string[];
  readonly repetition: Repetition;
}

/** The frequency of the n-th most asked sentence is 1 : n. */
export const ZIPF_EXPONENT = 1;
const MODEL2: ModelShares = { model2: 1 };
/** Leaves the choice to the service, whose policy has the shares. */
const AUTO: ModelShares = { auto: 1 };
const IN_TURN: Repetition = { kind: "in turn" };
const ZIPF: Repetition = { kind: "zipf", exponent: ZIPF_EXPONENT };
const ALL = ["model2", "baseline", "advanced"];

export const SCENARIOS: readonly Scenario[] = [
  { name: MODEL2_ALONE, instances: 1, front: "none", cache: false, shares: MODEL2, slots: ["model2"], repetition: IN_TURN },
  { name: MIX, instances: 1, front: "none", cache: false, shares: AUTO, slots: ALL, repetition: IN_TURN },
  { name: "Model 2, cache, repeated sentences", instances: 1, front: "none", cache: true, shares: MODEL2, slots: ["model2"], repetition: ZIPF },
  { name: "Model 2, two instances", instances: 2, front: "nginx", cache: false, shares: MODEL2, slots: ["model2"], repetition: IN_TURN },
  { name: "Model 2, two instances, cache, repeated sentences", instances: 2, front: "nginx", cache: true, shares: MODEL2, slots: ["model2"], repetition: ZIPF },
];
