import * as fs from "node:fs";
import * as net from "node:net";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { NerClient } from "../../src/serving/client";
import { limitsOf } from "../../src/serving/security/limits";
import { runInstance } from "../serving/instances";
import { exchange, portOf, request } from "../serving/raw-http";
import { freePort, HAS_REDIS, killRedis, startRedis } from "../serving/redis-server";
import { serveCommand } from "../serving/serve-command";
import { tinyModel } from "../serving/tiny-models";
import { nerbook } from "../support/command";

// Minutes, so not part of npm test: node test/run.js test/slow/serve-faults.slow.ts

const TEXT = "Anna lives in Lima, the capital of Peru.";

let model = "";

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function until(holds: () => boolean | Promise<boolean>, what: string, patience = 60_000): Promise<void> {
  const started = performance.now();
  while (!(await holds())) {
    if (performance.now() - started > patience) throw new Error(`not within ${patience} ms: ${what}`);
    await sleep(50);
  }
}

test.before(async () => {
  model = await tinyModel();
});

/** Sends one request after the other from so many callers while `goes` holds; answers how many were answered. */
async function load(url: string, callers: number, goes: () => boolean): Promise<number> {
  let answered = 0;
  const caller = async (): Promise<void> => {
    const client = new NerClient({ url });
    while (goes()) {
      await client.predict({ text: `${TEXT} ${answered}` });
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return answered;
}

test("worker killed again and again under load: no request is lost", async () => {
  const running = await runInstance([model], { inference: { workers: 2 }, logLevel: "warn" });
  let going = true;
  const answered = load(running.url, 24, () => going);
  const lost = () => running.log.filter((line) => /A worker was lost/.test(line)).length;
  for (let kill = 1; kill <= 4; kill++) {
    await until(() => running.service.engine.ready, "a worker is there");
    await sleep(500);
    running.service.engine.killWorker();
    await until(() => lost() === kill, "it is lost");
  }
  going = false;
  assert.ok((await answered) > 100);
  await running.close();
});

test("model file corrupted after it was loaded: a worker that comes anew refuses it, and serves once the file is whole", async () => {
  const own = await tinyModel("model2", 5);
  const running = await runInstance([own], { logLevel: "warn" });
  const weights = path.join(own, "weights.bin");
  const bytes = fs.readFileSync(weights);
  const changed = Buffer.from(bytes);
  changed[64]! ^= 1;
  fs.writeFileSync(weights, changed);
  const { requestId: _before, ...before } = await running.client.predict({ text: TEXT });
  running.service.engine.killWorker();
  await until(() => running.log.some((line) => /could not load its models: .*is damaged or another one/.test(line)), "the log says so");
  assert.is(await running.client.ready(), false);
  fs.writeFileSync(weights, bytes);
  await until(() => running.client.ready(), "it serves again");
  const { requestId: _after, ...after } = await running.client.predict({ text: TEXT });
  assert.equal(after, before);
  await running.close();
});

const withRedis = HAS_REDIS ? test : test.skip;
if (!HAS_REDIS) console.log("redis-server is not installed: the test of Redis lost and back is skipped");

withRedis("Redis lost while running and back again: answers go on, are shared before and after, and rubbish in it is no answer", async () => {
  const port = await freePort();
  let redis = await startRedis(port);
  const running = await runInstance([model], { redis: `redis://127.0.0.1:${port}`, logLevel: "warn" });
  const cachedOnes = async () => (await running.client.predict({ text: TEXT })).cached;
  await until(cachedOnes, "an answer comes out of Redis");
  await killRedis(redis);
  let going = true;
  const answered = load(running.url, 8, () => going);
  await sleep(3_000);
  going = false;
  assert.ok((await answered) > 20);
  assert.is(await cachedOnes(), false);
  const told = running.log.filter((line) => /Redis does not answer/.test(line)).length;
  assert.ok(told >= 1 && told <= 10, `the log says so ${told} times`);
  redis = await startRedis(port);
  await until(cachedOnes, "answers come out of Redis again");
  await poison(port);
  const { tokens } = await running.client.predict({ text: TEXT });
  assert.is(tokens[0]!.text, "Anna");
  redis.kill("SIGSTOP");
  const started = performance.now();
  for (let i = 0; i < 20; i++) await running.client.predict({ text: `${TEXT} ${i}` });
  assert.ok(performance.now() - started < 10_000, "a Redis that hangs holds nobody up");
  redis.kill("SIGCONT");
  await until(cachedOnes, "answers come out of the Redis that woke up");
  await running.close();
  await killRedis(redis);
});

/** Puts what is no answer under every key. */
async function poison(port: number): Promise<void> {
  const { Redis } = await import("ioredis");
  const client = new Redis(port, "127.0.0.1");
  const keys = await client.keys("nerbook:*");
  assert.ok(keys.length > 0);
  for (const [i, key] of keys.entries()) await client.set(key, ["5", "null", "{", '{"tokens":[null],"entities":[]}', "[]"][i % 5]!);
  client.disconnect();
}

test("slow client: who reads nothing of his answer is cut off, who reads slowly is not", async () => {
  const limits = limitsOf({ stallMilliseconds: 2_000, deadlineMilliseconds: 10_000 });
  const running = await runInstance([await tinyModel("baseline-per-token")], { limits });
  const items = Array.from({ length: 250 }, () => ({ text: "a ".repeat(1_990) }));
  const body = request(JSON.stringify({ items }), { connection: "close" }, "POST /v1/predict/batch HTTP/1.1");
  const stuck = net.connect(portOf(running.url), "127.0.0.1").pause();
  stuck.on("error", () => undefined).write(body);
  const slow = net.connect(portOf(running.url), "127.0.0.1");
  let received = 0;
  slow.on("data", (data) => {
    received += data.length;
    slow.pause();
    setTimeout(() => slow.resume(), 20);
  });
  const slowEnded = new Promise<boolean>((resolve) => slow.once("close", resolve));
  slow.write(body);
  const connections = () => new Promise<number>((resolve, reject) => running.server.server.getConnections((error, count) => (error ? reject(error) : resolve(count))));
  await until(async () => (await connections()) <= 1, "the one that reads nothing is cut off");
  assert.is(await slowEnded, false, "the slow one ended without an error");
  assert.ok(received > 10_000_000, `${received} bytes came`);
  stuck.destroy();
  await running.close();
});

test("SIGTERM under load: what was sent is answered, the process ends with 0; a second instance on its port is told in one line", async () => {
  const { child, url, ended, stderr } = await serveCommand(["--no-auth", "--workers", "1", "--drain-delay", "500", "--model", model]);
  const second = nerbook(["serve", "--no-auth", "--port", String(portOf(url)), "--workers", "1", "--model", model]);
  assert.is(second.status, 1);
  assert.match(second.stderr, /^error: The service cannot listen on 127\.0\.0\.1, port \d+: something else listens there; choose another one with --port\.\n$/);
  let ready = true;
  const answered = load(url, 16, () => ready);
  await sleep(1_500);
  child.kill("SIGTERM");
  // As a load balancer does: it looks at /readyz and sends elsewhere once that says no.
  while (ready) ready = await new NerClient({ url }).ready();
  assert.ok((await answered) > 50);
  assert.is(await ended, 0, stderr());
});

test("SIGINT: what was sent is answered, and the process ends with 130", async () => {
  const { child, url, ended, stderr } = await serveCommand(["--no-auth", "--workers", "1", "--model", model]);
  const client = new NerClient({ url });
  const answers = Promise.all(Array.from({ length: 20 }, () => client.predict({ text: TEXT })));
  await sleep(20);
  child.kill("SIGINT");
  assert.is((await answers).length, 20);
  assert.is(await ended, 130, stderr());
});

const withFullDisk = fs.existsSync("/dev/full") ? test : test.skip;

withFullDisk("disk full for the log: the service answers on, says so once, and ends with 0", async () => {
  const full = fs.openSync("/dev/full", "w");
  const { child, url, ended, stderr } = await serveCommand(["--no-auth", "--workers", "1", "--log", "info", "--model", model], { stdout: full });
  fs.closeSync(full);
  const client = new NerClient({ url });
  for (let i = 0; i < 20; i++) await client.predict({ text: TEXT });
  assert.is(stderr().match(/The log cannot be written/g)?.length, 1, stderr());
  child.kill("SIGTERM");
  assert.is(await ended, 0, stderr());
});

test("the reader of the log is gone: the service answers on", async () => {
  const { child, url, ended, stderr } = await serveCommand(["--no-auth", "--workers", "1", "--log", "info", "--model", model]);
  child.stdout!.destroy();
  const client = new NerClient({ url });
  for (let i = 0; i < 20; i++) await client.predict({ text: TEXT });
  child.kill("SIGTERM");
  assert.is(await ended, 0, stderr());
});

test("deadlines that pass while sentences wait are told, and do not make the model out of order", async () => {
  const running = await runInstance([model], { inference: { workers: 1, maximumQueue: 10_000 }, limits: limitsOf({ deadlineMilliseconds: 500 }) });
  const bytes = Buffer.concat(Array.from({ length: 40 }, () => request(JSON.stringify({ text: "Anna lives in Lima. ".repeat(300) }))));
  const all = await Promise.all(Array.from({ length: 10 }, () => exchange(running.url, bytes, { answers: 40, patience: 60_000 })));
  const statuses = all.flatMap(({ answers }) => answers.map(({ status }) => status));
  assert.equal([...new Set(statuses)].sort(), [200, 504]);
  const { models } = (await running.client.models()) as { models: readonly { breaker: string }[] };
  assert.is(models[0]!.breaker, "closed");
  await until(() => running.client.predict({ text: TEXT }).then(() => true, () => false), "it answers again");
  await running.close();
});

test.run();
