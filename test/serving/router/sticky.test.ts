import { test } from "uvu";
import * as assert from "uvu/assert";
import { drawByShare, isWithin, placeOf } from "../../../src/serving/router/sticky";
import { SLOTS, type Slot } from "../../../src/serving/slots";
import { requestIds } from "./views";

const COUNT = 20_000;
const IDS = requestIds(COUNT);
type Shares = readonly (readonly [Slot, number])[];

function shares(model2: number, baseline: number, advanced: number): Shares {
  return [["model2", model2], ["baseline", baseline], ["advanced", advanced]];
}

function drawAll(own: Shares): (Slot | undefined)[] {
  return IDS.map((id) => drawByShare(id, own));
}

/** Four standard errors of a share of so many ids. */
function tolerance(share: number): number {
  return 4 * Math.sqrt((share * (1 - share)) / COUNT);
}

test("places are spread evenly, whatever ids look like", () => {
  for (const kind of [0, 1, 2]) {
    const bins = new Array<number>(20).fill(0);
    const ids = IDS.filter((_, i) => i % 3 === kind);
    for (const id of ids) bins[Math.floor(20 * placeOf(id, ["canary", "x"]))]!++;
    const expected = ids.length / 20;
    const chiSquare = bins.reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0);
    // scipy.stats.chi2.ppf(0.9999, 19) = 51.0 (rounded up)
    assert.ok(chiSquare < 51.1, `${kind}: ${chiSquare}`);
  }
});

test("shares of many ids are the policy's", () => {
  for (const own of [shares(0.9, 0.08, 0.02), shares(1 / 3, 1 / 3, 1 / 3), shares(0.5, 0, 0.5)]) {
    const drawn = drawAll(own);
    for (const [slot, share] of own) {
      const seen = drawn.filter((each) => each === slot).length / COUNT;
      assert.ok(Math.abs(seen - share) <= tolerance(share), `${slot}: ${seen} for ${share}`);
    }
  }
});

test("the same id is drawn the same way again, in whatever order the slots are given", () => {
  const own = shares(0.6, 0.3, 0.1);
  assert.equal(drawAll(own), drawAll([...own].reverse()));
});

test("where one share grows and the others shrink in proportion, ids move to that slot alone", () => {
  const [before, after] = [drawAll(shares(0.9, 0.08, 0.02)), drawAll(shares(0.9 * (88 / 98), 0.08 * (88 / 98), 0.12))];
  const moved = before.map((slot, i) => [slot, after[i]] as const).filter(([a, b]) => a !== b);
  assert.ok(moved.length > 0);
  assert.ok(moved.every(([, to]) => to === "advanced"));
  assert.ok(Math.abs(moved.length / COUNT - 0.1) <= tolerance(0.1));
});

test("no change of shares moves more ids than 2d / (1 + d), d the distance of the shares", () => {
  const changes = [[shares(0.9, 0.08, 0.02), shares(0.8, 0.18, 0.02)], [shares(0.9, 0.08, 0.02), shares(0.8, 0.08, 0.12)], [shares(0.2, 0.3, 0.5), shares(0.5, 0.2, 0.3)]] as const;
  for (const [a, b] of changes) {
    const distance = SLOTS.reduce((sum, _, i) => sum + Math.abs(a[i]![1] - b[i]![1]) / 2, 0);
    const [before, after] = [drawAll(a), drawAll(b)];
    const moved = before.filter((slot, i) => slot !== after[i]).length / COUNT;
    const most = (2 * distance) / (1 + distance);
    assert.ok(moved <= most + tolerance(most), `${moved} of at most ${most}`);
    assert.ok(moved >= distance - tolerance(distance), `${moved} is fewer than the shares themselves move`);
  }
});

test("taking a slot away moves its ids alone", () => {
  const [all, without] = [drawAll(shares(0.6, 0.3, 0.1)), drawAll(shares(0.6, 0, 0.1))];
  assert.ok(all.every((slot, i) => slot === "baseline" || slot === without[i]));
});

test("a slot without a share is never drawn, and without any share nothing is", () => {
  assert.not.ok(drawAll(shares(0.5, 0, 0.5)).includes("baseline"));
  assert.is(drawByShare("x", shares(0, 0, 0)), undefined);
});

test("who belongs to a small share belongs to every larger one, and another purpose draws independently", () => {
  const within = (share: number, of: string) => IDS.filter((id) => isWithin(share, id, ["canary", of]));
  const [small, large] = [within(0.05, "a"), new Set(within(0.2, "a"))];
  assert.ok(small.every((id) => large.has(id)));
  const both = within(0.2, "b").filter((id) => large.has(id)).length / COUNT;
  assert.ok(Math.abs(both - 0.04) <= tolerance(0.04));
});

test.run();
