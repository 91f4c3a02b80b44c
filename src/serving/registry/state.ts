import { DataError } from "../../errors";
import type { AuditAnchor } from "../security/audit-log";
import { SLOTS, type Slot } from "../slots";

export interface Canary {
  readonly version: string;
  /** Of the slot's requests, in (0, 0.5]. */
  readonly share: number;
}

export interface SlotState {
  readonly active: string | null;
  readonly canary: Canary | null;
  /** Versions that were active before, the latest last: the way back. */
  readonly history: readonly string[];
}

/** Which versions answer: the content of `active.json`. */
export interface RegistryState {
  readonly format: 1;
  /** Counts the changes. */
  readonly revision: number;
  readonly slots: { readonly [slot in Slot]: SlotState };
  /** The audit log's entry of the last change: who cuts that off the log is found out. */
  readonly audit: AuditAnchor | null;
}

const EMPTY_SLOT: SlotState = { active: null, canary: null, history: [] };
/** Steps of the way back that are kept. */
const HISTORY_LENGTH = 10;
const HIGHEST_SHARE = 0.5;

export const EMPTY_STATE: RegistryState = {
  format: 1, revision: 0, slots: { model2: EMPTY_SLOT, baseline: EMPTY_SLOT, advanced: EMPTY_SLOT }, audit: null,
};

function withSlot(state: RegistryState, slot: Slot, changed: SlotState): RegistryState {
  return { ...state, slots: { ...state.slots, [slot]: changed } };
}

/** The version answers; the one before is remembered, and a canary ends, as it was compared with that one. */
export function activated(state: RegistryState, slot: Slot, version: string): RegistryState {
  const { active, history } = state.slots[slot];
  if (active === version) throw new DataError(`The version ${version} is active in the slot ${slot} already.`);
  const before = active === null ? history : [...history, active].slice(-HISTORY_LENGTH);
  return withSlot(state, slot, { active: version, canary: null, history: before });
}

/** The version gets a share of its slot's requests; another canary there ends. */
export function withCanary(state: RegistryState, slot: Slot, canary: Canary): RegistryState {
  const { version, share } = canary;
  const present = state.slots[slot];
  if (!(share > 0 && share <= HIGHEST_SHARE)) throw new DataError(`A canary's share lies above 0 and up to ${HIGHEST_SHARE}, and is not ${share}.`);
  if (present.active === null) {
    throw new DataError(`The slot ${slot} has no active version that a canary could be compared with; promote ${version} without --canary.`);
  }
  if (present.active === version) throw new DataError(`The version ${version} is active in the slot ${slot} already; it cannot be its own canary.`);
  return withSlot(state, slot, { ...present, canary });
}

export interface RolledBack {
  readonly state: RegistryState;
  readonly undone: "canary" | "activation";
  /** The version that answers no longer, and the one that does alone now. */
  readonly from: string;
  readonly to: string;
}

/** Undoes the slot's last change: a running canary ends; without one, the version before answers again. */
export function rolledBack(state: RegistryState, slot: Slot): RolledBack {
  const { active, canary, history } = state.slots[slot];
  if (active !== null && canary !== null) {
    return { state: withSlot(state, slot, { active, canary: null, history }), undone: "canary", from: canary.version, to: active };
  }
  const to = history[history.length - 1];
  if (active === null || to === undefined) throw new DataError(`The slot ${slot} has no earlier version to go back to.`);
  return { state: withSlot(state, slot, { active: to, canary: null, history: history.slice(0, -1) }), undone: "activation", from: active, to };
}

/** Why a version cannot be removed; undefined for one that nothing needs. */
export function useOf(state: RegistryState, version: string): string | undefined {
  for (const slot of SLOTS) {
    const { active, canary, history } = state.slots[slot];
    if (active === version) return `active in the slot ${slot}`;
    if (canary?.version === version) return `the canary of the slot ${slot}`;
    if (history.includes(version)) return `on the slot ${slot}'s way back`;
  }
  return undefined;
}
