import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { DataError } from "../../../src/errors";
import {
  jouleProxy, paretoFront, percentile, requestsInFlight, returnsOf, summarizeLatencies, throughput, trainingCost, WATTS_PER_CORE,
} from "../../../src/evaluation/efficiency";
import { close, says } from "../calibration/helpers";

const RUNS = { seed: 20260801 };

const samples = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 300 });
const points = fc.array(fc.record({ f1: fc.integer({ min: 0, max: 6 }), cost: fc.integer({ min: 0, max: 6 }) }), { maxLength: 25 });

interface Point {
  readonly f1: number;
  readonly cost: number;
}

const OBJECTIVES = [
  { name: "F1", better: "higher", value: (point: Point) => point.f1 },
  { name: "cost", better: "lower", value: (point: Point) => point.cost },
] as const;

function beats(a: Point, b: Point): boolean {
  return a.f1 >= b.f1 && a.cost <= b.cost && (a.f1 > b.f1 || a.cost < b.cost);
}

test("nearest rank: of 1 … 100 the p-th percentile is p, of 10 values the 95th is the last, of 2 the median the first", () => {
  const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
  for (const percent of [1, 7, 50, 95, 99, 100]) assert.is(percentile(hundred, percent), percent);
  assert.is(percentile([5, 1, 4, 2, 3, 6, 7, 8, 9, 10], 95), 10);
  assert.is(percentile([8, 2], 50), 2);
});

test("a percentile is a sample that at least its share of the samples does not exceed, and no smaller one is", () => {
  fc.assert(fc.property(samples, fc.integer({ min: 1, max: 100 }), (values, percent) => {
    const found = percentile(values, percent);
    const share = (limit: number): number => values.filter((value) => value <= limit).length * 100;
    assert.ok(values.includes(found));
    assert.ok(share(found) >= percent * values.length);
    const smaller = values.filter((value) => value < found);
    if (smaller.length > 0) assert.ok(share(Math.max(...smaller)) < percent * values.length);
  }), RUNS);
});

test("the first, cold samples do not count", () => {
  const { samples: counted, mean, p50, p99, largest } = summarizeLatencies([900, 500, 1, 2, 3], { warmUp: 2 });
  assert.equal([counted, mean, p50, p99, largest], [3, 2, 2, 3, 3]);
  assert.throws(() => summarizeLatencies([1, 2], { warmUp: 2 }), says(DataError, /warm-up of 2 leaves nothing of 2/));
});

test("the seed's 2,000 requests a second at 23 ms are 46 requests in flight", () => {
  assert.is(requestsInFlight(2000, 0.023), 46);
});

test("throughput is items over seconds, and no time is no throughput", () => {
  assert.is(throughput(300, 1.5), 200);
  assert.throws(() => throughput(1, 0), says(DataError, /not 0 s/));
});

test("joules are CPU seconds times an assumed power that the result names", () => {
  assert.is(jouleProxy(3), 3 * WATTS_PER_CORE.value);
  assert.is(WATTS_PER_CORE.source, "assumption");
  const price = { value: 0.5, unit: "per machine hour", source: "assumption", note: "rented" } as const;
  const cost = trainingCost({ seconds: 1800, cpuSeconds: 3600 }, price);
  assert.equal([cost.joules, cost.kilowattHours, cost.money, cost.assumptions.machinePerHour.note], [36000, 0.01, 0.25, "rented"]);
});

test("F1 per parameter, minute and kilojoule, without a price for what costs nothing or was not measured", () => {
  const measured = { system: "s", f1: 0.8, parameters: 400000, trainingSeconds: 120, trainingCpuSeconds: 200 };
  const { pointsPerMillionParameters, pointsPerTrainingMinute, pointsPerKilojoule } = returnsOf(measured);
  close([pointsPerMillionParameters!, pointsPerTrainingMinute!, pointsPerKilojoule!], [200, 40, 40]);
  const free = returnsOf({ ...measured, parameters: 0, trainingSeconds: 0, trainingCpuSeconds: null });
  assert.equal(Object.values(free), ["s", null, null, null]);
});

test("by hand: the front of four systems, ties on it together, and the same in another order", () => {
  const all = [{ f1: 70, cost: 1 }, { f1: 80, cost: 3 }, { f1: 80, cost: 3 }, { f1: 5, cost: 3 }, { f1: 80, cost: 4 }];
  assert.equal(paretoFront(all, OBJECTIVES), all.slice(0, 3));
  assert.equal(paretoFront([...all].reverse(), OBJECTIVES), all.slice(0, 3).reverse());
});

test("no point beats one of the front, and every other point is beaten by one of the front", () => {
  fc.assert(fc.property(points, (all) => {
    const front = paretoFront(all, OBJECTIVES);
    for (const point of all) {
      if (front.includes(point)) assert.not.ok(all.some((other) => beats(other, point)));
      else assert.ok(front.some((other) => beats(other, point)));
    }
  }), RUNS);
});

test("a front of one objective is its best points, and one of none or of NaN is a DataError", () => {
  assert.equal(paretoFront([{ f1: 1, cost: 9 }, { f1: 3, cost: 9 }], [OBJECTIVES[0]]), [{ f1: 3, cost: 9 }]);
  assert.throws(() => paretoFront([], []), says(DataError, /at least one objective/));
  assert.throws(() => paretoFront([{ f1: NaN, cost: 1 }], OBJECTIVES), says(DataError, /Point 0 has no number for F1/));
});

test.run();
