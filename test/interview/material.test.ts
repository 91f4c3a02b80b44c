import { test } from "uvu";
import * as assert from "uvu/assert";
import { DEPTHS, ROUNDS } from "../../src/interview/card";
import { knownNumbers, textsOf } from "../../src/numbers/page";
import { referencesIn } from "../../src/numbers/references";
import { openSources } from "../../src/numbers/sources";
import { openRecordBook } from "../../src/reports/record-book";
import { GUIDE, REFERENCE, countBy, countsOf, faultsOf, readMaterial } from "./check/material";

const material = readMaterial();
const { words, coverage, terms } = countsOf(material);

for (const [kind, found] of Object.entries(faultsOf(material)))
  test(`the interview material has no ${kind}`, () => {
    assert.equal(found, []);
  });

test("guide and quick reference have the words that were claimed of their forerunners", () => {
  assert.ok(words.get(GUIDE)! >= 22_000, `${words.get(GUIDE)} words`);
  assert.ok(words.get(REFERENCE)! >= 8_000, `${words.get(REFERENCE)} words`);
});

test("there are at least 150 questions, of every depth and for every round, and at least 30 numbers to defend", () => {
  const questions = material.cards.filter(({ kind }) => kind === "question");
  assert.ok(questions.length >= 150, `${questions.length} questions`);
  assert.ok(material.cards.length - questions.length >= 30);
  const depths = new Map(countBy(questions, ({ depth }) => depth));
  const rounds = new Map(countBy(questions, ({ round }) => round));
  for (const depth of DEPTHS) assert.ok((depths.get(depth) ?? 0) >= 30, `${depths.get(depth)} of depth ${depth}`);
  for (const round of ROUNDS) assert.ok((rounds.get(round) ?? 0) >= 20, `${rounds.get(round)} for the ${round} round`);
});

test("every item of the starting documents has its section", () => {
  assert.is(coverage.covered, coverage.items);
  assert.ok(terms >= 80);
});

test("every live number of the cards is one that records know", () => {
  const known = new Set(textsOf(knownNumbers(openSources(openRecordBook()))).keys());
  const quoted = [...material.pages.values()].flatMap(referencesIn).map(({ key }) => key);
  assert.ok(quoted.length > 300, `${quoted.length} live numbers`);
  assert.equal([...new Set(quoted)].filter((key) => !known.has(key)), []);
});

test.run();
