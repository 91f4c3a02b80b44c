import * as net from "node:net";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { NerClient, ServiceError, type BatchLine, type PredictResponse } from "../../src/serving/client";
import { loadBundle } from "../../src/models/bundle";
import { openTagger } from "../../src/models/tagger";
import { tokenize } from "../../src/models/tokenize";
import { runInstance, type RunningInstance } from "./instances";
import { TAGS, tinyModel } from "./tiny-models";
import { until } from "./until";

const TEXT = "Anna lives in Lima, the capital of Peru. 🙂 Ça va, İstanbul?";

let running: RunningInstance;
let folders: readonly string[] = [];

async function refusal(promise: Promise<unknown>): Promise<ServiceError> {
  return promise.then(
    () => { throw new Error("it was answered"); },
    (error: Error) => {
      assert.instance(error, ServiceError, error.stack);
      return error as ServiceError;
    },
  );
}

function post(body: unknown): Promise<unknown> {
  return running.client.send("POST", "/v1/predict", body as object);
}

/** Sends bytes as they are and answers with the status line. */
async function sendRaw(bytes: Buffer | string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(Number(new URL(running.url).port), "127.0.0.1");
    socket.write(bytes);
    socket.once("data", (data) => {
      socket.destroy();
      resolve(data.toString("latin1").split("\r\n")[0]!);
    });
    socket.once("error", reject);
  });
}

function rawBody(body: Buffer): Buffer {
  const head = `POST /v1/predict HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

test.before(async () => {
  folders = [await tinyModel("model2"), await tinyModel("baseline-per-token"), await tinyModel("advanced")];
  running = await runInstance(folders);
});

test.after(() => running.close());

test("an answer holds tokens and entities as the tagger gives them, with offsets into the text as sent", async () => {
  const answer = await running.client.predict({ text: TEXT }, { model: "model2" });
  const tagger = openTagger(await loadBundle(folders[0]!));
  const [expected] = tagger.tag([{ text: TEXT, tokens: tokenize(TEXT) }]);
  tagger.close();
  assert.equal(answer.tokens.map(({ text }) => text), expected!.tokens);
  assert.equal(answer.tokens.map(({ tag }) => tag), expected!.tags);
  assert.equal(answer.entities.map(({ text, type, start, end }) => ({ text, type, start, end })),
    expected!.entities.map(({ text, type, start, end }) => ({ text, type, start, end })));
  for (const { text, start, end } of [...answer.tokens, ...answer.entities]) assert.is(TEXT.slice(start, end), text);
  assert.is(answer.model, "model2");
  assert.match(answer.version, /^[0-9a-f]{12}$/);
  assert.is(answer.cached, false);
});

test("tokens of one's own are tagged as they are, with offsets into them joined by spaces", async () => {
  const tokens = ["Anna", "lives", "in", "New York", "."];
  const { tokens: told } = await running.client.predict({ tokens });
  assert.equal(told.map(({ text }) => text), tokens);
  assert.equal(told.map(({ start, end }) => tokens.join(" ").slice(start, end)), tokens);
});

test("text without a token gets an empty answer", async () => {
  for (const text of ["", " ", "\u00a0\n\t"]) {
    const { tokens, entities } = await running.client.predict({ text });
    assert.equal([tokens, entities], [[], []]);
  }
});

test("each model answers when it is asked for, and the router says why", async () => {
  for (const model of ["model2", "baseline", "advanced"] as const) {
    const answer = await running.client.predict({ text: TEXT }, { model, explain: true });
    assert.is(answer.model, model);
    assert.is(answer.route!.reason, "requested");
  }
  const fast = await running.client.predict({ text: TEXT }, { priority: "speed", explain: true });
  assert.equal([fast.model, fast.route!.reason], ["baseline", "priority-speed"]);
});

test("the same request id goes to the same model, and ids share the models as the policy says", async () => {
  const ids = Array.from({ length: 300 }, (_, i) => `client-${i}`);
  const ask = async (id: string) => (await (await running.client.send("POST", "/v1/predict", { text: "Anna" }, { "x-request-id": id })).json()) as PredictResponse;
  const first = await Promise.all(ids.map(ask));
  const second = await Promise.all(ids.map(ask));
  assert.equal(first.map(({ model }) => model), second.map(({ model }) => model));
  assert.equal(first.map(({ requestId }) => requestId), ids);
  const share = first.filter(({ model }) => model === "model2").length / ids.length;
  assert.ok(share > 0.8 && share < 0.97, `${share} of the requests went to Model 2`);
});

test("columns and bare entities come when asked for, and confidences stay away when not", async () => {
  const columns = await running.client.predictIob({ text: "Anna lives." });
  assert.match(columns, /^Anna \S+\nlives \S+\n\. \S+\n$/);
  const answer = (await (await running.client.send("POST", "/v1/predict", { text: "Anna", format: "entities", confidences: false })).json()) as Partial<PredictResponse>;
  assert.is(answer.tokens, undefined);
  assert.not.match(JSON.stringify(answer), /confidence/);
});

test("a stray I- tag begins an entity unless discarding it is asked for, and tokens keep every tag", async () => {
  const plain = await running.client.predict({ text: TEXT }, { model: "model2" });
  const begun = await running.client.predict({ text: TEXT }, { model: "model2", strayTags: "begin" });
  const discarded = await running.client.predict({ text: TEXT }, { model: "model2", strayTags: "discard" });
  const tagAt = (start: number) => plain.tokens.find((token) => token.start === start)!.tag;
  assert.equal(begun.entities, plain.entities);
  assert.equal(discarded.tokens, plain.tokens);
  assert.equal(discarded.entities, plain.entities.filter(({ start }) => tagAt(start).startsWith("B-")));
  assert.ok(discarded.entities.length < plain.entities.length, "the untrained model leaves a stray tag");
  const lines: BatchLine[] = [];
  for await (const line of running.client.predictBatch([{ text: TEXT }], { model: "model2", strayTags: "discard" })) lines.push(line);
  assert.equal((lines[0] as PredictResponse).entities, discarded.entities);
});

test("entities are masked when asked for", async () => {
  const plain = await running.client.predict({ text: TEXT }, { model: "model2" });
  const masked = await running.client.predict({ text: TEXT }, { model: "model2", redact: true });
  assert.ok(plain.entities.length > 0, "the untrained model finds something");
  assert.equal(masked.entities.map(({ start, end, type }) => [start, end, type]), plain.entities.map(({ start, end, type }) => [start, end, type]));
  masked.entities.forEach(({ text }, i) => assert.is.not(text, plain.entities[i]!.text));
  const covered = masked.tokens.filter(({ start, end }) => plain.entities.some((entity) => entity.start <= start && end <= entity.end));
  for (const { text, start, end } of covered) assert.is.not(text, TEXT.slice(start, end));
});

test("a batch answers in order, an item that cannot be answered alone", async () => {
  const items = [{ id: "a", text: "Anna lives in Lima." }, { text: "" }, { id: "c" } as unknown as { text: string }, ...Array.from({ length: 200 }, (_, i) => ({ text: `Peru ${i}` }))];
  const lines: BatchLine[] = [];
  for await (const line of running.client.predictBatch(items)) lines.push(line);
  assert.equal(lines.map(({ index }) => index), items.map((_, i) => i));
  assert.equal([lines[0]!.id, lines[2]!.id], ["a", "c"]);
  assert.equal((lines[2] as { error: { code: string } }).error.code, "invalid_request");
  assert.is(lines.filter((line) => "error" in line).length, 1);
});

test("a batch's deadline holds for each of its texts", async () => {
  const items = Array.from({ length: 3 }, () => ({ text: "Anna ".repeat(1_900) }));
  for await (const line of running.client.predictBatch(items, { model: "advanced", deadlineMs: 0.01 })) {
    assert.is((line as { error: { code: string } }).error.code, "deadline");
  }
});

test("what the schema does not know is refused, and the field is named", async () => {
  const cases: readonly (readonly [unknown, number, string, string | undefined])[] = [
    [{}, 400, "invalid_request", "text"],
    [{ text: "a", tokens: ["a"] }, 400, "invalid_request", "tokens"],
    [{ text: "a", surprise: 1 }, 400, "invalid_request", "surprise"],
    [{ text: 5 }, 400, "invalid_request", "text"],
    [{ tokens: ["a", 3] }, 400, "invalid_request", "tokens.1"],
    [{ tokens: ["a", " "] }, 400, "invalid_request", "tokens"],
    [{ text: "a", model: "gpt" }, 400, "invalid_request", "model"],
    [{ text: "a", strayTags: "reject" }, 400, "invalid_request", "strayTags"],
    [{ text: "a", latencyBudgetMs: -1 }, 400, "invalid_request", "latencyBudgetMs"],
    [["a"], 400, "invalid_request", undefined],
    [{ text: "a ".repeat(9_000) }, 413, "too_large", "text"],
    [{ text: "a".repeat(20_001) }, 413, "too_large", "text"],
    [{ text: "a".repeat(1_100_000) }, 413, "too_large", undefined],
  ];
  for (const [body, status, code, field] of cases) {
    const error = await refusal(post(body));
    assert.equal([error.status, error.body.code, error.body.field], [status, code, field]);
  }
});

test("bytes that are no UTF-8 and bodies that are no JSON are refused", async () => {
  assert.match(await sendRaw(rawBody(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]))), /^HTTP\/1\.1 400/);
  assert.match(await sendRaw(rawBody(Buffer.from('{"text":'))), /^HTTP\/1\.1 400/);
  assert.match(await sendRaw(rawBody(Buffer.from('{"__proto__":{"text":"a"},"text":"a"}'))), /^HTTP\/1\.1 400/);
  assert.match(await sendRaw("POST /v1/predict HTTP/1.1\r\nhost: x\r\ncontent-type: text/xml\r\ncontent-length: 3\r\n\r\n<a>"), /^HTTP\/1\.1 415/);
  assert.match(await sendRaw("no http at all\r\n\r\n"), /^HTTP\/1\.1 400/);
});

test("what is not there says where to look", async () => {
  const error = await refusal(running.client.send("GET", "/v1/nothing"));
  assert.equal([error.status, error.body.code], [404, "not_found"]);
  assert.match(error.message, /\/docs/);
});

test("the models, with their tags and where they come from, are told", async () => {
  const { models } = await running.client.models();
  assert.equal(models.map(({ model, role }) => [model, role]), [["model2", "active"], ["baseline", "active"], ["advanced", "active"]]);
  assert.equal(models[0]!.tags, TAGS);
  assert.is(models[0]!.corpus, "tiny");
});

test("the API describes itself, with a page to try it, and every answer carries security headers", async () => {
  const description = (await (await fetch(`${running.url}/openapi.json`)).json()) as { openapi: string; paths: object };
  assert.is(description.openapi, "3.1.0");
  assert.ok(["/v1/predict", "/v1/predict/batch", "/v1/models", "/healthz", "/readyz"].every((path) => path in description.paths));
  const page = await fetch(`${running.url}/docs/`);
  assert.is(page.status, 200);
  const { headers } = await fetch(`${running.url}/healthz`);
  assert.equal([headers.get("x-content-type-options"), headers.get("referrer-policy")], ["nosniff", "no-referrer"]);
  assert.match(headers.get("content-security-policy")!, /default-src 'none'/);
});

test("a deadline of the caller's own ends the work", async () => {
  const error = await refusal(running.client.predict({ text: "Anna ".repeat(1_900) }, { model: "advanced", deadlineMs: 0.01 }));
  assert.equal([error.status, error.body.code], [504, "deadline"]);
});

test("when it closes it says so first, and answers what it has", async () => {
  const own = await runInstance([folders[0]!], { drainDelay: 300 });
  const client = new NerClient({ url: own.url });
  let arrived = 0;
  own.service.observe({ routed: () => (arrived += 1) });
  const answers = Promise.all(Array.from({ length: 40 }, () => client.predict({ text: TEXT.repeat(20) })));
  await until(() => arrived === 40, "all have arrived");
  const closed = own.close();
  assert.is(await client.ready(), false);
  assert.is((await answers).length, 40);
  await closed;
  assert.match(String((await client.predict({ text: "a" }).catch((error: Error) => error.cause ?? error))), /ECONNREFUSED/);
});

test.run();
