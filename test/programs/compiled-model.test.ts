import * as tf from "@tensorflow/tfjs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { startBackend } from "../../src/backend/choose";
import type { Batch } from "../../src/encoding/batches";
import { loadAddon, openAddonMachine } from "../../src/kernels/addon/machine";
import type { Machine } from "../../src/kernels/machine";
import { openTypescriptMachine } from "../../src/kernels/typescript/machine";
import { openWasmMachine } from "../../src/kernels/wasm/machine";
import { isStochastic } from "../../src/layers/stochastic";
import { buildModel } from "../../src/models/build";
import type { ModelName } from "../../src/models/options";
import { CompiledModel } from "../../src/programs/compiled-model";
import { createGenerator } from "../../src/random/generator";
import { Adam, ADAM_DEFAULTS } from "../../src/training/adam";
import { maskedCrossEntropy } from "../../src/training/loss";
import { copyWeights, trainableVariables } from "../../src/models/weights";

const VOCABULARY = 30;
const TAGS = 5;
/** Small layers of sizes that fill no vector, with every kind of dropout: the tape and the programs draw the same masks. */
const CONFIGS = {
  model2: { embedding: 7, units: 9, dropout: 0.2, recurrentDropout: 0.3, outputDropout: 0.25, masked: true },
  advanced: {
    embedding: 10, units: [7, 5], hidden: 11, embeddingDropout: 0.2, lstmDropout: 0.3, recurrentDropout: 0.2, hiddenDropout: 0.4, attention: false, masked: true,
  },
  baseline: { embedding: 9, hidden: [13, 6], dropout: 0.3, masked: true },
  "baseline-per-token": { embedding: 9, hidden: [13, 6], dropout: 0.3, masked: true },
} as const;
const MODELS = Object.keys(CONFIGS) as (keyof typeof CONFIGS)[];
const MACHINES: readonly (readonly [string, () => Machine])[] = [
  ["typescript", () => openTypescriptMachine()],
  ["wasm, one thread", () => openWasmMachine({ threads: 1 })],
  ["wasm, three threads", () => openWasmMachine({ threads: 3 })],
  ...(loadAddon().loaded ? [["addon, two threads", () => openAddonMachine({ threads: 2 })] as const] : []),
];

function build(name: ModelName): tf.LayersModel {
  return buildModel(name, { vocabulary: VOCABULARY, tags: TAGS, seed: 3 }, CONFIGS[name] as never);
}

/** Sentences of these lengths with random words and tags, padded to the longest. */
function batchOf(lengths: readonly number[], seed: number): Batch {
  const generator = createGenerator(seed);
  const time = Math.max(...lengths);
  const inside = (i: number) => i % time < lengths[Math.floor(i / time)]!;
  const positions = Array.from({ length: lengths.length * time }, (_, i) => i);
  return {
    rows: lengths.length,
    time,
    words: Int32Array.from(positions, (i) => (inside(i) ? 1 + generator.integer(VOCABULARY - 1) : 0)),
    tags: Int32Array.from(positions, (i) => (inside(i) ? generator.integer(TAGS) : 0)),
    weights: Float32Array.from(positions, (i) => (inside(i) ? 1 : 0)),
  };
}

/** Mixed lengths, one sentence, sentences of one token, and one without any. */
const BATCHES = [batchOf([4, 7, 1, 5], 1), batchOf([3], 2), batchOf([1, 1], 3), batchOf([2, 0, 4], 4)];

/** Loss and gradients through tfjs's tape, in the training's step `step`. */
function onTape(model: tf.LayersModel, batch: Batch, step = 0): { loss: number; gradients: Float32Array[] } {
  for (const layer of model.layers) if (isStochastic(layer)) layer.masks.step = step;
  const logits = tf.model({ inputs: model.inputs, outputs: model.getLayer("logits").output as tf.SymbolicTensor });
  const shape: [number, number] = [batch.rows, batch.time];
  const variables = trainableVariables(model);
  const { value, grads } = tf.variableGrads(() => {
    const output = logits.apply(tf.tensor2d(batch.words, shape, "int32"), { training: true }) as tf.Tensor3D;
    return maskedCrossEntropy(output, tf.tensor2d(batch.tags, shape, "int32"), tf.tensor2d(batch.weights, shape));
  }, variables);
  return { loss: value.dataSync()[0]!, gradients: variables.map((variable) => grads[variable.name]!.dataSync().slice() as Float32Array) };
}

/** Relative to the largest value of the expected array, with a floor of 1e-6 for arrays of zeros. */
function assertClose(actual: Float32Array, expected: Float32Array, tolerance: number, what: string): void {
  const scale = Math.max(1e-6, ...expected.map(Math.abs));
  expected.forEach((value, i) => {
    const difference = Math.abs(actual[i]! - value);
    assert.ok(difference <= tolerance * scale, `${what}[${i}] is ${actual[i]}, the tape has ${value}`);
  });
}

function indexOfMaximum(values: Float32Array): number {
  return values.indexOf(Math.max(...values));
}

async function compile(name: ModelName, open: () => Machine): Promise<{ model: tf.LayersModel; compiled: CompiledModel }> {
  await startBackend();
  const model = build(name);
  const compiled = new CompiledModel(model, open(), true);
  compiled.write("word", copyWeights(trainableVariables(model)));
  return { model, compiled };
}

for (const name of MODELS) {
  for (const [machine, open] of MACHINES) {
    test(`${name} on ${machine}: loss and gradients are the tape's`, async () => {
      const { model, compiled } = await compile(name, open);
      for (const [step, batch] of BATCHES.entries()) {
        const expected = onTape(model, batch, step);
        const actual = compiled.gradients(batch, step);
        assert.ok(Math.abs(actual.loss - expected.loss) < 1e-5, `${actual.loss} against ${expected.loss}`);
        expected.gradients.forEach((gradient, i) => assertClose(actual.gradients[i]!, gradient, 1e-4, `gradient ${i}`));
      }
      compiled.close();
    });

    test(`${name} on ${machine}: predictions are the tfjs model's`, async () => {
      const { model, compiled } = await compile(name, open);
      for (const batch of BATCHES) {
        const { tags, confidences } = compiled.predict(batch);
        const probabilities = model.predict(tf.tensor2d(batch.words, [batch.rows, batch.time], "int32")) as tf.Tensor3D;
        const [best, largest] = [probabilities.argMax(2).dataSync(), probabilities.max(2).dataSync()];
        const logits = compiled.logits(batch);
        batch.words.forEach((word, i) => {
          if (word === 0) return;
          assert.is(tags[i], best[i]);
          assert.is(indexOfMaximum(logits.subarray(i * TAGS, (i + 1) * TAGS)), best[i]);
          assert.ok(Math.abs(confidences[i]! - largest[i]!) < 1e-5);
        });
      }
      compiled.close();
    });
  }
}

function rule(step: number, lazy: boolean) {
  const { beta1, beta2, epsilon } = ADAM_DEFAULTS;
  return { rate: (0.01 * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step), beta1, beta2, epsilon, lazy };
}

test("three steps of training leave the weights that the tape and dense Adam leave", async () => {
  const { model, compiled } = await compile("model2", () => openWasmMachine({ threads: 2 }));
  const variables = trainableVariables(model);
  const adam = new Adam(variables);
  for (const [i, batch] of BATCHES.entries()) {
    const { gradients } = onTape(model, batch, i);
    adam.apply(gradients.map((gradient, k) => tf.tensor(gradient, variables[k]!.shape)), 0.01);
    compiled.trainStep(batch, i, rule(i + 1, false));
  }
  const trained = compiled.read("word");
  copyWeights(variables).forEach((weights, i) => assertClose(trained[i]!, weights, 1e-3, `weight ${i}`));
  compiled.close();
});

test("lazy updates move only the rows of the batch's words", async () => {
  const { model, compiled } = await compile("model2", () => openWasmMachine());
  const [before] = copyWeights(trainableVariables(model));
  compiled.trainStep(BATCHES[0]!, 0, rule(1, true));
  compiled.trainStep(BATCHES[1]!, 1, rule(2, true));
  const [after] = compiled.read("word");
  const used = new Set([...BATCHES[0]!.words, ...BATCHES[1]!.words].filter((word) => word !== 0));
  for (let word = 0; word < VOCABULARY; word++) {
    const row = (values: Float32Array) => [...values.subarray(word * 7, word * 7 + 7)].join();
    assert.is(row(before!) !== row(after!), used.has(word), `word ${word}`);
  }
  compiled.close();
});

test("training is the same bit for bit on one, two and three threads", async () => {
  const weights = [];
  for (const threads of [1, 2, 3]) {
    const { compiled } = await compile("advanced", () => openWasmMachine({ threads }));
    BATCHES.forEach((batch, i) => compiled.trainStep(batch, i, rule(i + 1, false)));
    weights.push(compiled.read("word"));
    compiled.close();
  }
  assert.equal(weights[1], weights[0]);
  assert.equal(weights[2], weights[0]);
});

test("a weight that is no number is refused by name", async () => {
  const { compiled } = await compile("model2", () => openWasmMachine());
  const weights = compiled.read("word");
  weights[2]![5] = NaN;
  assert.throws(() => compiled.write("word", weights), /Value 5 of the weight "\S+recurrent_kernel\S*" is NaN/);
  compiled.close();
});

test("padding that counts under a masked model is refused", async () => {
  const { compiled } = await compile("model2", () => openWasmMachine());
  const batch = batchOf([2, 4], 5);
  assert.throws(() => compiled.trainStep({ ...batch, weights: batch.weights.map(() => 1) }, 0, rule(1, false)), /masks it/);
  compiled.close();
});

test.run();
