import * as tf from "@tensorflow/tfjs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { startBackend } from "../../src/backend/choose";
import { assembleBatch, buildTagSet, buildVocabulary, encodeSentence, planTraining, type Batch } from "../../src/encoding";
import { loadAddon } from "../../src/kernels/addon/machine";
import { openMachine } from "../../src/kernels/open";
import type { KernelName } from "../../src/kernels/machine";
import { buildModel } from "../../src/models/build";
import { copyWeights, trainableVariables } from "../../src/models/weights";
import { CompiledModel } from "../../src/programs/compiled-model";
import { createGenerator } from "../../src/random/generator";
import { CompiledStepper } from "../../src/training/compiled-stepper";
import { LayerStepper } from "../../src/training/layer-stepper";
import type { Stepper } from "../../src/training/stepper";
import { recurrentRate } from "../support/kernels";
import { tinyCorpus } from "../support/sentences";

const { sentences } = tinyCorpus(80);
const vocabulary = buildVocabulary(sentences, { minimumCount: 1, maximumSize: null });
const tagSet = buildTagSet(sentences);
const encoded = sentences.map((sentence) => encodeSentence(sentence, vocabulary, tagSet));

function epochs(count: number): Batch[][] {
  const generator = createGenerator(5);
  const lengths = encoded.map(({ words }) => words.length);
  const batching = { kind: "bucketed" } as const;
  const batchesOf = () => planTraining(lengths, 8, batching, generator).map((members) => assembleBatch(members.map((i) => encoded[i]!), batching));
  return Array.from({ length: count }, batchesOf);
}

function model2(): tf.LayersModel {
  const config = { embedding: 12, units: 10, dropout: 0.1, recurrentDropout: recurrentRate(0.2), outputDropout: 0, masked: true };
  return buildModel("model2", { vocabulary: vocabulary.size, tags: tagSet.size, seed: 1 }, config);
}

function compiledStepper(kernels: KernelName, threads: number): Stepper {
  const model = model2();
  const compiled = new CompiledModel(model, openMachine(kernels, threads), true);
  compiled.restart(copyWeights(trainableVariables(model)));
  return new CompiledStepper(compiled, false);
}

/** Mean step loss of each epoch. */
function lossCurve(stepper: Stepper, count: number): number[] {
  let step = 0;
  const curve = epochs(count).map((batches) => batches.reduce((sum, batch) => sum + stepper.step(batch, step++, 0.01), 0) / batches.length);
  stepper.close();
  return curve;
}

const IMPLEMENTATIONS: readonly (readonly [name: string, open: () => Stepper])[] = [
  ["wasm on one thread", () => compiledStepper("wasm", 1)],
  ["wasm on two threads", () => compiledStepper("wasm", 2)],
  ...(loadAddon().loaded ? [["the addon on two threads", () => compiledStepper("addon", 2)] as const] : []),
  ["tfjs, layer by layer", () => new LayerStepper(model2(), "sparse")],
];

test("trained for three epochs from one seed, every implementation has the oracle's loss curve to 1e-3", async () => {
  await startBackend();
  const expected = lossCurve(compiledStepper("typescript", 1), 3);
  assert.ok(expected[2]! < 0.6 * expected[0]!, `nothing was learned: ${expected}`);
  for (const [name, open] of IMPLEMENTATIONS) {
    lossCurve(open(), 3).forEach((loss, i) => assert.ok(Math.abs(loss - expected[i]!) < 1e-3, `${name}, epoch ${i + 1}: ${loss}, ${expected[i]}`));
  }
});

test("a thousand steps leave as many tensors as there were, whole steps and layer by layer", async () => {
  await startBackend();
  const [batch] = epochs(1)[0]!;
  const addon = loadAddon().loaded ? [compiledStepper("addon", 2)] : [];
  for (const stepper of [compiledStepper("wasm", 1), ...addon, new LayerStepper(model2(), "sparse")]) {
    stepper.step(batch!, 0, 0.01);
    const { numTensors, numBytes } = tf.memory();
    for (let step = 1; step <= 1000; step++) stepper.step(batch!, step, 0.01);
    assert.equal([tf.memory().numTensors, tf.memory().numBytes], [numTensors, numBytes]);
    stepper.close();
  }
});

/** MiB that the process holds once garbage is collected. */
function residentMebibytes(): number {
  require("node:v8").setFlagsFromString("--expose-gc");
  (require("node:vm").runInNewContext("gc") as () => void)();
  return process.memoryUsage().rss / 2 ** 20;
}

/** MiB by which the process grows over ten epochs, after twenty others. */
function growth(stepper: Stepper): number {
  const batches = epochs(1)[0]!;
  let step = 0;
  const epoch = () => batches.forEach((batch) => stepper.step(batch, step++, 0.01));
  for (let i = 0; i < 20; i++) epoch();
  const before = residentMebibytes();
  for (let i = 0; i < 10; i++) epoch();
  stepper.close();
  return residentMebibytes() - before;
}

test("ten epochs leave the process as large as it was", async () => {
  await startBackend();
  const kernels = ["typescript", "wasm", ...(loadAddon().loaded ? ["addon"] : [])] as KernelName[];
  for (const name of kernels) {
    const grown = growth(compiledStepper(name, 2));
    assert.ok(grown < 4, `${name}: ${grown.toFixed(1)} MiB more`);
  }
});

test.run();
