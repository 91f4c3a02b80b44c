import * as fs from "node:fs";
import * as path from "node:path";
import { DataError } from "../../errors";
import { writeFileAtomic } from "../../files/atomic";
import { REFERENCE_FORMAT, type DriftReference } from "./reference";

/** Stands beside a model's own files; it is no part of what the model's version is a hash of. */
export const REFERENCE_FILE = "reference.json";

/** Digits after the point that are worth keeping. */
const DIGITS = 6;

function shortened(_: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isInteger(value) ? Number(value.toFixed(DIGITS)) : value;
}

export function writeReference(folder: string, reference: DriftReference): void {
  writeFileAtomic(path.join(folder, REFERENCE_FILE), `${JSON.stringify(reference, shortened)}\n`);
}

function parseReference(text: string): DriftReference | undefined {
  try {
    const reference = JSON.parse(text) as Partial<DriftReference> | null;
    const whole = reference?.format === REFERENCE_FORMAT && reference.counts && reference.thresholds && reference.quality && reference.interval;
    return whole ? (reference as DriftReference) : undefined;
  } catch {
    return undefined;
  }
}

/** What a model must have for a reference to be its own. */
export interface ReferencedModel {
  readonly folder: string;
  readonly tagSet: { readonly tags: readonly string[] };
  readonly vocabulary: { readonly size: number };
}

/**
 * The reference beside a model, or undefined where there is none. Throws a DataError for one that is damaged, of another format, or of a
 * model with other tags or another vocabulary.
 */
export function readReference({ folder, tagSet, vocabulary }: ReferencedModel): DriftReference | undefined {
  const file = path.join(folder, REFERENCE_FILE);
  if (!fs.existsSync(file)) return undefined;
  const reference = parseReference(fs.readFileSync(file, "utf8"));
  if (!reference) throw new DataError(`${file} is no drift reference of this version; delete it, and make it again.`);
  const isOwn = reference.vocabularySize === vocabulary.size && reference.layout.tags.join() === tagSet.tags.join();
  if (!isOwn) throw new DataError(`${file} belongs to another model: other tags or another vocabulary; delete it, and make it again.`);
  return reference;
}
