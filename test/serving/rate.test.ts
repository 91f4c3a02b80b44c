import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { NerClient } from "../../src/serving/client";
import { addKey } from "../../src/serving/security/keys";
import { limitsOf } from "../../src/serving/security/limits";
import { runInstance, type RunningInstance } from "./instances";
import { exchange, request, type RawAnswer } from "./raw-http";
import { temporaryFolder, tinyModel } from "./tiny-models";

const KEYS = path.join(temporaryFolder(), "keys.json");
/** A second may end between two requests, however close they are sent: then they are sent again. */
const TRIES = 10;

interface Key {
  readonly id: string;
  readonly authorization: string;
}

let running: RunningInstance;
let [one, powerless]: readonly Key[] = [];
/** Each is used once, so that nothing counts but what a test sends. */
const unused: Key[] = [];

async function newKey(scope: "predict" | "metrics"): Promise<Key> {
  const { stored: { id }, text } = await addKey(KEYS, { name: "test", scopes: [scope], expires: null }, new Date());
  return { id, authorization: `Bearer ${text}` };
}

test.before(async () => {
  [one, powerless] = [await newKey("predict"), await newKey("metrics")];
  for (let i = 0; i < 2 * TRIES; i++) unused.push(await newKey("predict"));
  running = await runInstance([await tinyModel()], {
    keys: KEYS, logLevel: "info", limits: limitsOf({ requestsPerSecond: 1, deadlineMilliseconds: 20_000 }),
  });
});

test.after(() => running.close());

/** A request that is allowed once a second, and at once the bytes of another one by the same key: the other one's answer when it was refused. */
async function afterOne(first: Buffer, second: (authorization: string) => Buffer, authorization: string): Promise<readonly RawAnswer[]> {
  for (let left = TRIES; left > 0; left--) {
    const { answers } = await exchange(running.url, Buffer.concat([first, second(authorization)]), { answers: 2 });
    if (answers[1]?.status === 429) return answers;
  }
  throw new Error("no second request was refused");
}

function models(authorization: string): Buffer {
  return request("", { authorization }, "GET /v1/models HTTP/1.1");
}

/** A body of a megabyte of which one byte comes. */
function unfinished(authorization: string): Buffer {
  const whole = request("{".padEnd(1_000_000), { authorization });
  return whole.subarray(0, whole.indexOf("{") + 1);
}

test("a key beyond its rate is refused before its body is read, with the time to come back and its caller in the log", async () => {
  const { id, authorization } = one!;
  const [, refused] = await afterOne(models(authorization), unfinished, authorization);
  const { headers, body } = refused!;
  assert.equal(["retry-after", "x-ratelimit-limit", "x-ratelimit-remaining"].map((name) => headers.get(name)), ["1", "1", "0"]);
  assert.equal(JSON.parse(body), { error: { code: "rate_limited", message: "A key may send 1 request a second; try again in 1 s." } });
  const entry = running.log.map((line) => JSON.parse(line) as Record<string, unknown>).find(({ status, route }) => status === 429 && route === "/v1/predict");
  assert.is(entry?.["caller"], id);
});

test("a request whose body is refused counts towards the rate", async () => {
  for (const [body, headers, status] of [["{", {}, 400], ["<a>", { "content-type": "text/xml" }, 415]] as const) {
    const statusOf = async (bytes: Buffer) => (await exchange(running.url, bytes)).answers[0]!.status;
    let seen: readonly number[] = [];
    for (let left = TRIES; left > 0 && seen[1] !== 429; left--) {
      const { authorization } = unused.pop()!;
      seen = [await statusOf(request(body, { authorization, ...headers })), await statusOf(models(authorization))];
    }
    assert.equal(seen, [status, 429]);
  }
});

test("without keys it is the address that has a rate, and is told so", async () => {
  const open = await runInstance([await tinyModel()], { limits: limitsOf({ requestsPerSecond: 2 }) });
  const bytes = Buffer.concat(Array.from({ length: 40 }, () => request("", {}, "GET /v1/models HTTP/1.1")));
  const { answers } = await exchange(open.url, bytes, { answers: 40 });
  await open.close();
  const refused = answers.find(({ status }) => status === 429);
  assert.equal(JSON.parse(refused!.body), { error: { code: "rate_limited", message: "An address may send 2 requests a second; try again in 1 s." } });
});

test("a key that may not is told so, whatever its rate", async () => {
  const bytes = Buffer.concat(Array.from({ length: 5 }, () => models(powerless!.authorization)));
  const { answers } = await exchange(running.url, bytes, { answers: 5 });
  assert.equal(answers.map(({ status }) => status), [403, 403, 403, 403, 403]);
});

test("health has no rate", async () => {
  const client = new NerClient({ url: running.url });
  assert.equal(await Promise.all(Array.from({ length: 10 }, () => client.ready())), Array.from({ length: 10 }, () => true));
});

test.run();
