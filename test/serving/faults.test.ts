import * as fs from "node:fs";
import * as net from "node:net";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { PredictionCache } from "../../src/serving/cache/prediction-cache";
import { ServiceError } from "../../src/serving/client";
import { RateStore } from "../../src/serving/http/rate-store";
import { startInstance } from "../../src/serving/instance/instance";
import { keepJudgement } from "../../src/serving/registry/judgement";
import { activate, addVersion, auditFile, readState, registryAt, stateFile, versionFolder } from "../../src/serving/registry";
import { AuditLog, readAuditLog, verifyAuditLog } from "../../src/serving/security/audit-log";
import { addKey, KeyRing } from "../../src/serving/security/keys";
import { limitsOf } from "../../src/serving/security/limits";
import { instanceSettings, runInstance, type RunningInstance } from "./instances";
import { withMovedClock } from "./moved-clock";
import { exchange, portOf, request } from "./raw-http";
import { temporaryFolder, tinyModel } from "./tiny-models";
import { sleep, until } from "./until";

// Faults that take longer, and those of the real command: node test/run.js test/slow/serve-faults.slow.ts

const HOUR = 3_600_000;
const ARRIVAL = 600;
const PATIENCE = 120_000;
const QUEUE = 40;
const TEXT = "Anna lives in Lima, the capital of Peru.";
const LONG = "Anna lives in Lima. ".repeat(380);

const folder = temporaryFolder();
const registry = registryAt(path.join(folder, "registry"));
let first = "";
let second = "";
let running: RunningInstance;

function ask(text = TEXT): Promise<{ readonly version: string }> {
  return running.client.predict({ text });
}

test.before(async () => {
  first = (await addVersion(registry, await tinyModel("model2", 1))).manifest.version;
  second = (await addVersion(registry, await tinyModel("model2", 2))).manifest.version;
  for (const version of [first, second]) keepJudgement(registry, version, [], null);
  await activate(registry, first, { actor: "test" });
  const limits = limitsOf({ arrivalMilliseconds: ARRIVAL, deadlineMilliseconds: 30_000 });
  running = await runInstance([], { registry: registry.folder, limits, logLevel: "warn", inference: { workers: 1, maximumQueue: QUEUE } });
});

test.after(() => running.close());

test("full queue: what does not fit is refused with a time to come back, and afterwards all are answered", async () => {
  // One of its own: on a slow machine so much does not arrive within the short time that the other one gives.
  const limits = limitsOf({ arrivalMilliseconds: PATIENCE, deadlineMilliseconds: 60_000 });
  const full = await runInstance([await tinyModel()], { limits, inference: { workers: 1, maximumQueue: QUEUE } });
  const bytes = Buffer.concat(Array.from({ length: 20 }, () => request(JSON.stringify({ text: LONG }))));
  const all = await Promise.all(Array.from({ length: 8 }, () => exchange(full.url, bytes, { answers: 20, patience: PATIENCE })));
  const answers = all.flatMap((each) => each.answers);
  const refused = answers.filter(({ status }) => status === 503);
  assert.equal([answers.length, answers.filter(({ status }) => status === 200).length], [160, 160 - refused.length]);
  assert.ok(refused.length > 0 && refused.length < 160 - QUEUE, `${refused.length} were refused`);
  for (const { headers, body } of refused) {
    assert.ok(Number(headers.get("retry-after")) >= 1);
    assert.is((JSON.parse(body) as { error: { code: string } }).error.code, "overloaded");
  }
  await Promise.all(Array.from({ length: 20 }, () => full.client.predict({ text: TEXT })));
  await full.close();
});

test("client gone: what he asked for is not computed", async () => {
  let computed = 0;
  running.service.observe({ predicted: () => (computed += 1) });
  const socket = net.connect(portOf(running.url), "127.0.0.1");
  socket.write(Buffer.concat(Array.from({ length: 30 }, () => request(JSON.stringify({ text: LONG })))));
  await until(() => running.service.engine.depth.waiting >= 20, "the requests wait");
  const before = computed;
  socket.destroy();
  await until(() => running.service.engine.depth.waiting === 0, "nothing waits any more");
  await until(() => running.service.engine.depth.running === 0, "nothing runs any more");
  assert.ok(computed - before <= 4, `${computed - before} were computed for nobody`);
  await ask();
});

/** Opens a connection, sends pieces at a pace that never ends, and answers how long it lasted and what came back. */
function drip(head: string, piece: string): Promise<{ readonly milliseconds: number; readonly received: string }> {
  const started = performance.now();
  return new Promise((resolve) => {
    const socket = net.connect(portOf(running.url), "127.0.0.1");
    let received = "";
    if (head !== "") socket.write(head);
    const timer = setInterval(() => { if (piece !== "") socket.write(piece); }, 100);
    socket.on("data", (data) => (received += data)).on("error", () => undefined);
    socket.once("close", () => {
      clearInterval(timer);
      resolve({ milliseconds: performance.now() - started, received });
    });
  });
}

test("half-open connections: headers and bodies that trickle, and silence, are cut off soon after the limit, and others are served", async () => {
  const line = "POST /v1/predict HTTP/1.1\r\nhost: x\r\n";
  const whole = `${line}content-type: application/json\r\ncontent-length: 5000\r\n\r\n`;
  const slow = [drip("", ""), drip(line, "x-a: b\r\n"), drip(`${line}x-a: `, "a"), drip(whole, " "), drip(`${whole}{`, ""), ...Array.from({ length: 50 }, () => drip(line, ""))];
  for (let i = 0; i < 5; i++) await ask();
  for (const { milliseconds, received } of await Promise.all(slow)) {
    // Without the limit it would last until nothing had moved for a minute, or for good.
    assert.ok(milliseconds >= ARRIVAL * 0.9 && milliseconds < limitsOf().stallMilliseconds / 2, `cut off after ${milliseconds.toFixed(0)} ms`);
    assert.match(received, /^HTTP\/1\.1 408 .*"code":"timeout"/s);
  }
});

test("slow client: a batch that is not read stops the work on it, and others are served", async () => {
  let computed = 0;
  running.service.observe({ predicted: () => (computed += 1) });
  const items = Array.from({ length: 250 }, () => ({ text: "a ".repeat(1_990) }));
  const before = process.memoryUsage().rss;
  const socket = net.connect({ port: portOf(running.url), host: "127.0.0.1" });
  socket.on("error", () => undefined).pause();
  socket.write(request(JSON.stringify({ items }), {}, "POST /v1/predict/batch HTTP/1.1"));
  for (let last = -1; last < computed || computed === 0; await sleep(400)) last = computed;
  assert.ok(computed < items.length, "all items were computed for who does not read");
  await ask();
  const grown = (process.memoryUsage().rss - before) / 1024 / 1024;
  assert.ok(grown < 200, `memory grew by ${grown.toFixed(0)} MiB`);
  socket.destroy();
  await until(() => running.service.engine.depth.waiting + running.service.engine.depth.running === 0, "nothing is left of it");
  await ask();
});

test("worker killed: no request that it had, or that came meanwhile, is lost", async () => {
  const answers = Promise.all(Array.from({ length: 30 }, () => ask()));
  await until(() => running.service.engine.depth.running > 0, "the worker has something to do");
  running.service.engine.killWorker();
  const meanwhile = Promise.all(Array.from({ length: 8 }, () => ask()));
  assert.is((await answers).length + (await meanwhile).length, 38);
  assert.ok(running.log.some((line) => /A worker was lost/.test(line)));
  assert.is(await running.client.ready(), true);
});

function damage(version: string, at: typeof registry): () => void {
  const file = path.join(versionFolder(at, version), "weights.bin");
  const bytes = fs.readFileSync(file);
  const changed = Buffer.from(bytes);
  changed[100]! ^= 0xff;
  fs.writeFileSync(file, changed);
  return () => fs.writeFileSync(file, bytes);
}

test("model file corrupted: the service does not start, and names the file", async () => {
  const copy = registryAt(path.join(folder, "copy"));
  fs.cpSync(registry.folder, copy.folder, { recursive: true });
  damage(first, copy);
  const error = await startInstance(instanceSettings([], { registry: copy.folder }), { write: () => undefined }).then(() => undefined, (reason: Error) => reason);
  assert.match(error!.message, /weights\.bin is damaged: sha256 \w+ expected, \w+ found/);
});

test("model file corrupted: an operator cannot activate it, and a registry that says so is not followed", async () => {
  const mend = damage(second, registry);
  const refused = await running.client.send("POST", "/v1/operate/activate", { version: second }).catch((error: ServiceError) => error);
  assert.is((refused as ServiceError).status, 409);
  assert.match((refused as ServiceError).message, /weights\.bin is damaged/);
  const state = readState(registry);
  const { model2 } = state.slots;
  fs.writeFileSync(stateFile(registry), JSON.stringify({ ...state, revision: state.revision + 1, slots: { ...state.slots, model2: { ...model2, active: second, history: [first] } } }));
  await until(() => running.log.some((line) => /The registry was not followed: .*weights\.bin is damaged/.test(line)), "the log says so");
  assert.is((await ask()).version, first);
  mend();
  fs.writeFileSync(stateFile(registry), JSON.stringify({ ...state, revision: state.revision + 2 }));
  assert.is((await ask()).version, first);
});

test("a version that is replaced under load loses no request", async () => {
  let going = true;
  const versions = new Set<string>();
  const senders = Array.from({ length: 12 }, async () => {
    while (going) versions.add((await ask(LONG.slice(0, 600))).version);
  });
  const sent = Promise.all(senders);
  try {
    for (const version of [second, first, second, first]) await running.client.send("POST", "/v1/operate/activate", { version });
  } finally {
    going = false;
    await sent;
  }
  assert.equal([...versions].sort(), [first, second].sort());
});

test("a judgement that is damaged: an operator is told which file", async () => {
  const file = path.join(registry.folder, "judgements", `${second}.json`);
  const bytes = fs.readFileSync(file);
  fs.writeFileSync(file, bytes.subarray(0, 5));
  const error = await running.client.send("POST", "/v1/operate/activate", { version: second }).catch((reason: ServiceError) => reason);
  fs.writeFileSync(file, bytes);
  assert.is((error as ServiceError).status, 409);
  assert.ok((error as ServiceError).message.includes(file));
});

test("a manifest that is damaged: an operator who lists versions is told which file", async () => {
  const file = path.join(versionFolder(registry, second), "manifest.json");
  const bytes = fs.readFileSync(file);
  fs.writeFileSync(file, "{");
  const error = await running.client.send("GET", "/v1/operate/versions").catch((reason: ServiceError) => reason);
  fs.writeFileSync(file, bytes);
  assert.is((error as ServiceError).status, 409);
  assert.match((error as ServiceError).message, /manifest\.json is damaged/);
});

const realFs = require("node:fs") as typeof fs;

async function withFullDisk<T>(about: string, act: () => Promise<T>): Promise<T> {
  const { writeFileSync } = realFs;
  const full = ((file: string, ...rest: [string]) => {
    if (String(file).includes(about)) throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    return writeFileSync(file, ...rest);
  }) as typeof writeFileSync;
  Object.assign(realFs, { writeFileSync: full });
  try {
    return await act();
  } finally {
    Object.assign(realFs, { writeFileSync });
  }
}

test("disk full for the registry: the change is refused and logged as failed, and the version before answers", async () => {
  const before = readState(registry);
  const error = await withFullDisk("active.json", () => running.client.send("POST", "/v1/operate/activate", { version: second }).then(() => undefined, (reason: ServiceError) => reason));
  assert.equal([error!.status, error!.body.code, error!.retryAfterSeconds], [503, "disk_failed", 60]);
  assert.match(error!.message, /the disk is full/);
  assert.equal(readState(registry), before);
  assert.is((await ask()).version, first);
  assert.match(String(readAuditLog(auditFile(registry)).at(-1)!.details!["failed"]), /the disk is full/);
  assert.equal(verifyAuditLog(auditFile(registry)).faults, []);
});

test("disk full for the audit log: what cannot be logged is not done", async () => {
  const write = () => Promise.reject(Object.assign(new Error("ENOSPC: write"), { code: "ENOSPC" }));
  const before = readState(registry);
  const log = new AuditLog(auditFile(registry), { write });
  const error = await activate(registry, second, { actor: "test", log }).then(() => undefined, (reason: Error) => reason);
  assert.match(error!.message, /"activate" was refused, as it cannot be logged in .*: the disk is full; make room and try again/);
  assert.equal(readState(registry), before);
});

test("clock jump: requests under way are answered and deadlines hold, an hour back and forth", async () => {
  for (const jump of [HOUR, -HOUR]) {
    const under = Promise.all(Array.from({ length: 10 }, () => ask()));
    await withMovedClock(jump, async () => {
      await under;
      await ask();
      const late = await running.client.predict({ text: LONG }, { deadlineMs: 0.001 }).catch((error: ServiceError) => error);
      assert.is((late as ServiceError).status, 504);
      assert.is(await running.client.ready(), true);
    });
  }
});

test("clock jump: a rate's window ends after its second, however the wall clock is set", async () => {
  const store = new RateStore();
  const count = (caller: string, length: number) => {
    let current = 0;
    store.incr(caller, (_, result) => (current = result!.current), length);
    return current;
  };
  assert.equal([count("long", HOUR / 2), count("long", HOUR / 2)], [1, 2]);
  for (const jump of [-HOUR, HOUR]) await withMovedClock(jump, () => assert.ok(count("long", HOUR / 2) > 2, "the window goes on"));
  assert.is(count("short", 20), 1);
  await sleep(40);
  assert.is(await withMovedClock(-HOUR, () => count("short", 20)), 1);
});

test("clock jump: a key ends when the wall clock says so, is back when the clock is, and one without an end stays", async () => {
  const file = path.join(folder, "keys.json");
  const ending = await addKey(file, { name: "ending", scopes: ["predict"], expires: new Date(Date.now() + HOUR / 2) }, new Date());
  const lasting = await addKey(file, { name: "lasting", scopes: ["predict"], expires: null }, new Date());
  const ring = new KeyRing(file);
  const known = () => [ending, lasting].map(({ text }) => ring.authenticate(text) !== undefined);
  assert.equal(known(), [true, true]);
  assert.equal(await withMovedClock(HOUR, known), [false, true]);
  assert.equal(await withMovedClock(-HOUR, known), [true, true]);
});

test("clock jump: what is in the cache stays there", async () => {
  const cache = new PredictionCache(100_000);
  cache.set("key", { tokens: [], entities: [] });
  for (const jump of [HOUR, -HOUR]) assert.ok(await withMovedClock(jump, () => cache.get("key")));
});

test.run();
