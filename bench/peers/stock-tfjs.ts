/**
 * tfjs as it comes: tf.layers on the WebAssembly backend, tf.train.adam. Its one addition is the kernel of
 * UnsortedSegmentSum, the gradient of an embedding, which the backend lacks: without it nothing trains.
 * Run as: node -r ts-node/register/transpile-only bench/peers/stock-tfjs.ts WORKDIR
 */
import * as path from "node:path";
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths, type BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { addRowsBySegment } from "../../src/kernels/unsorted-segment-sum";
import { serve, type Peer } from "./protocol";
import { countTokens, isFull, lstmWeights, readWork, weightNamed, type Work, type WorkBatch, type WorkWeight } from "./work";

interface SegmentCall {
  readonly inputs: { readonly x: tf.TensorInfo; readonly segmentIds: tf.TensorInfo };
  readonly attrs: { readonly numSegments: number };
  readonly backend: BackendWasm;
}

function segmentSum({ inputs: { x, segmentIds }, attrs: { numSegments }, backend }: SegmentCall): tf.TensorInfo {
  const output = backend.makeOutput([numSegments, ...x.shape.slice(segmentIds.shape.length)], "float32");
  const sums = backend.typedArrayFromHeap(output) as Float32Array;
  const rows = backend.typedArrayFromHeap(x) as Float32Array;
  sums.fill(0);
  addRowsBySegment(rows, backend.typedArrayFromHeap(segmentIds) as Int32Array, sums.length / numSegments, sums);
  return output;
}

async function startBackend(): Promise<void> {
  setWasmPaths(`${path.dirname(require.resolve("@tensorflow/tfjs-backend-wasm/package.json"))}/dist/`);
  if (!(await tf.setBackend("wasm"))) throw new Error("The tfjs backend wasm did not start.");
  tf.registerKernel({
    kernelName: "UnsortedSegmentSum",
    backendName: "wasm",
    kernelFunc: (call) => segmentSum(call as unknown as SegmentCall),
  });
}

function bidirectional(units: number, layer: number): tf.layers.Layer {
  const lstm = tf.layers.lstm({ units, returnSequences: true, recurrentActivation: "sigmoid" }) as tf.RNN;
  return tf.layers.bidirectional({ name: `lstm_${layer + 1}`, layer: lstm, mergeMode: "concat" });
}

/** Words `[rows, time]` → logits `[rows, time, tags]`; padding is masked where there is some. */
function buildModel(work: Work): tf.LayersModel {
  const { vocabulary, embedding, units, hidden, tags } = work.shape;
  const layers = [
    tf.layers.embedding({ name: "embedding", inputDim: vocabulary, outputDim: embedding, maskZero: !isFull(work) }),
    ...units.map(bidirectional),
    ...(hidden ? [tf.layers.dense({ name: "hidden", units: hidden, activation: "relu" })] : []),
    tf.layers.dense({ name: "logits", units: tags }),
  ];
  const input = tf.input({ shape: [null], dtype: "int32" });
  const output = layers.reduce<tf.SymbolicTensor>((value, layer) => layer.apply(value) as tf.SymbolicTensor, input);
  return tf.model({ inputs: input, outputs: output });
}

/** Initial weights of every layer, in the layer's own order. */
function initialWeights(work: Work): ReadonlyMap<string, readonly WorkWeight[]> {
  const dense = (name: string): [string, WorkWeight[]] => [name, ["kernel", "bias"].map((part) => weightNamed(work, `${name}/${part}`))];
  return new Map<string, readonly WorkWeight[]>([
    ["embedding", [weightNamed(work, "embedding")]],
    ...work.shape.units.map((_, layer): [string, WorkWeight[]] => [
      `lstm_${layer + 1}`,
      [...lstmWeights(work, layer, "forward"), ...lstmWeights(work, layer, "backward")],
    ]),
    ...(work.shape.hidden ? [dense("hidden")] : []),
    dense("logits"),
  ]);
}

function countingWeights({ rows, time, lengths }: WorkBatch): tf.Tensor2D {
  const weights = new Float32Array(rows * time);
  lengths.forEach((length, row) => weights.fill(1, row * time, row * time + length));
  return tf.tensor2d(weights, [rows, time]);
}

/** Cross-entropy `[rows, time, tags]` averaged over tokens. */
function lossOf(logits: tf.Tensor3D, batch: WorkBatch): tf.Scalar {
  const tags = tf.oneHot(tf.tensor2d(batch.tags, [batch.rows, batch.time], "int32"), logits.shape[2]);
  return tf.losses.softmaxCrossEntropy(tags, logits, countingWeights(batch), 0, tf.Reduction.SUM).div(countTokens(batch)) as tf.Scalar;
}

class StockTfjs implements Peer {
  readonly system = `tfjs ${tf.version.tfjs} tf.layers, wasm`;
  readonly threads = 1;
  readonly warmUp: readonly WorkBatch[];
  private readonly model: tf.LayersModel;
  private readonly weights: ReadonlyMap<string, readonly WorkWeight[]>;
  private optimizer: tf.AdamOptimizer;

  constructor(private readonly work: Work) {
    // One batch is enough: nothing here is compiled for a shape, and a step takes long.
    this.warmUp = work.batches.slice(0, 1);
    this.model = buildModel(work);
    this.weights = initialWeights(work);
    this.optimizer = this.newOptimizer();
    this.assignWeights();
  }

  private newOptimizer(): tf.AdamOptimizer {
    return tf.train.adam(this.work.learningRate, 0.9, 0.999, 1e-7);
  }

  private assignWeights(): void {
    tf.tidy(() => {
      for (const [name, weights] of this.weights) {
        this.model.getLayer(name).setWeights(weights.map(({ values, shape }) => tf.tensor(values, [...shape])));
      }
    });
  }

  readonly reset = (): void => {
    this.optimizer.dispose();
    this.optimizer = this.newOptimizer();
    this.assignWeights();
  };

  private logits({ words, rows, time }: WorkBatch, training: boolean): tf.Tensor3D {
    return this.model.apply(tf.tensor2d(words, [rows, time], "int32"), { training }) as tf.Tensor3D;
  }

  readonly train = (batch: WorkBatch): number => {
    const { value, grads } = tf.variableGrads(() => lossOf(this.logits(batch, true), batch));
    this.optimizer.applyGradients(grads as Parameters<tf.AdamOptimizer["applyGradients"]>[0]);
    const loss = value.dataSync()[0]!;
    tf.dispose([value, ...Object.values(grads)]);
    return loss;
  };

  readonly infer = async (batch: WorkBatch): Promise<Int32Array> =>
    tf.tidy(() => (this.logits(batch, false).softmax().argMax(-1).dataSync() as Int32Array).slice());

  readonly place = ({ time }: WorkBatch, row: number, step: number): number => row * time + step;
}

async function main(): Promise<void> {
  const work = readWork(process.argv[2]!, process.argv.slice(3));
  await startBackend();
  await serve(work, new StockTfjs(work));
}

void main();
