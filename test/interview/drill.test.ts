import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Card } from "../../src/interview/card";
import { cardNamed, filterDeck } from "../../src/interview/filter";
import { splitFollowUp } from "../../src/interview/follow-up";
import { runDrill, type DrillResult } from "../../src/interview/practice/drill";
import { intervalText } from "../../src/interview/practice/intervals";
import { countTopics, formatList, listCards } from "../../src/interview/practice/listing";
import { drawNumbers, type NumberCatalog } from "../../src/interview/practice/number-facts";
import { selectCards } from "../../src/interview/practice/selection";
import { drillStatistics, formatStatistics } from "../../src/interview/practice/statistics";
import { drillSummary } from "../../src/interview/practice/summary";
import { withAnswer, type Progress } from "../../src/interview/schedule/progress";
import type { StopReason } from "../../src/interview/terminal/dialog";
import { card } from "./hand-made-cards";
import { ScriptedDialog } from "./scripted-dialog";

const NOW = new Date("2026-03-01T09:00:00Z");
const none: Progress = new Map();
const CATALOG: NumberCatalog = new Map([
  ["f1", { key: "f1", text: "81.11 ± 0.27 %", what: "Strict F1 of Model 2", metric: "metrics.test.f1, mean", files: ["results/aa.json", "results/bb.json"] }],
  ["other", { key: "other", text: "12 %", what: "Another", metric: "other", files: ["results/0123456789abcdef.json"] }],
]);

async function drill(deck: readonly Card[], answers: readonly string[], { progress = none, end = "ended" as StopReason, width = 80 } = {}): Promise<{ result: DrillResult; text: string; saved: string[]; left: number }> {
  const dialog = new ScriptedDialog(answers, end, width);
  const saved: string[] = [];
  let known = progress;
  const result = await runDrill({
    dialog, clock: () => NOW, deck, progress, queue: selectCards(deck, progress, NOW, { limit: 20, newLimit: 20 }), catalog: async () => CATALOG,
    save: async (answered, rating, now) => {
      saved.push(`${answered.id} ${rating}`);
      return (known = withAnswer(known, answered, rating, now));
    },
  });
  return { result, text: dialog.text, saved, left: dialog.left };
}

test("a card is asked, answered, followed up and rated, in this order, with the interval of each rating", async () => {
  const { text, saved, result } = await drill([card("one")], ["", "", "3"]);
  const order = ["1 of 1 · 0 due later today", "What is one?", "The answer to one.", "And why one?", "Because of it.", "file (src/errors.ts)", "1 again (10 min) · 2 hard (15 min) · 3 good (2 d) · 4 easy (8 d)"];
  order.reduce((from, words) => {
    const at = text.indexOf(words, from);
    assert.ok(at >= 0, `"${words}" after ${from} in ${text}`);
    return at;
  }, 0);
  assert.equal(saved, ["one 3"]);
  assert.is(result.end, "done");
});

test("what is rated again or hard comes once more in the same drill, after the others", async () => {
  const { saved, text } = await drill([card("one"), card("two")], ["", "", "1", "", "", "4", "", "", "3"]);
  assert.equal(saved, ["one 1", "two 4", "one 3"]);
  assert.match(text, /3 of 3 · 0 due later today/);
});

test("what skips, helps and ends may be written in capitals or in full", async () => {
  const { result, text } = await drill([card("one"), card("two"), card("three")], ["HELP", "Skip", "S", "Quit"]);
  assert.equal([result.skipped, result.end, result.answered], [2, "quit", []]);
  assert.match(text, /Say your answer aloud/);
});

test("every rating is saved before the next question, and an end at any prompt keeps what was rated", async () => {
  const answers = ["typed", "also typed", "4", "", "", "2", "", "", "4"];
  for (const end of ["ended", "interrupted"] as const) {
    for (let given = 0; given < answers.length; given++) {
      const { saved, result } = await drill([card("one"), card("two")], answers.slice(0, given), { end });
      assert.is(saved.length, Math.floor(given / 3));
      assert.is(result.answered.length, saved.length);
      assert.is(result.end, end);
    }
  }
});

test("s skips, q ends, ? explains, and what is no rating is asked again", async () => {
  const { saved, text, result } = await drill([card("one"), card("two"), card("three")], ["?", "s", "", "", "good", "9", "4", "", "q"]);
  assert.equal(saved, ["two 4"]);
  assert.equal([result.end, result.skipped], ["quit", 1]);
  assert.match(text, /s skips the card, q ends the drill/);
  assert.is(text.match(/How was it, 1 to 4\?/g)!.length, 3);
});

test("a stale card says first what its number was", async () => {
  const progress = withAnswer(none, card("one", { numbers: [{ key: "f1", text: "81.05 %" }] }), 4, NOW);
  const { text } = await drill([card("one", { numbers: [{ key: "f1", text: "81.11 %" }] })], [], { progress });
  assert.match(text, /its number changed: 81\.11 % was 81\.05 %\n+What is one\?/);
});

test("a number is asked for its origin, what it hides and what would change it, and shows what its records say", async () => {
  const { text, saved } = await drill([card("defend-f1", { kind: "number", numbers: [{ key: "f1", text: "81.11 ± 0.27 %" }] })], ["", "", "", "3"]);
  assert.match(text, /Where does it come from\? >[^]*What does it hide\? >[^]*What would change it\? >[^]*Strict F1 of Model 2[^]*metrics\.test\.f1, mean of results\/aa\.json, results\/bb\.json/);
  assert.equal(saved, ["defend-f1 3"]);
});

test("numbers to defend are the number cards and every other live number that a page quotes, in an order of the seed", () => {
  const deck = [card("defend-f1", { kind: "number", numbers: [{ key: "f1", text: "81 %" }] }), card("quoting", { numbers: [{ key: "other", text: "12 %" }, { key: "gone", text: "1" }] })];
  const drawn = drawNumbers(deck, CATALOG, 1);
  assert.equal(drawn.map(({ id }) => id), ["defend-f1", "number:other"]);
  assert.match(drawn[1]!.question, /12 %.*Another/);
  assert.match(drawn[1]!.answer, /one run alone/);
  assert.match(drawn[1]!.followUp, /`quoting`/);
  assert.equal(drawNumbers(deck, CATALOG, 1), drawn);
});

test("no line of a drill is wider than the terminal", async () => {
  const long = card("long", { answer: "Words and `code that is long enough to be broken somewhere or other` and $\\frac{a}{b}$ ".repeat(6) });
  for (const width of [40, 80]) {
    const { text } = await drill([long], ["", ""], { width });
    const wide = text.split("\n").filter((line) => [...line].length > width);
    assert.equal(wide, []);
  }
});

test("the summary counts answers, ratings, what is due by tomorrow, and the weakest topics", async () => {
  const deck = [card("one", { topic: "audit" }), card("two", { topic: "metrics" })];
  const { result } = await drill(deck, ["", "", "1", "", "", "4", "", "", "1", "q"]);
  const summary = drillSummary(result, deck, NOW).join("\n");
  assert.match(summary, /^3 answers: 2 again, 0 hard, 0 good, 1 easy\.\nDue by the end of tomorrow: 1 card\.\nWeakest topics: audit \(1\.0 of 4\)\.$/);
});

test("statistics count cards by standing, answers, what was known again, and cards that no page holds", () => {
  const progress = [1, 3].reduce((known, rating) => withAnswer(known, card("one"), rating as 1 | 3, NOW), withAnswer(none, card("gone"), 4, NOW));
  const statistics = drillStatistics([card("one"), card("two")], progress, NOW);
  assert.equal(statistics.standing, { new: 1, stale: 0, due: 0, later: 1 });
  assert.equal([statistics.answers, statistics.recalled, statistics.kept, statistics.days], [3, 1, 1, 1]);
  const drawn = withAnswer(none, card("number:f1"), 3, NOW);
  assert.equal([drillStatistics([], drawn, NOW).kept, drillStatistics([], drawn, NOW).answers], [0, 1]);
  assert.match(formatStatistics(statistics), /1 answered card that no page here holds; their progress is kept\./);
});

test("the list says when each card is due, and topics how many there are", () => {
  const deck = [card("one"), card("two", { topic: "audit" })];
  const progress = withAnswer(none, card("one"), 3, NOW);
  const listed = listCards(deck, progress, NOW);
  assert.equal(listed.map(({ standing, answers }) => [standing, answers]), [["later", 1], ["new", 0]]);
  assert.match(formatList(listed, NOW), /one +screening +tech +metrics +in 2 d\ntwo +screening +tech +audit +new/);
  assert.equal(countTopics(deck, progress, NOW).map(({ topic, cards, new: fresh }) => [topic, cards, fresh]), [["metrics", 1, 0], ["audit", 1, 1]]);
});

test("an unknown topic or card is refused with what is known", () => {
  const deck = [card("token-accuracy"), card("two", { topic: "audit" })];
  assert.throws(() => filterDeck(deck, { topic: "nope" }), /There is no topic "nope"; known are metrics, audit\./);
  assert.throws(() => filterDeck(deck, { topic: "audit", depth: "staff" }), /No card is audit, staff/);
  assert.throws(() => cardNamed(deck, "accuracy-of-tokens"), /There is no card "accuracy-of-tokens"; like it are token-accuracy/);
});

test("a follow-up is parted into what is asked and what is answered", () => {
  assert.equal(splitFollowUp("Is it? Yes. Is it not?"), { question: "Is it?", answer: "Yes. Is it not?" });
  assert.equal(splitFollowUp("Is it? And why? Since [?](../results/numbers.md#a)."), { question: "Is it? And why?", answer: "Since [?](../results/numbers.md#a)." });
  assert.equal(splitFollowUp("Show [?](../results/numbers.md#a). It is this."), { question: "Show [?](../results/numbers.md#a).", answer: "It is this." });
  assert.equal(splitFollowUp('"Good enough?" That depends.'), { question: '"Good enough?"', answer: "That depends." });
  assert.is(splitFollowUp("One statement").answer, "One statement");
});

test("intervals are said in the unit that fits", () => {
  const DAY = 86_400_000;
  assert.equal([60_000, 600_000, 5_400_000, DAY, 45 * DAY, 100 * DAY, 1000 * DAY].map(intervalText), ["1 min", "10 min", "2 h", "1 d", "45 d", "3 mo", "3 y"]);
});

test.run();
