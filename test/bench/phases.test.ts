import { test } from "uvu";
import * as assert from "uvu/assert";
import { phasesOf } from "../../bench/serve/phases";

const TIMELINE = [10, 20, 30, 40, 50].map((p95, second) => ({ second, due: 100 + second, failed: second === 2 ? 3 : 0, p95, max: 2 * p95 }));

test("a load is cut at its events: every second is in one phase, that of an event in what follows it", () => {
  const phases = phasesOf({ timeline: TIMELINE, events: [{ seconds: 2.4, what: "killed" }, { seconds: 4, what: "back" }] });
  assert.equal(phases, [
    { what: "both instances", from: 0, seconds: 2, due: 201, failed: 0, worstP95: 20 },
    { what: "killed", from: 2, seconds: 2, due: 205, failed: 3, worstP95: 40 },
    { what: "back", from: 4, seconds: 1, due: 104, failed: 0, worstP95: 50 },
  ]);
  assert.is(phases.reduce((sum, { due }) => sum + due, 0), TIMELINE.reduce((sum, { due }) => sum + due, 0));
});

test("what happens after the load, or in the same second as what comes next, has no phase", () => {
  const phases = phasesOf({ timeline: TIMELINE, events: [{ seconds: 3.1, what: "asked to end" }, { seconds: 3.4, what: "ended" }, { seconds: 9, what: "late" }] });
  assert.equal(phases.map(({ what }) => what), ["both instances", "ended"]);
});

test.run();
