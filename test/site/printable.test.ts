import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { exportCards } from "../../src/cli/export-cards";
import { DataError } from "../../src/errors";
import { parseCards } from "../../src/interview/parse-cards";
import { printableCards } from "../../src/site/interview/printable";
import { CARD_PAGE } from "../interview/hand-made-page";

const cards = parseCards(CARD_PAGE, "page.md");
const html = printableCards(cards);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-export-"));
test.after(() => fs.rmSync(folder, { recursive: true }));

test("the printable page holds every card under its section, with answer, follow-up and evidence", () => {
  assert.equal([...html.matchAll(/<h2>(.*?)<\/h2>/g)].map((match) => match[1]), ["Chapter 1: First things", "Numbers to defend"]);
  assert.equal([...html.matchAll(/<article id="(.*?)">/g)].map((match) => match[1]), ["first-card", "defend-this-number"]);
  for (const text of ["What is first?", "And then?", "Notebook 06 (<code>notebooks/06-comparison.ipynb</code>)", "Another corpus."]) assert.ok(html.includes(text), text);
});

test("the printable page needs nothing beside it", () => {
  assert.not.match(html, /<(?:script|link|img)\b|\b(?:src|href)=/);
  assert.match(html, /<body>\n<main>\n<h1>[\s\S]*<\/main>\n<\/body>/);
});

test("an export says how many cards are where; a folder in the file's place is one clear line", () => {
  const file = path.join(folder, "one.html");
  assert.match(exportCards("html", cards.slice(0, 1), file), /^1 card written to .*one\.html: open it in a browser/);
  assert.ok(fs.readFileSync(file, "utf8").includes("What is first?"));
  assert.throws(() => exportCards("html", cards, folder), (error: Error) => error instanceof DataError && / is a folder; name a file in it \(--out\)\.$/.test(error.message));
  assert.equal(fs.readdirSync(folder), ["one.html"]);
});

test.run();
