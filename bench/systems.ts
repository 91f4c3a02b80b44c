import * as path from "node:path";
import type { KernelName } from "../src/kernels/machine";
import type { Launch } from "./child";

/** Something that can do the work: a peer with its settings. */
export interface System {
  /** Its name in rows and tables. */
  readonly name: string;
  /** What must be there for it; where one system of a family is missing, all are. */
  readonly family: string;
  readonly launch: (folder: string) => Launch;
  /** About how much longer it takes than nerbook in WebAssembly: for the estimate of the time that is left. */
  readonly slowness: number;
  /** Whether it computes something else where rows have padding. */
  readonly readsPadding?: boolean;
}

const PEERS = path.join(__dirname, "peers");
const TYPESCRIPT = require.resolve("ts-node/register/transpile-only");

function node(file: string, ...settings: readonly string[]): System["launch"] {
  return (folder) => ({ program: process.execPath, args: ["-r", TYPESCRIPT, path.join(PEERS, file), folder, ...settings] });
}

/** The Python that has the Python peers' packages. */
export function pythonProgram(): string {
  return process.env["NER_PYTHON"] || "python3";
}

function python(file: string, ...settings: readonly string[]): System["launch"] {
  return (folder) => ({ program: pythonProgram(), args: [path.join(PEERS, file), folder, ...settings] });
}

/** The process that measures the sgemm ceiling. */
export function ceilingLaunch(threads: number): Launch {
  return { program: pythonProgram(), args: [path.join(PEERS, "sgemm.py"), String(threads)] };
}

function nerbook(kernels: KernelName, slowness: number): System {
  return { name: `nerbook ${kernels}`, family: `nerbook ${kernels}`, launch: node("nerbook.ts", `kernels=${kernels}`), slowness };
}

export const WASM = nerbook("wasm", 1);
export const ADDON = nerbook("addon", 0.5);

/** nerbook on one thread, to stand beside stock tfjs, which has no more. */
export const WASM_ONE_THREAD: System = {
  ...WASM,
  name: `${WASM.name}, 1 thread`,
  launch: node("nerbook.ts", "kernels=wasm", "threads=1"),
  slowness: 1.8,
};

type Layout = "padded" | "mirrored" | "packed";

function pytorch(layout: Layout, slowness: number): System {
  const launch = python("pytorch.py", `layout=${layout}`, "memory=plain");
  return { name: `PyTorch ${layout}`, family: "PyTorch", launch, slowness, readsPadding: layout === "padded" };
}

/** PyTorch whose process keeps the memory that it frees, which an ordinary one gives back at every step (see peers/README.md). */
function tunedPytorch(layout: Layout, slowness: number): System {
  return { ...pytorch(layout, slowness), name: `tuned PyTorch ${layout}`, launch: python("pytorch.py", `layout=${layout}`, "memory=kept") };
}

/** PyTorch in its three layouts; where no row has padding, `padded` computes the same as the others and is the fastest. */
export const PYTORCH_PADDED = pytorch("padded", 1.3);
export const PYTORCH_MIRRORED = pytorch("mirrored", 1.4);
export const PYTORCH_PACKED = pytorch("packed", 2.5);
export const PYTORCH_LAYOUTS: readonly System[] = [PYTORCH_MIRRORED, PYTORCH_PADDED, PYTORCH_PACKED];

export const TUNED_PADDED = tunedPytorch("padded", 0.9);
/** Tuned, without the layout that is far slower than the others. */
export const TUNED_LAYOUTS: readonly System[] = [tunedPytorch("mirrored", 1), TUNED_PADDED];

export const KERAS: System = { name: "Keras", family: "Keras", launch: python("keras_tf.py"), slowness: 1.5 };
export const STOCK_TFJS: System = { name: "stock tfjs", family: "stock tfjs", launch: node("stock-tfjs.ts"), slowness: 30 };
export const ONNX_RUNTIME: System = {
  name: "ONNX Runtime",
  family: "ONNX Runtime",
  launch: node(path.join("onnx", "peer.ts")),
  slowness: 0.6,
};
