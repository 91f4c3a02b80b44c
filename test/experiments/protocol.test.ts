import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as tf from "@tensorflow/tfjs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { startBackend } from "../../src/backend/choose";
import { defaultTrialConfig, withOverrides } from "../../src/experiments/config";
import { prepareDataset } from "../../src/experiments/dataset";
import { runTrial } from "../../src/experiments/run-trial";
import { workspaceAt } from "../../src/experiments/workspace";
import { sha256 } from "../../src/files/hash";
import { MODEL_NAMES, type ModelName } from "../../src/models/options";
import { tinyCorpus } from "../support/sentences";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-protocol-"));
test.after(() => fs.rmSync(folder, { recursive: true }));

async function weightsDigest(model: ModelName): Promise<string> {
  const config = withOverrides(defaultTrialConfig(model), {
    vocabulary: { minimumCount: 1 },
    training: { maximumEpochs: 2, batchSize: 16 },
  });
  const record = await runTrial(prepareDataset(tinyCorpus(60), "reference"), config, 0, { workspace: workspaceAt(folder) });
  return sha256(fs.readFileSync(path.join(folder, "models", record.hash, "weights.bin"))).slice(0, 16);
}

// What these code paths compute is part of the protocol: when a digest changes, so do all results, and old records must
// not be taken for new ones. Raise PROTOCOL_VERSION, then write the new digests here.
const DIGESTS: { readonly [model in ModelName]: string } = {
  baseline: "d9507b80b599df35",
  "baseline-per-token": "884bb64dab42428b",
  model2: "cbc313f7251fcb00",
  advanced: "d28a72bd6fe6b909",
};

test("under this protocol version, tiny trainings on the wasm backend end with these weights", async () => {
  await startBackend();
  if (tf.getBackend() !== "wasm") return;
  const digests: { [model: string]: string } = {};
  for (const model of MODEL_NAMES) digests[model] = await weightsDigest(model);
  assert.equal(digests, DIGESTS);
});

test.run();
