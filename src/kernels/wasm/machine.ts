import * as fs from "node:fs";
import * as path from "node:path";
import * as v8 from "node:v8";
import { Worker } from "node:worker_threads";
import { DataError } from "../../errors";
import { OPERATIONS } from "../instructions";
import { MAXIMUM_THREADS, type Machine } from "../machine";
import { growTo, newMemory, viewsOf } from "../memory";

/** Bytes of each worker's stack, above this thread's, which lies where the linker put it (64 KiB). */
const STACK = 49152;
const FIRST_STACK = 65536;
/** Milliseconds that a worker may take to start. */
const START_PATIENCE = 20000;

/** Words of the control block; `kernels.c` has the first three of its own. */
const CONTROL = { failed: 48, command: 64, program: 80, ready: 96 } as const;
const TRAPPED = 1;
const STARTED_NOT = 4;
const FAILURES: { readonly [code: number]: string } = {
  [TRAPPED]: "it trapped, as it does where an address lies outside of its memory",
  2: "the program holds an unknown instruction",
  3: "a worker thread did not answer",
  [STARTED_NOT]: `a worker thread did not start within ${START_PATIENCE / 1000} s`,
};

interface KernelExports {
  readonly nerbook_run: (base: number, program: number, thread: number, threads: number) => number;
  readonly __stack_pointer: WebAssembly.Global;
}

/** The binaries of `build.ts`: the second has a fused multiply-add, rounded once where the processor has one, too. */
const BINARIES = { plain: "kernels.wasm", relaxed: "kernels-relaxed.wasm" } as const;
export type WasmBinary = keyof typeof BINARIES;

const bytesOf = (binary: WasmBinary) => fs.readFileSync(path.join(__dirname, BINARIES[binary]));

/** Whether this V8 compiles relaxed SIMD. Node 20 does so behind a flag of V8's, which newer versions need no more. */
function compilesRelaxed(): boolean {
  const bytes = bytesOf("relaxed");
  if (WebAssembly.validate(bytes)) return true;
  v8.setFlagsFromString("--experimental-wasm-relaxed-simd");
  return WebAssembly.validate(bytes);
}

let chosen: WasmBinary | undefined;

/** The binary that this Node runs unless told otherwise: always the same one, so that a machine's results are the same bits. */
export function defaultWasmBinary(): WasmBinary {
  chosen ??= compilesRelaxed() ? "relaxed" : "plain";
  return chosen;
}

const compiled = new Map<WasmBinary, WebAssembly.Module>();

function kernelModule(binary: WasmBinary): WebAssembly.Module {
  if (binary === "relaxed" && defaultWasmBinary() !== "relaxed") {
    throw new DataError("This Node.js does not compile relaxed SIMD; take the plain binary.");
  }
  const found = compiled.get(binary) ?? new WebAssembly.Module(bytesOf(binary));
  compiled.set(binary, found);
  return found;
}

/** The kernels in WebAssembly SIMD over one shared memory; this thread works beside `threads − 1` workers. */
class SharedMemoryMachine implements WasmMachine {
  readonly name = "wasm";
  floats: Float32Array;
  integers: Int32Array;
  private readonly memory: WebAssembly.Memory;
  private readonly exports: KernelExports;
  private workers: readonly Worker[] = [];
  private lost: string | undefined;

  constructor(
    readonly threads: number,
    readonly binary: WasmBinary,
  ) {
    this.memory = newMemory(true);
    this.exports = new WebAssembly.Instance(kernelModule(binary), { env: { memory: this.memory } }).exports as unknown as KernelExports;
    ({ floats: this.floats, integers: this.integers } = viewsOf(this.memory));
  }

  private startWorkers(): void {
    this.workers = Array.from({ length: this.threads - 1 }, (_, i) => this.startWorker(i + 1));
    const deadline = Date.now() + START_PATIENCE;
    for (let ready = 0; (ready = Atomics.load(this.integers, CONTROL.ready)) < this.workers.length; ) {
      if (Date.now() > deadline) this.fail(STARTED_NOT);
      Atomics.wait(this.integers, CONTROL.ready, ready, 1000);
    }
  }

  private startWorker(thread: number): Worker {
    const workerData = {
      kernels: kernelModule(this.binary),
      memory: this.memory,
      thread,
      threads: this.threads,
      stackTop: FIRST_STACK + thread * STACK,
      words: CONTROL,
    };
    const worker = new Worker(path.join(__dirname, "worker.js"), { workerData, execArgv: [], stdout: false, stderr: false });
    worker.unref();
    worker.once("error", (error) => (this.lost = error.message));
    worker.once("exit", (code) => (this.lost ??= `it ended with code ${code}`));
    return worker;
  }

  reserve(words: number): void {
    if (growTo(this.memory, words)) ({ floats: this.floats, integers: this.integers } = viewsOf(this.memory));
  }

  run(program: number): void {
    if (this.lost !== undefined) throw new DataError(`A kernel worker is gone: ${this.lost}. Run the command again, or set NER_THREADS=1.`);
    // Nothing in it makes threads meet, so one that wakes late could take the next program for this one.
    if (OPERATIONS[this.integers[program]!] === "end") return;
    if (this.threads > 1 && this.workers.length === 0) this.startWorkers();
    Atomics.store(this.integers, CONTROL.program, program);
    Atomics.add(this.integers, CONTROL.command, 1);
    if (this.threads > 1) Atomics.notify(this.integers, CONTROL.command);
    const failure = this.runHere(program);
    if (failure !== 0) this.fail(failure);
  }

  /** A trap on this thread must free the others, which would wait for it. */
  private runHere(program: number): number {
    try {
      return this.exports.nerbook_run(0, program, 0, this.threads);
    } catch {
      Atomics.store(this.integers, CONTROL.failed, 1);
      return TRAPPED;
    }
  }

  private fail(failure: number): never {
    this.lost = FAILURES[failure] ?? `code ${failure}`;
    throw new DataError(`The kernels could not run a program: ${this.lost}. Run the command again, or set NER_THREADS=1.`);
  }

  close(): void {
    this.lost = "it was closed";
    for (const worker of this.workers) void worker.removeAllListeners().terminate();
    this.workers = [];
    this.floats = new Float32Array(0);
    this.integers = new Int32Array(0);
  }
}

export interface WasmMachine extends Machine {
  /** Which of the two binaries it runs. */
  readonly binary: WasmBinary;
}

interface WasmSettings {
  readonly threads?: number;
  readonly binary?: WasmBinary;
}

/** Throws a DataError for a number of threads that makes no sense. */
export function openWasmMachine({ threads = 1, binary = defaultWasmBinary() }: WasmSettings = {}): WasmMachine {
  if (!Number.isInteger(threads) || threads < 1 || threads > MAXIMUM_THREADS) {
    throw new DataError(`The WebAssembly kernels run on 1 to ${MAXIMUM_THREADS} threads, not ${threads}.`);
  }
  return new SharedMemoryMachine(threads, binary);
}
