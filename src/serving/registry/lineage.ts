import * as path from "node:path";
import { readRecord, type TrialRecord } from "../../experiments/record";
import { readAuditLog, type AuditLine } from "../security/audit-log";
import { auditFile, RECORD_FILE, versionFolder, type Registry } from "./layout";
import { readManifest, type VersionManifest } from "./manifest";

/** Where a version, and so each of its predictions, comes from. */
export interface Lineage extends Omit<VersionManifest, "format" | "files" | "evidence"> {
  /** The record of its training; null where none was added. */
  readonly record: {
    readonly hash: string;
    readonly file: string;
    readonly sha256: string;
    readonly config: TrialRecord["config"];
    readonly environment: TrialRecord["environment"];
  } | null;
  /** What operators did with it, the first first. */
  readonly actions: readonly Pick<AuditLine, "action" | "actor" | "at" | "details">[];
}

function recordOf(registry: Registry, { version, evidence }: VersionManifest): Lineage["record"] {
  const sha256 = evidence[RECORD_FILE];
  if (sha256 === undefined) return null;
  const file = path.join(versionFolder(registry, version), RECORD_FILE);
  const { hash, config, environment } = readRecord(file);
  return { hash, file, sha256, config, environment };
}

function actionsOn(registry: Registry, version: string): Lineage["actions"] {
  const concerns = ({ details }: AuditLine): boolean => details?.["version"] === version || details?.["to"] === version;
  const lines = readAuditLog(auditFile(registry)).filter(concerns);
  return lines.map(({ action, actor, at, details }) => ({ action, actor, at, ...(details && { details }) }));
}

/** From a version to commit, trial, corpus, seed and record. Throws a DataError for a version that the registry does not hold. */
export function lineageOf(registry: Registry, version: string): Lineage {
  const manifest = readManifest(registry, version);
  const { format: _format, files: _files, evidence: _evidence, ...known } = manifest;
  return { ...known, record: recordOf(registry, manifest), actions: actionsOn(registry, version) };
}
