import * as fs from "node:fs";
import * as path from "node:path";
import type { SplitName } from "../../corpus/types";
import { DataError } from "../../errors";
import type { Drawing } from "../../experiments/dataset";
import type { TrialRecord } from "../../experiments/record";
import { PROJECT_ROOT } from "../../experiments/workspace";
import { SLOTS, slotOf, type Slot } from "../slots";
import { contentHash, versionOf, type FileHashes } from "./content";
import { MANIFEST_FILE, versionFolder, type Registry } from "./layout";

/** What of a record a registry shows. Scores are fractions of the test part, strict reading; times are milliseconds. */
export interface VersionMetrics {
  readonly testSentences: number;
  readonly strictF1: number;
  readonly tokenAccuracy: number;
  readonly perType: { readonly [type: string]: { readonly f1: number; readonly support: number } };
  readonly parameters: number;
  /** One sentence alone; null in records of before it was kept. */
  readonly latencyP95Milliseconds: number | null;
}

/** The data that a model was trained and scored on. */
export interface DataFingerprint {
  readonly corpus: { readonly name: string; readonly sha256: string };
  readonly split: SplitName;
  readonly drawing?: Drawing;
}

/** What is known of a version. What its name is made from never changes; evidence may be added to it once. */
export interface VersionManifest {
  readonly format: 1;
  readonly version: string;
  /** Of the whole content; the version is its beginning. */
  readonly sha256: string;
  readonly slot: Slot;
  readonly architecture: string;
  readonly files: FileHashes;
  /** Record, predictions and drift reference, as far as they are there. */
  readonly evidence: FileHashes;
  /** Hash of the trial that trained it, which is its record's name; null where the model does not say. */
  readonly trial: string | null;
  readonly seed: number | null;
  readonly data: DataFingerprint | null;
  readonly metrics: VersionMetrics | null;
  /** The commit of nerbook that made the record. */
  readonly commit: string | null;
  /** The nerbook that put it into the registry, and when (ISO 8601). */
  readonly nerbook: string;
  readonly created: string;
}

/** What a bundle's description says of its origin; every part may be missing. */
export interface Origin {
  readonly config?: { readonly model?: string };
  readonly hash?: string;
  readonly seed?: number;
  readonly corpus?: { readonly name: string; readonly sha256: string };
  readonly split?: SplitName;
  readonly drawing?: Drawing;
}

function nerbookVersion(): string {
  return (JSON.parse(fs.readFileSync(path.join(PROJECT_ROOT, "package.json"), "utf8")) as { version: string }).version;
}

function dataOf({ corpus, split, drawing }: Origin): DataFingerprint | null {
  return corpus && split ? { corpus, split, ...(drawing && { drawing }) } : null;
}

/** Throws a DataError for an architecture that the service has no slot for. */
function slotFor(architecture: string, folder: string): Slot {
  const slot = slotOf(architecture);
  if (slot !== undefined) return slot;
  throw new DataError(`The model in ${folder} is of the architecture "${architecture}"; the service knows those of the slots ${SLOTS.join(", ")}.`);
}

/** The manifest of a model without evidence. */
export function manifestOf(origin: Origin, files: FileHashes, folder: string, created: Date): VersionManifest {
  const sha256 = contentHash(files);
  const architecture = origin.config?.model ?? "";
  return {
    format: 1, version: versionOf(sha256), sha256, slot: slotFor(architecture, folder), architecture, files, evidence: {},
    trial: origin.hash ?? null, seed: origin.seed ?? null, data: dataOf(origin), metrics: null, commit: null,
    nerbook: nerbookVersion(), created: created.toISOString(),
  };
}

export function metricsOf({ metrics, timings }: TrialRecord): VersionMetrics {
  const { entities, token, sentences } = metrics.test;
  const { micro, perType } = entities.discard;
  return {
    testSentences: sentences,
    strictF1: micro.f1,
    tokenAccuracy: token.accuracy,
    perType: Object.fromEntries(Object.entries(perType).map(([type, { f1, support }]) => [type, { f1, support }])),
    parameters: metrics.parameters,
    latencyP95Milliseconds: timings.latency?.p95 ?? null,
  };
}

function isManifest(value: unknown): value is VersionManifest {
  if (typeof value !== "object" || value === null) return false;
  const { format, version, sha256, slot, files, evidence } = value as Partial<VersionManifest>;
  const named = typeof version === "string" && typeof sha256 === "string" && SLOTS.includes(slot as Slot);
  return format === 1 && named && typeof files === "object" && typeof evidence === "object";
}

export const VERSION = /^[0-9a-f]{12}$/;

/** Throws a DataError for a version that the registry does not hold, and for a damaged manifest. */
export function readManifest(registry: Registry, version: string): VersionManifest {
  const file = path.join(versionFolder(registry, version), MANIFEST_FILE);
  if (!VERSION.test(version) || !fs.existsSync(file)) {
    throw new DataError(`The registry ${registry.folder} holds no version "${version}"; nerbook promote --list shows those it holds.`);
  }
  let manifest: unknown;
  try {
    manifest = JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (cause) {
    throw new DataError(`${file} is damaged: ${(cause as Error).message}.`, { cause });
  }
  if (isManifest(manifest) && manifest.version === version) return manifest;
  throw new DataError(`${file} is damaged: it is no manifest of the version ${version}.`);
}
