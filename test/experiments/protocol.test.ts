import { test } from "uvu";
import * as assert from "uvu/assert";
import { startBackend } from "../../src/backend/choose";
import { buildTagSet, buildVocabulary, encodeSentence } from "../../src/encoding";
import { defaultTrialConfig } from "../../src/experiments/config";
import { sha256 } from "../../src/files/hash";
import { openWasmMachine, type WasmBinary } from "../../src/kernels/wasm/machine";
import { buildModel } from "../../src/models/build";
import { MODEL_NAMES, type ModelName } from "../../src/models/options";
import { copyWeights, trainableVariables } from "../../src/models/weights";
import { CompiledModel } from "../../src/programs/compiled-model";
import { CompiledStepper } from "../../src/training/compiled-stepper";
import { train } from "../../src/training/train";
import { tinyCorpus } from "../support/sentences";

const { sentences } = tinyCorpus(60);
const vocabulary = buildVocabulary(sentences, { minimumCount: 1, maximumSize: null });
const tagSet = buildTagSet(sentences);
const encoded = sentences.map((sentence) => encodeSentence(sentence, vocabulary, tagSet));

/** Of the weights after two epochs with the default configuration. */
async function weightsDigest(name: ModelName, binary: WasmBinary): Promise<string> {
  const model = buildModel(name, { vocabulary: vocabulary.size, tags: tagSet.size, seed: 0 });
  const compiled = new CompiledModel(model, openWasmMachine({ threads: 2, binary }), true);
  compiled.restart(copyWeights(trainableVariables(model)));
  const config = { ...defaultTrialConfig(name).training, maximumEpochs: 2, batchSize: 16 };
  let epochs = 0;
  const validate = () => ({ f1: ++epochs, accuracy: 0 });
  await train({ model, sentences: encoded, config, seed: 0, validate, stepper: new CompiledStepper(compiled, config.lazyEmbedding) });
  const weights = copyWeights(trainableVariables(model)).map((values) => Buffer.from(values.buffer, values.byteOffset, values.byteLength));
  model.dispose();
  return sha256(Buffer.concat(weights)).slice(0, 16);
}

async function digestsOf(binary: WasmBinary): Promise<{ [model: string]: string }> {
  await startBackend();
  const digests: { [model: string]: string } = {};
  for (const model of MODEL_NAMES) digests[model] = await weightsDigest(model, binary);
  return digests;
}

// What these code paths compute is part of the protocol: when a digest changes, so do all results, and old records must
// not be taken for new ones. Raise PROTOCOL_VERSION, then write the new digests here.
const DIGESTS = {
  plain: { baseline: "3137b32d9aafbd7e", "baseline-per-token": "68499b542c7ab05d", model2: "42ab203b1efe1e00", advanced: "b7ca110683911738" },
  relaxed: { baseline: "5abfede9f9bf855f", "baseline-per-token": "01e9bbaff6ee3f97", model2: "d0fc10d2e4bffddf", advanced: "b9dee12fe618102e" },
};

test("under this protocol version, tiny trainings on the plain WebAssembly kernels end with these weights", async () => {
  assert.equal(await digestsOf("plain"), DIGESTS.plain);
});

test("with a fused multiply-add they end with these, or with those of the plain kernels where the processor has none", async () => {
  const digests = await digestsOf("relaxed");
  assert.equal(digests, digests["model2"] === DIGESTS.plain.model2 ? DIGESTS.plain : DIGESTS.relaxed);
});

test.run();
