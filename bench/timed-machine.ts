import type { KernelName, Machine } from "../src/kernels/machine";

/** A machine that counts the milliseconds it runs. */
export class TimedMachine implements Machine {
  milliseconds = 0;

  constructor(private readonly machine: Machine) {}

  get name(): KernelName {
    return this.machine.name;
  }

  get threads(): number {
    return this.machine.threads;
  }

  get floats(): Float32Array | Float64Array {
    return this.machine.floats;
  }

  get integers(): Int32Array {
    return this.machine.integers;
  }

  reserve(words: number): void {
    this.machine.reserve(words);
  }

  run(program: number): void {
    const started = performance.now();
    this.machine.run(program);
    this.milliseconds += performance.now() - started;
  }

  close(): void {
    this.machine.close();
  }
}
