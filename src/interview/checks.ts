/** An object that was read from a text, before it is known what it holds. */
export type Fields = { readonly [name: string]: unknown };

export type Check = (value: unknown) => boolean;

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isTime(value: unknown): boolean {
  return typeof value === "string" && !Number.isNaN(Date.parse(value));
}

export function isText(value: unknown): boolean {
  return typeof value === "string";
}

export function isCount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0;
}

export function isOneOf(known: readonly unknown[]): Check {
  return (value) => known.includes(value);
}

export function isListOf(check: Check): Check {
  return (value) => Array.isArray(value) && value.every(check);
}

/** What each field of an object must be. */
export type Form = { readonly [name: string]: Check };

/** The first field that is not as its form wants it; undefined where all are. */
export function faultIn(value: Fields, form: Form): string | undefined {
  return Object.keys(form).find((name) => !form[name]!(value[name]));
}

export function isOfForm(form: Form): Check {
  return (value) => isFields(value) && faultIn(value, form) === undefined;
}
