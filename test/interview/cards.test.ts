import { test } from "uvu";
import * as assert from "uvu/assert";
import { matches } from "../../src/interview/card";
import { parseCards } from "../../src/interview/parse-cards";
import { CARD_PAGE } from "./hand-made-page";

const [question, number] = parseCards(CARD_PAGE, "page.md");

test("a card is a fourth-level section with its mark, answer, follow-up and evidence", () => {
  assert.is(question!.id, "first-card");
  assert.is(question!.question, "What is first?");
  assert.equal([question!.kind, question!.depth, question!.round, question!.topic], ["question", "screening", "technical", "corpus"]);
  assert.is(question!.section, "Chapter 1: First things");
  assert.match(question!.answer, /^The first is .*\n\n```sh\n#### this is no heading\n```$/s);
  assert.match(question!.followUp, /^And then\?/);
  assert.match(question!.evidence, /^\[Notebook 06\]/);
});

test("lines may end as Windows ends them", () => {
  assert.equal(parseCards(CARD_PAGE.replace(/\n/g, "\r\n"), "page.md"), [question, number]);
});

test("a card knows every live number of its question, answer and follow-up once", () => {
  assert.equal(question!.numbers, [{ text: "81.11 %", key: "model2-strict-f1" }, { text: "70 %", key: "look-up" }]);
  assert.equal(number!.numbers, [{ text: "81.11 %", key: "model2-strict-f1" }]);
});

test("a number card asks with its number and answers where it comes from and what it hides", () => {
  assert.is(number!.kind, "number");
  assert.match(number!.question, /^This number: \[81\.11 %\].* on the test part\.$/);
  assert.is(number!.answer, "**Where it comes from.** From records.\n\n**What it hides.** Much.");
  assert.is(number!.followUp, "**What would change it.** Another corpus.");
});

test("a card that lacks something is refused by page and line", () => {
  const broken = (from: string | RegExp, to: string) => () => parseCards(CARD_PAGE.replace(from, to), "page.md");
  assert.throws(broken("`first-card` · screening", "`first-card` · easy"), /page\.md, line 9: the card "What is first\?" has the depth "easy"; known are screening, senior, staff/);
  assert.throws(broken("**Evidence.** [Notebook 06]", "[Notebook 06]"), /line 9.*has no part "\*\*Evidence\.\*\*"/);
  assert.throws(broken("`first-card` · ", ""), /must begin with a line as/);
  assert.throws(broken("**What it hides.** Much.", "Much."), /line 25.*has no part "\*\*What it hides\.\*\*"/);
  assert.throws(broken("**What it hides.**", "**What it shows.**"), /line 25.*has a part "\*\*What it shows\.\*\*"; known are Follow-up,/);
  assert.throws(broken("**What it hides.**", "**Where it comes from.**"), /line 25.*has two parts "\*\*Where it comes from\.\*\*"/);
});

test("a filter takes the cards that agree in all it names", () => {
  assert.ok(matches(question!, {}));
  assert.ok(matches(question!, { topic: "corpus", depth: "screening" }));
  assert.not(matches(question!, { topic: "corpus", depth: "staff" }));
});

test.run();
