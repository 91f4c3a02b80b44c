import * as path from "node:path";
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { DataError, UsageError } from "../errors";
import { chooseKernels, isMachine, type ChosenKernels } from "../kernels/choose";
import type { KernelName, Machine } from "../kernels/machine";
import { openMachine } from "../kernels/open";
import { registerMissingKernels } from "../kernels/register";
import { registerTensorflowBilstm } from "../kernels/tensorflow/register";
import { registerBilstmKernels } from "../programs/bilstm-kernel";
import { loadNativeBinding } from "./native";

export const BACKEND_NAMES = ["cpu", "wasm", "node", "node-gpu"] as const;
export type BackendName = (typeof BACKEND_NAMES)[number];

export interface ChosenBackend {
  readonly name: BackendName;
  /** One line for people: which backend, and why. */
  readonly reason: string;
  /** What computes LSTMs, and whole training steps where it can. */
  readonly kernels: ChosenKernels;
}

type ChosenName = Omit<ChosenBackend, "kernels">;

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

function choose(): ChosenName {
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
  if (!native.loaded) return { name: "wasm", reason: `wasm (SIMD); no native TensorFlow, since ${native.why}` };
  const device = native.gpu ? "with a GPU" : "on the CPU";
  return { name: native.gpu ? "node-gpu" : "node", reason: `native TensorFlow ${device}, because @tensorflow/tfjs-node-gpu is installed` };
}

let operations: Machine | undefined;

/** The machine behind single operations: one a process, opened when the first operation runs. */
function operationsMachine({ name, threads }: ChosenKernels): Machine {
  operations ??= openMachine(name as KernelName, threads);
  return operations;
}

function registerBilstm(backend: BackendName, kernels: ChosenKernels): void {
  if (isMachine(kernels.name)) registerBilstmKernels(TFJS_NAMES[backend], () => operationsMachine(kernels));
  else registerTensorflowBilstm(backend === "node-gpu");
}

let started: ChosenBackend | undefined;
let starting: Promise<ChosenBackend> | undefined;

async function start(): Promise<ChosenBackend> {
  tf.enableProdMode();
  const backend = choose();
  const kernels = chooseKernels(TFJS_NAMES[backend.name] === "tensorflow");
  await activate(backend.name);
  registerBilstm(backend.name, kernels);
  started = { ...backend, kernels };
  return started;
}

/**
 * Starts the tfjs backend and the kernels once per process: what NER_BACKEND and NER_KERNELS name, else native TensorFlow
 * where it is installed, else WebAssembly. Throws a UsageError for an unknown name and a DataError when what was named
 * cannot be had.
 */
export function startBackend(): Promise<ChosenBackend> {
  starting ??= start();
  return starting;
}

/** The kernels of the started backend. Throws a DataError before `startBackend` has ended. */
export function startedKernels(): ChosenKernels {
  if (!started) throw new DataError("No backend is started yet; await startBackend() first.");
  return started.kernels;
}

/** A machine for whole models, or undefined where TensorFlow's own operations were chosen. */
export function openChosenMachine(): Machine | undefined {
  const { name, threads } = startedKernels();
  return isMachine(name) ? openMachine(name, threads) : undefined;
}
