import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { NerClient, ServiceError, type BatchLine } from "../../src/serving/client";
import { GuessLimit } from "../../src/serving/http/guess-limit";
import { keepJudgement } from "../../src/serving/registry/judgement";
import { activate, addVersion, auditFile, readState, registryAt } from "../../src/serving/registry";
import { readAuditLog, verifyAuditLog } from "../../src/serving/security/audit-log";
import type { KeyScope } from "../../src/serving/security/api-key";
import { addKey, revokeKey } from "../../src/serving/security/keys";
import { runInstance, type RunningInstance } from "./instances";
import { exchange, request } from "./raw-http";
import { temporaryFolder, tinyModel } from "./tiny-models";
import { sleep, until } from "./until";

const folder = temporaryFolder();
const KEYS = path.join(folder, "keys.json");
const registry = registryAt(path.join(folder, "registry"));
/** Anyone may ask for these; every other route needs a key. */
const OPEN = ["GET /healthz", "GET /readyz"];
const MARKER = "Qwertzuiop";

let running: RunningInstance;
let first = "";
let second = "";
const keys = {} as Record<KeyScope, { readonly id: string; readonly text: string }>;

async function newKey(scopes: readonly KeyScope[], expires: Date | null = null) {
  const { stored, text } = await addKey(KEYS, { name: scopes.join(), scopes, expires }, new Date());
  return { id: stored.id, text };
}

function clientOf(key?: string): NerClient {
  return new NerClient({ url: running.url, ...(key === undefined ? {} : { key }) });
}

async function refusal(promise: Promise<unknown>): Promise<ServiceError> {
  return promise.then(
    () => { throw new Error("it was answered"); },
    (error: Error) => {
      assert.instance(error, ServiceError, error.stack);
      return error as ServiceError;
    },
  );
}

function told({ status, body: { code } }: ServiceError): readonly [number, string] {
  return [status, code];
}

test.before(async () => {
  for (const scope of ["predict", "metrics", "operate"] as const) keys[scope] = await newKey([scope]);
  first = (await addVersion(registry, await tinyModel("model2", 1))).manifest.version;
  second = (await addVersion(registry, await tinyModel("model2", 2))).manifest.version;
  await activate(registry, first, { actor: "test" });
  for (const version of [first, second]) keepJudgement(registry, version, [], null);
  running = await runInstance([], { registry: registry.folder, keys: KEYS, logLevel: "info" });
});

test.after(() => running.close());

/** Every route of the API's own description, with values for its parameters. */
function documented(): { readonly method: "GET" | "POST"; readonly route: string }[] {
  const { paths } = running.server.swagger() as { paths: Record<string, object> };
  return Object.entries(paths).flatMap(([route, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase() as "GET" | "POST", route: route.replace(/\{\w+\}/g, "0123456789ab") })));
}

test("every documented route asks for a key, but for the two of load balancers", async () => {
  const routes = documented();
  assert.ok(routes.length >= 10, `${routes.length} routes`);
  for (const { method, route } of routes) {
    const { status } = await fetch(`${running.url}${route}`, { method });
    if (OPEN.includes(`${method} ${route}`)) assert.is(status, 200, route);
    else assert.is(status, 401, `${method} ${route} without a key`);
  }
});

/** The routes of the framework's own tree, in which each line holds what comes after its parent's. */
function registered(): string[] {
  const path: string[] = [];
  const routes: string[] = [];
  for (const [, indent, part, methods] of running.server.printRoutes({ commonPrefix: false }).matchAll(/^([│ ]*)[├└]── (\S*)( \([A-Z, ]+\))?$/gmu)) {
    const depth = indent!.length / 4;
    path.splice(depth, path.length, part!);
    if (methods !== undefined) routes.push(path.join(""));
  }
  return routes;
}

test("every route that is there is documented, but for the documentation's own", () => {
  const known = documented().map(({ route }) => route.replace("0123456789ab", ":version"));
  assert.equal([...new Set(registered().filter((route) => !route.startsWith("/docs") && route !== "/openapi.json"))].sort(), [...new Set(known)].sort());
});

test("a key is asked for before a body is read, and HEAD is no way around it", async () => {
  const unread = await exchange(running.url, "POST /v1/predict HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000000\r\n\r\n{");
  assert.is(unread.answers[0]!.status, 401);
  assert.is((await fetch(`${running.url}/v1/models`, { method: "HEAD" })).status, 401);
});

test("each scope opens its own routes and no others", async () => {
  const allowed: readonly (readonly [KeyScope, (client: NerClient) => Promise<unknown>])[] = [
    ["predict", (client) => client.predict({ text: "Anna" })], ["predict", (client) => client.models()],
    ["metrics", (client) => client.metrics()], ["operate", (client) => client.send("GET", "/v1/operate/versions")],
  ];
  for (const [scope, ask] of allowed) {
    await ask(clientOf(keys[scope].text));
    for (const other of (["predict", "metrics", "operate"] as const).filter((each) => each !== scope)) {
      assert.equal(told(await refusal(ask(clientOf(keys[other].text)))), [403, "wrong_scope"], `${other} at a route of ${scope}`);
    }
  }
});

test("a predict key can change no version", async () => {
  const client = clientOf(keys.predict.text);
  for (const [route, body] of [["activate", { version: second }], ["canary", { version: second, share: 0.1 }], ["rollback", { slot: "model2" }]] as const) {
    assert.equal(told(await refusal(client.send("POST", `/v1/operate/${route}`, body))), [403, "wrong_scope"]);
  }
  assert.is(readState(registry).slots.model2.active, first);
});

test("no key, half a key, another's secret and a key in the address are refused", async () => {
  assert.equal(told(await refusal(clientOf().models())), [401, "no_key"]);
  const { text } = keys.predict;
  const mixed = `${text.slice(0, 16)}${keys.operate.text.slice(16)}`;
  for (const wrong of [text.slice(0, -1), `${text}x`, text.toUpperCase(), mixed, "nb__", "x".repeat(256)]) {
    assert.equal(told(await refusal(clientOf(wrong).models())), [401, "wrong_key"]);
  }
  assert.is((await fetch(`${running.url}/v1/models?key=${text}`)).status, 401);
  assert.is((await fetch(`${running.url}/v1/models`, { headers: { authorization: `Basic ${text}` } })).status, 401);
  assert.is((await fetch(`${running.url}/v1/models`, { headers: { "x-api-key": text } })).status, 200);
});

test("a key that is made counts without a restart; one that is revoked, or whose time is over, ends", async () => {
  const leaving = await newKey(["predict"]);
  const short = await newKey(["predict"], new Date(Date.now() + 8_000));
  const counts = ({ text }: { readonly text: string }) => clientOf(text).models().then(() => true, () => false);
  // Looking for them too early counts as guessing.
  await sleep(1_100);
  for (const key of [leaving, short]) await until(() => counts(key), "the key counts");
  await revokeKey(KEYS, leaving.id, new Date());
  await sleep(1_100);
  for (const key of [leaving, short]) await until(async () => !(await counts(key)), "the key has ended");
  for (const ended of [leaving, short]) assert.equal(told(await refusal(clientOf(ended.text).models())), [401, "wrong_key"]);
});

test("an operator activates, canaries and rolls back; the audit log has the key's id", async () => {
  const operator = clientOf(keys.operate.text);
  const answering = async () => (await clientOf(keys.predict.text).predict({ text: "Anna" })).version;
  const before = readAuditLog(auditFile(registry)).length;
  await operator.send("POST", "/v1/operate/activate", { version: second });
  assert.is(await answering(), second);
  await operator.send("POST", "/v1/operate/rollback", { slot: "model2" });
  assert.is(await answering(), first);
  await operator.send("POST", "/v1/operate/canary", { version: second, share: 0.5 });
  const shares = await Promise.all(Array.from({ length: 20 }, answering));
  assert.equal([...new Set(shares)].sort(), [first, second].sort());
  await operator.send("POST", "/v1/operate/rollback", { slot: "model2" });
  const lines = readAuditLog(auditFile(registry)).slice(before);
  assert.equal(lines.map(({ action }) => action), ["activate", "rollback", "canary", "rollback"]);
  assert.ok(lines.every(({ actor }) => actor === keys.operate.id));
  assert.equal(verifyAuditLog(auditFile(registry)).faults, []);
});

test("an order that the registry's state does not allow is a conflict, and changes nothing", async () => {
  const operator = clientOf(keys.operate.text);
  const { revision } = readState(registry);
  for (const version of ["0123456789ab", first]) {
    assert.equal(told(await refusal(operator.send("POST", "/v1/operate/activate", { version }))), [409, "refused"]);
  }
  assert.equal(told(await refusal(operator.send("GET", "/v1/operate/versions/0123456789ab/lineage"))), [409, "refused"]);
  assert.equal(told(await refusal(operator.send("POST", "/v1/operate/rollback", { slot: "advanced" }))), [409, "refused"]);
  assert.is(readState(registry).revision, revision);
});

test("a version or a slot that is a path or no name at all is refused before the registry is looked at", async () => {
  const operator = clientOf(keys.operate.text);
  for (const version of ["../../etc", "..%2f..%2fetc", "0123456789AB", "", 5, null, { $ne: "" }]) {
    assert.equal(told(await refusal(operator.send("POST", "/v1/operate/activate", { version }))), [400, "invalid_request"]);
  }
  assert.is((await refusal(operator.send("GET", "/v1/operate/versions/..%2f..%2fetc/lineage"))).status, 400);
  assert.equal(told(await refusal(operator.send("POST", "/v1/operate/rollback", { slot: "__proto__" }))), [400, "invalid_request"]);
});

test("every answer carries security headers and errors have one shape, those before the framework included", async () => {
  const { text } = keys.predict;
  const authorization = `Bearer ${text}`;
  const cases: readonly (readonly [string | Buffer, number])[] = [
    [request("", {}, "GET /healthz HTTP/1.1"), 200],
    [request('{"text":"Anna"}', { authorization }), 200],
    [request('{"text":"Anna"}'), 401],
    [request('{"text":5}', { authorization }), 400],
    [request("", {}, "GET /nothing HTTP/1.1"), 404],
    [request("", {}, "GET /%zz HTTP/1.1"), 400],
    [request("", { authorization }, `GET /v1/operate/versions/${"a".repeat(300)}/lineage HTTP/1.1`), 414],
    [request('{"text":"Anna"}', { authorization, expect: "a miracle" }), 417],
    [request('{"text":"Anna"}', { authorization, "x-long": "a".repeat(20_000) }), 431],
    ["no http at all\r\n\r\n", 400],
  ];
  for (const [bytes, status] of cases) {
    const { answers: [answer] } = await exchange(running.url, bytes);
    assert.is(answer?.status, status, String(bytes).slice(0, 60));
    assert.is(answer!.headers.get("x-content-type-options"), "nosniff");
    assert.match(answer!.headers.get("content-security-policy")!, /default-src 'none'/);
    assert.is(answer!.headers.get("referrer-policy"), "no-referrer");
    if (status === 200) continue;
    const { error, ...rest } = JSON.parse(answer!.body) as { error: { code: string; message: string } };
    assert.equal([typeof error.code, typeof error.message, rest], ["string", "string", {}], answer!.body);
  }
});

test("no text of a user, key or address is in the log or the metrics, whatever goes wrong", async () => {
  const key = keys.predict.text;
  const headers = { authorization: `Bearer ${key}`, "user-agent": MARKER, "x-marker": MARKER, cookie: MARKER, "x-request-id": `${MARKER} ${MARKER}` };
  const bodies = [
    { text: MARKER }, { tokens: [MARKER, "lives"] }, { text: MARKER, [MARKER]: 1 }, { text: MARKER, model: MARKER }, { tokens: [MARKER, 5] },
    { text: `${MARKER} `.repeat(3_000) }, { text: MARKER, deadlineMs: 0.001 },
  ].map((body) => JSON.stringify(body));
  for (const body of [...bodies, `{"text":"${MARKER}`, MARKER, `{"__proto__":"${MARKER}"}`]) await exchange(running.url, request(body, headers));
  await exchange(running.url, request(JSON.stringify({ items: [{ id: MARKER, text: MARKER }, { id: MARKER }] }), headers, "POST /v1/predict/batch HTTP/1.1"));
  await exchange(running.url, request("", headers, `GET /${MARKER}?${MARKER} HTTP/1.1`));
  await exchange(running.url, request("", headers, `GET /%${MARKER} HTTP/1.1`));
  await exchange(running.url, `${MARKER}\r\n\r\n`);
  await exchange(running.url, request(bodies[0]!, { authorization: `Bearer ${MARKER}` }));
  const lines = running.log.join("");
  assert.ok(running.log.length > 10, "requests are logged at info");
  assert.not.match(lines, new RegExp(MARKER, "i"));
  assert.not.match(lines, new RegExp(key.slice(16)));
  assert.not.match(await clientOf(keys.metrics.text).metrics(), new RegExp(MARKER, "i"));
  for (const line of running.log) JSON.parse(line);
});

test("an unforeseen failure tells the caller nothing but that it happened, and the log only where", async () => {
  const { service } = running;
  const predict = service.predict.bind(service);
  service.predict = () => Promise.reject(new Error(`${MARKER}\n    at ${MARKER}`));
  const error = await refusal(clientOf(keys.predict.text).predict({ text: MARKER }));
  service.predict = predict;
  assert.equal(told(error), [500, "internal"]);
  assert.not.match(error.message, new RegExp(MARKER));
  const logged = running.log.find((line) => line.includes('"unforeseen"'));
  assert.match(logged!, /access\.test\.ts/);
  assert.not.match(running.log.join(""), new RegExp(MARKER));
});

test("an unforeseen failure at an item of a batch is told and logged as any other", async () => {
  const { service } = running;
  const predict = service.predict.bind(service);
  service.predict = () => Promise.reject(new Error(MARKER));
  const before = running.log.length;
  const lines: BatchLine[] = [];
  for await (const line of clientOf(keys.predict.text).predictBatch([{ text: "Anna" }, { text: "Lima" }])) lines.push(line);
  service.predict = predict;
  assert.equal(lines.map((line) => "error" in line && line.error.code), ["internal", "internal"]);
  const logged = running.log.slice(before).filter((line) => line.includes('"unforeseen"'));
  assert.is(logged.length, 2);
  assert.match(logged[0]!, /"route":"\/v1\/predict\/batch"/);
  assert.not.match(logged.join(""), new RegExp(MARKER));
});

test("guessing keys is slow: an address that sent too many wrong ones waits, and those behind it with a right key do not", () => {
  let now = 0;
  const limit = new GuessLimit(() => now, { most: 3, windowMilliseconds: 60_000 });
  limit.wasRight("right");
  for (const guess of ["a", "b", "c"]) {
    assert.is(limit.waitFor("here", guess), 0);
    limit.wasWrong("here", guess);
  }
  assert.is(limit.waitFor("here", "d"), 60);
  assert.is(limit.waitFor("here", "right"), 0);
  assert.is(limit.waitFor("there", "d"), 0);
  now = 59_500;
  assert.is(limit.waitFor("here", "d"), 1);
  now = 60_000;
  assert.is(limit.waitFor("here", "d"), 0);
  limit.wasWrong("there", "right");
  for (const guess of ["a", "b", "c"]) limit.wasWrong("here", guess);
  assert.is(limit.waitFor("here", "right"), 60, "a key that was revoked is no way around it");
});

test("over HTTP as well, wrong keys run into the limit with a time to come back", async () => {
  const statuses: number[] = [];
  for (let i = 0; i < 40; i++) statuses.push((await fetch(`${running.url}/v1/models`, { headers: { "x-api-key": `guess ${i}` } })).status);
  assert.is(statuses.at(-1), 429);
  const refused = await refusal(clientOf("one-more").models());
  assert.ok(refused.retryAfterSeconds! >= 1 && refused.retryAfterSeconds! <= 60);
  await clientOf(keys.predict.text).models();
});

test.run();
