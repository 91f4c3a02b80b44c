import { DataError } from "../../errors";
import { SLOTS, type Slot } from "../slots";

export type Fields = { readonly [name: string]: unknown };

const SHOWN = 60;

/** Throws the DataError of a field that does not hold what it must. */
export function refuse(field: string, must: string, value: unknown): never {
  const found = value === undefined ? "missing" : `not ${JSON.stringify(value).slice(0, SHOWN)}`;
  throw new DataError(`${field} must be ${must}, ${found}.`);
}

/** An object whose names are all known. */
export function fieldsOf(value: unknown, field: string, known: readonly string[]): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) refuse(field, "an object", value);
  const stranger = Object.keys(value as object).find((name) => !known.includes(name));
  if (stranger !== undefined) throw new DataError(`${field} has no field "${stranger}"; it may have ${known.join(", ")}.`);
  return value as Fields;
}

interface Bounds {
  readonly least: number;
  readonly most?: number;
  /** Whether the least itself is refused. */
  readonly above?: boolean;
  readonly whole?: boolean;
}

function inWords({ least, most, above, whole }: Bounds): string {
  const kind = whole ? "a whole number" : "a number";
  const from = above ? `above ${least}` : `from ${least}`;
  return most === undefined ? `${kind} ${from}${above ? "" : " up"}` : `${kind} ${from} to ${most}`;
}

export function numberOf(value: unknown, field: string, bounds: Bounds): number {
  const { least, most = Infinity, above = false, whole = false } = bounds;
  const fits = typeof value === "number" && Number.isFinite(value) && value <= most && (above ? value > least : value >= least);
  if (!fits || (whole && !Number.isInteger(value))) refuse(field, inWords(bounds), value);
  return value as number;
}

/** A share in [0, 1]. */
export function shareOf(value: unknown, field: string): number {
  return numberOf(value, field, { least: 0, most: 1 });
}

export function slotAt(value: unknown, field: string): Slot {
  if (!SLOTS.includes(value as Slot)) refuse(field, `one of ${SLOTS.join(", ")}`, value);
  return value as Slot;
}

/** Twelve hexadecimal digits, as the registry names versions. */
export function versionAt(value: unknown, field: string): string {
  if (typeof value !== "string" || !/^[0-9a-f]{12}$/.test(value)) refuse(field, "a version of twelve hexadecimal digits", value);
  return value as string;
}

/** Slots, none of them twice. */
export function slotsAt(value: unknown, field: string): Slot[] {
  if (!Array.isArray(value)) refuse(field, "a list of slots", value);
  const slots = (value as unknown[]).map((each, i) => slotAt(each, `${field}[${i}]`));
  const twice = slots.find((slot, i) => slots.indexOf(slot) !== i);
  if (twice !== undefined) throw new DataError(`${field} names "${twice}" twice; name each slot once.`);
  return slots;
}
