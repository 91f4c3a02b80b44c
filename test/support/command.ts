import { spawnSync } from "node:child_process";
import * as path from "node:path";

const ROOT = path.join(__dirname, "..", "..");

export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real `nerbook` command from the project's root, without the variables that would change what it does. */
export function nerbook(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Finished {
  const { NER_CORPUS: _corpus, NER_OUT: _out, NER_BACKEND: _backend, ...inherited } = process.env;
  const options = { cwd: ROOT, encoding: "utf8" as const, env: { ...inherited, NO_COLOR: "1", ...environment } };
  return spawnSync(process.execPath, ["bin/nerbook.js", ...args], options);
}
