import { fieldsOf, numberOf } from "../router/checks";
import { SLOTS, type Slot } from "../slots";

/** What a version must keep to. Scores are fractions. */
export interface GateLimits {
  /** How much strict F1 a new version may lose at most, by the low end of the difference's interval. */
  readonly margin: number;
  /** Of intervals. */
  readonly level: number;
  readonly resamples: number;
  /** What the low end of strict F1's interval must be above: at 0, a version must find something. */
  readonly minimumF1: number;
  /** Of one sentence alone, by slot. */
  readonly latencyP95Milliseconds: { readonly [slot in Slot]: number };
  /** How much F1 a type, or a kind of sentence, may lose. */
  readonly maximumFall: number;
  /** Gold entities that a type, or a kind of sentence, must have for its F1 to say something. */
  readonly minimumSupport: number;
  /** A word that training holds so often, or more seldom, is rare. */
  readonly rareCount: number;
  /** How far the drift reference's strict F1 may lie from that of the record's validation part. */
  readonly referenceTolerance: number;
}

/**
 * Margin and fall are chosen so that, on a test part as large as GMB's, nearly every other seed of the same configuration passes: a
 * gate that stops what is equally good would be forced until nobody reads it. On a small test part intervals are wide, and nothing
 * passes that is not clearly better. A group's F1 has no interval that it must keep to, only a fall: doubt stops a promotion, and a
 * person decides. Latencies are those that the starting documents state.
 */
export const DEFAULT_GATE_LIMITS: GateLimits = Object.freeze({
  margin: 0.01,
  level: 0.95,
  resamples: 10_000,
  minimumF1: 0,
  latencyP95Milliseconds: Object.freeze({ model2: 23, baseline: 12, advanced: 45 }),
  maximumFall: 0.03,
  minimumSupport: 200,
  rareCount: 4,
  referenceTolerance: 0.005,
});

type Plain = Omit<GateLimits, "latencyP95Milliseconds">;

const BOUNDS: { readonly [name in keyof Plain]: Parameters<typeof numberOf>[2] } = {
  margin: { least: 0, most: 1 },
  level: { least: 0.5, most: 0.999 },
  resamples: { least: 100, most: 1_000_000, whole: true },
  minimumF1: { least: 0, most: 1 },
  maximumFall: { least: 0, most: 1 },
  minimumSupport: { least: 1, whole: true },
  rareCount: { least: 1, whole: true },
  referenceTolerance: { least: 0, most: 1 },
};

function latenciesOf(value: unknown, place: string): Partial<GateLimits["latencyP95Milliseconds"]> {
  const field = `${place}.latencyP95Milliseconds`;
  const entries = Object.entries(fieldsOf(value, field, SLOTS));
  return Object.fromEntries(entries.map(([slot, limit]) => [slot, numberOf(limit, `${field}.${slot}`, { least: 0, above: true })]));
}

/** The limits with some replaced, as a file names them. Throws a DataError that names the field that is wrong. */
export function gateLimitsOf(given: unknown, place = "limits"): GateLimits {
  const names = Object.keys(DEFAULT_GATE_LIMITS);
  const { latencyP95Milliseconds, ...plain } = fieldsOf(given, place, names);
  const checked = Object.entries(plain).map(([name, value]) => [name, numberOf(value, `${place}.${name}`, BOUNDS[name as keyof Plain])]);
  const latencies = latencyP95Milliseconds === undefined ? {} : latenciesOf(latencyP95Milliseconds, place);
  return {
    ...DEFAULT_GATE_LIMITS, ...(Object.fromEntries(checked) as Partial<Plain>),
    latencyP95Milliseconds: { ...DEFAULT_GATE_LIMITS.latencyP95Milliseconds, ...latencies },
  };
}
