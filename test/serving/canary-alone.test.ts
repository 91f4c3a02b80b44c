import * as fs from "node:fs";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { NerClient } from "../../src/serving/client";
import { versionOfFolder } from "../../src/serving/registry/content";
import { parsePolicy } from "../../src/serving/router/policy-file";
import { isWithin } from "../../src/serving/router/sticky";
import { runInstance, type RunningInstance } from "./instances";
import { tinyModel } from "./tiny-models";
import { until } from "./until";

const SHARE = 0.5;
const LARGE = 1_000_000;

let stable = "";
let twin = "";
let other = "";
const versions = new Map<string, string>();

function versionOf(folder: string): string {
  return versions.get(folder)!;
}

/** A model that answers as another one does, under a version of its own. */
function twinOf(folder: string): string {
  const copy = `${folder}-twin`;
  fs.cpSync(folder, copy, { recursive: true });
  const config = path.join(copy, "config.json");
  const description = JSON.parse(fs.readFileSync(config, "utf8")) as object;
  fs.writeFileSync(config, JSON.stringify({ ...description, hash: "fedcba9876543210" }));
  return copy;
}

function withCanary(folder: string, rule: object, more: object = {}) {
  return parsePolicy({ canary: { slot: "model2", version: versionOf(folder), share: SHARE, rule }, ...more });
}

function idsOf(arm: "canary" | "stable", folder: string, count: number): string[] {
  const all = Array.from({ length: 20 * count }, (_, i) => `request-${i}`);
  return all.filter((id) => isWithin(SHARE, id, ["canary", versionOf(folder)]) === (arm === "canary")).slice(0, count);
}

async function ask(client: NerClient, id: string, text: string): Promise<{ readonly version: string; readonly cached: boolean }> {
  const response = await client.send("POST", "/v1/predict", { text, model: "model2" }, { "x-request-id": id });
  return (await response.json()) as { version: string; cached: boolean };
}

async function withInstance(
  folders: readonly string[], changes: Parameters<typeof runInstance>[1], act: (running: RunningInstance) => Promise<void>,
): Promise<void> {
  const running = await runInstance(folders, { logLevel: "warn", ...changes });
  try {
    await act(running);
  } finally {
    await running.close();
  }
}

test.before(async () => {
  stable = await tinyModel("model2", 1);
  twin = twinOf(stable);
  other = await tinyModel("model2", 2);
  for (const folder of [stable, twin, other]) versions.set(folder, await versionOfFolder(folder));
});

test("without a registry too, a canary whose tags differ is taken back, and answers no more", () =>
  withInstance([stable, other], { policy: withCanary(other, { minimumRequests: 10, promoteAfter: LARGE, slowMilliseconds: LARGE }) }, async ({ client, service, log }) => {
    const ids = idsOf("canary", other, 60);
    for (const [i, id] of ids.entries()) await ask(client, id, `Anna lives in Lima ${"the ".repeat(i % 7)}of Peru.`);
    await until(() => service.router.policy.canary === null, "it is taken back");
    assert.ok(log.some((line) => /is rolled back: its tags differ/.test(line)));
    assert.is((await ask(client, ids[0]!, "Anna.")).version, versionOf(stable));
  }));

test("without a registry too, a canary that stands the test answers from then on", () =>
  withInstance([stable, twin], { policy: withCanary(twin, { minimumRequests: 5, promoteAfter: 20, slowMilliseconds: LARGE }) }, async ({ client, service }) => {
    for (const id of idsOf("canary", twin, 40)) await ask(client, id, "Anna lives in Lima.");
    await until(() => service.router.policy.canary === null, "it is promoted");
    assert.is((await ask(client, idsOf("stable", twin, 1)[0]!, "Anna.")).version, versionOf(twin));
  }));

test("what the stable version has in the cache does not count for its canary, and what neither has does", () =>
  withInstance([stable, twin], { cacheBytes: 1_000_000, policy: withCanary(twin, { minimumRequests: LARGE, promoteAfter: LARGE }) }, async ({ client, service }) => {
    const [ofStable] = idsOf("stable", twin, 1);
    const [ofCanary] = idsOf("canary", twin, 1);
    const counted = () => [service.router.canary!.counts.canary.requests, service.router.canary!.counts.stable.requests];
    await ask(client, ofStable!, "Anna lives in Lima.");
    assert.equal(counted(), [0, 1]);
    const spared = await ask(client, ofCanary!, "Anna lives in Lima.");
    assert.equal([spared.version, spared.cached], [versionOf(twin), false], "it computes, as its own cache is cold");
    assert.equal(counted(), [0, 1]);
    await ask(client, ofCanary!, "Peru.");
    assert.equal(counted(), [1, 1]);
    assert.is((await ask(client, ofCanary!, "Peru.")).cached, true);
    assert.equal(counted(), [1, 1]);
  }));

test("beside a canary the stable version answers too, though a shadow does, and the service tells how all fare", async () => {
  const baseline = await tinyModel("baseline-per-token", 3);
  const policy = withCanary(twin, { minimumRequests: LARGE, promoteAfter: LARGE }, { shadow: { slot: "baseline", share: 1 } });
  await withInstance([stable, twin, baseline], { policy }, async ({ client, service }) => {
    await ask(client, idsOf("canary", twin, 1)[0]!, "Anna lives in Lima.");
    await until(() => service.router.agreements.length === 2, "both answered");
    const told = await client.models();
    assert.equal([told.canary!.version, told.canary!.requests], [versionOf(twin), 1]);
    assert.is(told.agreements.find(({ second }) => second === versionOf(stable))!.tokens, 1);
    assert.is(told.models.find(({ version }) => version === versionOf(twin))!.role, "canary");
  });
});

test.run();
