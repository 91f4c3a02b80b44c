import { test } from "uvu";
import * as assert from "uvu/assert";
import { coverageOf } from "./check/coverage";
import { glossaryFaults, otherWords } from "./check/glossary";
import { lintFaults } from "./check/lint";
import { longSentences, passagesOf, repeatedSentences, wordsOf } from "./check/prose";
import { misspelled } from "./check/spelling";

test("words of substance are those of paragraphs, lists and tables, not of headings, code, formulas or machine lines", () => {
  const page = "# Six words that do not count\n\n`an-id` · senior · technical · corpus\n\nTwo [live words](a.md) `code` $x + y$ 99.\n\n```ts\nnot counted\n```\n\n- three\n\n| four | five |\n|---|---|\n| six | 7 |\n\n$$\na = b\n$$\n";
  assert.is(wordsOf(passagesOf(page)), 7);
});

test("a sentence over the limit is named with its line", () => {
  const page = "Short one.\n\nThis one has exactly six words. And this is far too long for it, really.\n";
  assert.equal(longSentences(passagesOf(page), 6).map((found) => found.split(":")[0]), ["line 3"]);
});

test("a sentence that stands in two places is found, whatever its case", () => {
  const page = (text: string) => passagesOf(text);
  const found = repeatedSentences(new Map([["a.md", page("One two three four.\n")], ["b.md", page("Zero. one, two THREE four!\n")]]), 4);
  assert.is(found.length, 0, "it begins in lower case there, so it is no sentence of its own");
  assert.is(repeatedSentences(new Map([["a.md", page("One two three four.\n")], ["b.md", page("Zero. One, two THREE four!\n")]]), 4).length, 1);
});

test("spelling is American, and words that the dictionary lacks are named", () => {
  assert.equal(misspelled(passagesOf("The colour of a normalised behaviour is wrnog.\n")).map((found) => found.split(": ")[1]), ["colour", "normalised", "behaviour", "wrnog"]);
  assert.equal(misspelled(passagesOf("The color of a normalized behavior isn't `wrnog`.\n")), []);
});

test("the glossary's faults are found: twice, out of order, empty", () => {
  assert.equal(glossaryFaults("# G\n\n### Batch\n\nSentences that are trained on together.\n\n### Arm\n\nOne setting of an experiment.\n"), ['"arm" stands behind "batch"']);
  assert.equal(glossaryFaults("### Arm\n\nOne setting of an experiment.\n\n### Arm\n\n.\n"), ['"arm" is defined twice', '"Arm" has no definition']);
  assert.equal(otherWords([{ text: "On the test set.", line: 4 }]), ['line 4: "test set"; the glossary says "test part"']);
});

test("an item is covered by a row of its words with a link to a section", () => {
  const row = (link: string) => coverageOf(`| item | where |\n|---|---|\n| IOB2 | ${link} |\n`).missing.includes("IOB2");
  assert.not(row("[Chapter 9](INTERVIEW_PREP_GUIDE.md#chapter-9)"));
  assert.ok(row("[The guide](INTERVIEW_PREP_GUIDE.md)"));
  assert.ok(row("Chapter 9"));
});

test("Markdown is linted", () => {
  assert.equal(lintFaults(new Map([["a.md", "# A\n\nText.\n"]])), []);
  assert.match(lintFaults(new Map([["a.md", "# A\n## B\nText. \n"]])).join("\n"), /^a\.md:\d: MD022/m);
});

test.run();
