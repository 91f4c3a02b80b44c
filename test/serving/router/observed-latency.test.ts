import { test } from "uvu";
import * as assert from "uvu/assert";
import { percentile } from "../../../src/evaluation";
import { createGenerator } from "../../../src/random/generator";
import { ObservedLatency } from "../../../src/serving/router/observed-latency";

const SETTINGS = { expectedP95Milliseconds: { model2: 23, baseline: 12, advanced: 45 }, minimumRequests: 20, memoryMilliseconds: 1000 };

function bench() {
  let time = 0;
  return { latency: new ObservedLatency(SETTINGS, () => time), at: (now: number) => { time = now; } };
}

test("nothing is said of a slot before enough of its requests were seen", () => {
  const { latency } = bench();
  for (let i = 0; i < 19; i++) latency.add("model2", 5);
  assert.equal([latency.p95("model2"), latency.p95("baseline")], [null, null]);
});

test("it is the 95th percentile by nearest rank of what is remembered", () => {
  const generator = createGenerator(3);
  const { latency } = bench();
  const samples = Array.from({ length: 512 }, () => generator.uniform() * 100);
  for (const sample of samples) latency.add("advanced", sample);
  assert.is(latency.p95("advanced"), percentile(samples, 95));
});

test("only the latest 512 requests count", () => {
  const { latency } = bench();
  for (let i = 0; i < 600; i++) latency.add("model2", 1000);
  for (let i = 0; i < 512; i++) latency.add("model2", i);
  assert.is(latency.p95("model2"), percentile(Array.from({ length: 512 }, (_, i) => i), 95));
});

test("slowness is forgotten after a while, even without new requests", () => {
  const { latency, at } = bench();
  for (let i = 0; i < 100; i++) latency.add("model2", 900);
  assert.is(latency.p95("model2"), 900);
  at(1001);
  assert.is(latency.p95("model2"), null);
});

test("a jam is seen after at most 32 more requests", () => {
  const { latency } = bench();
  for (let i = 0; i < 100; i++) latency.add("model2", 1);
  assert.is(latency.p95("model2"), 1);
  for (let i = 0; i < 32; i++) latency.add("model2", 500);
  assert.is(latency.p95("model2"), 500);
});

test("slots do not mix", () => {
  const { latency } = bench();
  for (let i = 0; i < 50; i++) {
    latency.add("model2", 20);
    latency.add("baseline", 5);
  }
  assert.equal([latency.p95("model2"), latency.p95("baseline")], [20, 5]);
});

test.run();
