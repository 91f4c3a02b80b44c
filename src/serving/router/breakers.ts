import type { Slot } from "../slots";
import { admit, closedBreaker, phaseAt, release, settle, wouldAdmit, type BreakerPhase, type BreakerState, type CallOutcome } from "./breaker";
import type { BreakerSettings } from "./policy";

/** A version of a slot's model. */
export interface Target {
  readonly slot: Slot;
  readonly version: string;
}

/** A call that a breaker let through; it is handed back with its outcome. */
export interface Pass extends Target {
  readonly generation: number;
}

function keyOf({ slot, version }: Target): string {
  return `${slot} ${version}`;
}

/** The breakers of a service, one a slot and version; the clock is monotonic, in milliseconds. */
export class Breakers {
  private readonly states = new Map<string, BreakerState>();

  constructor(private readonly settings: BreakerSettings, private readonly now: () => number) {}

  private stateOf(target: Target): BreakerState {
    return this.states.get(keyOf(target)) ?? closedBreaker();
  }

  phase(target: Target): BreakerPhase {
    return phaseAt(this.stateOf(target), this.now());
  }

  /** Whether `begin` would let a call through; it counts none. */
  admits(target: Target): boolean {
    return wouldAdmit(this.stateOf(target), this.settings, this.now());
  }

  /** Lets a call through and counts it as a probe where it is one; undefined where the breaker does not. */
  begin(target: Target): Pass | undefined {
    const { admitted, state } = admit(this.stateOf(target), this.settings, this.now());
    this.states.set(keyOf(target), state);
    return admitted ? { slot: target.slot, version: target.version, generation: state.generation } : undefined;
  }

  /** Of a version that was forgotten while its call was under way, nothing is kept. */
  private change(pass: Pass, next: (state: BreakerState) => BreakerState): void {
    const state = this.states.get(keyOf(pass));
    if (state) this.states.set(keyOf(pass), next(state));
  }

  /** Hears how a call ended. A call that the client cancelled says nothing and is not handed back. */
  end(pass: Pass, outcome: CallOutcome): void {
    this.change(pass, (state) => settle(state, pass.generation, outcome, this.settings, this.now()));
  }

  /** Takes back a call that was not made after all. */
  release(pass: Pass): void {
    this.change(pass, (state) => release(state, pass.generation));
  }

  /** Forgets a version that is no longer served. */
  forget(target: Target): void {
    this.states.delete(keyOf(target));
  }
}
