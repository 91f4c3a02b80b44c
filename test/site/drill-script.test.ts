import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Card } from "../../src/interview/card";
import { remember, type Rating } from "../../src/interview/schedule/memory";
import { parseProgress, serializeProgress, withAnswer, type Progress } from "../../src/interview/schedule/progress";
import { openPage } from "./documents";
import { assetText, interviewSite, libraryText, textOfFile } from "./interview-fixture";

const SCRIPTS = ["drill-store.js", "drill-deck.js", "drill-view.js", "drill-mock.js", "drill.js"];
const page = textOfFile(interviewSite(), "interview/drill.html");

const STORAGES = {
  working: "getItem: (key) => stored[key] ?? null, setItem: (key, value) => { stored[key] = value; }",
  full: 'getItem: () => null, setItem: () => { throw new Error("full"); }',
  forbidden: 'getItem: () => { throw new Error("no"); }, setItem: () => { throw new Error("no"); }',
};

type Evaluate = (source: string) => unknown;

/** The drill page with its scripts at work on a storage that holds a text or nothing. */
function openDrill(storage: keyof typeof STORAGES = "working", stored?: string, html: string = page): Evaluate {
  const window = openPage(html);
  window.eval(`globalThis.stored = ${JSON.stringify(stored === undefined ? {} : { "nerbook-drill": stored })};`);
  window.eval(`Object.defineProperty(globalThis, "localStorage", { value: { ${STORAGES[storage]} } });`);
  window.eval(libraryText("ts-fsrs"));
  for (const name of SCRIPTS) window.eval(assetText(name));
  return (source) => window.eval(source);
}

const textOf = (id: string) => `document.getElementById("${id}").textContent`;
const click = (id: string) => `document.getElementById("${id}").click()`;
const press = (key: string) => `document.body.dispatchEvent(new KeyboardEvent("keydown", { key: ${JSON.stringify(key)}, bubbles: true, cancelable: true }))`;
const choose = (name: string, value: string) =>
  `(() => { const list = document.getElementById("drill-setup").elements.${name}; list.value = "${value}"; list.dispatchEvent(new Event("change", { bubbles: true })); })()`;

const CARD: Pick<Card, "id" | "numbers"> = { id: "what-is-a-word", numbers: [{ key: "model2-strict-f1", text: "81.11 %" }] };

/** Progress as the terminal's drill writes it: the first card, answered once. */
function written(rating: Rating, at: Date, numbers: Card["numbers"] = CARD.numbers): string {
  return serializeProgress(withAnswer(new Map(), { ...CARD, numbers }, rating, at));
}

const saved = (evaluate: Evaluate): Progress => parseProgress(evaluate('stored["nerbook-drill"]') as string);

test("with scripts the list gives way to one question, whose answer, follow-up and evidence come one after the other", () => {
  const evaluate = openDrill();
  assert.is(evaluate('document.getElementById("all-cards").hidden && !document.getElementById("drill").hidden'), true);
  assert.is(evaluate(textOf("drill-question")), "What is a word?");
  assert.is(evaluate(textOf("drill-steps")), "");
  evaluate(press(" "));
  assert.match(evaluate(textOf("drill-steps")) as string, /A token of 81\.11 %[\s\S]*And then\?/);
  assert.not.match(evaluate(textOf("drill-steps")) as string, /follows|Evidence/);
  evaluate(press("Enter"));
  assert.match(evaluate(textOf("drill-steps")) as string, /follows/);
  evaluate(click("drill-reveal"));
  assert.match(evaluate(textOf("drill-steps")) as string, /Evidence/);
  assert.is(evaluate('document.getElementById("drill-reveal").hidden'), true);
});

test("a grade counts only after the answer, is kept in the format of the terminal's drill, and brings the next question", () => {
  const evaluate = openDrill();
  evaluate(press("3"));
  assert.is(evaluate(textOf("drill-question")), "What is a word?");
  evaluate(press(" "));
  evaluate(press("3"));
  assert.is(evaluate(textOf("drill-question")), "What is strict?");
  const entry = saved(evaluate).get("what-is-a-word")!;
  assert.equal(entry.numbers, { "model2-strict-f1": "81.11 %" });
  assert.equal(entry.memory, remember(undefined, 3, new Date(entry.memory.lastReview)));
});

test("page and terminal schedule alike over many reviews", () => {
  const evaluate = openDrill();
  const days = [0, 0.01, 2, 9, 9.5, 40, 41, 200];
  const grades: readonly Rating[] = [3, 1, 3, 2, 4, 1, 3, 3];
  const times = days.map((day) => new Date(Date.UTC(2025, 0, 1) + day * 86_400_000));
  const ours = grades.reduce<ReturnType<typeof remember> | undefined>((memory, grade, i) => remember(memory, grade, times[i]!), undefined);
  const theirs = evaluate(`${JSON.stringify(grades)}.reduce((entry, grade, i) =>
    nerbookDrill.review({ numbers: {} }, entry, grade, new Date(${JSON.stringify(times)}[i])), undefined)`) as { readonly memory: unknown };
  assert.equal(JSON.parse(JSON.stringify(theirs.memory)), ours);
});

test("progress is there again when the page is opened again", () => {
  const first = openDrill();
  first(press(" "));
  first(press("4"));
  const again = openDrill("working", first('stored["nerbook-drill"]') as string);
  assert.match(again(textOf("drill-counts")) as string, /^0 due, 4 new, 1 later; 5 in this choice/);
});

test("what is due comes before what is new", () => {
  const evaluate = openDrill("working", written(1, new Date(0)));
  assert.match(evaluate(textOf("drill-counts")) as string, /^1 due, 4 new/);
  assert.is(evaluate(textOf("drill-question")), "What is a word?");
});

test("a card whose number changed comes first, before it is due, and says what changed", () => {
  const old = written(4, new Date(), [{ key: "model2-strict-f1", text: "80.00 %" }]);
  const evaluate = openDrill("working", old);
  assert.match(evaluate(textOf("drill-counts")) as string, /^1 with a changed number, 0 due/);
  assert.is(evaluate(textOf("drill-question")), "What is a word?");
  assert.is(evaluate(textOf("drill-stale")), "A number changed since you reviewed this: 80.00 % is 81.11 % now.");
  evaluate(press(" "));
  evaluate(press("3"));
  assert.not.match(evaluate(textOf("drill-counts")) as string, /changed/);
});

test("a number that is not filled in is neither changed nor kept", () => {
  const evaluate = openDrill("working", written(4, new Date()), page.replaceAll("81.11 %", "?"));
  assert.not.match(evaluate(textOf("drill-counts")) as string, /changed/);
});

test("what is skipped waits until all else was asked, in the order in which it was skipped", () => {
  const evaluate = openDrill();
  const asked = Array.from({ length: 7 }, () => {
    const question = evaluate(textOf("drill-question"));
    evaluate(press("s"));
    return question;
  });
  assert.equal(asked.slice(5), asked.slice(0, 2));
  assert.is(new Set(asked).size, 5);
});

test("topic, depth and round narrow what is asked; a choice without questions says so", () => {
  const evaluate = openDrill();
  evaluate(choose("round", "behavioral"));
  assert.is(evaluate(textOf("drill-question")), "What did you tell them?");
  evaluate(choose("topic", "corpus"));
  assert.is(evaluate(textOf("drill-rest-text")), "No question fits this choice.");
  assert.is(evaluate('document.getElementById("drill-card").hidden'), true);
});

test("when nothing is due the page says when the next one comes, and practices ahead on request", () => {
  const evaluate = openDrill();
  evaluate(choose("round", "behavioral"));
  evaluate(press(" "));
  evaluate(press("1"));
  assert.is(evaluate(textOf("drill-rest-text")), "Nothing is due. The next question comes back in 10 minutes.");
  evaluate(click("drill-ahead"));
  assert.is(evaluate(textOf("drill-question")), "What did you tell them?");
});

test("the mode that defends numbers asks for nothing else", () => {
  const evaluate = openDrill();
  evaluate(choose("mode", "number"));
  assert.match(evaluate(textOf("drill-question")) as string, /^Model 2, strict F1: 81\.11 %$/);
  evaluate(press(" "));
  assert.match(evaluate(textOf("drill-steps")) as string, /Where it comes from[\s\S]*What it hides/);
  assert.match(evaluate(textOf("drill-counts")) as string, /2 in this choice/);
});

for (const [storage, line] of [["forbidden", /gives the page no storage/], ["full", /storage is full/]] as const) {
  test(`where storage is ${storage}, a line says so and the drill goes on in memory`, () => {
    const evaluate = openDrill(storage);
    for (const key of [" ", "4", " ", "4"]) evaluate(press(key));
    assert.match(evaluate(textOf("drill-trouble")) as string, line);
    assert.match(evaluate(textOf("drill-counts")) as string, /^0 due, 3 new, 2 later/);
  });
}

test("stored progress that cannot be read is put aside; one of another version is not touched", () => {
  const evaluate = openDrill("working", "{ broken");
  assert.match(evaluate(textOf("drill-trouble")) as string, /could not be read \(it is not JSON\) and begins anew/);
  assert.is(evaluate('stored["nerbook-drill-unreadable"]'), "{ broken");
  const newer = written(3, new Date()).replace('"version": 1', '"version": 2');
  const other = openDrill("working", newer);
  for (const key of [" ", "3"]) other(press(key));
  assert.match(other(textOf("drill-trouble")) as string, /not touched: it has version 2/);
  assert.is(other('stored["nerbook-drill"]'), newer);
});

test("imported progress is joined with what is there; the later review of a card counts", () => {
  const evaluate = openDrill();
  const [early, late] = [written(1, new Date(1e12)), written(4, new Date(1.5e12))];
  const merged = (own: string, other: string) => evaluate(`(() => {
    const { progress, taken } = nerbookDrill.mergeProgress(nerbookDrill.parseProgress(${JSON.stringify(own)}), nerbookDrill.parseProgress(${JSON.stringify(other)}));
    return taken + " " + progress.cards["what-is-a-word"].reviews[0].rating;
  })()`);
  assert.is(merged(early, late), "1 4");
  assert.is(merged(late, early), "0 4");
  assert.throws(() => evaluate('nerbookDrill.parseProgress("[]")'), /does not hold progress/);
});

test("a reset asks first and then forgets", () => {
  const evaluate = openDrill("working", written(4, new Date()));
  evaluate(click("drill-reset"));
  assert.is(evaluate(textOf("drill-confirm-text")), "Forget the progress of 1 question in this browser?");
  evaluate(click("drill-confirm-no"));
  assert.is(saved(evaluate).size, 1);
  evaluate(click("drill-reset"));
  evaluate(click("drill-confirm-yes"));
  assert.is(saved(evaluate).size, 0);
});

test("a mock interview asks from easy to hard against the clock, and ends in a sheet that is not progress", () => {
  const evaluate = openDrill();
  evaluate(choose("mode", "mock"));
  evaluate('document.getElementById("drill-setup").requestSubmit()');
  assert.match(evaluate(textOf("drill-clock")) as string, /^\d+:\d\d left$/);
  assert.is(evaluate('document.getElementById("drill-setup").hidden'), true, "no choice can end the interview unasked");
  assert.is(evaluate(textOf("drill-question")), "What is a word?");
  for (let i = 0; i < 3; i += 1) {
    evaluate(press(" "));
    evaluate(press("2"));
  }
  assert.match(evaluate(textOf("sheet-body")) as string, /3 answered, mean score 2\.0 of 4\. These scores are not part of your progress/);
  assert.is(evaluate('document.querySelectorAll("#sheet-body tbody tr").length'), 3);
  assert.is(evaluate('document.getElementById("drill-setup").hidden'), false);
  assert.is(evaluate('"nerbook-drill" in stored'), false);
});

test("spans are told in their largest unit", () => {
  const evaluate = openDrill();
  const told = (seconds: number) => evaluate(`nerbookDrill.spanText(${seconds * 1000})`);
  assert.equal([60, 600, 5400, 86_400, 10 * 86_400, 90 * 86_400].map(told), ["1 minute", "10 minutes", "2 hours", "1 day", "10 days", "3 months"]);
});

test.run();
