import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as tf from "@tensorflow/tfjs";
import { CommanderError } from "commander";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { startBackend } from "../../src/backend/choose";
import { buildProgram } from "../../src/cli/main";
import { DataError } from "../../src/errors";
import { saveBundle } from "../../src/models/bundle";
import { exportOnnx, exportTfjs } from "../../src/onnx/export";
import { findOnnxRuntime } from "../../src/onnx/session";
import { nerbook } from "../support/command";
import { decodeModel } from "./decoded";
import { benchRuntime, bundleOf, RUNTIME_FOLDER, TAGGERS } from "./taggers";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-export-"));
const MODEL = path.join(folder, "model");

test.before(async () => {
  await startBackend();
  await saveBundle(MODEL, bundleOf(TAGGERS["model2"]!(true)));
});

test.after(() => fs.rmSync(folder, { recursive: true }));

function inside(name: string): string {
  return path.join(folder, name);
}

interface Told {
  readonly format: string;
  readonly model: string;
  readonly hash: string;
  readonly files: readonly string[];
  readonly agreement: { readonly system: string; readonly largestDifference: number } | null;
}

test("the verb writes a folder with the model last, says so as JSON, and compares it where ONNX Runtime is found", () => {
  const { status, stdout, stderr } = nerbook(["export", MODEL, "--format", "onnx", "--out", inside("a"), "--json"], { NODE_PATH: RUNTIME_FOLDER });
  assert.is(status, 0, stderr);
  const told = JSON.parse(stdout) as Told;
  assert.equal([told.format, told.model, told.hash], ["onnx", "model2", "0123456789abcdef"]);
  assert.equal(told.files.map((file) => path.basename(file)), ["vocabulary.json", "tags.json", "tokenizer.json", "config.json", "model.onnx"]);
  assert.equal(fs.readdirSync(inside("a")).sort(), told.files.map((file) => path.basename(file)).sort());
  assert.is(decodeModel(fs.readFileSync(inside("a/model.onnx"))).metadata["model"], "model2");
  if (benchRuntime()) assert.ok(told.agreement!.system.startsWith("ONNX Runtime") && told.agreement!.largestDifference <= 1e-5);
});

test("a place that ends in .onnx is one file, which needs nothing beside it", async () => {
  const { files } = await exportOnnx(bundleOf(TAGGERS["advanced"]!(true)), inside("b/alone.onnx"));
  assert.equal(files, [inside("b/alone.onnx")]);
  assert.equal(fs.readdirSync(inside("b")), ["alone.onnx"]);
});

test("an export that is made again holds the same bytes", async () => {
  const bundle = bundleOf(TAGGERS["baseline"]!(true));
  for (const name of ["c.onnx", "d.onnx"]) await exportOnnx(bundle, inside(name));
  assert.ok(fs.readFileSync(inside("c.onnx")).equals(fs.readFileSync(inside("d.onnx"))));
});

test("without onnxruntime-node beside nerbook's packages, nothing is compared and that is said", async () => {
  if (findOnnxRuntime()) return;
  assert.is((await exportOnnx(bundleOf(TAGGERS["baseline"]!(true)), inside("e.onnx"))).agreement, null);
  assert.match(nerbook(["export", MODEL, "--format", "onnx", "--out", inside("f.onnx")]).stdout, /f\.onnx {2}[\d,]+ bytes\nnot compared .*onnxruntime-node is not installed\n$/);
});

test("a model that holds an unknown layer is refused by both formats, and nothing is written", async () => {
  const input = tf.input({ name: "words", shape: [null], dtype: "int32" });
  const embedded = tf.layers.embedding({ inputDim: 24, outputDim: 4 }).apply(input);
  const filtered = tf.layers.conv1d({ name: "filter", filters: 3, kernelSize: 3, padding: "same" }).apply(embedded);
  const logits = tf.layers.dense({ name: "logits", units: 5 }).apply(filtered);
  const model = tf.model({ inputs: input, outputs: tf.layers.activation({ activation: "softmax" }).apply(logits) as tf.SymbolicTensor });
  for (const write of [exportOnnx, exportTfjs]) {
    const message = await write(bundleOf(model), inside("unknown")).then(() => "written", (error: Error) => error.message);
    assert.match(message, /^This model cannot be exported, since [^\n]*layer [^\n]*"filter" \(Conv1D\)\.$/);
  }
  assert.not.ok(fs.existsSync(inside("unknown")));
});

test("a folder that holds no model is one line on standard error", () => {
  const { status, stdout, stderr } = nerbook(["export", folder, "--format", "onnx"]);
  assert.equal([status, stdout], [1, ""]);
  assert.match(stderr.replace(/^backend .*\n/m, ""), /^error: .* holds no saved model: model\.json cannot be read .*\n$/);
});

/** The verb in this process: the exit code that its failure would give, and what it says. */
async function failureOf(args: readonly string[]): Promise<{ readonly status: number; readonly message: string }> {
  const program = buildProgram("export");
  for (const command of [program, ...program.commands]) command.configureOutput({ writeErr: () => undefined });
  try {
    await program.parseAsync(["node", "nerbook", "export", ...args]);
    return { status: 0, message: "" };
  } catch (error) {
    return { status: error instanceof DataError ? error.exitCode : error instanceof CommanderError ? 2 : -1, message: (error as Error).message };
  }
}

const WRONG: readonly (readonly [string, readonly string[], number, RegExp])[] = [
  ["a format that does not exist", [MODEL, "--format", "torch"], 2, /Allowed choices are onnx, tfjs/],
  ["no format at all", [MODEL], 2, /required option '--format <name>' not specified/],
  ["an ONNX file for tfjs", [MODEL, "--format", "tfjs", "--out", "x.onnx"], 2, /^tfjs writes a folder, and x\.onnx is the name of an ONNX file\.$/],
  ["the model's own folder as the place", [MODEL, "--format", "tfjs", "--out", `${MODEL}/`], 2, /is the model itself; name another folder \(--out\)\.$/],
  ["a place below a file", [MODEL, "--format", "onnx", "--out", path.join(MODEL, "tags.json", "x")], 1, /^The folder .* cannot be written: .*\.$/],
];

for (const [what, args, status, message] of WRONG) {
  test(`${what} is wrong, and is said so`, async () => {
    const failure = await failureOf(args);
    assert.is(failure.status, status, failure.message);
    assert.match(failure.message, message);
  });
}

test.run();
