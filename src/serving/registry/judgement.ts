import * as fs from "node:fs";
import * as path from "node:path";
import { DataError } from "../../errors";
import { writeFileAtomic } from "../../files/atomic";
import { stableJson } from "../../files/stable-json";
import type { GateResult } from "./gates-types";
import type { Registry } from "./layout";

/** What the gates last said of a version. */
export interface KeptJudgement {
  /** Gates that it failed. */
  readonly failed: readonly string[];
  /** Why an operator promoted it all the same; null where nobody did. */
  readonly forced: string | null;
  /** ISO 8601. */
  readonly at: string;
}

function fileOf({ folder }: Registry, version: string): string {
  return path.join(folder, "judgements", `${version}.json`);
}

/** Keeps what the gates said, so that a version that they refused is known as such later, over HTTP too. */
export function keepJudgement(registry: Registry, version: string, gates: readonly GateResult[], forced: string | null, at = new Date()): void {
  const failed = gates.filter(({ passed }) => !passed).map(({ gate }) => gate);
  writeFileAtomic(fileOf(registry, version), `${stableJson({ failed, forced, at: at.toISOString() })}\n`);
}

function isJudgement(value: unknown): value is KeptJudgement {
  if (typeof value !== "object" || value === null) return false;
  const { failed, forced } = value as Partial<KeptJudgement>;
  return Array.isArray(failed) && (forced === null || typeof forced === "string");
}

function readJudgement(file: string, remedy: string): KeptJudgement {
  let judgement: unknown;
  try {
    judgement = JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (cause) {
    throw new DataError(`The judgement ${file} cannot be read: ${(cause as Error).message}; ${remedy}`, { cause });
  }
  if (isJudgement(judgement)) return judgement;
  throw new DataError(`The judgement ${file} is damaged: it does not say what the gates said; ${remedy}`);
}

/**
 * Throws a DataError unless the gates let the version pass when they last saw it, or an operator said why it may; one that names
 * the file where that is damaged.
 */
export function requireJudged(registry: Registry, version: string): void {
  const file = fileOf(registry, version);
  const remedy = `judge it with: nerbook promote ${version} --registry ${registry.folder}`;
  if (!fs.existsSync(file)) throw new DataError(`The version ${version} was never judged; ${remedy}`);
  const { failed, forced } = readJudgement(file, remedy);
  if (failed.length === 0 || forced !== null) return;
  throw new DataError(`The version ${version} failed ${failed.join(", ")} when it was judged; ${remedy}`);
}
