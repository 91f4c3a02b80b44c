import { MULTIPLY_MODES } from "../../src/kernels/instructions";
import type { Instruction } from "../../src/kernels/machine";
import type { RandomGenerator } from "../../src/random/generator";
import { emitBackward, emitForward, packingOf, type Gradient, type Packing, type PlacedBilstm } from "./bilstm-case";
import { packedWords, Sketch, uniform, type Case, type Matrix } from "./case";
import { anyNetwork, LARGER, type Dense, type Network } from "./network";
import { anyRates } from "./programs";

/** A network's training step as a program. */
export interface NetworkCase extends Case {
  /** The instructions as far as the loss. */
  readonly forward: readonly Instruction[];
  readonly packing: Packing;
  readonly encoded: Matrix;
  readonly loss: number;
  readonly gradients: readonly Gradient[];
}

/** Where the tokens' data lie: integers `[rows]`, and weights. */
interface Tokens {
  readonly ids: number;
  readonly positions: number;
  readonly slots: number;
  readonly tags: number;
  readonly weights: number;
}

function placeTokens(sketch: Sketch, { sentences }: Network, { tokens, counts }: Packing): Tokens {
  return {
    ids: sketch.integers(tokens.map(({ sentence, time }) => sentences[sentence]!.words[time]!)),
    positions: sketch.integers(tokens.map(({ sentence, time }) => sentence * counts.length + time)),
    slots: sketch.integers(tokens.map(({ sentence }) => sentence)),
    tags: sketch.integers(tokens.map(({ sentence, time }) => sentences[sentence]!.tags[time]!)),
    weights: sketch.given(Float32Array.from(tokens, ({ sentence, time }) => sentences[sentence]!.weights[time]!)),
  };
}

/** Masks the embeddings, or their gradient, in place. */
function emitMasks(sketch: Sketch, network: Network, matrix: Matrix, { positions, slots }: Tokens, factors: number): void {
  const { rows, width } = matrix;
  const inPlace = { source: matrix.word, sourceStride: matrix.stride, target: matrix.word, targetStride: matrix.stride, rows, width };
  if (network.dropout) sketch.emit("dropout", { ...inPlace, ids: positions, ...network.dropout });
  if (network.inputFactors) sketch.emit("scaleRows", { ...inPlace, factors, slots });
}

interface PlacedDense {
  readonly layer: Dense;
  readonly kernel: number;
  readonly bias: number;
  readonly input: Matrix;
  readonly output: Matrix;
}

function emitDense(sketch: Sketch, layer: Dense, input: Matrix): PlacedDense {
  const { inputs, outputs } = layer;
  const [kernel, bias] = [sketch.changing(layer.kernel), sketch.changing(layer.bias)];
  const packed = sketch.room(packedWords(inputs, outputs));
  const output = sketch.matrixRoom(input.rows, outputs);
  sketch.emit("pack", { source: kernel, sourceStride: outputs, depth: inputs, columns: outputs, transposed: 0, target: packed });
  sketch.emit("multiply", {
    a: input.word, aStride: input.stride, packed, bias, c: output.word, cStride: output.stride,
    rows: input.rows, depth: inputs, columns: outputs, mode: MULTIPLY_MODES.bias,
  });
  return { layer, kernel, bias, input, output };
}

interface DenseGradients {
  readonly input: Matrix;
  readonly gradients: readonly Gradient[];
}

function emitDenseBackward(sketch: Sketch, name: string, placed: PlacedDense, dOut: Matrix): DenseGradients {
  const { layer: { inputs, outputs }, kernel, bias, input } = placed;
  const [dKernel, dBias] = [sketch.room(inputs * outputs), sketch.room(outputs)];
  const packed = sketch.room(packedWords(outputs, inputs));
  const dInput = sketch.matrixRoom(input.rows, inputs);
  sketch.emit("multiplyTransposed", {
    a: input.word, aStride: input.stride, b: dOut.word, bStride: dOut.stride, c: dKernel, cStride: outputs,
    rows: inputs, depth: input.rows, columns: outputs,
  });
  sketch.emit("sumColumns", { source: dOut.word, sourceStride: dOut.stride, rows: input.rows, columns: outputs, target: dBias });
  sketch.emit("pack", { source: kernel, sourceStride: outputs, depth: outputs, columns: inputs, transposed: 1, target: packed });
  sketch.emit("multiply", {
    a: dOut.word, aStride: dOut.stride, packed, bias: 0, c: dInput.word, cStride: dInput.stride,
    rows: input.rows, depth: outputs, columns: inputs, mode: MULTIPLY_MODES.set,
  });
  const gradients = [
    { name: `${name} kernel`, weight: kernel, gradient: dKernel, count: inputs * outputs },
    { name: `${name} bias`, weight: bias, gradient: dBias, count: outputs },
  ];
  return { input: dInput, gradients };
}

/** Maximum over each sentence, repeated for its tokens. */
interface Pooled {
  readonly maxima: Matrix;
  readonly repeated: Matrix;
}

function emitPooling(sketch: Sketch, encoded: Matrix, { slots }: Tokens, sentences: number): Pooled {
  const { rows, width } = encoded;
  const [maxima, repeated] = [sketch.matrixRoom(sentences, width), sketch.matrixRoom(rows, width)];
  const source = { source: encoded.word, sourceStride: encoded.stride, slots, rows, width };
  sketch.emit("maxRows", { ...source, target: maxima.word, slotCount: sentences });
  sketch.emit("gatherRows", { table: maxima.word, ids: slots, rows, width, target: repeated.word, targetStride: repeated.stride });
  return { maxima, repeated };
}

function emitPoolingBackward(sketch: Sketch, encoded: Matrix, { maxima }: Pooled, dRepeated: Matrix, { slots }: Tokens): Matrix {
  const { rows, width } = encoded;
  const [dMaxima, dEncoded] = [sketch.matrixRoom(maxima.rows, width), sketch.matrixRoom(rows, width)];
  const source = { source: dRepeated.word, sourceStride: dRepeated.stride, slots, rows, width };
  sketch.emit("addRows", { ...source, target: dMaxima.word, slotCount: maxima.rows });
  sketch.emit("maxRowsGradient", {
    source: encoded.word, sourceStride: encoded.stride, maxima: maxima.word, gradient: dMaxima.word, slots, rows, width,
    target: dEncoded.word, targetStride: dEncoded.stride,
  });
  return dEncoded;
}

/** Everything of the forward pass that going back needs. */
interface ForwardPass {
  readonly tokens: Tokens;
  readonly factors: number;
  readonly table: number;
  readonly embedded: Matrix;
  readonly bilstm: PlacedBilstm;
  readonly pooled: Pooled | undefined;
  readonly hidden: PlacedDense;
  readonly logits: PlacedDense;
  readonly loss: number;
}

function emitEmbedding(sketch: Sketch, network: Network, tokens: Tokens, table: number, rows: number): Matrix {
  const embedded = sketch.matrixRoom(rows, network.width);
  sketch.emit("gatherRows", { table, ids: tokens.ids, rows, width: network.width, target: embedded.word, targetStride: embedded.stride });
  return embedded;
}

function emitLoss(sketch: Sketch, network: Network, tokens: Tokens, logits: Matrix): number {
  const [losses, loss] = [sketch.room(logits.rows), sketch.room(1)];
  const { tags: labels, weights } = tokens;
  sketch.emit("softmaxLoss", { logits: logits.word, rows: logits.rows, tags: logits.width, labels, weights, share: network.share, losses });
  sketch.emit("sum", { source: losses, count: logits.rows, target: loss });
  return loss;
}

function emitNetworkForward(sketch: Sketch, network: Network, packing: Packing): ForwardPass {
  const rows = packing.tokens.length;
  const tokens = placeTokens(sketch, network, packing);
  const table = sketch.changing(network.table);
  const factors = network.inputFactors ? sketch.given(network.inputFactors) : 0;
  const embedded = emitEmbedding(sketch, network, tokens, table, rows);
  emitMasks(sketch, network, embedded, tokens, factors);
  const bilstm = emitForward(sketch, network.bilstm, packing, embedded, sketch.matrixRoom(rows, 2 * network.bilstm.units));
  const pooled = network.pooled ? emitPooling(sketch, bilstm.out, tokens, packing.lengths.length) : undefined;
  const hidden = emitDense(sketch, network.hidden, pooled?.repeated ?? bilstm.out);
  sketch.emit("relu", { x: hidden.output.word, count: rows * network.hidden.outputs });
  const logits = emitDense(sketch, network.logits, hidden.output);
  return { tokens, factors, table, embedded, bilstm, pooled, hidden, logits, loss: emitLoss(sketch, network, tokens, logits.output) };
}

/** The table's gradient has rows only for the words that occur. */
interface TableGradient {
  readonly slotOfRow: number;
  readonly gradient: number;
  readonly gradients: readonly Gradient[];
}

function emitTableGradient(sketch: Sketch, network: Network, table: number, dEmbedded: Matrix, { tokens }: Packing): TableGradient {
  const { vocabulary, width, sentences } = network;
  const words = tokens.map(({ sentence, time }) => sentences[sentence]!.words[time]!);
  const used = [...new Set(words)];
  const slotOfRow = sketch.integers(Array.from({ length: vocabulary }, (_, word) => used.indexOf(word)));
  const gradient = sketch.room(used.length * width);
  sketch.emit("addRows", {
    source: dEmbedded.word, sourceStride: dEmbedded.stride, slots: sketch.integers(words.map((word) => used.indexOf(word))),
    rows: words.length, width, target: gradient, slotCount: used.length,
  });
  const gradients = used.map((word, slot) => ({
    name: `word ${word}`, weight: table + word * width, gradient: gradient + slot * width, count: width,
  }));
  return { slotOfRow, gradient, gradients };
}

interface NetworkGradients {
  readonly dense: readonly Gradient[];
  readonly table: TableGradient;
}

function emitNetworkBackward(sketch: Sketch, network: Network, pass: ForwardPass, packing: Packing): NetworkGradients {
  const { hidden, logits, bilstm, pooled, tokens, embedded } = pass;
  const fromLogits = emitDenseBackward(sketch, "logits", logits, logits.output);
  const { word, rows, width } = fromLogits.input;
  sketch.emit("reluGradient", { y: hidden.output.word, gradient: word, count: rows * width });
  const fromHidden = emitDenseBackward(sketch, "hidden", hidden, fromLogits.input);
  const dEncoded = pooled ? emitPoolingBackward(sketch, bilstm.out, pooled, fromHidden.input, tokens) : fromHidden.input;
  const dEmbedded = sketch.matrixRoom(embedded.rows, embedded.width);
  const fromBilstm = emitBackward(sketch, bilstm, dEncoded, dEmbedded);
  emitMasks(sketch, network, dEmbedded, tokens, pass.factors);
  const table = emitTableGradient(sketch, network, pass.table, dEmbedded, packing);
  return { dense: [...fromLogits.gradients, ...fromHidden.gradients, ...fromBilstm], table };
}

function emitUpdate(sketch: Sketch, network: Network, pass: ForwardPass, found: NetworkGradients, generator: RandomGenerator): void {
  const { dense, table } = found;
  const [rates, lazy] = [anyRates(generator), generator.integer(2)];
  const moments = (count: number) => ({
    first: sketch.changing(uniform(generator, count, 0.1)),
    second: sketch.changing(uniform(generator, count).map(Math.abs)),
  });
  for (const { name, weight, gradient, count } of dense) {
    sketch.emit("adam", { parameters: weight, gradients: gradient, count, ...moments(count), ...rates });
    sketch.output(`${name} after the step`, weight, count, "forward");
  }
  const { vocabulary: rows, width } = network;
  const { gradient: gradients, slotOfRow } = table;
  sketch.emit("adamRows", { parameters: pass.table, gradients, slotOfRow, rows, width, lazy, ...moments(rows * width), ...rates });
  sketch.output("table after the step", pass.table, rows * width, "forward");
}

/** The training step of a network; with a generator an Adam step closes it. */
export function networkCaseOf(network: Network, generator?: RandomGenerator): NetworkCase {
  const sketch = new Sketch();
  const packing = packingOf(network.sentences.map(({ words }) => words.length));
  const pass = emitNetworkForward(sketch, network, packing);
  const forwardLength = sketch.length;
  const found = emitNetworkBackward(sketch, network, pass, packing);
  const gradients = [...found.dense, ...found.table.gradients];
  sketch.output("loss", pass.loss, 1, "forward");
  sketch.outputMatrix("encoded", pass.bilstm.out, "forward");
  for (const { name, gradient, count } of gradients) sketch.output(name, gradient, count, "gradient");
  if (generator) emitUpdate(sketch, network, pass, found, generator);
  const { bilstm: { units }, width, pooled } = network;
  const example = sketch.finished(`network of ${units} units on ${width} inputs${pooled ? ", pooled" : ""}, lengths ${packing.lengths}`);
  const forward = example.instructions.slice(0, forwardLength);
  return { ...example, forward, packing, encoded: pass.bilstm.out, loss: pass.loss, gradients };
}

/** A whole training step of a larger network. */
export function networkCase(generator: RandomGenerator): Case {
  return networkCaseOf(anyNetwork(generator, LARGER), generator);
}
