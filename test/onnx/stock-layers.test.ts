import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as tf from "@tensorflow/tfjs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { startBackend } from "../../src/backend/choose";
import { largestDifference, ownProbabilities, raggedBatch, TOLERANCE } from "../../src/onnx/agreement";
import { exportTfjs } from "../../src/onnx/export";
import { stockModel } from "../../src/onnx/stock-layers";
import { bundleOf, TAGGERS, VOCABULARY } from "./taggers";

const BATCH = raggedBatch(VOCABULARY, [1, 2, 7, 12]);
const OWN_LAYERS = ["Bilstm", "SeededDropout", "MaskedGlobalMaxPooling", "RepeatOverTime", "SelfAttention"];

test.before(async () => {
  await startBackend();
});

function predicted(model: tf.LayersModel): Float32Array {
  return tf.tidy(() => (model.predict(tf.tensor2d(BATCH.words, [BATCH.rows, BATCH.time], "int32")) as tf.Tensor).dataSync() as Float32Array);
}

for (const [name, build] of Object.entries(TAGGERS)) for (const masked of [true, false]) {
  test(`${name}, padding ${masked ? "masked" : "read"}: tfjs's own layers give our probabilities to ${TOLERANCE} in a ragged batch`, () => {
    const model = build(masked);
    const stock = stockModel(model);
    assert.equal(stock.layers.map((layer) => layer.getClassName()).filter((kind) => OWN_LAYERS.includes(kind)), []);
    assert.ok(largestDifference(ownProbabilities(model, BATCH), predicted(stock), BATCH) <= TOLERANCE);
    for (const done of [model, stock]) done.dispose();
  });
}

test("making a model of tfjs's own layers leaves no tensor behind when it is disposed of", () => {
  const model = TAGGERS["advanced with self-attention"]!(true);
  stockModel(model).dispose();
  const before = tf.memory().numTensors;
  stockModel(model).dispose();
  assert.is(tf.memory().numTensors, before);
});

test("its weights are copies: the model that it was made from keeps its own", () => {
  const model = TAGGERS["baseline"]!(true);
  const before = [...model.layers[1]!.getWeights()[0]!.dataSync()];
  stockModel(model).dispose();
  assert.equal([...model.layers[1]!.getWeights()[0]!.dataSync()], before);
});

/** What a process that knows nothing but tfjs reads: probabilities of the batch. */
const READER = `
const fs = require("node:fs"), tf = require("@tensorflow/tfjs");
const [folder, rows, time, words] = process.argv.slice(1);
const { modelTopology, weightsManifest } = JSON.parse(fs.readFileSync(folder + "/model.json", "utf8"));
const bytes = fs.readFileSync(folder + "/" + weightsManifest[0].paths[0]);
const weightData = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
const weightSpecs = weightsManifest.flatMap((group) => group.weights);
console.warn = () => {};
tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData })).then((model) => {
  const batch = tf.tensor2d(JSON.parse(words), [Number(rows), Number(time)], "int32");
  process.stdout.write(JSON.stringify([...model.predict(batch).dataSync()]));
});
`;

function readElsewhere(folder: string): Float32Array {
  const { rows, time, words } = BATCH;
  const read = spawnSync(process.execPath, ["-e", READER, folder, `${rows}`, `${time}`, JSON.stringify([...words])], {
    cwd: path.join(__dirname, "..", ".."), encoding: "utf8",
  });
  assert.is(read.status, 0, read.stderr);
  const from = read.stdout.lastIndexOf("[");
  return Float32Array.from(JSON.parse(read.stdout.slice(from)) as number[]);
}

test("a process that knows nothing but tfjs reads the exported folder and answers as we do", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-tfjs-"));
  const bundle = bundleOf(TAGGERS["model2"]!(true));
  const { files, agreement } = await exportTfjs(bundle, folder);
  assert.equal(fs.readdirSync(folder).sort(), files.map((file) => path.basename(file)).sort());
  assert.is(path.basename(files.at(-1)!), "model.json");
  assert.ok(agreement!.largestDifference <= TOLERANCE);
  assert.ok(largestDifference(ownProbabilities(bundle.model, BATCH), readElsewhere(folder), BATCH) <= TOLERANCE);
  fs.rmSync(folder, { recursive: true });
});

test.run();
