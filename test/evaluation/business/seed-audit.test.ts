import { test } from "uvu";
import * as assert from "uvu/assert";
import { auditSeedCase, CLAIMED_CAPACITIES, perSecond } from "../../../src/evaluation/business";
import { close } from "../calibration/helpers";

const claimNamed = (name: string) => auditSeedCase().find(({ claim }) => claim.includes(name))!;

test("1,566 % is arithmetic that holds on inputs that nobody measured", () => {
  const { stated, derived, verdict, derivation } = claimNamed("return");
  assert.is(Math.floor(derived), stated);
  assert.is(verdict, "assumption");
  assert.match(derivation, /10 × 5,000 .* 2,000 \+ 1,000/);
});

test("the same inputs give 94 % lower cost, not 95 %", () => {
  const { stated, derived, verdict } = claimNamed("lower cost");
  close([stated, derived], [95, 94], 1e-9);
  assert.is(verdict, "contradiction");
});

test("the two claimed capacities differ by a factor of 20: 5.8 and 115.7 documents a second", () => {
  const [small, large] = CLAIMED_CAPACITIES;
  assert.is(large / small, 20);
  close([perSecond(small), perSecond(large)], [5.787037037, 115.740740741], 1e-9);
});

test("2,000 requests a second would be 172.8M a day", () => {
  const { stated, derived } = claimNamed("2,000");
  assert.is(stated * 86400, 172_800_000);
  assert.is(derived, perSecond(10_000_000));
});

test("at a minute each, 500,000 documents a day are the work of a thousand people, not of ten", () => {
  const { stated, derived } = claimNamed("ten annotators");
  assert.is(stated, 10);
  close([derived], [500_000 / 480], 1e-9);
});

test.run();
