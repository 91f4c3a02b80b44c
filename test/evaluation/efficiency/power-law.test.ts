import { test } from "uvu";
import * as assert from "uvu/assert";
import { fitPowerLaw } from "../../../src/evaluation/efficiency/power-law";
import { DataError } from "../../../src/errors";

function close(actual: number, expected: number, tolerance = 1e-9): void {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} instead of ${expected}`);
}

test("points on a power law give it back, without error", () => {
  for (const [exponent, coefficient] of [[1.5, 0.02], [-0.3, 40], [0, 7]] as const) {
    const fit = fitPowerLaw([25, 50, 100, 200].map((x) => ({ x, y: coefficient * x ** exponent })));
    close(fit.exponent, exponent);
    close(fit.coefficient, coefficient, 1e-9 * coefficient + 1e-9);
    close(fit.standardError!, 0);
  }
});

test("slope, standard error and interval are those of the textbook's regression", () => {
  // log y = 1, 2, 2, 4 at log x = 0, 1, 2, 3: slope 0.9, residual sum of squares 0.7, Sxx 5, two degrees of freedom.
  const fit = fitPowerLaw([1, 2, 2, 4].map((y, i) => ({ x: Math.exp(i), y: Math.exp(y) })));
  close(fit.exponent, 0.9);
  close(fit.standardError!, Math.sqrt(0.7 / 2 / 5));
  close(fit.interval!.high - fit.exponent, 4.303 * fit.standardError!);
  close(fit.exponent - fit.interval!.low, 4.303 * fit.standardError!);
});

test("other units change the coefficient alone", () => {
  const points = [[10, 3], [20, 5], [40, 11], [80, 19]].map(([x, y]) => ({ x: x!, y: y! }));
  const [one, other] = [fitPowerLaw(points), fitPowerLaw(points.map(({ x, y }) => ({ x: 7 * x, y: 0.01 * y })))];
  close(one.exponent, other.exponent);
  close(one.standardError!, other.standardError!);
});

test("two points have a slope and no standard error", () => {
  const fit = fitPowerLaw([{ x: 10, y: 2 }, { x: 1000, y: 20 }]);
  close(fit.exponent, 0.5);
  assert.equal([fit.standardError, fit.interval], [null, null]);
});

test("beyond the table, Student's quantile goes on falling towards the normal one", () => {
  const noisy = (n: number) => fitPowerLaw(Array.from({ length: n }, (_, i) => ({ x: i + 1, y: 2 + (i % 2) })));
  const quantile = (n: number) => {
    const { interval, exponent, standardError } = noisy(n);
    return (interval!.high - exponent) / standardError!;
  };
  assert.ok(quantile(32) > quantile(33) && quantile(33) > quantile(200) && quantile(200) > 1.96);
  close(quantile(62), 2, 5e-4);
});

test("one size, and what has no logarithm, are errors that say so", () => {
  assert.throws(() => fitPowerLaw([{ x: 5, y: 1 }, { x: 5, y: 2 }]), (error: Error) => error instanceof DataError && /two sizes/.test(error.message));
  assert.throws(() => fitPowerLaw([{ x: 5, y: 0 }, { x: 6, y: 2 }]), /positive numbers only, not through \(5, 0\)/);
});

test.run();
