import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { auditClaims, CLAIMS } from "../../src/claims/audit";
import { formatAudit } from "../../src/claims/terminal-report";
import { wrap } from "../../src/terminal/wrap";
import { LOAD } from "../reports/load-tests";
import { evidenceWith, madeSeeds } from "./records";

const arms = { legacy: { model2: madeSeeds("model2", 75, [930, 925, 928]), baseline: madeSeeds("baseline", 1, [916, 915, 917]) } };
const evidence = evidenceWith(arms);
const text = formatAudit(auditClaims(evidence), evidence);

test("the table and its causes fit 80 columns, without a load test and with one", () => {
  const loaded = formatAudit(auditClaims(evidenceWith(arms, {}, LOAD)), evidence);
  for (const audit of [text, loaded]) assert.equal(audit.split("\n").filter((line) => [...line].length > 80), []);
});

test("every claim stands in the table, and again with its cause", () => {
  const [, table, , causes] = text.split("\n\n") as [string, string, string, string];
  for (const { id } of CLAIMS) {
    assert.ok(table.split("\n").some((line) => line.startsWith(`${id} `)), id);
    assert.ok(new RegExp(`(^|[ \n])${id}[,:]`).test(causes), id);
  }
});

test("the first line counts the verdicts", () => {
  assert.match(text.split("\n\n")[0]!.replace(/\n/g, " "), new RegExp(`^${CLAIMS.length} claims, judged by the records of gmb \\(full profile, reference split\\): .*\\d+ refuted`));
});

test("wrapped lines hold all words in order and none is too long", () => {
  fc.assert(fc.property(fc.array(fc.stringMatching(/^[a-zé]{1,9}$/), { maxLength: 30 }), fc.integer({ min: 10, max: 40 }), (words, width) => {
    const lines = wrap(words.join(" "), width);
    assert.ok(lines.every((line) => [...line].length <= width));
    assert.equal(lines.join(" ").split(" ").filter(Boolean), words);
  }));
});

test("a word longer than the line is cut, and empty text has no line", () => {
  assert.equal(wrap("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
  assert.equal(wrap("  ", 5), []);
});

test.run();
