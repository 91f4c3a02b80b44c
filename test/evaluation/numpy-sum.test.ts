import * as fs from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { numpyMean, numpySum } from "../../src/evaluation/numpy-sum";
import { goldenFile } from "./golden";

// What numpy 2.4.6 printed for the sums of value(0) … value(n − 1); a plain loop misses most of the longer ones.
const PRINTED: readonly (readonly [number, number])[] = [
  [0, 0], [1, 0.010309278350515465], [7, 28.11340206185567], [8, 34], [9, 43.70103092783505], [12, 54.04123711340206],
  [15, 67.47422680412372], [17, 81.61855670103094], [31, 160.11340206185568], [40, 205.97938144329896], [127, 647.4948453608247],
  [128, 652.9690721649486], [129, 662.2577319587629], [136, 698.7216494845361], [137, 707.2886597938145], [257, 1325.1237113402062],
  [300, 1546.1855670103093], [1000, 5165.979381443299],
];

const value = (i: number): number => (((i * 37) % 101) + 0.1) / 9.7;
const values = (n: number): number[] => Array.from({ length: n }, (_, i) => value(i));

test("sums of any length have the bits that numpy printed", () => {
  for (const [n, sum] of PRINTED) assert.is(numpySum(values(n)), sum, `n = ${n}`);
});

test("the order matters: adding one by one gives other bits", () => {
  const plain = values(300).reduce((sum, each) => sum + each, 0);
  assert.is.not(plain, numpySum(values(300)));
});

test("the mean of nothing is NaN, and negative zeros sum to zero", () => {
  assert.ok(Number.isNaN(numpyMean([])));
  assert.ok(Object.is(numpySum(new Array<number>(9).fill(-0)), 0));
});

interface SumCase { readonly id: string; readonly values: number[]; readonly sum: number; readonly mean: number }

const golden = goldenFile("numpy-sum.json");
(golden === undefined ? test.skip : test)("all 60 golden sums and means have numpy's bits", () => {
  const { cases } = JSON.parse(fs.readFileSync(golden!, "utf8")) as { cases: SumCase[] };
  assert.is(cases.length, 60);
  for (const each of cases) {
    assert.ok(Object.is(numpySum(each.values), each.sum), `${each.id} sum`);
    assert.ok(Object.is(numpyMean(each.values), each.mean), `${each.id} mean`);
  }
});

test.run();
