import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { entitiesOf, parseTagColumns, scoreEntities } from "../../src/evaluation";
import { compareReadings } from "../../src/evaluation/disagreement";
import type { Disagreement } from "../../src/evaluation/disagreement";
import { formatDisagreement } from "../../src/evaluation/disagreement-table";
import { sides, tagPairs } from "./errors/cases";

function compared(text: string): Disagreement {
  return compareReadings(parseTagColumns(text, "f.txt"), "f.txt", "IOB2");
}

const TEXT = "a B-X B-X\nb O I-Y\n\n\nc B-Y I-Y\nd I-Y I-Y\ne I-Z I-Z\n";

test("every span that only one reading has, with its lines and whether the other column matches it", () => {
  const shown = compared(TEXT).spans.map((span) =>
    `${span.side} ${span.type} in ${span.sentence}, tokens ${span.start}-${span.end}, lines ${span.firstLine}-${span.lastLine}: ` +
    `${span.reading}, ${span.matched ? "matched" : "alone"}`);
  assert.equal(shown, [
    "predicted Y in 0, tokens 1-1, lines 2-2: begin, alone",
    "predicted Y in 1, tokens 0-1, lines 5-6: begin, matched",
    "gold Z in 1, tokens 2-2, lines 7-7: begin, matched",
    "predicted Z in 1, tokens 2-2, lines 7-7: begin, matched",
  ]);
});

test("a type that seqeval's two grammars spell differently is disputed on both sides", () => {
  assert.equal(compared("a B--a- O\n").spans.map(({ reading, type }) => `${reading} ${type}`), ["begin -a-", "discard a"]);
});

test("on valid IOB2 no span differs, and the text says so", () => {
  const report = compared("a B-X B-X\nb I-X O\n");
  assert.equal(report.spans, []);
  assert.match(formatDisagreement(report, "f.txt"), /No span differs/);
});

test("both scores are scoreEntities' own, and conlleval's report is that of begin", () => {
  fc.assert(fc.property(tagPairs, (pairs) => {
    const { gold, predicted } = sides(pairs);
    const report = compared(pairs.map(([g, p]) => `w ${g} ${p}\n`).join(""));
    for (const repair of ["begin", "discard"] as const) {
      assert.equal(report[repair], scoreEntities([gold], [predicted], { scheme: "IOB2", repair }));
      const only = report.spans.filter(({ side, reading }) => side === "predicted" && reading === repair).length;
      const kept = entitiesOf(predicted, repair).length - only;
      assert.is(kept, entitiesOf(predicted, "discard").length - (repair === "discard" ? only : 0));
    }
    assert.match(report.conlleval, new RegExp(`found: ${entitiesOf(predicted, "begin").length} phrases`));
  }), { numRuns: 500, seed: 9 });
});

test("the text has at most 80 columns, whatever the names", () => {
  const type = "x".repeat(120);
  const text = formatDisagreement(compared(`a I-${type} I-${type}\n`), `${"folder/".repeat(30)}f.txt`);
  assert.ok(text.split("\n").every((line) => [...line].length <= 80));
  assert.match(text, /2 spans in only one reading, 2 of them matched by the other column/);
});

test("conlleval's first line is broken, not cut, where a large file makes it longer than 80 columns", () => {
  const first = "processed 156234 tokens with 16836 phrases; found: 17477 phrases; correct: 11908.";
  const text = formatDisagreement({ ...compared(TEXT), conlleval: `${first}\n` }, "f.txt");
  assert.match(text, /^processed 156234 tokens with 16836 phrases;\n  found: 17477 phrases; correct: 11908\.$/m);
});

test("a tag that one reading cannot read names its file and line", () => {
  assert.throws(() => compared("a B-X B-X\nb O E-X\n"), /f\.txt, line 2, column predicted: the tag "E-X"/);
});

test.run();
