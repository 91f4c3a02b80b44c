import * as fc from "fast-check";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { DEPTHS, ROUNDS } from "../../src/interview/card";
import { runInterview } from "../../src/interview/mock/interview";
import { fewestMinutes, LONGEST_MINUTES, plannedMinutes, planInterview, questionCounts, SHORTEST_MINUTES } from "../../src/interview/mock/plan";
import { readScores } from "../../src/interview/mock/rubric";
import { pointsOf, readingTips, scoresByDimension, scoresByTopic, type Attempt, type ScoreSheet } from "../../src/interview/mock/sheet";
import { formatSheet, sheetPage } from "../../src/interview/mock/sheet-text";
import { saveSheet, sheetFiles } from "../../src/interview/mock/store";
import type { StopReason } from "../../src/interview/terminal/dialog";
import { card, deckOf } from "./hand-made-cards";
import { ScriptedDialog } from "./scripted-dialog";

const root = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-mock-"));
test.after(() => fs.rmSync(root, { recursive: true }));

const MINUTE = 60_000;
const minutesOf = fc.integer({ min: SHORTEST_MINUTES, max: LONGEST_MINUTES });

test("a plan never holds more than its minutes, and no further question would fit", () => {
  fc.assert(fc.property(fc.constantFrom(...ROUNDS), minutesOf, (round, minutes) => {
    const planned = plannedMinutes(round, questionCounts(round, minutes));
    const shortest = plannedMinutes(round, { screening: 1, senior: 0, staff: 0 });
    assert.ok(planned > 0 && planned <= minutes && minutes - planned < shortest, `${planned} of ${minutes}`);
  }));
});

test("a plan goes from the warm-up to the deepest, asks no card twice, stays in its round and follows from the seed", () => {
  const deck = ROUNDS.flatMap((round) => deckOf(12, round));
  fc.assert(fc.property(fc.constantFrom(...ROUNDS), minutesOf, fc.nat(), (round, minutes, seed) => {
    const plan = planInterview(deck, round, minutes, seed);
    const depths = plan.map(({ card: { depth } }) => DEPTHS.indexOf(depth));
    assert.equal(depths, [...depths].sort((a, b) => a - b));
    assert.is(new Set(plan.map((each) => each.card.id)).size, plan.length);
    assert.ok(plan.every((each) => each.card.round === round));
    assert.equal(planInterview(deck, round, minutes, seed), plan);
    assert.equal(planInterview([...deck].reverse(), round, minutes, seed), plan);
    const counts = questionCounts(round, minutes, { screening: 12, senior: 12, staff: 12 });
    for (const depth of DEPTHS) assert.is(plan.filter((each) => each.card.depth === depth).length, counts[depth]);
  }));
});

test("a depth without questions leaves its time to the others: a plan ends where no question that is left would fit", () => {
  const available = fc.record({ screening: fc.nat(9), senior: fc.nat(9), staff: fc.nat(9) });
  fc.assert(fc.property(fc.constantFrom(...ROUNDS), minutesOf, available, (round, minutes, there) => {
    const counts = questionCounts(round, minutes, there);
    const left = minutes - plannedMinutes(round, counts);
    assert.ok(left >= 0);
    for (const depth of DEPTHS) {
      const cost = plannedMinutes(round, { screening: 0, senior: 0, staff: 0, [depth]: 1 });
      assert.ok(counts[depth] === there[depth] || (counts[depth] < there[depth] && left < cost), `${depth}: ${JSON.stringify(counts)} of ${JSON.stringify(there)}`);
    }
  }));
  const staff = deckOf(12).filter(({ depth }) => depth === "staff");
  assert.is(planInterview(staff, "technical", 45, 1).length, 6);
  assert.equal([fewestMinutes(staff, "technical"), fewestMinutes(staff, "behavioral"), planInterview(staff, "technical", 5, 1).length], [7, undefined, 0]);
});

test("topics take turns: of six questions over three topics each is asked twice", () => {
  const plan = planInterview(deckOf(12), "technical", 240, 5).filter((each) => each.card.depth === "staff");
  const times = ["corpus", "metrics", "audit"].map((topic) => plan.slice(0, 6).filter((each) => each.card.topic === topic).length);
  assert.ok(Math.max(...times) - Math.min(...times) <= 1, times.join());
});

test("scores are four digits from 0 to 4, or one for all", () => {
  assert.equal(readScores("3243"), { correct: 3, evidence: 2, limits: 4, concise: 3 });
  assert.equal(readScores(" 3, 2 4 3"), readScores("3243"));
  assert.equal(readScores("2"), readScores("2222"));
  for (const wrong of ["", "5", "325", "32435", "good", "-1"]) assert.is(readScores(wrong), undefined, wrong);
});

interface Held {
  readonly sheet: ScoreSheet;
  readonly saved: readonly ScoreSheet[];
  readonly text: string;
}

/** An interview in which every look at the clock takes so many minutes. */
async function hold(answers: readonly string[], { end = "ended" as StopReason, minutesALook = 0, questions = 3, unfinished = "", width = 80 } = {}): Promise<Held> {
  const dialog = new ScriptedDialog(answers, end, width, unfinished);
  const saved: ScoreSheet[] = [];
  let now = Date.parse("2026-03-01T09:00:00Z");
  const plan = Array.from({ length: questions }, (_, i) => ({ card: card(`card-${i}`, { topic: i === 0 ? "audit" : "metrics" }), minutes: 5 }));
  const sheet = await runInterview({
    dialog, round: "technical", minutes: 15, seed: 7, plan, save: (each) => saved.push(each), clock: () => new Date((now += minutesALook * MINUTE)),
  });
  return { sheet, saved, text: dialog.text };
}

test("an interview asks, reveals, follows up and scores; the whole sheet is saved", async () => {
  const { sheet, saved, text } = await hold(["my answer", "", "4444", "", "more", "1 2 3 4", "", "", "0"]);
  assert.equal([sheet.end, sheet.partial, sheet.planned, sheet.attempts.length], ["all questions asked", false, 3, 3]);
  assert.equal(sheet.attempts.map(({ answer, followUpAnswer }) => [answer, followUpAnswer]), [["my answer", ""], ["", "more"], ["", ""]]);
  assert.equal(pointsOf(sheet), { reached: 26, possible: 48 });
  assert.equal(saved.at(-1), sheet);
  assert.equal(saved.map(({ attempts }) => attempts.length), [1, 2, 3, 3]);
  assert.ok(saved.slice(0, 3).every(({ partial }) => partial));
  assert.ok(text.indexOf("The answer to card-0.") < text.indexOf("And why card-0?"));
  assert.match(text, /\[15 min 00 s left\] > /);
});

test("the time ends an interview between two questions, and the one at hand is still scored", async () => {
  const { sheet, text } = await hold(["", "", "3", "", "", "3", "", "", "3"], { minutesALook: 1.3 });
  assert.is(sheet.end, "time was over");
  assert.is.not(sheet.partial, true);
  assert.ok(sheet.attempts.length >= 1 && sheet.attempts.length < 3);
  assert.match(text, /time is over, finish this one/);
});

test("Ctrl-C at any prompt keeps what was scored and what was typed, in a sheet marked as partial", async () => {
  const answers = ["one", "two", "3333", "three", "four", "2222", "five", "six", "1111"];
  for (let given = 1; given < answers.length; given++) {
    const { sheet, saved } = await hold(answers.slice(0, given), { end: "interrupted" });
    assert.equal([sheet.end, sheet.partial], ["interrupted", true]);
    assert.is(sheet.attempts.length, Math.ceil(given / 3));
    assert.is(sheet.attempts.filter(({ scores }) => scores !== null).length, Math.floor(given / 3));
    assert.equal(saved.at(-1), sheet);
    assert.match(sheetPage(sheet), /^# Mock interview, technical \(partial\)\n/);
  }
});

test("a line that was being typed at Ctrl-C stands on the sheet as cut off, to the answer or to the follow-up", async () => {
  const first = await hold([], { end: "interrupted", unfinished: "half an ans" });
  assert.equal(first.sheet.attempts.map(({ answer, cutOff, scores }) => [answer, cutOff, scores]), [["half an ans", "answer", null]]);
  assert.equal(first.saved, [first.sheet]);
  assert.match(sheetPage(first.sheet), /interrupted; 1 answer cut off\.[^]*\nTyped, cut off: half an ans\n/);
  assert.match(formatSheet(first.sheet), /1 of 3 questions in 0 s of 15 min; interrupted; 1 answer cut off\./);
  const second = await hold(["whole", "", "3333", "all of it"], { end: "interrupted", unfinished: "and half" });
  assert.equal(second.sheet.attempts.map(({ answer, followUpAnswer, cutOff }) => [answer, followUpAnswer, cutOff]), [["whole", "", null], ["all of it", "and half", "followUp"]]);
  assert.match(sheetPage(second.sheet), /\nTyped: all of it\n\nTyped to the follow-up, cut off: and half\n/);
});

test("half a score and half a command are no answers", async () => {
  const scored = await hold(["one", "two"], { end: "interrupted", unfinished: "32" });
  assert.equal(scored.sheet.attempts.map(({ answer, followUpAnswer, cutOff, scores }) => [answer, followUpAnswer, cutOff, scores]), [["one", "two", null, null]]);
  assert.equal((await hold([], { end: "interrupted", unfinished: "q" })).saved, []);
});

test("no line of an interview is wider than a narrow terminal, its help and its sheet included", async () => {
  const { text, sheet } = await hold(["?", "answer", "", "?", "wrong", "1111", "q"], { width: 44 });
  assert.equal(text.split("\n").filter((line) => [...line].length > 44), []);
  assert.match(text, /\n {2}2 {2}right in the main, with a slip\n {2}4 {2}every statement holds, the follow-up\n {5}too\n/);
  const wide = formatSheet(sheet, 44).split("\n").filter((line) => [...line].length > 44);
  assert.ok(wide.every((line) => line.startsWith("    interview/")), wide.join("\n"));
});

test("what was typed in several lines makes no headings of the sheet's page", async () => {
  const { sheet } = await hold(["x", "", "1"], { questions: 1 });
  const page = sheetPage({ ...sheet, attempts: [{ ...sheet.attempts[0]!, answer: "# One\n\n- two" }] });
  assert.match(page, /\nTyped:\n\n> # One\n>\n> - two\n/);
});

test("nothing said leaves no sheet; q ends early, s leaves a question out", async () => {
  assert.equal((await hold([], { end: "interrupted" })).saved, []);
  assert.equal((await hold(["q"])).saved, []);
  const { sheet } = await hold(["s", "", "", "4", "q"]);
  assert.equal(sheet.attempts.map(({ id }) => id), ["card-1"]);
  assert.equal([sheet.end, sheet.partial], ["ended early", true]);
});

function attempt(topic: string, section: string, digits: string): Attempt {
  return { id: `${topic}-${digits}`, question: "What?", depth: "senior", topic, section, page: "INTERVIEW_PREP_GUIDE.md", answer: "", followUpAnswer: "", cutOff: null, seconds: 60, scores: readScores(digits)! };
}

test("the sheet has means by topic and dimension and says which chapters to read, the weakest first", async () => {
  const attempts = [attempt("audit", "Chapter 15: The audit", "4444"), attempt("lstm", "Chapter 5: The LSTM's mathematics", "1111"), attempt("metrics", "Chapter 10: Metrics", "2031"), attempt("lstm", "Chapter 5: The LSTM's mathematics", "0000")];
  assert.equal(scoresByTopic({ attempts }).map(({ name, questions, mean }) => [name, questions, mean]), [["lstm", 2, 0.5], ["metrics", 1, 1.5], ["audit", 1, 4]]);
  assert.equal(scoresByDimension({ attempts }).map(({ name, mean }) => [name, mean]), [["correct", 1.75], ["evidence", 1.25], ["limits", 2], ["concise", 1.5]]);
  assert.equal(readingTips({ attempts }).map(({ place }) => place), ["interview/INTERVIEW_PREP_GUIDE.md#chapter-5-the-lstms-mathematics", "interview/INTERVIEW_PREP_GUIDE.md#chapter-10-metrics"]);
  const { sheet } = await hold(["", "", "2"], { questions: 1 });
  assert.match(formatSheet({ ...sheet, attempts }), /lstm +2 +0\.5[^]*Evidence given +1\.3[^]*Read next:\n {2}Chapter 5/);
});

test("a sheet is saved as a page and as data, and two of one second do not share a name", async () => {
  const { sheet } = await hold(["typed", "", "4"], { questions: 1 });
  const files = sheetFiles(root, sheet);
  saveSheet(files, sheet);
  assert.equal(JSON.parse(fs.readFileSync(files.data, "utf8")), sheet);
  assert.match(fs.readFileSync(files.page, "utf8"), /Typed: typed/);
  assert.match(path.basename(files.page), /^2026-03-01T09-00-00-technical\.md$/);
  assert.is.not(sheetFiles(root, sheet).data, files.data);
});

test.run();
