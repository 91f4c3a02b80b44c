import { runInNewContext } from "node:vm";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { planInterview } from "../../src/interview/mock/plan";
import { DIMENSIONS, RUBRIC } from "../../src/interview/mock/rubric";
import { pointsOf } from "../../src/interview/mock/sheet";
import { sheetPage } from "../../src/interview/mock/sheet-text";
import { sheetWords } from "../../src/interview/mock/sheet-words";
import { parseCourse } from "../../src/interview/mock/stored";
import { deckOf } from "../interview/hand-made-cards";
import { all, parsePage } from "./documents";
import { libraryText } from "./interview-fixture";
import {
  begun, choose, click, COURSE, drillPage, hidden, keptSheet, keys, openDrill, press, reloaded, SHEET, storedIn, textOf, type,
} from "./drill-harness";

const MINUTE = 60_000;

test("the form has the terminal's criteria with their words, each from 0 to 4", () => {
  const criteria = all(parsePage(drillPage), "#mock-scores .criterion");
  assert.equal(criteria.map((each) => each.querySelector("legend")!.textContent), DIMENSIONS.map((name) => RUBRIC[name].title));
  criteria.forEach((criterion, i) => {
    assert.equal(all(criterion, "input").map((input) => [input.getAttribute("name"), input.getAttribute("value")]), ["0", "1", "2", "3", "4"].map((mark) => [DIMENSIONS[i], mark]));
    assert.equal(all(criterion, "li").map((item) => item.textContent), RUBRIC[DIMENSIONS[i]!].levels.map((level, k) => `${2 * k} ${level}`));
    assert.is(criterion.getAttribute("aria-describedby"), criterion.querySelector("ul")!.id, "what a mark means is read aloud with the criterion");
  });
});

test("no form is filled in again by the browser: after a reload the page shows what its choices say", () => {
  assert.equal(all(parsePage(drillPage), "#drill form").map((form) => form.getAttribute("autocomplete")), ["off", "off"]);
});

test("the script of the terminal's modules needs nothing but the language", () => {
  const names = runInNewContext(`${libraryText("mock-interview")}; Object.keys(nerbookMock).join()`) as string;
  for (const name of ["planInterview", "beginCourse", "parseCourse", "sheetWords", "sheetPage"]) assert.ok(names.split(",").includes(name), name);
});

test("page and terminal draw the same questions for a seed, in whatever order a page lists them", () => {
  const evaluate = openDrill();
  const deck = deckOf(9);
  for (const seed of [0, 7, 4711]) {
    const theirs = evaluate<string>(`JSON.stringify(nerbookMock.planInterview(${JSON.stringify([...deck].reverse())}, "technical", 45, ${seed}))`);
    assert.equal(JSON.parse(theirs), planInterview(deck, "technical", 45, seed));
  }
});

test("an interview by keyboard alone: typed answers, the follow-up, four scores, and the terminal's sheet", () => {
  const evaluate = begun();
  assert.match(evaluate<string>(textOf("drill-clock")), /^4[0-5]:\d\d left$/);
  assert.is(evaluate('document.getElementById("drill-setup").hidden'), true, "no choice can end the interview unasked");
  assert.is(evaluate(textOf("drill-question")), "What is a word?");
  evaluate(type("A token,\nby rule"));
  evaluate(press("Enter", "ctrlKey: true"));
  assert.match(evaluate<string>(textOf("drill-steps")), /You typedA token,\nby ruleA strong answer[^]*And then\?/);
  keys(evaluate, "Enter");
  assert.match(evaluate<string>(textOf("drill-steps")), /follows[^]*Evidence/);
  keys(evaluate, "3", "2", "4", "3");
  evaluate("document.activeElement.click()");
  assert.is(evaluate(textOf("drill-question")), "What is strict?");
  keys(evaluate, " ", " ", "1", "0", "0", "1");
  evaluate("document.activeElement.click()");
  const sheet = keptSheet(evaluate);
  assert.equal(pointsOf(sheet), { reached: 14, possible: 32 });
  assert.equal(sheet.attempts.map(({ answer, cutOff, scores }) => [answer, cutOff, Object.values(scores!)]), [["A token,\nby rule", null, [3, 2, 4, 3]], ["", null, [1, 0, 0, 1]]]);
  assert.is(COURSE in storedIn(evaluate), false);
  assert.is("nerbook-drill" in storedIn(evaluate), false, "scores are no progress");
});

test("the sheet on the page says all that the terminal's says", () => {
  const evaluate = begun();
  evaluate(type("half an answer"));
  evaluate(press("Enter", "metaKey: true"));
  keys(evaluate, " ", "1", "1", "1", "1");
  evaluate("document.activeElement.click()");
  evaluate(click("drill-end"));
  const shown = evaluate<string>(textOf("drill-sheet"));
  const { title, begun: begin, course, points, tables, tips, questions } = sheetWords(keptSheet(evaluate));
  const cells = tables.flatMap(({ title: name, header, rows }) => [name, ...header, ...rows.flat()]);
  const words = [title, `${begin} ${course}`, points, ...cells, ...tips.map(({ section }) => section), ...questions.flatMap(({ facts, typed }) => [facts.join(" · "), ...typed.map(({ label, text }) => `${label}: ${text}`)])];
  assert.equal(words.filter((each) => !shown.includes(each)), []);
  assert.equal(evaluate('[...document.querySelectorAll("#sheet-body a")].map((link) => link.getAttribute("href")).join()'), "01-the-corpus.html");
  assert.is(evaluate("nerbookMock.sheetPage(JSON.parse(stored['nerbook-mock-sheet']))"), sheetPage(keptSheet(evaluate)));
  assert.match(sheetPage(keptSheet(evaluate)), /### 1\. What is a `word`\?\n/);
});

test("a reload at any step offers to go on where it was, by the clock", () => {
  const steps: readonly (() => string)[] = [() => type("half"), () => press("Enter", "ctrlKey: true"), () => type("more"), () => press("Enter", "ctrlKey: true")];
  steps.forEach((_, count) => {
    const before = begun();
    for (const step of steps.slice(0, count + 1)) before(step());
    const after = reloaded(before, 10 * MINUTE);
    assert.match(after<string>(textOf("mock-offer-text")), /^A technical mock interview is under way: question 1 of 2, 3[0-5] min \d\d s left\.$/);
    after(click("mock-go-on"));
    assert.is(after(hidden("mock-offer")), true);
    assert.match(after<string>(textOf("drill-clock")), /^3[0-5]:\d\d left$/);
    assert.equal(
      [after(textOf("drill-question")), after('document.getElementById("mock-text").value'), after(hidden("mock-scores"))],
      [before(textOf("drill-question")), before('document.getElementById("mock-text").value'), before(hidden("mock-scores"))],
    );
    assert.is(after(textOf("drill-steps")), before(textOf("drill-steps")));
  });
});

test("scores and answers so far are there after a reload, in the same order of questions", () => {
  const before = begun();
  keys(before, " ", " ", "4", "3", "2", "1");
  before("document.activeElement.click()");
  const [first, second] = [parseCourse(storedIn(before)[COURSE]!).course, parseCourse(storedIn(reloaded(before))[COURSE]!).course];
  assert.equal(second, first);
  const after = reloaded(before);
  after(click("mock-go-on"));
  assert.is(after(textOf("drill-question")), "What is strict?");
  keys(after, " ", " ", "4", "4", "4", "4");
  after("document.activeElement.click()");
  assert.equal([keptSheet(after).end, pointsOf(keptSheet(after)).reached], ["all questions asked", 26]);
});

test("what was being typed when the page was left stands on the sheet as cut off, and the time away is not counted", () => {
  const before = begun();
  before(type("half an ans"));
  const after = reloaded(before, 600 * MINUTE);
  assert.match(after<string>(textOf("mock-offer-text")), /its time is over, but this question can be finished\.$/);
  after(click("mock-give-up"));
  const { end, partial, seconds, attempts } = keptSheet(after);
  assert.equal([end, partial, attempts[0]!.answer, attempts[0]!.cutOff], ["interrupted", true, "half an ans", "answer"]);
  assert.ok(seconds < 300 * 60, `${seconds} s`);
  assert.match(after<string>(textOf("sheet-body")), /interrupted; 1 answer cut off\.[^]*Typed, cut off: half an ans/);
});

test("when its time is over, the question at hand is finished and no other is asked", () => {
  const after = reloaded(begun(), 60 * MINUTE);
  after(click("mock-go-on"));
  assert.is(after(textOf("drill-clock")), "time is over, finish this one");
  keys(after, " ", " ", "2", "2", "2", "2");
  after("document.activeElement.click()");
  assert.equal([keptSheet(after).end, keptSheet(after).attempts.length], ["time was over", 1]);
});

test("s leaves a question out; where nothing was answered, no sheet is kept", () => {
  const evaluate = begun();
  keys(evaluate, "s", "s");
  assert.match(evaluate<string>(textOf("sheet-body")), /No question was scored\./);
  assert.match(evaluate<string>(textOf("drill-counts")), /no sheet was kept/);
  assert.equal(storedIn(evaluate), {});
});

test("a finished interview leaves its sheet, which can be looked at again after a reload", () => {
  const before = begun();
  before(type("aloud"));
  before(click("drill-end"));
  const after = reloaded(before);
  assert.is(after(hidden("mock-offer")), true);
  after(choose("mode", "mock"));
  assert.is(after(hidden("mock-last")), false);
  after(click("mock-last"));
  assert.is(after(textOf("sheet-body")), before(textOf("sheet-body")));
});

test("the last sheet is that of the last interview, also where it ended on another page", () => {
  const evaluate = begun();
  evaluate(type("on this page"));
  evaluate(click("drill-end"));
  evaluate(`stored["${SHEET}"] = stored["${SHEET}"].replace("on this page", "on another page")`);
  evaluate(click("sheet-close"));
  assert.is(evaluate("document.activeElement.name"), "mode", "the focus is not lost with the sheet");
  evaluate(click("mock-last"));
  assert.match(evaluate<string>(textOf("sheet-body")), /on another page/);
});

test("the time of an interview that is offered runs on", async () => {
  const evaluate = reloaded(begun(), 10 * MINUTE);
  assert.match(evaluate<string>(textOf("mock-offer-text")), / 3\d min \d\d s left\.$/);
  evaluate(`clockAhead = ${60 * MINUTE}`);
  for (let i = 0; i < 600 && !/its time is over/.test(evaluate<string>(textOf("mock-offer-text"))); i += 1) await new Promise((resolve) => setTimeout(resolve, 50));
  assert.match(evaluate<string>(textOf("mock-offer-text")), /its time is over/);
});

test("scores are wanted before the next question, one digit each, and a digit on a criterion is for it", () => {
  const evaluate = begun();
  keys(evaluate, "4", " ", "4", " ", "4", "3");
  keys(evaluate, "Enter");
  assert.is(evaluate(textOf("drill-question")), "What is a word?", "two scores are missing");
  evaluate('document.querySelector("#mock-scores input[name=correct]").focus()');
  keys(evaluate, "1", "0", "2");
  assert.equal(evaluate<string>('JSON.stringify(nerbookDrill.readMarks())'), JSON.stringify({ correct: 1, evidence: 3, limits: 0, concise: 2 }));
});

test("an interview is of one round while the mode lasts, and a choice that holds none says why", () => {
  const evaluate = openDrill();
  evaluate(choose("mode", "mock"));
  assert.is(evaluate('document.getElementById("drill-setup").elements.round.value'), "technical");
  assert.is(evaluate(textOf("drill-counts")), "2 of 2 questions fit into 45 minutes, from the warm-up to the deepest.");
  evaluate(choose("round", "behavioral"));
  evaluate(choose("minutes", "5"));
  assert.is(evaluate(textOf("drill-counts")), "No question of this choice fits into 5 minutes; 7 minutes hold the shortest.");
  evaluate(choose("round", "system-design"));
  assert.is(evaluate(textOf("drill-counts")), "No question fits this choice.");
  const other = openDrill();
  for (const mode of ["mock", "practice"]) other(choose("mode", mode));
  assert.is(other('document.getElementById("drill-setup").elements.round.value'), "");
});

test.run();
