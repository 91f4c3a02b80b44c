import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Card } from "../../src/interview/card";
import { remember, type Rating } from "../../src/interview/schedule/memory";
import { parseProgress, serializeProgress, withAnswer, type Progress } from "../../src/interview/schedule/progress";
import { choose, click, drillPage, openDrill, press, storedIn, textOf, type Evaluate } from "./drill-harness";

const CARD: Pick<Card, "id" | "numbers"> = { id: "what-is-a-word", numbers: [{ key: "model2-strict-f1", text: "81.11 %" }] };

/** Progress as the terminal's drill writes it: the first card, answered once. */
function written(rating: Rating, at: Date, numbers: Card["numbers"] = CARD.numbers): string {
  return serializeProgress(withAnswer(new Map(), { ...CARD, numbers }, rating, at));
}

const saved = (evaluate: Evaluate): Progress => parseProgress(storedIn(evaluate)["nerbook-drill"]!);
/** The page over progress. */
const over = (progress: string, html = drillPage): Evaluate => openDrill({ stored: { "nerbook-drill": progress }, html });

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
  const again = openDrill({ stored: storedIn(first) });
  assert.match(again(textOf("drill-counts")) as string, /^0 due, 4 new, 1 later; 5 in this choice/);
});

test("what is due comes before what is new", () => {
  const evaluate = over(written(1, new Date(0)));
  assert.match(evaluate(textOf("drill-counts")) as string, /^1 due, 4 new/);
  assert.is(evaluate(textOf("drill-question")), "What is a word?");
});

test("a card whose number changed comes first, before it is due, and says what changed", () => {
  const old = written(4, new Date(), [{ key: "model2-strict-f1", text: "80.00 %" }]);
  const evaluate = over(old);
  assert.match(evaluate(textOf("drill-counts")) as string, /^1 with a changed number, 0 due/);
  assert.is(evaluate(textOf("drill-question")), "What is a word?");
  assert.is(evaluate(textOf("drill-stale")), "A number changed since you reviewed this: 80.00 % is 81.11 % now.");
  evaluate(press(" "));
  evaluate(press("3"));
  assert.not.match(evaluate(textOf("drill-counts")) as string, /changed/);
});

test("a number that is not filled in is neither changed nor kept", () => {
  const evaluate = over(written(4, new Date()), drillPage.replaceAll("81.11 %", "?"));
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

test("what is practiced ahead can be skipped, too", () => {
  const evaluate = openDrill();
  evaluate(choose("round", "technical"));
  for (let i = 0; i < 4; i += 1) for (const key of [" ", "4"]) evaluate(press(key));
  evaluate(click("drill-ahead"));
  const asked = Array.from({ length: 5 }, () => {
    const question = evaluate<string>(textOf("drill-question"));
    evaluate(press("s"));
    return question;
  });
  assert.is(new Set(asked.slice(0, 4)).size, 4);
  assert.is(asked[4], asked[0]);
});

test("a key that is held down shows one step, not all", () => {
  const evaluate = openDrill();
  evaluate(press(" "));
  evaluate(press(" ", "repeat: true"));
  assert.is(evaluate('document.getElementById("drill-steps").children.length'), 1);
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
    const evaluate = openDrill({ storage });
    for (const key of [" ", "4", " ", "4"]) evaluate(press(key));
    assert.match(evaluate(textOf("drill-trouble")) as string, line);
    assert.match(evaluate(textOf("drill-counts")) as string, /^0 due, 3 new, 2 later/);
  });
}

test("stored progress that cannot be read is put aside; one of another version is not touched", () => {
  const evaluate = over("{ broken");
  assert.match(evaluate(textOf("drill-trouble")) as string, /could not be read \(it is not JSON\) and begins anew/);
  assert.is(evaluate('stored["nerbook-drill-unreadable"]'), "{ broken");
  const newer = written(3, new Date()).replace('"version": 1', '"version": 2');
  const other = over(newer);
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

test("a file that is imported is told of in questions, and one that cannot be read says why", async () => {
  const evaluate = openDrill();
  const chosen = (text: string) => evaluate<Promise<void>>(`(() => {
    const box = document.getElementById("drill-import");
    const target = { files: [{ name: "progress.json", text: async () => ${JSON.stringify(text)} }], value: "" };
    const event = new Event("change");
    Object.defineProperty(event, "target", { value: target });
    box.dispatchEvent(event);
    return new Promise((resolve) => setTimeout(resolve, 0));
  })()`);
  await chosen(written(4, new Date()));
  assert.is(evaluate(textOf("drill-counts")), "The progress of 1 question was taken over from progress.json.");
  await chosen("{");
  assert.is(evaluate(textOf("drill-trouble")), "progress.json was not taken over: it is not JSON.");
});

test("a reset asks first and then forgets", () => {
  const evaluate = over(written(4, new Date()));
  evaluate(click("drill-reset"));
  assert.is(evaluate(textOf("drill-confirm-text")), "Forget the progress of 1 question in this browser?");
  evaluate(click("drill-confirm-no"));
  assert.is(saved(evaluate).size, 1);
  evaluate(click("drill-reset"));
  evaluate(click("drill-confirm-yes"));
  assert.is(saved(evaluate).size, 0);
});

test("spans are told in their largest unit", () => {
  const evaluate = openDrill();
  const told = (seconds: number) => evaluate(`nerbookDrill.spanText(${seconds * 1000})`);
  assert.equal([60, 600, 5400, 86_400, 10 * 86_400, 90 * 86_400].map(told), ["1 minute", "10 minutes", "2 hours", "1 day", "10 days", "3 months"]);
});

test.run();
