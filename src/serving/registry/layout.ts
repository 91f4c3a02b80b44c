import * as fs from "node:fs";
import * as path from "node:path";
import { DataError } from "../../errors";

/** A registry on disk; nothing is kept in memory, so that all processes see the same. */
export interface Registry {
  readonly folder: string;
}

export const MANIFEST_FILE = "manifest.json";
export const RECORD_FILE = "record.json";
export const PREDICTIONS_FILE = "predictions.test.jsonl.gz";

/** The registry in a folder, which need not exist yet. */
export function registryAt(folder: string): Registry {
  return { folder: path.resolve(folder) };
}

/** Throws a DataError for a folder that is none: a reader must not take a misspelt name for an empty registry. */
export function openRegistry(folder: string): Registry {
  const registry = registryAt(folder);
  if (fs.existsSync(versionsFolder(registry))) return registry;
  throw new DataError(`There is no registry in ${folder}; make one with: nerbook promote FOLDER --registry ${folder}`);
}

export function versionsFolder({ folder }: Registry): string {
  return path.join(folder, "versions");
}

export function versionFolder(registry: Registry, version: string): string {
  return path.join(versionsFolder(registry), version);
}

export function stateFile({ folder }: Registry): string {
  return path.join(folder, "active.json");
}

/** Held while anything in the registry changes. */
export function lockFile({ folder }: Registry): string {
  return path.join(folder, "registry.lock");
}

export function auditFile({ folder }: Registry): string {
  return path.join(folder, "audit.jsonl");
}
