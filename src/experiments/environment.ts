import { execFileSync } from "node:child_process";
import * as os from "node:os";
import * as path from "node:path";
import type { ChosenBackend } from "../backend/choose";

/** Where a result was made: recorded, never hashed. */
export interface RunEnvironment {
  readonly node: string;
  readonly backend: string;
  readonly kernels: string;
  /** With the instructions that they used, such as `addon (AVX-512)`: bits are the same only where these are. */
  readonly kernelVariant?: string;
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

/** The environment of a result; without a backend, of a floor, which computes nothing on one. */
export function describeEnvironment(backend?: ChosenBackend): RunEnvironment {
  const cpus = os.cpus();
  const { name, variant, threads } = backend?.kernels ?? { name: "none", variant: undefined, threads: 1 };
  return {
    node: process.version,
    backend: backend?.name ?? "none",
    kernels: name,
    ...(variant !== undefined && { kernelVariant: variant }),
    threads,
    cpu: `${cpus[0]?.model.trim() ?? "unknown"} × ${cpus.length}`,
    commit: commit(),
  };
}
