import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { intervalsOf, RATINGS, remember, type Memory, type Rating } from "../../src/interview/schedule/memory";
import { numbersOf, parseProgress, ProgressFault, serializeProgress, withAnswer, type Progress } from "../../src/interview/schedule/progress";
import { changedNumbers, changedText, standingOf } from "../../src/interview/schedule/standing";
import { countDue, endOfDay, selectCards } from "../../src/interview/practice/selection";
import { card } from "./hand-made-cards";

const DAY = 24 * 60 * 60_000;
const START = new Date("2026-03-01T09:00:00Z");
const none: Progress = new Map();

const ratings = fc.array(fc.constantFrom<Rating>(...RATINGS), { minLength: 1, maxLength: 12 });
const steps = fc.array(fc.record({ id: fc.constantFrom("a", "b", "c"), rating: fc.constantFrom<Rating>(...RATINGS), hours: fc.integer({ min: 0, max: 900 }) }), { maxLength: 15 });

/** The progress after answers, each some hours after the one before. */
function after(answers: readonly { readonly id: string; readonly rating: Rating; readonly hours: number }[]): { progress: Progress; now: Date } {
  return answers.reduce<{ progress: Progress; now: Date }>(
    ({ progress, now }, { id, rating, hours }) => {
      const at = new Date(now.getTime() + hours * 3_600_000);
      return { progress: withAnswer(progress, card(id, { numbers: [{ key: "f1", text: "81 %" }] }), rating, at), now: at };
    },
    { progress: none, now: START },
  );
}

test("a new card answered well comes back after days, one answered badly after ten minutes", () => {
  const intervals = intervalsOf(undefined, START);
  assert.is(intervals[1], 10 * 60_000);
  assert.ok(intervals[3] >= DAY && intervals[3] < 5 * DAY);
  assert.ok(intervals[4] > 5 * DAY);
});

test("a better rating never brings a card back sooner, and every card lies in the future", () => {
  fc.assert(fc.property(ratings, (given) => {
    let memory: Memory | undefined;
    let now = START;
    for (const rating of given) {
      const { 1: again, 2: hard, 3: good, 4: easy } = intervalsOf(memory, now);
      assert.ok(again > 0 && again <= hard && hard <= good && good <= easy, `${again} ${hard} ${good} ${easy}`);
      memory = remember(memory, rating, now);
      now = new Date(memory.due);
    }
  }));
});

test("the same answers at the same times give the same memory, and the interval shown is the one that comes", () => {
  fc.assert(fc.property(steps, fc.constantFrom<Rating>(...RATINGS), (answers, rating) => {
    const [first, second] = [after(answers), after(answers)];
    assert.equal([...first.progress], [...second.progress]);
    const memory = first.progress.get("a")?.memory;
    assert.is(Date.parse(remember(memory, rating, first.now).due) - first.now.getTime(), intervalsOf(memory, first.now)[rating]);
  }));
});

test("a clock that went back is no reason to fail, and the last answer stays the last", () => {
  const memory = remember(undefined, 3, START);
  const later = remember(memory, 3, new Date(START.getTime() - 10 * DAY));
  assert.is(later.lastReview, memory.lastReview);
});

test("progress read again is the progress written, whatever was answered", () => {
  fc.assert(fc.property(steps, (answers) => {
    const { progress } = after(answers);
    assert.equal([...parseProgress(serializeProgress(progress))], [...progress].sort(([a], [b]) => (a < b ? -1 : 1)));
  }));
});

test("what is no progress is refused with what is wrong", () => {
  const text = serializeProgress(after([{ id: "a", rating: 3, hours: 1 }]).progress);
  const refused = (broken: string, why: RegExp) => assert.throws(() => parseProgress(broken), (error: Error) => error instanceof ProgressFault && why.test(error.message));
  refused(text.slice(0, -20), /is no JSON/);
  refused("[]", /does not say "format": "nerbook drill"/);
  refused(text.replace('"version": 1', '"version": 9'), /version is 9 and this nerbook reads 1/);
  refused(text.replace(/"rating": 3/, '"rating": 7'), /card "a" is incomplete/);
  refused(text.replace(/"due": "[^"]+"/, '"due": "tomorrow"'), /card "a" is incomplete/);
});

test("a card is stale if and only if a number that it had at the last answer has another text now", () => {
  const texts = fc.dictionary(fc.constantFrom("a", "b", "c", "d"), fc.constantFrom("1 %", "2 %", "?"));
  fc.assert(fc.property(texts, texts, (before, now) => {
    const quoted = (all: Readonly<Record<string, string>>) => Object.entries(all).map(([key, text]) => ({ key, text }));
    const known = numbersOf({ numbers: quoted(before) });
    const changed = changedNumbers({ numbers: quoted(now) }, known).map(({ key }) => key);
    const expected = Object.keys(now).filter((key) => before[key] !== undefined && before[key] !== "?" && now[key] !== "?" && before[key] !== now[key]);
    assert.equal(changed.sort(), expected.sort());
  }));
});

test("a stale card is due at once, says what its number was, and is not stale after the next answer", () => {
  const before = card("a", { numbers: [{ key: "f1", text: "81.05 ± 0.30 %" }] });
  const now = card("a", { numbers: [{ key: "f1", text: "81.11 ± 0.27 %" }] });
  const progress = withAnswer(none, before, 4, START);
  const standing = standingOf(now, progress, START);
  assert.is(standing.standing, "stale");
  assert.ok(standing.due! <= START);
  assert.equal(standing.changed.map(changedText), ["its number changed: 81.11 ± 0.27 % was 81.05 ± 0.30 %"]);
  assert.is(standingOf(now, withAnswer(progress, now, 3, START), START).standing, "later");
});

test("a drill asks stale cards first, then due ones by date, then new ones as the pages have them, each once", () => {
  const quoting = (id: string, text: string) => card(id, { numbers: [{ key: "f1", text }] });
  const answered = ["later", "due-2", "due-1", "stale"].reduce((progress, id, i) =>
    withAnswer(progress, quoting(id, "1 %"), id === "later" ? 4 : 3, new Date(START.getTime() - i * 3 * DAY)), none);
  const deck = [quoting("new-1", "1 %"), quoting("later", "1 %"), quoting("due-2", "1 %"), quoting("stale", "2 %"), quoting("new-2", "1 %"), quoting("due-1", "1 %")];
  const asked = (limit: number, newLimit: number) => selectCards(deck, answered, new Date(START.getTime() + DAY), { limit, newLimit }).map((each) => each.card.id);
  assert.equal(asked(20, 20), ["stale", "due-1", "due-2", "new-1", "new-2"].filter((id) => asked(20, 20).includes(id)));
  assert.equal(asked(20, 20).slice(0, 2), ["stale", "due-1"]);
  assert.equal(asked(20, 1).filter((id) => id.startsWith("new")), ["new-1"]);
  assert.is(asked(2, 20).length, 2);
  assert.not.ok(asked(20, 20).includes("later"));
});

test("what is due later today is what comes before midnight", () => {
  const progress = withAnswer(withAnswer(none, card("a"), 1, START), card("b"), 4, START);
  assert.is(countDue([card("a"), card("b"), card("c")], progress, START, endOfDay(START)), 1);
  assert.is(endOfDay(START).toISOString(), "2026-03-02T00:00:00.000Z");
});

test.run();
