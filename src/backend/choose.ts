import * as path from "node:path";
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { DataError, UsageError } from "../errors";
import { registerMissingKernels } from "../kernels/register";
import { loadNativeBinding } from "./native";

export const BACKEND_NAMES = ["cpu", "wasm", "node", "node-gpu"] as const;
export type BackendName = (typeof BACKEND_NAMES)[number];

export interface ChosenBackend {
  readonly name: BackendName;
  /** One line for people: which backend, and why. */
  readonly reason: string;
}

/** What tfjs calls each of our backends. */
const TFJS_NAMES: { readonly [name in BackendName]: string } = { cpu: "cpu", wasm: "wasm", node: "tensorflow", "node-gpu": "tensorflow" };

function requestedBackend(): BackendName | undefined {
  const asked = process.env["NER_BACKEND"];
  if (!asked) return undefined;
  if ((BACKEND_NAMES as readonly string[]).includes(asked)) return asked as BackendName;
  throw new UsageError(`NER_BACKEND is "${asked}"; it must be one of ${BACKEND_NAMES.join(", ")}.`);
}

async function activate(name: BackendName): Promise<void> {
  if (name === "wasm") setWasmPaths(`${path.dirname(require.resolve("@tensorflow/tfjs-backend-wasm/package.json"))}/dist/`);
  const accepted = await tf.setBackend(TFJS_NAMES[name]).catch((cause: unknown) => {
    throw new DataError(`The tfjs backend "${name}" did not start: ${String(cause)}. Set NER_BACKEND to another one.`);
  });
  await tf.ready();
  // setBackend can fall back without a word, so what is active is asked, not assumed.
  if (!accepted || tf.getBackend() !== TFJS_NAMES[name]) {
    throw new DataError(`The tfjs backend "${name}" was asked for and "${tf.getBackend()}" came. Set NER_BACKEND to another one.`);
  }
  registerMissingKernels(TFJS_NAMES[name]);
}

function choose(): ChosenBackend {
  const asked = requestedBackend();
  if (asked === "cpu" || asked === "wasm") return { name: asked, reason: `${asked}, as NER_BACKEND asks` };
  const native = loadNativeBinding(asked === "node");
  if (asked === "node" || asked === "node-gpu") {
    if (!native.loaded)
      throw new DataError(`NER_BACKEND is "${asked}" and needs @tensorflow/tfjs-node-gpu, but ${native.why}; see environment.md.`);
    if (asked === "node-gpu" && !native.gpu)
      throw new DataError('NER_BACKEND is "node-gpu", but TensorFlow found no usable GPU; see environment.md.');
    return { name: asked, reason: `${asked}, as NER_BACKEND asks` };
  }
  if (!native.loaded) return { name: "wasm", reason: `wasm (SIMD); @tensorflow/tfjs-node-gpu would be faster, but ${native.why}` };
  const device = native.gpu ? "with a GPU" : "on the CPU";
  return { name: native.gpu ? "node-gpu" : "node", reason: `native TensorFlow ${device}, because @tensorflow/tfjs-node-gpu is installed` };
}

let chosen: Promise<ChosenBackend> | undefined;

async function start(): Promise<ChosenBackend> {
  tf.enableProdMode();
  const backend = choose();
  await activate(backend.name);
  return backend;
}

/**
 * Starts the tfjs backend once per process: what NER_BACKEND names, else native TensorFlow where it is installed, else
 * WebAssembly. Throws a UsageError for an unknown name and a DataError when the named backend cannot be had.
 */
export function startBackend(): Promise<ChosenBackend> {
  chosen ??= start();
  return chosen;
}
