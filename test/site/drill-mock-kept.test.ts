import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parseCourse } from "../../src/interview/mock/stored";
import {
  begun, choose, click, COURSE, drillPage, hidden, keptSheet, keys, openDrill, SHEET, start, storedIn, textOf, type, type Stored,
} from "./drill-harness";

/** A page over storage that is damaged; it must work as if nothing were there, and say so in one sentence. */
function copesWith(stored: Stored, key: string): void {
  const evaluate = openDrill({ stored });
  evaluate(choose("mode", "mock"));
  const told = evaluate<string>(textOf("drill-trouble"));
  assert.match(told, /^What this browser kept of (a mock interview|the last score sheet) cannot be used and is put aside: [^.]+\.$/, told);
  assert.is(storedIn(evaluate)[`${key}-unreadable`], stored[key]);
  assert.is(key in storedIn(evaluate), false, "it is told of once");
  evaluate(start);
  assert.is(evaluate(textOf("drill-question")), "What is a word?");
}

test("a damaged interview or sheet is one sentence, is put aside, and the page works", () => {
  const course = storedIn(begun())[COURSE]!;
  const full = begun();
  full(type("aloud"));
  full(click("drill-end"));
  const sheet = storedIn(full)[SHEET]!;
  for (const text of ["{", "[]", "null", '"text"', course.slice(0, -9), course.replace('"version":1', '"version":2'), course.replace('"position":0', '"position":2')]) copesWith({ [COURSE]: text }, COURSE);
  for (const text of ["{", sheet.replace("ended early", "ended"), sheet.replace('"cutOff":"answer"', '"cutOff":"?"')]) copesWith({ [SHEET]: text }, SHEET);
});

/** Every place in a value: the keys that lead there. */
function placesIn(value: unknown, at: readonly string[] = []): string[][] {
  const inner = typeof value === "object" && value !== null ? Object.entries(value).flatMap(([key, each]) => placesIn(each, [...at, key])) : [];
  return at.length === 0 ? inner : [[...at], ...inner];
}

test("whatever field of a kept interview is missing or another thing, it is refused with a sentence or read whole", () => {
  const evaluate = begun();
  keys(evaluate, " ", " ", "1", "2", "3", "4");
  evaluate("document.activeElement.click()");
  const text = storedIn(evaluate)[COURSE]!;
  const places = placesIn(JSON.parse(text));
  fc.assert(fc.property(fc.constantFrom(...places), fc.constantFrom<unknown>(undefined, null, -1, 1.5, "x", [], {}), (place, value) => {
    const broken = JSON.parse(text) as Record<string, unknown>;
    const owner = place.slice(0, -1).reduce<Record<string, unknown>>((inner, key) => inner[key] as Record<string, unknown>, broken);
    owner[place.at(-1)!] = value;
    try {
      const { course } = parseCourse(JSON.stringify(broken));
      assert.ok(course.questions[course.position]);
    } catch (error) {
      assert.match((error as Error).message, /^it(s "\w+"| (is|has)) /);
    }
  }));
});

for (const storage of ["forbidden", "full"] as const) {
  test(`where storage is ${storage}, an interview goes on, and a line says that a reload would lose it`, () => {
    const evaluate = openDrill({ storage });
    evaluate(choose("mode", "mock"));
    evaluate(start);
    keys(evaluate, " ", " ", "4", "4", "4", "4");
    evaluate("document.activeElement.click()");
    evaluate(click("drill-end"));
    assert.match(evaluate<string>(textOf("drill-trouble")), /cannot keep the mock interview: a reload would lose it\./);
    assert.match(evaluate<string>(textOf("sheet-body")), /16 of 16 points/);
    assert.match(evaluate<string>(textOf("drill-counts")), /could not keep the sheet: save it as a file/);
    for (const id of ["sheet-close", "mock-last"]) evaluate(click(id));
    assert.match(evaluate<string>(textOf("sheet-body")), /16 of 16 points/);
    assert.match(evaluate<string>(textOf("drill-counts")), /could not keep the sheet/);
  });
}

test("what cannot be kept is told once, not at every letter", () => {
  const evaluate = openDrill({ storage: "full" });
  evaluate(choose("mode", "mock"));
  evaluate(start);
  evaluate('globalThis.told = document.getElementById("drill-trouble").firstChild');
  for (const text of ["h", "ha"]) evaluate(type(text));
  assert.ok(evaluate<string>("told.data").includes("cannot keep"));
  assert.is(evaluate('told === document.getElementById("drill-trouble").firstChild'), true);
});

test("progress may be reset during an interview, which goes on", () => {
  const evaluate = begun();
  for (const id of ["drill-reset", "drill-confirm-yes"]) evaluate(click(id));
  assert.is(evaluate('document.getElementById("drill-setup").hidden'), true);
  evaluate("document.body.tabIndex = -1; document.activeElement.blur()");
  keys(evaluate, " ");
  assert.match(evaluate<string>(textOf("drill-steps")), /A strong answer/);
});

test("an interview that another tab takes up is left to it", () => {
  const evaluate = begun();
  evaluate(`dispatchEvent(new StorageEvent("storage", { key: "${COURSE}" }))`);
  assert.match(evaluate<string>(textOf("drill-counts")), /taken up on another page/);
  assert.equal([evaluate(hidden("mock-offer")), evaluate(hidden("drill-clock"))], [false, true]);
});

test("an interview that another tab ends is over here too", () => {
  const evaluate = begun();
  evaluate(`delete stored["${COURSE}"]; dispatchEvent(new StorageEvent("storage", { key: "${COURSE}" }))`);
  assert.match(evaluate<string>(textOf("drill-counts")), /ended on another page/);
  assert.equal([evaluate(hidden("mock-offer")), evaluate(hidden("drill-clock")), evaluate(hidden("drill-setup"))], [true, true, false]);
});

test("a page that the reader goes back to gives way where the interview went on meanwhile, and goes on where it did not", () => {
  const back = 'dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }))';
  const evaluate = begun();
  evaluate(type("before"));
  evaluate(back);
  assert.is(evaluate(hidden("drill-clock")), false);
  evaluate(`stored["${COURSE}"] = stored["${COURSE}"].replace("before", "before and after")`);
  evaluate(back);
  assert.match(evaluate<string>(textOf("drill-counts")), /taken up on another page/);
  evaluate(click("mock-go-on"));
  assert.is(evaluate('document.getElementById("mock-text").value'), "before and after");
});

test("a question that the page has no more is left out; what was typed to it stays", () => {
  const before = begun();
  before(type("to the first"));
  const html = drillPage.replaceAll('data-id="what-is-a-word"', 'data-id="another"');
  const after = openDrill({ stored: storedIn(before), html });
  after(click("mock-go-on"));
  assert.is(after(textOf("drill-question")), "What is strict?");
  after(click("drill-end"));
  assert.equal(keptSheet(after).attempts.map(({ id, answer }) => [id, answer]), [["what-is-a-word", "to the first"]]);
});

test.run();
