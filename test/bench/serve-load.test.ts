import { test } from "uvu";
import * as assert from "uvu/assert";
import { AnswerReader } from "../../bench/serve/load/answer-reader";
import { sendTimes } from "../../bench/serve/load/arrivals";
import type { LoadJob } from "../../bench/serve/load/job";
import { Ledger } from "../../bench/serve/load/ledger";
import { runLoad } from "../../bench/serve/load/load";
import { quantilesOf } from "../../bench/serve/load/quantiles";
import { requestStream } from "../../bench/serve/load/stream";
import { createGenerator } from "../../src/random/generator";
import { startStub, type StubSettings } from "./stub-service";

const SENTENCES = ["Anna lives in Lima.", "Peru", "The capital of Peru is Lima."];

function job(port: number, changes: Partial<LoadJob> = {}): LoadJob {
  return {
    host: "127.0.0.1", port, arrivals: "constant", rate: 100, warmUp: 0.2, seconds: 0.6, seed: 1, shares: { auto: 1 }, repetition: { kind: "in turn" },
    sentences: SENTENCES, maximumConnections: 64, patience: 2000, ...changes,
  };
}

async function loaded(settings: StubSettings, changes: Partial<LoadJob> = {}) {
  const stub = await startStub(settings);
  const moments: string[] = [];
  try {
    const result = await runLoad(job(stub.port, changes), { begin: () => moments.push("begin"), end: () => moments.push("end") });
    return { ...result, bodies: stub.bodies, moments };
  } finally {
    await stub.close();
  }
}

test("constant arrivals are even, Poisson arrivals come at their rate with gaps as scattered as they are long", () => {
  assert.equal([...sendTimes("constant", 4, 1, createGenerator(1))], [0, 250, 500, 750]);
  const times = sendTimes("poisson", 1000, 50, createGenerator(1));
  assert.equal([...times], [...sendTimes("poisson", 1000, 50, createGenerator(1))]);
  assert.ok(Math.abs(times.length - 50_000) < 4 * Math.sqrt(50_000), `${times.length} arrivals`);
  const gaps = Array.from(times.subarray(1), (time, i) => time - times[i]!);
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
  assert.ok(Math.abs(deviation / mean - 1) < 0.03, `coefficient of variation ${deviation / mean}`);
  assert.throws(() => sendTimes("poisson", 0, 1, createGenerator(1)), /above 0/);
});

test("sentences come in turn, or the first twice as often as the second; models by their shares", () => {
  assert.equal([...requestStream(5, 3, { kind: "in turn" }, { auto: 1 }, 1).sentences], [0, 1, 2, 0, 1]);
  const { sentences, models } = requestStream(60_000, 50, { kind: "zipf", exponent: 1 }, { model2: 0.9, baseline: 0.1 }, 1);
  const times = (place: number) => sentences.filter((sentence) => sentence === place).length;
  assert.ok(Math.abs(times(0) / times(1) - 2) < 0.1, `${times(0)} : ${times(1)}`);
  assert.ok(times(49) > 0);
  assert.ok(Math.abs(models.filter((model) => model === 1).length / 60_000 - 0.1) < 0.01);
});

test("an answer is read whatever way its bytes are cut, and so is the next over the same connection", () => {
  const body = `{"requestId":"a","model":"advanced","tokens":[]}`;
  const text = `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\nx: y\r\n\r\n${body}`;
  for (let cut = 1; cut < text.length; cut++) {
    const reader = new AnswerReader();
    assert.is(reader.read(Buffer.from(text.slice(0, cut))), undefined, `cut at ${cut}`);
    assert.equal(reader.read(Buffer.from(text.slice(cut))), { status: 200, model: "advanced", closing: false });
    assert.equal(reader.read(Buffer.from("HTTP/1.1 503 No\r\ncontent-length: 0\r\nConnection: close\r\n\r\n")), { status: 503, model: "", closing: true });
  }
});

test("a body in chunks ends with its last chunk", () => {
  const reader = new AnswerReader();
  assert.is(reader.read(Buffer.from(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n12\r\n{"model":"model2"}`)), undefined);
  assert.is(reader.read(Buffer.from("\r\n0\r\n")), undefined);
  assert.equal(reader.read(Buffer.from("\r\n")), { status: 200, model: "model2", closing: false });
});

test("quantiles are by nearest rank", () => {
  const { p50, p95, p99, max, mean } = quantilesOf(Array.from({ length: 100 }, (_, i) => 100 - i));
  assert.equal([p50, p95, p99, max, mean], [50, 95, 99, 100, 50.5]);
  assert.is(quantilesOf([]).p95, 0);
});

test("a ledger keeps the first end of a request, and counts each kind of failure once", () => {
  const ledger = new Ledger(Float64Array.of(0, 10, 1005));
  ledger.fail(0, 30, "timeout");
  ledger.good(0, 99, "model2");
  ledger.good(1, 25, "model2");
  ledger.fail(2, 1010, "status 503");
  assert.equal(ledger.errors(0), { timeout: 1, "status 503": 1 });
  assert.equal(ledger.latencies(0), [15]);
  assert.equal(ledger.failures(0), [{ at: 0, after: 30, kind: "timeout" }, { at: 1005, after: 5, kind: "status 503" }]);
  assert.equal(ledger.timeline().map(({ second, due, failed }) => [second, due, failed]), [[0, 2, 1], [1, 1, 1]]);
  assert.is(ledger.finished, 3);
});

test("a load sends what is due, and measures a service that takes 20 ms", async () => {
  const { requests, offered, achieved, latency, slots, errors, little, moments, bodies } = await loaded({ milliseconds: 20 });
  assert.is(requests, 60);
  assert.is(offered, 100);
  assert.equal(errors, {});
  assert.equal(moments, ["begin", "end"]);
  assert.ok(latency.p50 >= 19 && latency.p50 < 60, `p50 ${latency.p50}`);
  assert.ok(achieved > 80, `${achieved}/s`);
  assert.equal(Object.keys(slots).sort(), ["baseline", "model2"]);
  assert.ok(Math.abs(little.sampled / little.computed - 1) < 0.35, `${little.sampled} in flight, ${little.computed} by rate and latency`);
  assert.equal(bodies.slice(0, 2).map((body) => (JSON.parse(body) as { text: string }).text), SENTENCES.slice(0, 2));
});

test("time in a queue counts from when a request was due, though the service is too slow for the load", async () => {
  // One at a time, 20 ms each: 50 a second. The last of 0.6 s at 100 a second waits behind some thirty others.
  const { latency, achieved, offered } = await loaded({ milliseconds: 20, serial: true }, { warmUp: 0.01, maximumConnections: 2, patience: 5000 });
  assert.ok(latency.max > 400, `max ${latency.max} ms`);
  assert.ok(achieved < 0.7 * offered, `${achieved} of ${offered}`);
});

test("refusals, lost connections and silence are told apart", async () => {
  const refused = await loaded({ milliseconds: 1, refuseEvery: 5 });
  assert.equal(Object.keys(refused.errors), ["status 503"]);
  assert.ok(Math.abs(refused.errors["status 503"]! - refused.requests / 5) <= 1);
  const dropped = await loaded({ milliseconds: 1, dropAt: 40 });
  assert.equal(dropped.errors, { reset: 1 });
  const silent = await loaded({ milliseconds: 900 }, { seconds: 0.3, patience: 300 });
  assert.equal(Object.keys(silent.errors), ["timeout"]);
  assert.is(silent.latency.p95, 0);
});

test("nobody listening is an error of each request, not of the generator", async () => {
  const stub = await startStub({ milliseconds: 1 });
  await stub.close();
  const { errors, requests } = await runLoad(job(stub.port, { seconds: 0.2 }), { begin: () => undefined, end: () => undefined });
  assert.equal(errors, { refused: requests });
});

test("tokens are sent as tokens, and a model is named where the shares name one", async () => {
  const { bodies } = await loaded({ milliseconds: 1 }, { sentences: [["Anna", "lives"]], shares: { advanced: 1 }, seconds: 0.1 });
  assert.equal(JSON.parse(bodies[0]!), { tokens: ["Anna", "lives"], model: "advanced" });
});

test.run();
