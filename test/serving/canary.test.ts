import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { PredictionCache } from "../../src/serving/cache/prediction-cache";
import { RegistryFollower } from "../../src/serving/instance/registry-follower";
import { activate, addVersion, auditFile, readState, registryAt, startCanary, type Registry } from "../../src/serving/registry";
import { DEFAULT_CANARY_RULE, DEFAULT_POLICY } from "../../src/serving/router/policy";
import { readAuditLog, verifyAuditLog } from "../../src/serving/security/audit-log";
import { limitsOf } from "../../src/serving/security/limits";
import { PredictionService } from "../../src/serving/service/service";
import { runInstance } from "./instances";
import { StubEngine } from "./stub-engine";
import { temporaryFolder, tinyModel } from "./tiny-models";
import { until } from "./until";

const BY = { actor: "test" };
const SHARE = 0.5;
const TEXT = "Anna lives in Lima.";

let folders: readonly string[] = [];

test.before(async () => {
  folders = [await tinyModel("model2", 1), await tinyModel("model2", 2), await tinyModel("model2", 3)];
});

interface Tried {
  readonly registry: Registry;
  /** In the order in which they were activated; the last one answers. */
  readonly stable: readonly string[];
  readonly canary: string;
}

/** A registry in which so many versions were activated, one after the other, and one more is the canary. */
async function registryWith(activated: number): Promise<Tried> {
  const registry = registryAt(path.join(temporaryFolder(), "registry"));
  const versions: string[] = [];
  for (const folder of folders.slice(0, activated + 1)) versions.push((await addVersion(registry, folder)).manifest.version);
  const [stable, canary] = [versions.slice(0, activated), versions[activated]!];
  for (const version of stable) await activate(registry, version, BY);
  await startCanary(registry, canary, SHARE, BY);
  return { registry, stable, canary };
}

/** A service that follows the registry, on an engine that fails where it is told to and a clock that moves with every request. */
async function follow(registry: Registry, millisecondsPerRequest = 1) {
  let now = 0;
  let asks = 0;
  const incidents: string[] = [];
  const engine = new StubEngine();
  const settings = { policy: DEFAULT_POLICY, limits: limitsOf({}) };
  const service = new PredictionService(engine, new PredictionCache(0), settings, () => now);
  const follower = new RegistryFollower(registry, service, (sentence) => incidents.push(sentence));
  await follower.start();
  const ask = async (): Promise<string> => {
    now += millisecondsPerRequest;
    return (await service.predict({ text: TEXT }, { requestId: `request-${asks++}` })).version;
  };
  return { engine, service, follower, incidents, ask, clock: () => now, stop: () => follower.stop() };
}

type Followed = Awaited<ReturnType<typeof follow>>;

/** Sends requests until the service has come to a verdict; answers who answered how often. */
async function sendUntilJudged({ service, ask }: Followed, most: number): Promise<Map<string, number>> {
  const answered = new Map<string, number>();
  for (let i = 0; i < most && service.router.policy.canary !== null; i++) {
    const version = await ask();
    answered.set(version, (answered.get(version) ?? 0) + 1);
  }
  assert.is(service.router.policy.canary, null, `there is a verdict after ${most} requests`);
  return answered;
}

function lastEntry(registry: Registry) {
  const { action, actor, details } = readAuditLog(auditFile(registry)).at(-1)!;
  return { action, actor, explanation: String(details!["explanation"]) };
}

async function versionsOf({ ask }: Followed, count: number): Promise<string[]> {
  const versions = new Set<string>();
  for (let i = 0; i < count; i++) versions.add(await ask());
  return [...versions];
}

test("a canary that stands the test is made active by the service itself, and all requests go to it", async () => {
  const { registry, stable, canary } = await registryWith(1);
  const followed = await follow(registry);
  const answered = await sendUntilJudged(followed, 3 * DEFAULT_CANARY_RULE.promoteAfter);
  assert.is(answered.get(canary), DEFAULT_CANARY_RULE.promoteAfter);
  assert.ok(answered.get(stable[0]!)! > 0.8 * DEFAULT_CANARY_RULE.promoteAfter, "half of the requests went to the other");
  await until(() => followed.service.models.all.length === 1, "the version before is unloaded");
  assert.equal(readState(registry).slots.model2, { active: canary, canary: null, history: stable });
  assert.equal(lastEntry(registry), { action: "activate", actor: "service", explanation: `The canary ${canary} has answered 2000 requests and stood the test.` });
  assert.equal(await versionsOf(followed, 100), [canary]);
  followed.stop();
});

test("a canary that tags otherwise than the version before is rolled back by the service itself, and gets no request more", async () => {
  const { registry, stable, canary } = await registryWith(1);
  const followed = await follow(registry);
  followed.engine.say(canary, 1);
  const answered = await sendUntilJudged(followed, 1_000);
  assert.ok(answered.get(canary)! >= DEFAULT_CANARY_RULE.minimumRequests);
  await until(() => followed.service.models.all.length === 1, "the canary is unloaded");
  assert.equal(readState(registry).slots.model2, { active: stable[0], canary: null, history: [] });
  const { action, actor, explanation } = lastEntry(registry);
  assert.equal([action, actor], ["rollback", "service"]);
  assert.match(explanation, new RegExp(`^The canary ${canary} is rolled back: its tags differ on (\\d+) of \\1 sentences, and 20 % are tolerated\\.$`));
  assert.equal(followed.incidents, [explanation]);
  assert.equal(await versionsOf(followed, 100), stable);
  followed.stop();
});

test("a canary that always fails costs no request its answer, and is rolled back within minutes though its breaker keeps requests from it", async () => {
  const { registry, stable, canary } = await registryWith(1);
  const followed = await follow(registry, 100);
  followed.engine.break(canary);
  const answered = await sendUntilJudged(followed, 10_000);
  assert.equal([...answered.keys()], stable);
  assert.ok(followed.clock() < 5 * 60_000, `it took ${followed.clock() / 1000} s`);
  await until(() => followed.service.models.all.length === 1, "the canary is unloaded");
  assert.is(readState(registry).slots.model2.canary, null);
  assert.match(lastEntry(registry).explanation, /is rolled back: 100 % of its requests failed, of the stable version's 0 %/);
  followed.stop();
});

test("where two instances come to a verdict at once, the first is done and the other undoes nothing besides", async () => {
  const { registry, stable, canary } = await registryWith(2);
  const both = [await follow(registry), await follow(registry)];
  for (const followed of both) followed.engine.say(canary, 1);
  for (const followed of both) await sendUntilJudged(followed, 1_000);
  await until(() => both.every(({ service }) => service.models.all.length === 1), "both have unloaded the canary");
  assert.equal(readState(registry).slots.model2, { active: stable[1], canary: null, history: [stable[0]] });
  assert.equal(readAuditLog(auditFile(registry)).map(({ action, actor }) => `${action} by ${actor}`).slice(-2), ["canary by test", "rollback by service"]);
  await until(() => both.some(({ incidents }) => incidents.length > 1), "the later one says that it was too late");
  assert.match(both.flatMap(({ incidents }) => incidents).join("\n"), new RegExp(`${canary} is no canary of the slot model2 any more`));
  for (const followed of both) assert.equal(await versionsOf(followed, 100), [stable[1]]);
  for (const followed of both) followed.stop();
});

test("over HTTP: a canary that its workers lost is rolled back, and every request meanwhile is answered by the version before", async () => {
  const { registry, stable, canary } = await registryWith(1);
  const breaker = { ...DEFAULT_POLICY.breaker, minimumRequests: 100_000 };
  const running = await runInstance([], { registry: registry.folder, policy: { ...DEFAULT_POLICY, breaker }, logLevel: "warn" });
  const rolesOf = async () => ((await running.client.models()) as { models: readonly { version: string; role: string }[] }).models.map(({ version, role }) => `${version} ${role}`);
  try {
    assert.equal(await rolesOf(), [`${stable[0]} active`, `${canary} canary`]);
    running.service.engine.unload(canary);
    const versions = new Set<string>();
    const reasons = new Set<string>();
    for (let i = 0; i < 1_000 && readState(registry).slots.model2.canary !== null; i++) {
      const { version, route } = await running.client.predict({ text: TEXT }, { explain: true });
      versions.add(version);
      reasons.add(route!.reason);
    }
    assert.equal([...versions], stable);
    assert.equal([...reasons].sort(), ["failover-failed", "share"]);
    assert.equal(readState(registry).slots.model2, { active: stable[0], canary: null, history: [] });
    assert.is(lastEntry(registry).actor, "service");
    assert.equal(verifyAuditLog(auditFile(registry)).faults, []);
    assert.ok(running.log.some((line) => line.includes("is rolled back: 100 % of its requests failed")));
    await until(async () => (await rolesOf()).length === 1, "the canary is unloaded");
    assert.equal(await rolesOf(), [`${stable[0]} active`]);
  } finally {
    await running.close();
  }
});

test.run();
