import { execFileSync } from "node:child_process";
import * as path from "node:path";
import { describeEnvironment } from "../src/experiments/environment";
import { writeFileAtomic } from "../src/files/atomic";
import { stableJson } from "../src/files/stable-json";
import type { Row } from "./rows";
import { pythonProgram } from "./systems";
import type { Judgement } from "./targets";
import type { Slope } from "./tasks/scaling";

/** Where and when a benchmark ran. */
export interface BenchEnvironment {
  readonly cpu: string;
  readonly node: string;
  readonly commit: string;
  readonly date: string;
  readonly threads: number;
  /** Versions of the peers' packages that are there. */
  readonly peers: Readonly<Record<string, string>>;
}

/** One task's record: `<task>.json`. */
export interface BenchRecord {
  readonly environment: BenchEnvironment;
  readonly rows: readonly Row[];
  readonly skipped: readonly string[];
  readonly targets?: readonly Judgement[];
  readonly slopes?: readonly Slope[];
}

const PYTHON_VERSIONS = `
import importlib.metadata, json, platform
versions = {"python": platform.python_version()}
for name in ("torch", "tensorflow", "tensorflow-cpu", "keras", "numpy"):
    try:
        versions[name] = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        pass
print(json.dumps(versions))
`;

function pythonVersions(): Record<string, string> {
  try {
    const text = execFileSync(pythonProgram(), ["-c", PYTHON_VERSIONS], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    return JSON.parse(text) as Record<string, string>;
  } catch {
    return {};
  }
}

function onnxVersions(): Record<string, string> {
  const folder = path.join(__dirname, "peers", "onnx");
  try {
    const file = require.resolve("onnxruntime-node/package.json", { paths: [folder] });
    return { "onnxruntime-node": (require(file) as { version: string }).version };
  } catch {
    return {};
  }
}

export function describeMachine(threads: number): BenchEnvironment {
  const { cpu, node, commit } = describeEnvironment();
  const tfjs = (require("@tensorflow/tfjs/package.json") as { version: string }).version;
  return { cpu, node, commit, threads, date: new Date().toISOString(), peers: { tfjs, ...pythonVersions(), ...onnxVersions() } };
}

export function saveRecord(folder: string, task: string, record: BenchRecord): string {
  const file = path.join(folder, `${task}.json`);
  writeFileAtomic(file, `${stableJson(record, 1)}\n`);
  return file;
}
