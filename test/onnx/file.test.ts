import { test } from "uvu";
import * as assert from "uvu/assert";
import { startBackend } from "../../src/backend/choose";
import { sha256 } from "../../src/files/hash";
import { TOKENIZER, tokenize } from "../../src/models/tokenize";
import { toOnnx } from "../../src/onnx/convert";
import { onnxKernel } from "../../src/onnx/lstm";
import { metadataOf } from "../../src/onnx/metadata";
import { model as modelMessage, tensor } from "../../src/onnx/protobuf";
import { decodeModel, fieldsOf, type DecodedModel } from "./decoded";
import { bundleOf, TAGGERS, VOCABULARY } from "./taggers";

const FLOAT = 1;
const INT32 = 6;
const BYTES: Readonly<Record<number, number>> = { 1: 4, 6: 4, 7: 8 };

test.before(async () => {
  await startBackend();
});

function decoded(name: string, masked: boolean): DecodedModel {
  const bundle = bundleOf(TAGGERS[name]!(masked));
  const bytes = toOnnx(bundle.model, metadataOf(bundle));
  bundle.model.dispose();
  return decodeModel(bytes);
}

test("a file takes words of any batch and time, and answers with probabilities, confidences and tags", () => {
  const { inputs, outputs, irVersion, operations, producer } = decoded("model2", true);
  assert.equal([irVersion, operations, producer], [8, 17, "nerbook"]);
  assert.equal(inputs, [{ name: "words", type: INT32, sizes: ["batch", "time"] }]);
  assert.equal(outputs, [
    { name: "probabilities", type: FLOAT, sizes: ["batch", "time", 5] },
    { name: "confidences", type: FLOAT, sizes: ["batch", "time"] },
    { name: "tags", type: INT32, sizes: ["batch", "time"] },
  ]);
});

test("every value of a graph is made before it is used, once, and every constant is used", () => {
  for (const name of Object.keys(TAGGERS)) for (const masked of [true, false]) {
    const { nodes, constants, inputs, outputs } = decoded(name, masked);
    const known = new Set([...inputs, ...constants].map((value) => value.name));
    for (const node of nodes) {
      for (const input of node.inputs) assert.ok(known.has(input), `${name}: ${input}`);
      for (const output of node.outputs) assert.not.ok(known.has(output), `${name}: ${output} again`), known.add(output);
    }
    const used = new Set([...nodes.flatMap((node) => node.inputs), ...outputs.map((value) => value.name)]);
    assert.equal([...known].filter((value) => !used.has(value)), [], `${name}, masked: ${masked}`);
  }
});

test("a constant has as many bytes as its shape wants, and the embedding has a row a word", () => {
  const { constants } = decoded("advanced", true);
  for (const { name, shape, type, bytes } of constants) assert.is(bytes, BYTES[type]! * shape.reduce((product, size) => product * size, 1), name);
  assert.equal(constants.find(({ name }) => name.startsWith("embedding"))!.shape, [VOCABULARY, 6]);
});

test("dropout leaves no trace, and padding is looked for only where it is masked", () => {
  const operations = (name: string, masked: boolean) => decoded(name, masked).nodes.map((node) => node.operation);
  assert.equal(operations("baseline-per-token", false), [
    "Gather", "MatMul", "Add", "Relu", "MatMul", "Add", "Relu", "MatMul", "Add", "Softmax", "ReduceMax", "ArgMax", "Cast",
  ]);
  assert.ok(operations("model2", true).includes("Equal"));
  assert.not.ok(operations("model2", false).includes("Equal"));
});

test("a file's metadata holds what text needs to become ids and ids to become tags, and where the model comes from", () => {
  const { metadata } = decoded("advanced", true);
  const bundle = bundleOf(TAGGERS["advanced"]!(true));
  assert.equal(Object.keys(metadata).sort(), ["description", "hash", "masked", "model", "tags", "tokenizer", "vocabulary"]);
  assert.equal([metadata["model"], metadata["hash"], metadata["masked"]], ["advanced", "0123456789abcdef", "true"]);
  assert.equal(JSON.parse(metadata["tags"]!), bundle.tagSet.tags);
  assert.equal(JSON.parse(metadata["vocabulary"]!), bundle.vocabulary.words);
  assert.equal(JSON.parse(metadata["description"]!), { hash: "0123456789abcdef", seed: 3 });
  assert.is(decoded("advanced", false).metadata["masked"], "false");
});

test("the tokenizer in the metadata splits as nerbook does", () => {
  const { pattern, flags, version, padding, unknown } = JSON.parse(decoded("baseline", true).metadata["tokenizer"]!) as Record<string, string>;
  const text = "Mr. Ōe’s U.S. visit cost $1,200.50; they don't care 😀.";
  assert.equal([...text.matchAll(new RegExp(pattern!, flags))].map(([token]) => token), tokenize(text).map((token) => token.text));
  assert.equal([version, padding, unknown], [1, 0, 1]);
});

test("version 1 of the tokenizer is this pattern: one that changes needs a new version", () => {
  assert.is(TOKENIZER.version, 1);
  assert.is(sha256(`${TOKENIZER.pattern}/${TOKENIZER.flags}`).slice(0, 16), "7e4c30b9f12cd455");
});

test("a kernel is turned, and its gates come as ONNX wants them", () => {
  // One unit: columns i, f, g, o for each of two inputs → rows i, o, f, g.
  const kernel = Float32Array.of(1, 2, 3, 4, 10, 20, 30, 40);
  assert.equal([...onnxKernel(kernel, 1)], [1, 10, 4, 40, 2, 20, 3, 30]);
});

test("a negative number takes ten bytes, as protocol buffers have it", () => {
  const [field] = fieldsOf(tensor("x", FLOAT, [-1], new Float32Array(0)));
  assert.is(BigInt.asIntN(64, field!.value as bigint), -1n);
});

test("without an origin a file holds neither producer nor metadata", () => {
  const numbers = fieldsOf(modelMessage({ nodes: [], constants: [], inputs: [], outputs: [] })).map(({ number }) => number);
  assert.equal(numbers, [1, 7, 8]);
});

test.run();
