import { test } from "uvu";
import * as assert from "uvu/assert";
import { createGenerator } from "../../../src/random/generator";
import { dailyProfile, poissonArrivals } from "../../../src/serving/simulation/arrivals";
import { heldRate, holds, instancesFor, lowestBound, rateBounds, tryRate } from "../../../src/serving/simulation/capacity";
import { EventQueue } from "../../../src/serving/simulation/event-queue";
import { erlangC, lossMM1K, sojournQuantileMM1, waitMD1, waitMM1, waitMMc } from "../../../src/serving/simulation/formulas";
import { fitServiceTime } from "../../../src/serving/simulation/service-time";
import { SIMULATION_DEFAULTS, type SimulatedService } from "../../../src/serving/simulation/settings";
import { simulate, type SimulatedLoad } from "../../../src/serving/simulation/simulate";

/** Sentences one at a time, 1 ms each on average, and a main thread that costs nothing: a textbook's queue. */
function textbook(changes: Partial<SimulatedService>): SimulatedService {
  const models = [{ share: 1, fixedMilliseconds: 1, perTokenMicroseconds: 0 }];
  return { ...SIMULATION_DEFAULTS, models, mainMicroseconds: 0, maximumBatch: 1, batchesPerWorker: 1, maximumQueue: 1e9, deadline: 1e9, ...changes };
}

/** The service's own rules, with invented costs: 0.2 ms a batch, 10 µs a token, 100 µs on the main thread. */
function usual(changes: Partial<SimulatedService> = {}): SimulatedService {
  const models = [{ share: 1, fixedMilliseconds: 0.2, perTokenMicroseconds: 10 }];
  return { ...SIMULATION_DEFAULTS, models, mainMicroseconds: 100, ...changes };
}

function load(rate: number, seconds: number, seed = 1): SimulatedLoad {
  return { rate, seconds, warmUp: seconds / 20, lengths: [20], seed };
}

function near(actual: number, expected: number, tolerance: number, what: string): void {
  assert.ok(Math.abs(actual - expected) <= tolerance * Math.abs(expected), `${what}: ${actual} is not within ${100 * tolerance} % of ${expected}`);
}

test("events happen by time, and those of one moment in the order they were added", () => {
  const generator = createGenerator(1);
  const queue = new EventQueue<number>();
  const times = Array.from({ length: 500 }, () => generator.integer(50));
  times.forEach((time, i) => queue.add(time, i));
  const taken = times.map(() => queue.next()!.event);
  assert.equal(taken, times.map((_, i) => i).sort((a, b) => times[a]! - times[b]! || a - b));
  assert.is(queue.next(), undefined);
  assert.is(queue.size, 0);
});

test("with exponential service the simulation waits as M/M/1 says, on average and at the 95th percentile", () => {
  for (const used of [0.5, 0.8]) {
    const { meanWait, latency, workerUtilization } = simulate(textbook({ variation: "exponential" }), load(1000 * used, 150));
    near(meanWait, 1000 * waitMM1(1000 * used, 0.001), 0.06, `mean wait at ${used}`);
    near(latency.p95, 1000 * sojournQuantileMM1(1000 * used, 0.001, 0.95), 0.06, `p95 at ${used}`);
    near(workerUtilization, used, 0.02, "utilization");
  }
});

test("with constant service it waits as M/D/1 says: half as long", () => {
  const { meanWait } = simulate(textbook({}), load(800, 150));
  near(meanWait, 1000 * waitMD1(800, 0.001), 0.05, "mean wait");
  assert.is(waitMD1(800, 0.001), waitMM1(800, 0.001) / 2);
});

test("with several workers on one queue it waits as M/M/c says, and as many wait as Erlang C says", () => {
  for (const workers of [2, 4]) {
    const { meanWait, waitedShare } = simulate(textbook({ workers, variation: "exponential" }), load(800 * workers, 150 / workers));
    near(meanWait, 1000 * waitMMc(workers, 800 * workers, 0.001), 0.1, `mean wait of ${workers}`);
    near(waitedShare, erlangC(workers, 800 * workers, 0.001), 0.05, `waiting share of ${workers}`);
  }
});

test("Erlang C is known: 5 servers at 4 erlang make 55.4 % wait; one server makes its utilization wait", () => {
  near(erlangC(5, 4, 1), 0.5541, 1e-4, "five servers");
  near(erlangC(1, 0.7, 1), 0.7, 1e-12, "one server");
  near(waitMMc(1, 0.7, 1), waitMM1(0.7, 1), 1e-12, "one server's wait");
  assert.throws(() => waitMM1(2, 1), /no steady state/);
});

test("a bounded queue refuses the share that M/M/1/K says", () => {
  for (const [waiting, rate] of [[4, 900], [1, 500], [4, 2000]] as const) {
    const { refusedShare } = simulate(textbook({ variation: "exponential", maximumQueue: waiting }), load(rate, 60));
    near(refusedShare, lossMM1K(waiting, rate, 0.001), 0.06, `${waiting} places at ${rate}/s`);
  }
  near(lossMM1K(3, 1, 1), 1 / 5, 1e-12, "full use");
});

test("Little's law holds: requests under way are the rate times the time each is", () => {
  const result = simulate(usual({ workers: 2 }), load(3000, 10));
  near(result.meanUnderWay, (result.answered * result.latency.mean) / 1000, 0.01, "under way");
});

test("at little load a request takes its main thread, its batch alone and nothing else", () => {
  const { latency, meanBatch } = simulate(usual(), load(5, 400));
  near(latency.p50, 0.1 + 0.2 + 0.2, 1e-9, "median");
  near(meanBatch, 1, 0.02, "batch");
});

test("batches grow with the load, so that an instance serves more than one by one", () => {
  const sizes = [500, 3000, 4500].map((rate) => simulate(usual({ mainMicroseconds: 0 }), load(rate, 20)).meanBatch);
  assert.ok(sizes[0]! < sizes[1]! && sizes[1]! < sizes[2]! && sizes[2]! <= 32, sizes.join(", "));
  const alone = simulate(usual({ mainMicroseconds: 0, maximumBatch: 1 }), load(3000, 20));
  assert.ok(alone.refusedShare > 0.1, "one by one, 2,500 a second is the end");
});

test("sentences of different models do not share a batch: a mixture costs workers more", () => {
  const half = [{ share: 0.5, fixedMilliseconds: 0.2, perTokenMicroseconds: 10 }, { share: 0.5, fixedMilliseconds: 0.2, perTokenMicroseconds: 10 }];
  const [one, two] = [usual(), usual({ models: half })].map((service) => simulate(service, load(3000, 20)));
  assert.ok(two!.meanBatch < one!.meanBatch && two!.workerUtilization > one!.workerUtilization);
});

test("every request is answered, refused or late, none twice", () => {
  const service = usual({ mainMicroseconds: 0, maximumQueue: 40, deadline: 8 });
  const { answered, offered, refusedShare, lateShare } = simulate(service, load(9000, 10));
  assert.ok(refusedShare > 0 && lateShare > 0);
  near(answered / offered + refusedShare + lateShare, 1, 1e-9, "sum");
});

test("a deadline bounds the latency of what is answered", () => {
  const { latency } = simulate(usual({ mainMicroseconds: 0, deadline: 40, maximumQueue: 60 }), load(9000, 5));
  assert.ok(latency.max <= 40, String(latency.max));
});

test("a queue that takes longer to get through than the deadline allows makes an overloaded service answer nobody", () => {
  const [short, long] = [60, 512].map((maximumQueue) => simulate(usual({ mainMicroseconds: 0, deadline: 40, maximumQueue }), load(9000, 5)));
  assert.ok(short!.answered > 4000, String(short!.answered));
  assert.ok(long!.lateShare > 0.4 && long!.answered < 0.1 * short!.answered, `${long!.answered} answered, ${long!.lateShare} late`);
});

test("cache hits spare workers, not the main thread", () => {
  const [none, half] = [0, 0.5].map((cacheHitShare) => simulate(usual({ cacheHitShare }), load(3000, 20)));
  assert.ok(half!.workerUtilization < 0.8 * none!.workerUtilization);
  near(half!.mainUtilization, none!.mainUtilization, 0.01, "main thread");
});

test("the least busy instance is the better choice than any by chance, and both share the load", () => {
  const [chance, least] = (["random", "least-connections"] as const).map((balancing) => simulate(usual({ instances: 3, balancing }), load(10_000, 10)));
  assert.ok(least!.latency.p95 < chance!.latency.p95);
  near(chance!.mainUtilization, 10_000 * 100e-6 / 3, 0.02, "a third each");
});

test("the same seed gives the same numbers, another one others", () => {
  const [a, b, c] = [1, 1, 2].map((seed) => simulate(usual(), load(2000, 5, seed)));
  assert.equal(a, b);
  assert.not.equal(a, c);
});

test("one instance of many is as a single one at its share of a Poisson stream", () => {
  const many = simulate(usual({ instances: 4 }), load(14_000, 8));
  const one = simulate(usual(), load(3500, 32));
  near(many.latency.p95, one.latency.p95, 0.1, "p95");
});

test("what cannot be simulated is named", () => {
  assert.throws(() => simulate(usual({ cacheHitShare: 1 }), load(1, 1)), /cacheHitShare is a share/);
  assert.throws(() => simulate(usual({ instances: 0 }), load(1, 1)), /instances is a whole number/);
  assert.throws(() => simulate(usual({ models: [{ share: 0.5, fixedMilliseconds: 1, perTokenMicroseconds: 1 }] }), load(1, 1)), /must sum to 1/);
  assert.throws(() => simulate(usual(), { ...load(1, 1), lengths: [] }), /lengths/);
  assert.throws(() => simulate(usual(), { ...load(1, 1), rate: () => 1 }), /highest value/);
});

test("Poisson arrivals are as many as the rate says, also where it changes", () => {
  const half = [...poissonArrivals((seconds) => (seconds < 50 ? 100 : 300), 300, 100, createGenerator(3))];
  near(half.filter((at) => at < 50).length, 5000, 0.05, "first half");
  near(half.filter((at) => at >= 50).length, 15_000, 0.05, "second half");
  assert.throws(() => [...poissonArrivals(() => 2, 1, 10, createGenerator(1))], /above the highest/);
});

test("a daily profile has the mean 1, the peak that is asked for, and a fifth of the mean at night", () => {
  for (const ratio of [1, 2, 5, 20]) {
    const profile = dailyProfile(ratio);
    const values = Array.from({ length: 288 }, (_, i) => profile.at((i + 0.5) * 300));
    near(values.reduce((sum, value) => sum + value, 0) / 288, 1, 0.01, `mean at ${ratio}`);
    near(Math.max(...values), ratio, 0.01, `peak at ${ratio}`);
    near(Math.min(...values), ratio === 1 ? 1 : 0.2, 0.01, `night at ${ratio}`);
  }
  assert.throws(() => dailyProfile(0.5), /1 to 100/);
});

test("service times are fitted: fixed and per token, neither below 0", () => {
  const line = [1, 5, 20, 100, 800].map((tokens) => ({ tokens, milliseconds: 0.3 + 0.012 * tokens }));
  const { fixedMilliseconds, perTokenMicroseconds, meanRelativeError } = fitServiceTime(line);
  near(fixedMilliseconds, 0.3, 1e-6, "fixed");
  near(perTokenMicroseconds, 12, 1e-6, "a token");
  assert.ok(meanRelativeError < 1e-6);
  const steep = fitServiceTime([{ tokens: 10, milliseconds: 0.1 }, { tokens: 100, milliseconds: 3 }]);
  assert.is(steep.fixedMilliseconds, 0);
  assert.ok(steep.perTokenMicroseconds > 0 && steep.meanRelativeError > 0);
  assert.is(fitServiceTime([{ tokens: 10, milliseconds: 3 }, { tokens: 100, milliseconds: 2 }]).perTokenMicroseconds, 0);
  assert.equal(fitServiceTime([{ tokens: 10, milliseconds: 2 }, { tokens: 10, milliseconds: 2 }]).fixedMilliseconds, 2);
  assert.throws(() => fitServiceTime([]), /fitted from batches/);
});

const TRIAL = { lengths: [10, 20, 30], requests: 5000, seed: 1 };
const OBJECTIVE = { p95: 20, failedShare: 0.001 };

test("the rate that an instance holds is below its bound, keeps the objective, and a little more breaks it", () => {
  const service = usual();
  const held = heldRate(service, OBJECTIVE, TRIAL);
  const bound = lowestBound(rateBounds(service, TRIAL.lengths));
  // Full batches of 32 sentences of 20 tokens: 0.2 + 6.4 ms; the main thread would serve 10,000.
  near(bound, 32 / 0.0066, 1e-9, "bound");
  assert.ok(held > 0.5 * bound && held < bound, `${held} of ${bound}`);
  assert.ok(holds(tryRate(service, held, TRIAL), OBJECTIVE));
  assert.not(holds(tryRate(service, 1.02 * held, TRIAL), OBJECTIVE));
});

test("a tighter budget, slower work or a colder cache never raise the rate that is held", () => {
  const rate = (changes: Partial<SimulatedService>, p95 = 20) => heldRate(usual(changes), { ...OBJECTIVE, p95 }, TRIAL);
  assert.ok(rate({}, 5) <= rate({}, 20));
  assert.ok(rate({ mainMicroseconds: 400 }) < rate({}));
  assert.ok(rate({ cacheHitShare: 0.5 }) > rate({}));
  assert.is(rate({}, 0.1), 0);
});

test("instances are as many as the rate needs, and none are enough where one request is too slow", () => {
  assert.is(instancesFor(10_000, 3000), 4);
  assert.is(instancesFor(1, 3000), 1);
  assert.is(instancesFor(9000, 3000), 3);
  assert.is(instancesFor(1, 0), null);
});

test.run();
