import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as tf from "@tensorflow/tfjs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { startBackend } from "../../src/backend/choose";
import { buildTagSet, buildVocabulary, encodeSentence } from "../../src/encoding";
import { buildModel } from "../../src/models/build";
import { readCheckpoint, writeCheckpoint } from "../../src/training/checkpoint";
import type { TrainingConfig } from "../../src/training/config";
import { LayerStepper } from "../../src/training/layer-stepper";
import { maskedCrossEntropy } from "../../src/training/loss";
import { advanceSchedule, initialSchedule, isOver } from "../../src/training/schedule";
import { train, type TrainingTask } from "../../src/training/train";
import { copyWeights, trainableVariables } from "../../src/models/weights";
import { recurrentRate } from "../support/kernels";
import { tinyCorpus } from "../support/sentences";

test.before(async () => {
  await startBackend();
});

const CONFIG: TrainingConfig = {
  batchSize: 8,
  maximumEpochs: 3,
  patience: 3,
  learningRate: 0.01,
  plateau: null,
  labelEncoding: "sparse",
  lazyEmbedding: false,
  weightDecay: 0,
  batching: { kind: "bucketed" },
};

const { sentences } = tinyCorpus(40);
const vocabulary = buildVocabulary(sentences, { minimumCount: 1, maximumSize: null });
const tagSet = buildTagSet(sentences);
const encoded = sentences.map((sentence) => encodeSentence(sentence, vocabulary, tagSet));

function task(overrides: Partial<TrainingTask> = {}): TrainingTask {
  const config = { embedding: 6, units: 5, dropout: 0.1, recurrentDropout: recurrentRate(0.2), outputDropout: 0, masked: true };
  const model = buildModel("model2", { vocabulary: vocabulary.size, tags: tagSet.size, seed: 1 }, config);
  let epochs = 0;
  return { model, sentences: encoded, config: CONFIG, seed: 1, validate: () => ({ f1: ++epochs, accuracy: 0 }), ...overrides };
}

async function trainedWeights(overrides: Partial<TrainingTask> = {}): Promise<Float32Array[]> {
  const own = task(overrides);
  await train(own);
  return copyWeights(trainableVariables(own.model));
}

test("sparse and categorical labels give the same loss and the same gradient, bit for bit", () => {
  const logits = tf.tensor3d([
    [
      [1, 2, 3],
      [0, -1, 2],
    ],
  ]);
  const weights = tf.tensor2d([[1, 1]]);
  const run = (labels: tf.Tensor2D | tf.Tensor3D) => {
    const { value, grad } = tf.valueAndGrad((x) => maskedCrossEntropy(x as tf.Tensor3D, labels, weights))(logits);
    return [[...value.dataSync()], [...grad.dataSync()]];
  };
  assert.equal(
    run(tf.tensor2d([[2, 0]], [1, 2], "int32")),
    run(
      tf.tensor3d([
        [
          [0, 0, 1],
          [1, 0, 0],
        ],
      ]),
    ),
  );
});

test("the loss is the mean cross-entropy of counting positions alone", () => {
  const logits = tf.tensor3d([
    [
      [0, 0],
      [50, -50],
    ],
  ]);
  const loss = (weights: number[]) =>
    maskedCrossEntropy(logits, tf.tensor2d([[0, 1]], [1, 2], "int32"), tf.tensor2d([weights])).dataSync()[0]!;
  assert.ok(Math.abs(loss([1, 0]) - Math.log(2)) < 1e-6);
  assert.ok(Math.abs(loss([1, 1]) - (Math.log(2) + 100) / 2) < 1e-4);
});

test("training lowers the loss", async () => {
  const { history } = await train(task({ config: { ...CONFIG, maximumEpochs: 8, learningRate: 0.03 } }));
  assert.ok(history[7]!.loss < history[0]!.loss / 2, JSON.stringify(history));
});

test("two trainings with one seed end with the same weights, bit for bit; another seed ends elsewhere", async () => {
  const first = await trainedWeights();
  assert.equal(await trainedWeights(), first);
  assert.not.equal(await trainedWeights({ seed: 2 }), first);
});

test("a training that stops in the middle of an epoch and resumes ends with the weights of one that never stopped", async () => {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-checkpoint-")), "state");
  const checkpoint = { file, fingerprint: "one" };
  let steps = 0;
  const interrupt = () => {
    if (++steps === 7) process.emit("SIGINT");
  };
  try {
    await train(task({ checkpoint, onStep: interrupt }));
    assert.unreachable("the training was to be interrupted");
  } catch (error) {
    assert.match((error as Error).message, /Interrupted in epoch 2: its state is saved/);
  }
  const scores = [1, 2, 3];
  const resumed = task({ checkpoint, validate: () => ({ f1: scores[1]!, accuracy: 0 }) });
  const uninterrupted = task({ validate: ((n) => () => ({ f1: Math.min(2, ++n), accuracy: 0 }))(0) });
  await train(resumed);
  await train(uninterrupted);
  assert.equal(copyWeights(trainableVariables(resumed.model)), copyWeights(trainableVariables(uninterrupted.model)));
  fs.rmSync(path.dirname(file), { recursive: true });
});

test("the best epoch's weights are kept, not the last one's", async () => {
  const seen: Float32Array[][] = [];
  const own = task();
  const scores = [0.2, 0.9, 0.1];
  const result = await train({
    ...own,
    validate: () => {
      seen.push(copyWeights(trainableVariables(own.model)));
      return { f1: scores[seen.length - 1]!, accuracy: 0 };
    },
  });
  assert.is(result.bestEpoch, 2);
  assert.equal(copyWeights(trainableVariables(own.model)), seen[1]);
});

test("training ends after as many epochs without gain as patience allows", () => {
  let schedule = initialSchedule(CONFIG);
  const config = { ...CONFIG, patience: 2, maximumEpochs: 10 };
  [0.5, 0.5, 0.4].forEach((score, i) => {
    schedule = advanceSchedule(schedule, config, i + 1, score);
  });
  assert.is(schedule.bestEpoch, 1);
  assert.ok(isOver(schedule, config, 3));
});

test("while no entity is found, training goes on whatever its patience", () => {
  const config = { ...CONFIG, patience: 1, maximumEpochs: 10 };
  let schedule = initialSchedule(config);
  [0, 0, 0, 0.2, 0.1].forEach((score, i) => {
    assert.is(isOver(schedule, config, i), false);
    schedule = advanceSchedule(schedule, config, i + 1, score);
  });
  assert.is(schedule.bestEpoch, 4);
  assert.ok(isOver(schedule, config, 5));
});

test("a loss that is no number ends the training with a word of advice", async () => {
  try {
    await train(task({ config: { ...CONFIG, learningRate: 1e38 } }));
    assert.unreachable();
  } catch (error) {
    assert.match((error as Error).message, /The loss became \S+ in epoch \d+, step \d+; lower training\.learningRate/);
  }
});

test("Ctrl-C during validation ends the training once the epoch is saved", async () => {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-checkpoint-")), "state");
  const validate = () => {
    process.kill(process.pid, "SIGINT");
    return { f1: 1, accuracy: 1 };
  };
  try {
    await train(task({ checkpoint: { file, fingerprint: "one" }, validate }));
    assert.unreachable();
  } catch (error) {
    assert.match((error as Error).message, /^Interrupted/);
  }
  assert.is(readCheckpoint(file, "one")!.epochsDone, 1);
  fs.rmSync(path.dirname(file), { recursive: true });
});

test("the learning rate is lowered on a plateau, and the count begins anew", () => {
  const config: TrainingConfig = { ...CONFIG, plateau: { factor: 0.5, patience: 2 } };
  const rates: number[] = [];
  let schedule = initialSchedule(config);
  [0.5, 0.4, 0.4, 0.4, 0.4].forEach((score, i) => {
    schedule = advanceSchedule(schedule, config, i + 1, score);
    rates.push(schedule.learningRate);
  });
  assert.equal(rates, [0.01, 0.01, 0.005, 0.005, 0.0025]);
});

test("a checkpoint of another trial is not picked up, and another kind of file is refused", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-checkpoint-"));
  const file = path.join(folder, "state");
  const state = {
    epochsDone: 1,
    stepsDone: 0,
    globalStep: 3,
    lossSum: 0.1,
    generator: [1, 2, 3, 4] as const,
    schedule: initialSchedule(CONFIG),
    history: [],
    seconds: 1,
    weights: [Float32Array.of(0.1, 0.2)],
    bestWeights: [Float32Array.of(0.3)],
    optimizer: { steps: 3, first: [Float32Array.of(1)], second: [Float32Array.of(2)] },
  };
  writeCheckpoint(file, "one", state);
  assert.equal(readCheckpoint(file, "one"), state);
  assert.is(readCheckpoint(file, "two"), undefined);
  fs.writeFileSync(file, "hello");
  assert.throws(() => readCheckpoint(file, "one"), /is not a checkpoint of this version; delete it/);
  fs.rmSync(folder, { recursive: true });
});

test("a training leaves no tensor behind but the model's", async () => {
  const own = task({ config: { ...CONFIG, maximumEpochs: 1 } });
  await train(own);
  const before = tf.memory().numTensors;
  await train(own);
  assert.is(tf.memory().numTensors, before);
});

test("weight decay shrinks every weight by learning rate × decay before the step, layer by layer as in whole steps", async () => {
  const config = { ...CONFIG, maximumEpochs: 1, batchSize: 40, learningRate: 0.01 };
  const initial = copyWeights(trainableVariables(task().model));
  const plain = await trainedWeights({ config });
  const decayed = await trainedWeights({ config: { ...config, weightDecay: 10 } });
  initial.forEach((weights, i) =>
    weights.forEach((weight, k) => assert.ok(Math.abs(plain[i]![k]! - decayed[i]![k]! - 0.1 * weight) < 1e-6, `weight ${i}, ${k}`)),
  );
  const own = task({ config: { ...config, weightDecay: 10 } });
  await train({ ...own, stepper: new LayerStepper(own.model, "sparse", 10) });
  copyWeights(trainableVariables(own.model)).forEach((weights, i) =>
    weights.forEach((weight, k) => assert.ok(Math.abs(weight - decayed[i]![k]!) < 1e-4, `weight ${i}, ${k}`)),
  );
});

test("weight decay and an embedding that leaves unused rows alone exclude each other", async () => {
  await train(task({ config: { ...CONFIG, weightDecay: 0.1, lazyEmbedding: true } })).then(
    () => assert.unreachable(),
    (error: Error) => assert.match(error.message, /set one of the two/),
  );
});

test.run();
