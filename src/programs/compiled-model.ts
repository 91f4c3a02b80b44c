import type * as tf from "@tensorflow/tfjs";
import { DataError } from "../errors";
import type { Batch } from "../encoding/batches";
import type { Machine } from "../kernels/machine";
import { RESERVED_WORDS } from "../kernels/machine";
import { Arena } from "./arena";
import { Emission, type InstructionObserver } from "./emission";
import { packBatch, unpackRows, type PackedBatch } from "./packed-batch";
import type { Parameter } from "./parameters";
import type { Pass, PlacedBatch, Step, Value } from "./stages/stage";
import { translate, type Translation } from "./translate";

/** Adam's constants and this step's rate, bias corrections included. */
export interface UpdateRule {
  readonly rate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Leaves embedding rows without a gradient as they are. */
  readonly lazy: boolean;
  /** What every weight is multiplied by before the step: 1 but under weight decay. */
  readonly keep?: number;
}

export type ParameterGroup = "word" | "first" | "second";

/** What a model says of the positions of a batch, unpacked `[rows, time]`; 0 where the batch holds padding. */
export interface BatchTags {
  readonly tags: Int32Array;
  readonly confidences: Float32Array;
}

/**
 * A model as programs over a machine's memory: one training step, or one prediction, is one program. It holds weights of
 * its own; whoever changes the tfjs model's or wants them there copies them in or out.
 */
export class CompiledModel {
  private readonly arena = new Arena(RESERVED_WORDS);
  private readonly translation: Translation;
  private readonly end: number;
  private tableGradient = 0;
  private packedForPrediction = false;
  /** Set by whoever profiles. */
  observer: InstructionObserver | undefined;

  /** Throws an UntranslatableModel for a model that has no translation. */
  constructor(model: tf.LayersModel, readonly machine: Machine, readonly training: boolean) {
    this.translation = translate(model, { arena: this.arena, training, onTableGradient: (word) => (this.tableGradient = word) });
    this.end = this.arena.mark();
    machine.reserve(this.end);
    if (training) this.clearTrainingState();
  }

  private clearTrainingState(): void {
    const { table, dense } = this.translation.layout;
    this.machine.integers.fill(-1, table.slotOfRow, table.slotOfRow + table.shape[0]!);
    // Padding between weights has no gradient; it must be zero once.
    this.machine.floats.fill(0, dense.gradient, dense.gradient + dense.count);
    this.machine.floats.fill(0, dense.word, dense.word + dense.count);
    this.clearMoments();
  }

  private clearMoments(): void {
    const { table, dense } = this.translation.layout;
    for (const region of [table.first, table.second]) this.machine.floats.fill(0, region, region + table.size);
    for (const region of [dense.first, dense.second]) this.machine.floats.fill(0, region, region + dense.count);
  }

  /** One array a weight, in the model's order. */
  read(group: ParameterGroup): Float32Array[] {
    return this.translation.layout.parameters.map((parameter) => Float32Array.from(this.span(parameter, group)));
  }

  /** Throws a DataError for a value that is no finite number, naming its weight. */
  write(group: ParameterGroup, values: readonly Float32Array[]): void {
    values.forEach((array, i) => requireFinite(array, this.translation.names[i]!));
    this.translation.layout.parameters.forEach((parameter, i) => this.span(parameter, group).set(values[i]!));
    this.packedForPrediction = false;
  }

  /** New weights and an optimizer that has seen nothing. */
  restart(weights: readonly Float32Array[]): void {
    this.write("word", weights);
    if (this.training) this.clearMoments();
  }

  private span(parameter: Parameter, group: ParameterGroup): Float32Array | Float64Array {
    return this.machine.floats.subarray(parameter[group], parameter[group] + parameter.size);
  }

  /** One step of training on a batch; returns the mean cross-entropy of its counting positions in nats. */
  trainStep(batch: Batch, step: number, rule: UpdateRule): number {
    return this.gradientStep(batch, step, rule);
  }

  /** Loss and gradients of all weights, nothing updated. */
  gradients(batch: Batch, step: number): { readonly loss: number; readonly gradients: readonly Float32Array[] } {
    const used = this.usedWordsOf(batch);
    const loss = this.gradientStep(batch, step, undefined);
    const { parameters, table } = this.translation.layout;
    const width = table.shape[1]!;
    const tableGradient = new Float32Array(table.size);
    used.forEach((word, slot) => {
      const row = this.tableGradient + slot * width;
      tableGradient.set(this.machine.floats.subarray(row, row + width), word * width);
    });
    const dense = parameters.slice(1).map((p) => Float32Array.from(this.machine.floats.subarray(p.gradient, p.gradient + p.size)));
    return { loss, gradients: [tableGradient, ...dense] };
  }

  private usedWordsOf(batch: Batch): readonly number[] {
    return [...new Set(packBatch(batch, this.translation.masked).words)];
  }

  private gradientStep(batch: Batch, step: number, rule: UpdateRule | undefined): number {
    const packed = packBatch(batch, this.translation.masked);
    const share = 1 / totalWeight(batch, packed);
    this.arena.release(this.end);
    this.packedForPrediction = false;
    const emission = new Emission(this.arena);
    const used = this.markUsedWords(packed);
    const placed = { ...placeBatch(emission, packed), usedWords: { slots: emission.place(used.slots), count: used.words.length } };
    for (const stage of this.translation.stages) stage.pack(emission, true);
    const pass: Pass = { emission, batch: placed, training: true, step };
    const steps = this.forward(pass);
    const loss = this.lossOf(pass, steps.at(-1)!.output, packed, share);
    steps.reduceRight<Value | undefined>((gradient, { backward }) => backward(gradient!), steps.at(-1)!.output);
    if (rule) this.update(emission, rule);
    emission.run(this.machine, this.observer);
    for (const word of used.words) this.machine.integers[this.translation.layout.table.slotOfRow + word] = -1;
    return this.machine.floats[loss]!;
  }

  private forward(pass: Pass): Step[] {
    const [first, ...rest] = this.translation.stages;
    const steps = [first!.forward(pass, { word: 0, stride: 0, width: 0, per: "token" })];
    for (const stage of rest) steps.push(stage.forward(pass, steps.at(-1)!.output));
    return steps;
  }

  private lossOf({ emission, batch }: Pass, logits: Value, packed: PackedBatch, share: number): number {
    const losses = emission.allocate(batch.rows);
    const loss = emission.allocate(1);
    emission.emit("softmaxLoss", {
      logits: logits.word, rows: batch.rows, tags: this.translation.tags,
      labels: emission.place(packed.tags), weights: emission.place(packed.weights), share, losses,
    });
    emission.emit("sum", { source: losses, count: batch.rows, target: loss });
    return loss;
  }

  private update(emission: Emission, rule: UpdateRule): void {
    const { table, dense } = this.translation.layout;
    const { rate, beta1, beta2, epsilon, lazy, keep = 1 } = rule;
    const rates = { rate, beta1, beta2, epsilon };
    if (keep !== 1) {
      emission.emit("scale", { x: dense.word, count: dense.count, scale: keep });
      emission.emit("scale", { x: table.word, count: table.size, scale: keep });
    }
    emission.emit("adam", { parameters: dense.word, gradients: dense.gradient, first: dense.first, second: dense.second, count: dense.count, ...rates });
    const [rows, width] = table.shape as [number, number];
    emission.emit("adamRows", {
      parameters: table.word, gradients: this.tableGradient, slotOfRow: table.slotOfRow, first: table.first, second: table.second,
      rows, width, lazy: lazy ? 1 : 0, ...rates,
    });
  }

  /** Gives each word of the batch a slot in the table's gradient, in order of first occurrence. */
  private markUsedWords(packed: PackedBatch): { readonly slots: Int32Array; readonly words: readonly number[] } {
    const { table } = this.translation.layout;
    const slotOfRow = this.machine.integers.subarray(table.slotOfRow, table.slotOfRow + table.shape[0]!);
    const words: number[] = [];
    const slots = new Int32Array(packed.words.length);
    for (let row = 0; row < slots.length; row++) {
      const word = packed.words[row]!;
      if (slotOfRow[word]! < 0) slotOfRow[word] = words.push(word) - 1;
      slots[row] = slotOfRow[word]!;
    }
    return { slots, words };
  }

  /** The most probable tag of every position, and its probability. */
  predict(batch: Batch): BatchTags {
    const packed = packBatch(batch, this.translation.masked);
    const { pass, logits } = this.predictionPass(packed);
    const { emission } = pass;
    const best = emission.allocate(pass.batch.rows);
    const confidences = emission.allocate(pass.batch.rows);
    emission.emit("bestTag", { logits: logits.word, rows: pass.batch.rows, tags: this.translation.tags, best, confidences });
    emission.run(this.machine, this.observer);
    this.packedForPrediction = true;
    return this.unpacked(batch, packed, best, confidences);
  }

  /** The logits of every position, `[rows × time, tags]`; 0 where the batch holds padding. */
  logits(batch: Batch): Float32Array {
    const packed = packBatch(batch, this.translation.masked);
    const { pass, logits } = this.predictionPass(packed);
    pass.emission.run(this.machine, this.observer);
    this.packedForPrediction = true;
    const { tags } = this.translation;
    const rows = this.machine.floats.subarray(logits.word, logits.word + pass.batch.rows * tags);
    return unpackRows(rows, packed, tags, batch.rows * batch.time * tags);
  }

  /** A program from words to logits, not run yet; weights are packed once after they changed. */
  private predictionPass(packed: PackedBatch): { readonly pass: Pass; readonly logits: Value } {
    this.arena.release(this.end);
    const emission = new Emission(this.arena);
    const pass: Pass = { emission, batch: placeBatch(emission, packed), training: false, step: 0 };
    if (!this.packedForPrediction) for (const stage of this.translation.stages) stage.pack(emission, false);
    return { pass, logits: this.forward(pass).at(-1)!.output };
  }

  private unpacked(batch: Batch, packed: PackedBatch, best: number, confidences: number): BatchTags {
    const result = { tags: new Int32Array(batch.rows * batch.time), confidences: new Float32Array(batch.rows * batch.time) };
    packed.positions.forEach((position, row) => {
      result.tags[position] = this.machine.integers[best + row]!;
      result.confidences[position] = this.machine.floats[confidences + row]!;
    });
    return result;
  }

  close(): void {
    this.machine.close();
  }
}

function requireFinite(values: Float32Array, name: string): void {
  const at = values.findIndex((value) => !Number.isFinite(value));
  if (at >= 0) throw new DataError(`Value ${at} of the weight "${name}" is ${values[at]}; train the model again, or load an undamaged one.`);
}

/** Throws a DataError where padding counts but has no row, which no masked model can train. */
function totalWeight(batch: Batch, packed: PackedBatch): number {
  const sum = (values: Float32Array) => values.reduce((total, value) => total + value, 0);
  const total = sum(packed.weights);
  if (total !== sum(batch.weights)) throw new DataError("Padding counts in this training, but the model masks it; set hyperparameters.masked to false.");
  return total;
}

function placeBatch(emission: Emission, packed: PackedBatch): PlacedBatch {
  return {
    steps: packed.counts.length,
    rows: packed.positions.length,
    sentenceCount: packed.sentences.length,
    counts: emission.place(packed.counts),
    words: emission.place(packed.words),
    positions: emission.place(packed.positions),
    slots: emission.place(packed.slots),
    sentences: emission.place(packed.sentences),
  };
}
