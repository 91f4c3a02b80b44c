import { test } from "uvu";
import * as assert from "uvu/assert";
import { parseCards } from "../../src/interview/parse-cards";
import { printableCards } from "../../src/site/interview/printable";
import { CARD_PAGE } from "../interview/hand-made-page";

const html = printableCards(parseCards(CARD_PAGE, "page.md"));

test("the printable page holds every card under its section, with answer, follow-up and evidence", () => {
  assert.equal([...html.matchAll(/<h2>(.*?)<\/h2>/g)].map((match) => match[1]), ["Chapter 1: First things", "Numbers to defend"]);
  assert.equal([...html.matchAll(/<article id="(.*?)">/g)].map((match) => match[1]), ["first-card", "defend-this-number"]);
  for (const text of ["What is first?", "And then?", "Notebook 06 (<code>notebooks/06-comparison.ipynb</code>)", "Another corpus."]) assert.ok(html.includes(text), text);
});

test("the printable page needs nothing beside it", () => {
  assert.not.match(html, /<(?:script|link|img)\b|\b(?:src|href)=/);
});

test.run();
