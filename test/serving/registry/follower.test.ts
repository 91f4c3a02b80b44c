import * as fs from "node:fs";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { PredictionCache } from "../../../src/serving/cache/prediction-cache";
import { InferenceEngine } from "../../../src/serving/inference/engine";
import { RegistryFollower } from "../../../src/serving/instance/registry-follower";
import { activate, addVersion, readState, registryAt, rollback, startCanary, stateFile, versionFolder } from "../../../src/serving/registry";
import { DEFAULT_POLICY } from "../../../src/serving/router/policy";
import { DEFAULT_LIMITS } from "../../../src/serving/security/limits";
import { PredictionService } from "../../../src/serving/service/service";
import { temporaryFolder, tinyModel } from "../tiny-models";

const BY = { actor: "test" };
const HALF_A_MINUTE = 30_000;
const registry = registryAt(path.join(temporaryFolder(), "registry"));
const incidents: string[] = [];
const engine = new InferenceEngine({ workers: 1 });
const service = new PredictionService(engine, new PredictionCache(0), { policy: DEFAULT_POLICY, limits: DEFAULT_LIMITS });
let time = 0;
const follower = new RegistryFollower(registry, service, (sentence) => incidents.push(sentence), () => time);
let model2: readonly string[] = [];
let baseline: readonly string[] = [];

async function added(name: "model2" | "baseline-per-token", seeds: readonly number[]): Promise<string[]> {
  const versions: string[] = [];
  for (const seed of seeds) versions.push((await addVersion(registry, await tinyModel(name, seed))).manifest.version);
  return versions;
}

/** Damages a version; the answer mends it. */
function damage(version: string): () => void {
  const file = path.join(versionFolder(registry, version), "weights.bin");
  const bytes = fs.readFileSync(file);
  fs.writeFileSync(file, bytes.subarray(4));
  return () => fs.writeFileSync(file, bytes);
}

function serving(): (string | undefined)[] {
  return (["model2", "baseline"] as const).map((slot) => service.models.active(slot)?.version);
}

test.before(async () => {
  model2 = await added("model2", [1, 2, 3]);
  baseline = await added("baseline-per-token", [1, 2]);
  await activate(registry, model2[0]!, BY);
  await activate(registry, baseline[0]!, BY);
  engine.start();
  await follower.start();
});

test.after(async () => {
  follower.stop();
  await service.close();
});

test("a version that cannot be loaded is told of once, tried again after half a minute, and holds up no other slot", async () => {
  const mend = damage(model2[1]!);
  const { slots, ...state } = readState(registry);
  const changed = {
    ...slots,
    model2: { ...slots.model2, active: model2[1], history: [model2[0]] }, baseline: { ...slots.baseline, active: baseline[1], history: [baseline[0]] },
  };
  fs.writeFileSync(stateFile(registry), JSON.stringify({ ...state, revision: state.revision + 1, slots: changed }));
  for (let i = 0; i < 3; i++) await follower.look();
  assert.equal(serving(), [model2[0], baseline[1]]);
  time += HALF_A_MINUTE;
  await follower.look();
  assert.is(incidents.length, 1);
  assert.match(incidents[0]!, /The registry was not followed: .*weights\.bin is damaged/);
  mend();
  await follower.look();
  assert.equal(serving(), [model2[0], baseline[1]], "not yet");
  time += HALF_A_MINUTE;
  await follower.look();
  assert.equal(serving(), [model2[1], baseline[1]]);
});

test("damage to a version that is loaded already keeps no other slot from going back", async () => {
  const mend = damage(model2[1]!);
  await rollback(registry, "baseline", BY);
  await follower.look();
  mend();
  assert.equal(serving(), [model2[1], baseline[0]]);
});

test("a canary goes on when another slot changes, and what was observed of it stays", async () => {
  await startCanary(registry, model2[2]!, 0.5, BY);
  await follower.look();
  const ids = Array.from({ length: 10 }, (_, i) => `request-${i}`);
  for (const requestId of ids) await service.predict({ text: "Anna lives in Lima.", model: "model2" }, { requestId });
  const { canary, stable } = service.router.canary!.counts;
  assert.is(canary.requests + stable.requests, ids.length);
  await activate(registry, baseline[1]!, BY);
  await follower.look();
  assert.is(serving()[1], baseline[1]);
  assert.equal(service.router.canary!.counts.stable, stable);
  await rollback(registry, "model2", BY);
  await follower.look();
  assert.is(service.router.policy.canary, null);
  assert.equal(service.models.all.map(({ version }) => version), [model2[1], baseline[1]]);
});

test("a state file that is damaged is told of once, and everything stays", async () => {
  const file = stateFile(registry);
  const bytes = fs.readFileSync(file);
  const before = [serving(), incidents.length];
  fs.writeFileSync(file, "{");
  for (let i = 0; i < 3; i++) await follower.look();
  fs.writeFileSync(file, bytes);
  assert.equal([serving(), incidents.length - 1], before);
  await follower.look();
  assert.equal(readState(registry).slots.model2.active, serving()[0]);
});

test.run();
