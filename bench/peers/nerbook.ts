/**
 * nerbook itself: the tfjs model as a compiled program over one of its kernel implementations.
 * Run as: node -r ts-node/register/transpile-only bench/peers/nerbook.ts WORKDIR [kernels=wasm] [threads=2] [adam=lazy]
 */
import { startBackend } from "../../src/backend/choose";
import type { Batch } from "../../src/encoding/batches";
import { openMachine } from "../../src/kernels/open";
import type { KernelName } from "../../src/kernels/machine";
import { CompiledModel } from "../../src/programs/compiled-model";
import { adamRates } from "../../src/training/adam";
import { batchOf, modelOf } from "./model";
import { serve, type Peer } from "./protocol";
import { readWork, samples, type Work, type WorkBatch } from "./work";

class Nerbook implements Peer {
  readonly system: string;
  readonly threads: number;
  readonly warmUp: readonly WorkBatch[];
  private readonly compiled: CompiledModel;
  private readonly batches: ReadonlyMap<WorkBatch, Batch>;
  private steps = 0;

  constructor(
    private readonly work: Work,
    kernels: KernelName,
    private readonly lazy: boolean,
  ) {
    const machine = openMachine(kernels, work.threads);
    this.compiled = new CompiledModel(modelOf(work), machine, true);
    this.batches = new Map(work.batches.map((batch) => [batch, batchOf(batch)]));
    this.threads = machine.threads;
    this.system = `nerbook, ${kernels} kernels${lazy ? ", lazy Adam" : ""}`;
    this.warmUp = samples(work);
    this.reset();
  }

  readonly reset = (): void => {
    this.compiled.restart(this.work.weights.map(({ values }) => values));
    this.steps = 0;
  };

  readonly train = (batch: WorkBatch): number => {
    this.steps += 1;
    const rule = { ...adamRates(this.steps, this.work.learningRate), lazy: this.lazy };
    return this.compiled.trainStep(this.batches.get(batch)!, this.steps, rule);
  };

  readonly infer = async (batch: WorkBatch): Promise<Int32Array> => this.compiled.predict(this.batches.get(batch)!).tags;

  readonly place = ({ time }: WorkBatch, row: number, step: number): number => row * time + step;
}

async function main(): Promise<void> {
  const [folder, ...settings] = process.argv.slice(2);
  const setting = (name: string) => settings.find((text) => text.startsWith(`${name}=`))?.slice(name.length + 1);
  await startBackend();
  const work = readWork(folder!, settings);
  await serve(work, new Nerbook(work, (setting("kernels") ?? "wasm") as KernelName, setting("adam") === "lazy"));
}

void main();
