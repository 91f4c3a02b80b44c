import MarkdownIt from "markdown-it";
import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { escapeMarkdown } from "../../src/markdown/escape";

const md = new MarkdownIt();

test("an escaped text is shown as it stands", () => {
  assert.is(md.renderInline(escapeMarkdown("a*b*c [d](e) `f` \\g")), "a*b*c [d](e) `f` \\g");
  assert.is(escapeMarkdown("100 − F1"), "100 − F1");
});

test("no text of marks becomes an element", () => {
  fc.assert(fc.property(fc.stringMatching(/^[\\`*_[\]<>|$ab]{1,12}$/), (text) => !/<(?!\/?$)[a-z]/.test(md.renderInline(escapeMarkdown(text)))));
});

test.run();
