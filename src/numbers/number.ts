import type { Sources } from "./sources";

/** Where a number can be looked up, as a link from the page of numbers. */
export interface Origin {
  readonly title: string;
  readonly link: string;
}

/** A number that prose may quote: its address, what it is, how it follows from what, and what it is now. */
export interface AddressedNumber {
  /** Such as `model2-strict-f1`: the anchor on the page of numbers. */
  readonly key: string;
  readonly what: string;
  /** Which value of its origins it is. */
  readonly metric: string;
  /** As a sentence can hold it, its unit included. */
  readonly text: string;
  readonly from: readonly Origin[];
}

/** Numbers of one subject: whatever of them is known. What lacks its records, or some of their seeds, is left out until they are there. */
export interface Family {
  readonly title: string;
  readonly numbers: (sources: Sources) => readonly AddressedNumber[];
}

export function recordOrigin({ hash }: { readonly hash: string }): Origin {
  return { title: hash.slice(0, 6), link: `${hash}.json` };
}

/** A file of the folder of results. */
export function resultOrigin(file: string): Origin {
  return { title: file, link: file };
}

/** Any other file of the project, by its path from the root. */
export function fileOrigin(file: string): Origin {
  return { title: file, link: `../${file}` };
}

/** One number where its value is known; none where it is not. */
export function whereKnown<V>(value: V | null | undefined, number: (value: V) => AddressedNumber): AddressedNumber[] {
  return value === null || value === undefined ? [] : [number(value)];
}

/** A name as part of an address: `dropout 0.1` is `dropout-0-1`. */
export function slug(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
}
