import { test } from "uvu";
import * as assert from "uvu/assert";
import { DEFAULT_LIMITS, limitsOf } from "../../../src/serving/security/limits";

test("limits that are not named stay as they are", () => {
  assert.equal(limitsOf(), DEFAULT_LIMITS);
  assert.equal(limitsOf({ tokens: 100, requestsPerSecond: 50 }), { ...DEFAULT_LIMITS, tokens: 100, requestsPerSecond: 50 });
  assert.is(limitsOf({ requestsPerSecond: null }).requestsPerSecond, null);
});

test("a limit that is unknown, no whole number, none at all or beyond all use is named", () => {
  assert.throws(() => limitsOf({ token: 1 }), /limits has no field "token"/);
  for (const wrong of [0, -1, 1.5, "5", Infinity, NaN, null, 1e12]) assert.throws(() => limitsOf({ tokens: wrong }), /limits\.tokens must be a whole number/);
  for (const wrong of [null, [], "all"]) assert.throws(() => limitsOf(wrong), /limits must be an object/);
});

test("a text that may come fits into a body that may come", () => {
  assert.throws(() => limitsOf({ bodyBytes: 1000 }), /limits\.characters is 20000, more than a body of limits\.bodyBytes \(1000\) holds/);
  assert.is(limitsOf({ bodyBytes: 1000, characters: 1000 }).bodyBytes, 1000);
});

test("nobody can change the limits that hold", () => {
  assert.throws(() => { (limitsOf() as { tokens: number }).tokens = 1; });
});

test.run();
