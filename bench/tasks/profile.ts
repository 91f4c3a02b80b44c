import { setImmediate as breathe } from "node:timers/promises";
import { startBackend } from "../../src/backend/choose";
import type { Batch } from "../../src/encoding/batches";
import { openMachine } from "../../src/kernels/open";
import type { Instruction, KernelName, Machine } from "../../src/kernels/machine";
import { CompiledModel } from "../../src/programs/compiled-model";
import { countOperations } from "../../src/programs/count-operations";
import { packBatch } from "../../src/programs/packed-batch";
import { adamRates } from "../../src/training/adam";
import type { Job, Plan } from "../job";
import { countTokens, type NewWork } from "../peers/work";
import { batchOf, modelOf } from "../peers/model";
import { instructionName } from "../instruction-name";
import type { Row } from "../rows";
import { spread } from "../statistics";
import { corpusWork } from "../works/corpus";
import { describeShape } from "../works/shape";
import { TimedMachine } from "../timed-machine";
import { profileLines, type Instructions, type ProfileLine } from "../profile-lines";

/** A row of the profile task: one epoch, and where its time went. */
export type ProfileRow = Row & { readonly profile: readonly ProfileLine[] };

export function isProfileRow(row: Row): row is ProfileRow {
  return row.task === "profile";
}

const WARM_UP_BATCHES = 50;
/** Every step is run twice, the second time with its instructions one by one. */
const EPOCHS = 2;
const KERNELS: readonly KernelName[] = ["wasm", "addon"];

/** One training in this process, and the time of its steps. */
class Training {
  readonly machine: TimedMachine;
  readonly instructions: Instructions = new Map();
  /** Of the steps that ran as one program: all of it, and what was spent in the machine. */
  milliseconds = 0;
  inside = 0;
  private readonly compiled: CompiledModel;
  private steps = 0;

  constructor(private readonly work: NewWork, kernels: KernelName) {
    this.machine = new TimedMachine(openMachine(kernels, work.threads));
    this.compiled = new CompiledModel(modelOf(work), this.machine, true);
    this.restart();
  }

  restart(): void {
    this.compiled.restart(this.work.weights.map(({ values }) => values));
    this.steps = this.milliseconds = this.inside = 0;
    this.instructions.clear();
  }

  private readonly count = (instruction: Instruction, milliseconds: number): void => {
    const name = instructionName(instruction);
    const { milliseconds: before, flops } = this.instructions.get(name) ?? { milliseconds: 0, flops: 0 };
    this.instructions.set(name, { milliseconds: before + milliseconds, flops: flops + countOperations(instruction).flops });
  };

  private step(batch: Batch): void {
    this.steps += 1;
    this.compiled.trainStep(batch, this.steps, { ...adamRates(this.steps, this.work.learningRate), lazy: false });
  }

  /** A step as trainings run it, then one on the same batch whose instructions are timed: what disturbs one disturbs both. */
  measure(batch: Batch): void {
    this.compiled.observer = undefined;
    this.machine.milliseconds = 0;
    const started = performance.now();
    this.step(batch);
    this.milliseconds += performance.now() - started;
    this.inside += this.machine.milliseconds;
    this.compiled.observer = this.count;
    this.step(batch);
  }

  close(): void {
    this.compiled.close();
  }
}

function packingTime(batches: readonly Batch[]): number {
  const started = performance.now();
  for (const batch of batches) packBatch(batch, true);
  return performance.now() - started;
}

interface Profile {
  /** Of the epoch. */
  readonly milliseconds: number;
  readonly lines: readonly ProfileLine[];
}

/** Measures every batch, after a warm-up. Between two batches the process can hear Ctrl-C. */
async function measure(training: Training, batches: readonly Batch[], onBatch: (batch: Batch) => void): Promise<Profile> {
  for (const batch of batches.slice(0, WARM_UP_BATCHES)) training.measure(batch);
  training.restart();
  for (const batch of batches) {
    training.measure(batch);
    onBatch(batch);
    await breathe();
  }
  const { milliseconds, inside, instructions } = training;
  return { milliseconds, lines: profileLines({ milliseconds, inside, packing: packingTime(batches), instructions }) };
}

function rowOf({ name, threads }: Machine, shape: string, work: NewWork, { milliseconds, lines }: Profile): ProfileRow {
  const system = `nerbook ${name}`;
  const tokens = work.batches.reduce((sum, batch) => sum + countTokens(batch), 0);
  const tokensPerSecond = spread([(1000 * tokens) / milliseconds]);
  const ratio = { to: system, median: 1, min: 1, max: 1 };
  return { task: "profile", system, shape, tokensPerSecond, ratio, rounds: 1, threads, peer: system, profile: lines };
}

async function runProfile(work: NewWork, shape: string, kernels: KernelName, { session }: Plan): Promise<Row[]> {
  await startBackend();
  let training: Training | undefined;
  try {
    training = new Training(work, kernels);
    const batches = work.batches.map(batchOf);
    const onBatch = ({ rows, time }: Batch) => session.advance(EPOCHS * rows * time, `profile of ${kernels}`);
    return [rowOf(training.machine, shape, work, await measure(training, batches, onBatch))];
  } catch (error) {
    session.skip(`profile of nerbook ${kernels}`, (error as Error).message);
    return [];
  } finally {
    training?.close();
  }
}

/** Where the time of an epoch on the training part goes, for nerbook's own kernels. */
export function profileJobs(plan: Plan): Job[] {
  const { sizes: { profile }, options } = plan;
  const corpus = plan.corpus();
  const work = corpusWork(corpus, profile, options.threads);
  const shape = describeShape(profile.model, work.shape.vocabulary, profile.batch, `bucketed, ${corpus.name}`);
  const positions = work.batches.reduce((sum, { rows, time }) => sum + rows * time, 0);
  return KERNELS.map((kernels) => ({
    cost: EPOCHS * positions,
    run: () => runProfile(work, shape, kernels, plan),
  }));
}
