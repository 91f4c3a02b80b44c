import type * as tf from "@tensorflow/tfjs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { startBackend } from "../../src/backend/choose";
import { assembleBatch } from "../../src/encoding";
import { openTypescriptMachine } from "../../src/kernels/typescript/machine";
import { activationBytesWritten, forwardFlops, trainingFlops, weightBytesRead } from "../../src/models/arithmetic";
import { buildModel, type ModelConfigs } from "../../src/models/build";
import { copyWeights, trainableVariables } from "../../src/models/weights";
import { CompiledModel } from "../../src/programs/compiled-model";
import { countOperations, observedOperations } from "../../src/programs/count-operations";
import type { Instruction } from "../../src/kernels/machine";

const TAGS = 5;
const CONFIGS = {
  "baseline-per-token": { embedding: 9, hidden: [13, 6], dropout: 0.3, masked: true },
  model2: { embedding: 7, units: 9, dropout: 0.2, recurrentDropout: 0.3, outputDropout: 0.1, masked: true },
  advanced: {
    embedding: 10, units: [7, 5], hidden: 11, embeddingDropout: 0.2, lstmDropout: 0.3, recurrentDropout: 0.2, hiddenDropout: 0.4, attention: false, masked: true,
  },
} as const satisfies Partial<ModelConfigs>;
type Counted = keyof typeof CONFIGS;
const MODELS = Object.keys(CONFIGS) as Counted[];
const LENGTHS = [[6], [4, 7, 1, 5]];

test.before(async () => {
  await startBackend();
});

function compile(model: tf.LayersModel, training: boolean): CompiledModel {
  const compiled = new CompiledModel(model, openTypescriptMachine(), training);
  compiled.restart(copyWeights(trainableVariables(model)));
  return compiled;
}

function batchOf(lengths: readonly number[]) {
  return assembleBatch(lengths.map((length) => ({ words: new Int32Array(length).fill(3) })), { kind: "bucketed" });
}

for (const name of MODELS) {
  const config: ModelConfigs[Counted] = CONFIGS[name];

  test(`${name}: tagging does the operations and touches the bytes of the formulas`, () => {
    const compiled = compile(buildModel(name, { vocabulary: 20, tags: TAGS }, config as never), false);
    for (const lengths of LENGTHS) {
      const batch = batchOf(lengths);
      compiled.predict(batch);
      const counts = observedOperations(compiled, (observed) => observed.predict(batch));
      const shape = { tokens: lengths.reduce((sum, length) => sum + length, 0), steps: Math.max(...lengths) };
      assert.is(counts.flops, shape.tokens * forwardFlops<Counted>(name, config, TAGS));
      assert.ok(Math.abs(4 * counts.weightWords - shape.tokens * weightBytesRead<Counted>(name, config, TAGS, shape)) < 1e-6);
      assert.is(4 * counts.activationWords, shape.tokens * activationBytesWritten<Counted>(name, config, TAGS));
    }
    compiled.close();
  });

  test(`${name}: a step of training does three times the operations, whatever the dropouts`, () => {
    const compiled = compile(buildModel(name, { vocabulary: 20, tags: TAGS }, config as never), true);
    const batch = batchOf([4, 7, 1, 5]);
    assert.is(observedOperations(compiled, (observed) => observed.gradients(batch, 0)).flops, 17 * trainingFlops<Counted>(name, config, TAGS));
    compiled.close();
  });
}

test("a model is observed no longer than asked, also when the work throws", () => {
  const compiled = compile(buildModel("model2", { vocabulary: 20, tags: TAGS }, CONFIGS.model2), false);
  assert.throws(() => observedOperations(compiled, () => {
    throw new Error("no");
  }), /no/);
  assert.is(compiled.observer, undefined);
  compiled.close();
});

test("an instruction without products or activations counts nothing", () => {
  const nothing = { operation: "sum", arguments: { source: 0, count: 9, target: 1 } } as Instruction;
  assert.equal(countOperations(nothing), { flops: 0, weightWords: 0, activationWords: 0 });
});

test.run();
