import * as os from "node:os";
import { DataError, UsageError } from "../errors";
import { loadAddon } from "./addon/machine";
import { KERNEL_NAMES, MAXIMUM_THREADS, type KernelName } from "./machine";
import { defaultWasmBinary } from "./wasm/machine";

export const KERNEL_CHOICES = [...KERNEL_NAMES, "tensorflow"] as const;
/** A machine of this project, or TensorFlow's own fused operations under tfjs. */
export type KernelChoice = (typeof KERNEL_CHOICES)[number];

export interface ChosenKernels {
  readonly name: KernelChoice;
  /** The name with the instructions that are used here, such as `addon (AVX-512)`. */
  readonly variant: string;
  /** TensorFlow takes all cores, whatever is asked. */
  readonly threads: number;
  /** One line for people: which kernels, and why. */
  readonly reason: string;
}

/** More threads than this gain little on batches of usual size, and nothing was measured with more. */
const USUAL_THREADS = 2;

/** What NER_THREADS says, else two where two cores are free. Throws a UsageError for what is no number of threads. */
export function chooseThreads(): number {
  const asked = process.env["NER_THREADS"];
  if (!asked) return Math.min(USUAL_THREADS, os.availableParallelism());
  const threads = Number(asked);
  if (Number.isInteger(threads) && threads >= 1 && threads <= MAXIMUM_THREADS) return threads;
  throw new UsageError(`NER_THREADS is "${asked}"; it must be a whole number from 1 to ${MAXIMUM_THREADS}.`);
}

function requestedKernels(): KernelChoice | undefined {
  const asked = process.env["NER_KERNELS"];
  if (!asked) return undefined;
  if ((KERNEL_CHOICES as readonly string[]).includes(asked)) return asked as KernelChoice;
  throw new UsageError(`NER_KERNELS is "${asked}"; it must be one of ${KERNEL_CHOICES.join(", ")}.`);
}

/** The kernels with the instructions that they use here: results are the same bits only among machines that have the same. */
function variantOf(name: KernelChoice): string {
  const addon = name === "addon" ? loadAddon() : undefined;
  if (addon?.loaded) return `addon (${addon.instructionSets[0]})`;
  if (name !== "wasm") return name;
  return defaultWasmBinary() === "relaxed" ? "wasm (SIMD, fused multiply-add)" : "wasm (SIMD)";
}

function chosen(name: KernelChoice, why: string): ChosenKernels {
  const asked = chooseThreads();
  const threads = name === "typescript" ? 1 : name === "tensorflow" ? os.availableParallelism() : asked;
  const variant = variantOf(name);
  return { name, variant, threads, reason: `${variant}, ${threads} ${threads === 1 ? "thread" : "threads"}${why}` };
}

function requireAvailable(name: KernelChoice, tensorflow: boolean): void {
  if (name === "tensorflow" && !tensorflow) {
    throw new DataError('NER_KERNELS is "tensorflow" and needs native TensorFlow as the tfjs backend; set NER_BACKEND=node, or see environment.md.');
  }
  const addon = name === "addon" ? loadAddon() : undefined;
  if (addon && !addon.loaded) throw new DataError(`NER_KERNELS is "addon", but ${addon.why}; see environment.md.`);
}

/**
 * The kernels of this process: what NER_KERNELS names, else the native addon where it was built, else WebAssembly.
 * `tensorflow` says whether native TensorFlow is the tfjs backend. Throws a UsageError for an unknown name, and a DataError
 * when the named kernels cannot be had.
 */
export function chooseKernels(tensorflow: boolean): ChosenKernels {
  const asked = requestedKernels();
  if (asked) {
    requireAvailable(asked, tensorflow);
    return chosen(asked, ", as NER_KERNELS asks");
  }
  const addon = loadAddon();
  return addon.loaded ? chosen("addon", "") : chosen("wasm", `; no native addon, since ${addon.why}`);
}

/** Whether the kernels are a machine of this project, which can run whole training steps. */
export function isMachine(name: KernelChoice): name is KernelName {
  return name !== "tensorflow";
}
