import type { RouterView, SlotView, VersionView } from "../../../src/serving/router/view";
import { SLOTS, type Slot } from "../../../src/serving/slots";

export const VERSIONS: { readonly [slot in Slot]: string } = { model2: "222222222222", baseline: "bbbbbbbbbbbb", advanced: "aaaaaaaaaaaa" };
export const CANARY_VERSION = "cccccccccccc";

export function versionView(version: string, admits = true): VersionView {
  return { version, admits, breaker: admits ? "closed" : "open" };
}

export interface ViewRequest {
  readonly open?: readonly Slot[];
  readonly missing?: readonly Slot[];
  readonly p95?: { readonly [slot in Slot]?: number };
  readonly others?: readonly VersionView[];
}

/** All slots loaded but the missing ones; the other versions are Model 2's. */
export function viewOf({ open = [], missing = [], p95 = {}, others = [] }: ViewRequest = {}): RouterView {
  const slots = SLOTS.filter((slot) => !missing.includes(slot)).map((slot): SlotView => ({
    slot,
    active: versionView(VERSIONS[slot], !open.includes(slot)),
    others: slot === "model2" ? others : [],
    observedP95Milliseconds: p95[slot] ?? null,
  }));
  return { slots };
}

/** Ids as clients make them: counters, UUID-like hexadecimal, and words. */
export function requestIds(count: number): string[] {
  return Array.from({ length: count }, (_, i) => [`req-${i}`, `${(i * 2654435761 >>> 0).toString(16)}-${i.toString(16)}`, `order ${i} of Zoë 東京`][i % 3]!);
}
