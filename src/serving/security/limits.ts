import { DataError } from "../../errors";
import { fieldsOf, numberOf } from "../router/checks";

/** What one request, and one key, may ask of the service. */
export interface RequestLimits {
  /** Bytes of a body. */
  readonly bodyBytes: number;
  /** UTF-16 units of one text. */
  readonly characters: number;
  /** Tokens of one text. */
  readonly tokens: number;
  /** Texts of one batch. */
  readonly batchItems: number;
  /** Milliseconds in which a request must have arrived whole. */
  readonly arrivalMilliseconds: number;
  /** Milliseconds for which nothing may move on a connection under way: who does not read his answer is cut off. */
  readonly stallMilliseconds: number;
  /** Milliseconds after which an answer is of no use. */
  readonly deadlineMilliseconds: number;
  /** Requests that one key may send in a second; null sets no limit. */
  readonly requestsPerSecond: number | null;
}

export const DEFAULT_LIMITS: RequestLimits = Object.freeze({
  bodyBytes: 1024 * 1024,
  characters: 20_000,
  tokens: 2_000,
  batchItems: 256,
  arrivalMilliseconds: 10_000,
  stallMilliseconds: 60_000,
  deadlineMilliseconds: 5_000,
  requestsPerSecond: null,
});

const NAMES = Object.keys(DEFAULT_LIMITS) as readonly (keyof RequestLimits)[];

/** Every number above 0 and none so high that it protects nothing. */
const HIGHEST: { readonly [name in keyof RequestLimits]: number } = {
  bodyBytes: 64 * 1024 * 1024,
  characters: 1_000_000,
  tokens: 100_000,
  batchItems: 10_000,
  arrivalMilliseconds: 300_000,
  stallMilliseconds: 600_000,
  deadlineMilliseconds: 60_000,
  requestsPerSecond: 1_000_000,
};

function limitAt(value: unknown, name: keyof RequestLimits): number | null {
  if (name === "requestsPerSecond" && value === null) return null;
  return numberOf(value, `limits.${name}`, { least: 1, most: HIGHEST[name], whole: true });
}

/** A text that may come must fit into a body that may come. */
function requireFitting({ bodyBytes, characters }: RequestLimits): void {
  if (characters <= bodyBytes) return;
  throw new DataError(`limits.characters is ${characters}, more than a body of limits.bodyBytes (${bodyBytes}) holds; raise one or lower the other.`);
}

/** The limits with some replaced, as a file or a caller names them. Throws a DataError that names the field that is wrong. */
export function limitsOf(given: unknown = {}): RequestLimits {
  const fields = fieldsOf(given, "limits", NAMES);
  const named = Object.entries(fields).map(([name, value]) => [name, limitAt(value, name as keyof RequestLimits)]);
  const limits = { ...DEFAULT_LIMITS, ...(Object.fromEntries(named) as Partial<RequestLimits>) };
  requireFitting(limits);
  return Object.freeze(limits);
}
