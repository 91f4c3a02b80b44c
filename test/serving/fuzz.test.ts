import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { cacheKey } from "../../src/serving/cache/prediction-cache";
import { tokenize } from "../../src/models/tokenize";
import { attack, tollText, type Toll } from "./attack";
import { hostileRequest } from "./hostile-requests";
import { runInstance, type RunningInstance } from "./instances";
import { tinyModel } from "./tiny-models";

// Ten times as many, on the real command: node test/run.js test/slow/serve-fuzz.slow.ts

const SEED = 20_260;
const COUNT = 1_000;
const TEXT = "Anna lives in Lima, the capital of Peru.";
/** What the process, which holds attacker, service and worker, may grow by in the second half. */
const BOUND_MEBIBYTES = 96;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

let running: RunningInstance;
let toll: Toll;

function mebibytes(): number {
  collect();
  return process.memoryUsage().rss / 1024 / 1024;
}

test.before(async () => {
  const folders = [await tinyModel("model2"), await tinyModel("baseline-per-token"), await tinyModel("advanced")];
  running = await runInstance(folders, { cacheBytes: 4 * 1024 * 1024, logLevel: "warn" });
});

test.after(() => running.close());

test(`${COUNT} hostile requests get success or a refusal, in the fixed shape, with true offsets, and memory stays flat`, async () => {
  const { requestId: _before, ...before } = await running.client.predict({ text: TEXT }, { model: "model2" });
  let half = 0;
  toll = await attack(running.url, SEED, COUNT, (sent) => { if (sent === COUNT / 2) half = mebibytes(); });
  const growth = mebibytes() - half;
  assert.ok(growth < BOUND_MEBIBYTES, `resident memory grew by ${growth.toFixed(0)} MiB`);
  const { requestId: _after, ...after } = await running.client.predict({ text: TEXT }, { model: "model2" });
  assert.equal({ ...after, cached: false }, before);
});

test("no worker was lost over it and nothing unforeseen happened", () => {
  assert.equal(running.log, []);
  assert.equal(running.service.engine.depth, { waiting: 0, running: 0 });
});

test("the hostile requests are what they are meant to be: each kind came, some were answered, some refused", () => {
  for (const [kind, statuses] of toll) assert.ok(statuses.size > 0, `${kind} came\n${tollText(toll)}`);
  const all = new Set([...toll.values()].flatMap((statuses) => [...statuses.keys()]));
  for (const status of [200, 400, 404, 413, 415, 417, 431]) assert.ok(all.has(status), `${status} was answered\n${tollText(toll)}`);
  assert.equal(hostileRequest(SEED, 7), hostileRequest(SEED, 7));
});

test("texts that differ in a lone surrogate, and tokens that differ in where one ends, do not share a cached answer", async () => {
  for (const text of ["\ud800", "\ud801", "\ufffd", "\ud800"]) {
    const { tokens } = await running.client.predict({ text });
    assert.equal(tokens.map((token) => token.text), [text]);
  }
  for (const tokens of [["a", "b"], ["a\u001fb"], ["a b"], ["a", "b"]]) {
    assert.equal((await running.client.predict({ tokens })).tokens.map((token) => token.text), tokens);
  }
  const prepared = { text: TEXT, tokens: tokenize(TEXT) };
  assert.is.not(cacheKey("v", prepared, true), cacheKey("v", prepared, false));
});

test("deadlines that no model can keep do not open a breaker for everyone", async () => {
  await Promise.all(Array.from({ length: 60 }, (_, i) =>
    running.client.predict({ text: `${TEXT} ${i}` }, { model: "model2", deadlineMs: 0.001 }).catch(() => undefined)));
  const { models } = (await running.client.models()) as { models: readonly { model: string; breaker: string }[] };
  assert.equal(models.map(({ breaker }) => breaker), ["closed", "closed", "closed"]);
  assert.is((await running.client.predict({ text: "Peru" }, { model: "model2" })).model, "model2");
});

test("what is masked is masked in the columns of a batch too", async () => {
  const { entities } = await running.client.predict({ text: TEXT }, { model: "model2" });
  assert.ok(entities.length > 0, "the untrained model finds something");
  const body = { items: [{ text: TEXT }], model: "model2", redact: true, format: "iob" };
  const line = JSON.parse(await (await running.client.send("POST", "/v1/predict/batch", body)).text()) as { iob: string };
  for (const { text } of entities) for (const word of text.split(/\W+/).filter((each) => each !== "")) assert.not.match(line.iob, new RegExp(`^${word} `, "m"));
});

test.run();
