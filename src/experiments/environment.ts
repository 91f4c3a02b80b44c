import { execFileSync } from "node:child_process";
import * as os from "node:os";
import * as path from "node:path";

/** Where a result was made: recorded, never hashed. */
export interface RunEnvironment {
  readonly node: string;
  readonly backend: string;
  readonly kernels: string;
  readonly threads: number;
  readonly cpu: string;
  readonly commit: string;
}

function commit(): string {
  try {
    const options = {
      cwd: path.join(__dirname, "..", ".."),
      encoding: "utf8" as const,
      stdio: ["ignore", "pipe", "ignore"] as ["ignore", "pipe", "ignore"],
    };
    const hash = execFileSync("git", ["rev-parse", "--short=12", "HEAD"], options).trim();
    const changed = execFileSync("git", ["status", "--porcelain", "--untracked-files=no", "--", "src"], options).trim() !== "";
    return changed ? `${hash}+changes` : hash;
  } catch {
    return "unknown";
  }
}

export function describeEnvironment(backend: string): RunEnvironment {
  const cpus = os.cpus();
  // tfjs's wasm and cpu backends compute on one thread in Node.
  const threads = backend === "node" || backend === "node-gpu" ? cpus.length : 1;
  return {
    node: process.version,
    backend,
    kernels: "tfjs",
    threads,
    cpu: `${cpus[0]?.model.trim() ?? "unknown"} × ${cpus.length}`,
    commit: commit(),
  };
}
