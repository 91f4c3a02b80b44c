import { DataError } from "../../errors";
import type { ServedVersion, Slot } from "../slots";
import { change, type Order } from "./change";
import { requireJudged } from "./judgement";
import type { Registry } from "./layout";
import { activated, rolledBack, withCanary, type RegistryState, type RolledBack } from "./state";
import { openVersion, verifyVersion } from "./versions";

function requireCanary({ slots }: RegistryState, slot: Slot, { ofCanary }: Order): void {
  if (ofCanary === undefined || slots[slot].canary?.version === ofCanary) return;
  throw new DataError(`The version ${ofCanary} is no canary of the slot ${slot} any more: another verdict or an operator came first.`);
}

/** Makes a version the one that answers in its slot, after its files were verified. Throws a DataError when it cannot, or when it cannot be logged. */
export function activate(registry: Registry, version: string, order: Order): Promise<ServedVersion> {
  return change(registry, "activate", order, async (state) => {
    if (order.onlyJudged) requireJudged(registry, version);
    const result = await openVersion(registry, version);
    const { slot } = result;
    requireCanary(state, slot, order);
    return { state: activated(state, slot, version), details: { slot, version, before: state.slots[slot].active }, result };
  });
}

/** Gives a version a share of its slot's requests. Throws as `activate` does. */
export function startCanary(registry: Registry, version: string, share: number, order: Order): Promise<ServedVersion> {
  return change(registry, "canary", order, async (state) => {
    if (order.onlyJudged) requireJudged(registry, version);
    const result = await openVersion(registry, version);
    const { slot } = result;
    return { state: withCanary(state, slot, { version, share }), details: { slot, version, share }, result };
  });
}

/** Undoes a slot's last change: ends its canary, or without one goes back to the version before. Throws as `activate` does. */
export function rollback(registry: Registry, slot: Slot, order: Order): Promise<Omit<RolledBack, "state">> {
  return change(registry, "rollback", order, async (before) => {
    requireCanary(before, slot, order);
    const { state, ...result } = rolledBack(before, slot);
    await verifyVersion(registry, result.to);
    const { undone, from, to } = result;
    return { state, details: { slot, undone, version: from, to }, result };
  });
}
