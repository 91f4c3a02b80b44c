import { test } from "uvu";
import * as assert from "uvu/assert";
import { createGenerator } from "../../../src/random/generator";
import { admit, closedBreaker, phaseAt, settle, wouldAdmit, type BreakerState } from "../../../src/serving/router/breaker";
import { Breakers, type Pass } from "../../../src/serving/router/breakers";
import type { BreakerSettings } from "../../../src/serving/router/policy";

const SETTINGS: BreakerSettings = {
  failureShare: 0.5, windowMilliseconds: 1000, minimumRequests: 4, openMilliseconds: 500, probes: 2, slowMilliseconds: 100,
};
const TARGET = { slot: "model2", version: "222222222222" } as const;
const WELL = { failed: false, milliseconds: 10 };
const BADLY = { failed: true, milliseconds: 10 };
const SLOWLY = { failed: false, milliseconds: 101 };

interface Bench {
  readonly breakers: Breakers;
  at(time: number): void;
  call(outcome: typeof WELL): boolean;
}

function bench(): Bench {
  let time = 0;
  const breakers = new Breakers(SETTINGS, () => time);
  const call = (outcome: typeof WELL): boolean => {
    const pass = breakers.begin(TARGET);
    if (pass) breakers.end(pass, outcome);
    return pass !== undefined;
  };
  return { breakers, call, at: (now) => { time = now; } };
}

function opened(): Bench {
  const own = bench();
  for (let i = 0; i < 4; i++) own.call(BADLY);
  assert.is(own.breakers.phase(TARGET), "open");
  return own;
}

test("it opens when the window holds enough calls and failures are the share that is too much", () => {
  const { breakers, call } = bench();
  for (const outcome of [WELL, WELL, BADLY]) call(outcome);
  assert.is(breakers.phase(TARGET), "closed");
  call(BADLY);
  assert.is(breakers.phase(TARGET), "open");
});

test("a slow call is a failure, one of exactly the limit is not", () => {
  const { breakers, call } = bench();
  for (let i = 0; i < 8; i++) call({ failed: false, milliseconds: 100 });
  assert.is(breakers.phase(TARGET), "closed");
  for (let i = 0; i < 8; i++) call(SLOWLY);
  assert.is(breakers.phase(TARGET), "open");
});

test("failures that have left the window do not count", () => {
  const { breakers, call, at } = bench();
  for (let i = 0; i < 3; i++) call(BADLY);
  at(1001);
  for (let i = 0; i < 3; i++) call(BADLY);
  assert.is(breakers.phase(TARGET), "closed");
});

test("open, it lets nothing through until its time is over, then as many as are probes", () => {
  const { breakers, at } = opened();
  at(499);
  assert.equal([breakers.admits(TARGET), breakers.begin(TARGET)], [false, undefined]);
  at(500);
  assert.is(breakers.phase(TARGET), "half-open");
  assert.ok(breakers.begin(TARGET) && breakers.begin(TARGET));
  assert.equal([breakers.admits(TARGET), breakers.begin(TARGET)], [false, undefined]);
});

test("it closes when all probes went well, and begins to count anew", () => {
  const { breakers, call, at } = opened();
  at(500);
  call(WELL);
  assert.is(breakers.phase(TARGET), "half-open");
  call(WELL);
  assert.is(breakers.phase(TARGET), "closed");
  for (let i = 0; i < 3; i++) call(BADLY);
  assert.is(breakers.phase(TARGET), "closed");
});

test("one bad probe opens it again for the whole time", () => {
  const { breakers, call, at } = opened();
  at(500);
  call(WELL);
  call(SLOWLY);
  at(999);
  assert.is(breakers.phase(TARGET), "open");
  at(1000);
  assert.is(breakers.phase(TARGET), "half-open");
});

test("a call of before it opened tells a later phase nothing", () => {
  const { breakers, at } = bench();
  const passes = Array.from({ length: 7 }, () => breakers.begin(TARGET)!);
  for (const pass of passes.slice(0, 4)) breakers.end(pass, BADLY);
  at(500);
  const probe = breakers.begin(TARGET)!;
  for (const pass of passes.slice(4)) breakers.end(pass, WELL);
  assert.is(breakers.phase(TARGET), "half-open");
  breakers.end(passes[6]!, BADLY);
  assert.is(breakers.phase(TARGET), "half-open");
  breakers.end(probe, WELL);
  assert.is(breakers.phase(TARGET), "half-open");
});

test("probes of which nothing was heard are sent anew, so that it cannot stay half-open for good", () => {
  const { breakers, call, at } = opened();
  at(500);
  for (let i = 0; i < 2; i++) breakers.begin(TARGET);
  at(999);
  assert.not.ok(breakers.admits(TARGET));
  at(1000);
  assert.ok(call(WELL) && call(WELL));
  assert.is(breakers.phase(TARGET), "closed");
});

test("a probe that was not needed makes room for another one, and those that went well stay counted", () => {
  const { breakers, call, at } = opened();
  at(500);
  call(WELL);
  const unneeded = breakers.begin(TARGET)!;
  assert.not.ok(breakers.admits(TARGET));
  breakers.release(unneeded);
  breakers.release(unneeded);
  assert.ok(breakers.begin(TARGET));
  assert.not.ok(breakers.admits(TARGET));
});

test("a call of a version that was forgotten meanwhile leaves nothing behind", () => {
  const { breakers } = bench();
  const passes = Array.from({ length: 4 }, () => breakers.begin(TARGET)!);
  breakers.forget(TARGET);
  for (const pass of passes) breakers.end(pass, BADLY);
  assert.is(breakers.phase(TARGET), "closed");
});

test("rare traffic closes it too: probes that went well are not forgotten", () => {
  const { breakers, call, at } = opened();
  at(10_000);
  call(WELL);
  at(20_000);
  call(WELL);
  assert.is(breakers.phase(TARGET), "closed");
});

test("each version has a breaker of its own, and a forgotten one begins closed", () => {
  const { breakers } = opened();
  assert.is(breakers.phase({ ...TARGET, version: "333333333333" }), "closed");
  breakers.forget(TARGET);
  assert.is(breakers.phase(TARGET), "closed");
});

test("no state is ever changed in place", () => {
  const freeze = (state: BreakerState): BreakerState => {
    if (state.phase === "closed") state.buckets.forEach((bucket) => Object.freeze(bucket));
    if (state.phase === "closed") Object.freeze(state.buckets);
    return Object.freeze(state);
  };
  let state = freeze(closedBreaker());
  for (let i = 0; i < 200; i++) {
    const admission = admit(state, SETTINGS, 37 * i);
    state = freeze(admission.state);
    if (admission.admitted) state = freeze(settle(state, state.generation, i % 3 === 0 ? WELL : BADLY, SETTINGS, 37 * i + 5));
  }
  assert.ok(state.generation > 0);
});

test("whatever happens: what it says it would admit it admits, probes are bounded, and buckets stay few", () => {
  const generator = createGenerator(7);
  const under: { pass: Pass; state: number }[] = [];
  let [state, now] = [closedBreaker(), 0];
  for (let i = 0; i < 20_000; i++) {
    now += generator.integer(40);
    const expected = wouldAdmit(state, SETTINGS, now);
    const admission = admit(state, SETTINGS, now);
    assert.is(admission.admitted, expected);
    assert.is(phaseAt(state, now) === "open" && expected, false);
    state = admission.state;
    if (admission.admitted) under.push({ pass: { ...TARGET, generation: state.generation }, state: i });
    if (state.phase === "half-open") assert.ok(state.sent <= SETTINGS.probes && state.succeeded <= SETTINGS.probes);
    if (state.phase === "closed") assert.ok(state.buckets.length <= 11, String(state.buckets.length));
    while (under.length > generator.integer(6)) {
      const { pass } = under.splice(generator.integer(under.length), 1)[0]!;
      state = settle(state, pass.generation, { failed: generator.uniform() < 0.45, milliseconds: 1 }, SETTINGS, now);
    }
  }
  assert.ok(state.generation > 10, "it never opened");
});

test.run();
