import { createGenerator, deriveSeed, type RandomGenerator } from "../../src/random/generator";
import { hostileText, longText } from "./hostile-texts";
import { request } from "./raw-http";

/** Bytes to be sent over one connection. */
export interface Hostile {
  readonly kind: string;
  readonly bytes: Buffer;
  /** The bodies of the requests in it, where those can be answered. */
  readonly bodies: readonly string[];
  /** Answers that must come. */
  readonly answers: number;
  /** Whether the sender ends his half of the connection after it, which Node.js takes as his leave. */
  readonly ends?: boolean;
}

type Make = (generator: RandomGenerator) => Omit<Hostile, "kind">;

const BATCH = "POST /v1/predict/batch HTTP/1.1";
const LEVELS = 100_000;

function one(body: string | Buffer, headers: Readonly<Record<string, string>> = {}, line?: string): Omit<Hostile, "kind"> {
  return { bytes: request(body, headers, line), bodies: [body.toString()], answers: 1 };
}

const NUMBERS = ["0", "-0", "-1", "1e400", "-1e400", "1e308", "9007199254740993", "0.0000000000000000001", "1".repeat(400), `0.${"3".repeat(5_000)}`, "1e-400", "01", "0x10", "NaN", "Infinity"];
const VALUES = ["null", "true", "[]", "{}", "[[]]", '""', '"a"', '{"a":1}', '["a",["b"]]', '[null]', '{"length":5}', ...NUMBERS];
const FIELDS = ["text", "tokens", "model", "priority", "latencyBudgetMs", "format", "confidences", "explain", "redact", "items", "id", "surprise", "toString", ""];

function hostileJson(generator: RandomGenerator): string {
  const count = generator.integer(5);
  const members = Array.from({ length: count }, () => `${JSON.stringify(generator.pick(FIELDS))}:${generator.pick(VALUES)}`);
  return generator.pick([`{${members.join(",")}}`, `{"text":"Anna",${members.join(",")}}`, generator.pick(VALUES), `[${members.map(() => "{}").join(",")}]`]);
}

/** Options that a request may have; none that would make its failure right. */
function options(generator: RandomGenerator): object {
  const all = {
    model: generator.pick(["auto", "model2", "baseline", "advanced"]), priority: generator.pick(["accuracy", "speed"]),
    latencyBudgetMs: generator.pick([0.001, 5, 60_000]), format: generator.pick(["json", "iob", "entities"]),
    confidences: generator.uniform() < 0.5, explain: generator.uniform() < 0.5, redact: generator.uniform() < 0.3,
  };
  return Object.fromEntries(Object.entries(all).filter(() => generator.uniform() < 0.3));
}

function question(generator: RandomGenerator): object {
  if (generator.uniform() < 0.7) return { text: hostileText(generator), ...options(generator) };
  return { tokens: Array.from({ length: generator.integer(12) }, () => hostileText(generator, 4)), ...options(generator) };
}

function valid(generator: RandomGenerator): string {
  return JSON.stringify(question(generator));
}

function nested(generator: RandomGenerator): string {
  const [open, close] = generator.pick([["[", "]"], ['{"a":', "}"], ['{"text":', "}"], ['{"__proto__":', "}"]] as const);
  const whole = `${open.repeat(LEVELS)}1${close.repeat(LEVELS)}`;
  const cut = generator.uniform() < 0.3 ? whole.slice(0, -generator.integer(LEVELS)) : whole;
  return generator.pick([cut, `{"text":${cut}}`, `{"tokens":${cut}}`, `{"text":"Anna","x":${cut}}`, `{"items":${cut}}`]).slice(0, 1_048_576);
}

function brokenUtf8(generator: RandomGenerator): Buffer {
  const bad = generator.pick([[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82], [0x80], [0xf8, 0x88, 0x80, 0x80, 0x80], [0xfe, 0xff]]);
  return Buffer.concat([Buffer.from('{"text":"Anna '), Buffer.from(bad), Buffer.from(' Lima"}')]);
}

function mutated(generator: RandomGenerator): Buffer {
  const body = Buffer.from(JSON.stringify({ text: "Anna lives in Lima. 🙂", model: "auto", explain: true }));
  const changes = 1 + generator.integer(2);
  for (let i = 0; i < changes; i++) body[generator.integer(body.length)] = generator.integer(generator.pick([128, 128, 256]));
  return body;
}

const PROTOTYPES = [
  '{"__proto__":{"text":"a"},"text":"a"}', '{"constructor":{"prototype":{"text":"a"}},"text":"a"}', '{"text":"a","\\u005f_proto__":1}', '{"text":{"__proto__":[]}}',
  '{"tokens":["a"],"prototype":1}', '{"text":"a","__proto__":null}', '{"tokens":{"__proto__":[],"length":1}}',
];

const TYPES = ["text/plain", "application/xml", "application/json; charset=utf-16", "application/json; charset=latin1", "application/jsonx", "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x", "", "a", "application/json;;;", "application/json, text/html", "APPLICATION/JSON", "\u00ff\u00fe", "*/*"];

function chunks(generator: RandomGenerator): Omit<Hostile, "kind"> {
  const body = Buffer.from(valid(generator));
  const parts: Buffer[] = [];
  for (let at = 0; at < body.length; ) {
    const size = Math.min(1 + generator.integer(40), body.length - at);
    const extension = generator.uniform() < 0.1 ? ";a=b" : "";
    parts.push(Buffer.from(`${size.toString(16)}${extension}\r\n`), body.subarray(at, at + size), Buffer.from("\r\n"));
    at += size;
  }
  const broken = generator.uniform() < 0.3;
  const end = broken ? generator.pick(["zz\r\n", "-1\r\n\r\n", "ffffffffffffffffff\r\na\r\n", "5\r\nab\r\n"]) : "0\r\n\r\n";
  const head = `POST /v1/predict HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n${generator.uniform() < 0.1 ? "content-length: 5\r\n" : ""}\r\n`;
  return { bytes: Buffer.concat([Buffer.from(head), ...parts, Buffer.from(end)]), bodies: [body.toString()], answers: broken ? 0 : 1, ends: broken };
}

function wrongLength(generator: RandomGenerator): Omit<Hostile, "kind"> {
  const body = valid(generator);
  const bytes = Buffer.byteLength(body);
  const length = generator.pick([String(bytes + 5), String(Math.max(0, bytes - 5)), "-1", "1e3", "99999999999999999999", "0", "5, 5", "abc", String(2 ** 31)]);
  return { bytes: request(body, { "content-length": length }), bodies: [], answers: 0, ends: true };
}

function pipelined(generator: RandomGenerator): Omit<Hostile, "kind"> {
  const bodies = Array.from({ length: 2 + generator.integer(5) }, () => valid(generator));
  return { bytes: Buffer.concat(bodies.map((body) => request(body))), bodies, answers: bodies.length };
}

function manyHeaders(generator: RandomGenerator): Omit<Hostile, "kind"> {
  const count = generator.pick([50, 200, 1_000, 5_000]);
  const headers = Object.fromEntries(Array.from({ length: count }, (_, i) => [`x-${i}`, "a".repeat(generator.integer(20))]));
  return one(valid(generator), generator.uniform() < 0.7 ? headers : { "x-long": "a".repeat(generator.pick([8_000, 30_000, 200_000])) });
}

const IDS = ["", " ", "a".repeat(5_000), "../../x", "a\u00ffb", "'; --", "\u0001", "<b>", "ok-id", "-", "a,b", "%00"];

function absurdId(generator: RandomGenerator): Omit<Hostile, "kind"> {
  return one(valid(generator), { "x-request-id": generator.pick(IDS), expect: generator.pick(["100-continue", "100-continue", "a miracle"]) });
}

const LINES = ["GET /v1/predict HTTP/1.1", "PUT /v1/predict HTTP/1.1", "OPTIONS * HTTP/1.1", "TRACE / HTTP/1.1", "POST /v1/predict/../operate/activate HTTP/1.1", "POST //v1/predict HTTP/1.1",
  "POST /v1/predict?text=a HTTP/1.1", "POST /%00 HTTP/1.1", "POST /%zz HTTP/1.1", "POST /%c0%ae HTTP/1.1", `GET /${"a".repeat(10_000)} HTTP/1.1`, "GET /v1/operate/versions/x/lineage HTTP/1.1",
  "GET http://elsewhere/healthz HTTP/1.1", "POST /v1/operate/rollback HTTP/1.1", "BREW /v1/predict HTTP/1.1", "GET /docs/static/..%2f..%2f..%2fpackage.json HTTP/1.1", "POST /v1/predict HTTP/9.9", "\u0000\u0001\u0002"];

function batch(generator: RandomGenerator): Omit<Hostile, "kind"> {
  const items = Array.from({ length: generator.integer(12) }, (_, i) => {
    const { text, tokens } = question(generator) as { text?: string; tokens?: string[] };
    return { ...(text === undefined ? { tokens } : { text }), ...(i % 3 === 0 ? { id: hostileText(generator, 5) } : {}) };
  });
  return one(JSON.stringify({ items: generator.uniform() < 0.05 ? Array(300).fill({ text: "a" }) : items, ...options(generator) }), {}, BATCH);
}

const KINDS: readonly (readonly [kind: string, weight: number, make: Make])[] = [
  ["odd text", 20, (generator) => one(valid(generator))],
  ["wrong types and numbers", 15, (generator) => one(hostileJson(generator), {}, generator.uniform() < 0.2 ? BATCH : undefined)],
  ["deep nesting", 2, (generator) => one(nested(generator), {}, generator.uniform() < 0.2 ? BATCH : undefined)],
  ["broken UTF-8", 4, (generator) => one(brokenUtf8(generator))],
  ["long text", 2, (generator) => one(JSON.stringify({ text: longText(generator) }))],
  ["long token", 1, (generator) => one(JSON.stringify({ tokens: [longText(generator)] }))],
  ["prototype keys", 4, (generator) => one(generator.pick(PROTOTYPES))],
  ["duplicate keys", 3, (generator) => one(`{"text":5,"text":${JSON.stringify(hostileText(generator))},"model":"x","model":"auto"}`)],
  ["content type", 4, (generator) => one(valid(generator), { "content-type": generator.pick(TYPES) })],
  ["chunks", 5, chunks],
  ["wrong length", 4, wrongLength],
  ["pipelined", 5, pipelined],
  ["many headers", 3, manyHeaders],
  ["request id", 4, absurdId],
  ["one byte changed", 15, (generator) => one(mutated(generator))],
  ["odd line", 5, (generator) => ({ ...one(valid(generator), {}, generator.pick(LINES)), bodies: [] })],
  ["batch", 6, batch],
];

const WEIGHT = KINDS.reduce((sum, [, weight]) => sum + weight, 0);

/** The request number `i` of a seed: the same whatever came before it. */
export function hostileRequest(seed: number, i: number): Hostile {
  const generator = createGenerator(deriveSeed(seed, "fuzz", i));
  let left = generator.integer(WEIGHT);
  const [kind, , make] = KINDS.find(([, weight]) => (left -= weight) < 0)!;
  return { kind, ...make(generator) };
}

export const KIND_NAMES = KINDS.map(([kind]) => kind);
