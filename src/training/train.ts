import type * as tf from "@tensorflow/tfjs";
import { DataError, InterruptedError, UsageError } from "../errors";
import { assembleBatch, planTraining, type BatchPlan } from "../encoding/batches";
import type { EncodedSentence } from "../encoding/encode";
import { compileModel, type Predictor } from "../models/predictor";
import { assignWeights, trainableVariables } from "../models/weights";
import { createGenerator, deriveSeed, restoreGenerator } from "../random/generator";
import { readCheckpoint, writeCheckpoint, type TrainingState } from "./checkpoint";
import { CompiledStepper } from "./compiled-stepper";
import type { TrainingConfig } from "./config";
import type { EpochRecord } from "./history";
import { watchInterruption, type Interruption } from "./interruption";
import { LayerStepper } from "./layer-stepper";
import { advanceSchedule, initialSchedule, isOver } from "./schedule";
import type { Stepper } from "./stepper";

/** Seconds between checkpoints inside an epoch; one is also written at every epoch's end. */
const CHECKPOINT_INTERVAL = 60;

export interface ValidationScore {
  /** Strict entity F1, which early stopping follows. */
  readonly f1: number;
  readonly accuracy: number;
}

export interface StepReport {
  /** 1-based. */
  readonly epoch: number;
  readonly epochs: number;
  /** Steps done in this epoch, and steps of one epoch. */
  readonly step: number;
  readonly steps: number;
  readonly loss: number;
}

export interface TrainingStart {
  /** Complete epochs that are taken over from a checkpoint; 0 for a new training. */
  readonly epochsDone: number;
}

export interface TrainingTask {
  readonly model: tf.LayersModel;
  readonly sentences: readonly EncodedSentence[];
  readonly config: TrainingConfig;
  /** Seeds shuffling; initial weights and dropout have theirs in the model. */
  readonly seed: number;
  /** Scores the model as it stands on the validation part; the predictor has its weights, as has the model itself. */
  readonly validate: (predictor: Predictor) => ValidationScore;
  /** Takes the steps; by default whole steps on the chosen kernels where they allow it. */
  readonly stepper?: Stepper;
  /** Where the state is kept, and the name of the trial it belongs to; without it nothing is saved. */
  readonly checkpoint?: { readonly file: string; readonly fingerprint: string };
  /** Called before the first step, with how far an earlier run had come. */
  readonly onStart?: (start: TrainingStart) => void | Promise<void>;
  readonly onStep?: (report: StepReport) => void;
  readonly onEpoch?: (record: EpochRecord) => void;
}

export interface TrainingResult {
  readonly history: readonly EpochRecord[];
  readonly bestEpoch: number;
  readonly bestScore: number;
  /** Seconds spent in training steps and validation, interruptions not counted. */
  readonly seconds: number;
}

/** Signals are delivered between turns of the event loop only. */
function turnOfEventLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** One training from its first to its last step; `train` is the way in. */
class Training {
  private readonly variables: tf.Variable[];
  private readonly stepper: Stepper;
  private readonly lengths: readonly number[];
  private state: Omit<TrainingState, "weights" | "optimizer">;
  private lastCheckpoint = Date.now();
  private lastTick = Date.now();

  constructor(
    private readonly task: TrainingTask,
    private readonly interruption: Interruption,
  ) {
    this.variables = trainableVariables(task.model);
    this.stepper = task.stepper ?? stepperFor(task);
    this.lengths = task.sentences.map((sentence) => sentence.words.length);
    this.state = this.restored() ?? this.fresh();
  }

  private fresh(): Omit<TrainingState, "weights" | "optimizer"> {
    const generator = createGenerator(deriveSeed(this.task.seed, "shuffle")).state();
    return {
      epochsDone: 0,
      stepsDone: 0,
      globalStep: 0,
      lossSum: 0,
      generator,
      schedule: initialSchedule(this.task.config),
      history: [],
      seconds: 0,
      bestWeights: this.stepper.weights(),
    };
  }

  private restored(): Omit<TrainingState, "weights" | "optimizer"> | undefined {
    const { checkpoint } = this.task;
    const saved = checkpoint && readCheckpoint(checkpoint.file, checkpoint.fingerprint);
    if (!saved) return undefined;
    const { weights, optimizer, ...rest } = saved;
    this.stepper.restore(weights, optimizer);
    return rest;
  }

  async run(): Promise<TrainingResult> {
    await this.task.onStart?.({ epochsDone: this.state.epochsDone });
    this.lastTick = Date.now();
    while (!isOver(this.state.schedule, this.task.config, this.state.epochsDone)) await this.epoch();
    assignWeights(this.variables, this.state.bestWeights);
    const { history, schedule, seconds } = this.state;
    return { history, bestEpoch: schedule.bestEpoch, bestScore: schedule.bestScore, seconds };
  }

  private async epoch(): Promise<void> {
    const generator = restoreGenerator(this.state.generator);
    const { batchSize, batching } = this.task.config;
    const plan = planTraining(this.lengths, batchSize, batching, generator);
    for (let step = this.state.stepsDone; step < plan.length; step++) await this.step(plan, step);
    this.closeEpoch(plan.length, generator.state());
    await turnOfEventLoop();
    if (this.interruption.requested()) this.stop();
  }

  private async step(plan: BatchPlan, step: number): Promise<void> {
    const batch = assembleBatch(
      plan[step]!.map((i) => this.task.sentences[i]!),
      this.task.config.batching,
    );
    const { globalStep, schedule } = this.state;
    const loss = this.stepper.step(batch, globalStep, schedule.learningRate);
    if (!Number.isFinite(loss)) {
      throw new DataError(
        `The loss became ${loss} in epoch ${this.state.epochsDone + 1}, step ${step + 1}; lower training.learningRate (${schedule.learningRate}).`,
      );
    }
    this.state = { ...this.state, stepsDone: step + 1, globalStep: globalStep + 1, lossSum: this.state.lossSum + loss };
    this.tick();
    this.task.onStep?.({
      epoch: this.state.epochsDone + 1,
      epochs: this.task.config.maximumEpochs,
      step: step + 1,
      steps: plan.length,
      loss,
    });
    await turnOfEventLoop();
    if (Date.now() - this.lastCheckpoint > CHECKPOINT_INTERVAL * 1000 && !this.interruption.requested()) this.save();
    if (this.interruption.requested()) this.stop();
  }

  private closeEpoch(steps: number, generator: TrainingState["generator"]): void {
    const epoch = this.state.epochsDone + 1;
    const weights = this.stepper.weights();
    assignWeights(this.variables, weights);
    const score = this.task.validate(this.stepper);
    const { schedule } = this.state;
    const record: EpochRecord = {
      epoch,
      loss: this.state.lossSum / steps,
      validationF1: score.f1,
      validationAccuracy: score.accuracy,
      learningRate: schedule.learningRate,
    };
    const next = advanceSchedule(schedule, this.task.config, epoch, score.f1);
    const bestWeights = next.bestEpoch === epoch ? weights : this.state.bestWeights;
    this.state = {
      ...this.state,
      epochsDone: epoch,
      stepsDone: 0,
      lossSum: 0,
      generator,
      schedule: next,
      history: [...this.state.history, record],
      bestWeights,
    };
    this.tick();
    this.save();
    this.task.onEpoch?.(record);
  }

  private tick(): void {
    const now = Date.now();
    this.state = { ...this.state, seconds: this.state.seconds + (now - this.lastTick) / 1000 };
    this.lastTick = now;
  }

  private stop(): never {
    this.save();
    const kept = this.task.checkpoint ? "its state is saved; run the same again to go on from there" : "nothing was saved";
    throw new InterruptedError(`Interrupted in epoch ${this.state.epochsDone + 1}: ${kept}.`);
  }

  private save(): void {
    this.lastCheckpoint = Date.now();
    const { checkpoint } = this.task;
    if (!checkpoint) return;
    writeCheckpoint(checkpoint.file, checkpoint.fingerprint, {
      ...this.state,
      weights: this.stepper.weights(),
      optimizer: this.stepper.optimizer(),
    });
    this.lastTick = Date.now();
  }

  close(): void {
    this.stepper.close();
  }
}

/** Whole steps where the kernels and the model allow it, else layer by layer. */
function stepperFor({ model, config }: TrainingTask): Stepper {
  if (config.lazyEmbedding && config.weightDecay > 0) {
    throw new UsageError("training.lazyEmbedding leaves unused rows as they are and training.weightDecay shrinks them all; set one of the two.");
  }
  const compiled = compileModel(model, true);
  if (compiled) return new CompiledStepper(compiled, config.lazyEmbedding, config.weightDecay);
  if (config.lazyEmbedding) throw new UsageError("training.lazyEmbedding needs whole steps, which these kernels or this model do not have; leave it out.");
  return new LayerStepper(model, config.labelEncoding, config.weightDecay);
}

/**
 * Trains a model in place until its epochs are used up or validation stops improving, and leaves it with its best
 * epoch's weights. With a checkpoint it continues where an earlier run of the same trial was stopped, bit for bit.
 * Throws an InterruptedError after Ctrl-C, once the state is saved.
 */
export async function train(task: TrainingTask): Promise<TrainingResult> {
  const interruption = watchInterruption();
  const training = new Training(task, interruption);
  try {
    return await training.run();
  } finally {
    training.close();
    interruption.release();
  }
}
