import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  errorFindings, errorRows, firstConfusion, foundSentence, inspectionRows, systemErrors, taxonomyData,
} from "../../src/reports/error-report";
import type { TestPart } from "../../src/reports/test-part";
import { PART, tagged, tagsOf } from "./hand-made";

test("outcomes are averaged over seeds and rounded in rows alone", () => {
  const [model2, lookUp] = systemErrors(PART);
  assert.equal([model2!.support, model2!.kinds.correct, model2!.kinds.type, model2!.kinds.split, model2!.errors], [5, 4, 0.5, 0.5, 1]);
  const [row] = errorRows([model2!]);
  assert.equal([row!["system"], row!["seeds"], row!["correct"], row!["type"], row!["all errors"]], ["Model 2", 2, 4, 1, 1]);
  assert.is(lookUp!.kinds.missed, 5);
  assert.is(taxonomyData([model2!])[0]!.errors["split"], 0.5);
});

test("a system that predicts nothing is said in a sentence", () => {
  assert.is(foundSentence(systemErrors(PART)[1]!), "Look-up table predicts no mention at all and finds 0 of 5 mentions.");
  assert.match(foundSentence(systemErrors(PART)[0]!), /^Model 2 predicts 6 mentions and finds 4 of 5 mentions\.$/);
});

test("an inspection row holds strings, types and places in the corpus, and a sentence only when asked", () => {
  const rows = inspectionRows(PART, "model2", { perKind: 2, wholeSentences: false });
  assert.equal(rows[0], {
    error: "type", times: 1, gold: "Paris", "gold type": "geo", predicted: "Paris", "predicted type": "org",
    "first in sentence": 7, tokens: "2",
  });
  assert.equal([rows[1]!["gold"], rows[1]!["predicted"], rows[1]!["tokens"]], ["Bank of Oslo", "Bank | Oslo", "0–2"]);
  const [withText] = inspectionRows(PART, "model2", { perKind: 1, wholeSentences: true });
  assert.is(withText!["whole sentence"], "Ada left Paris");
});

test("equal errors are one row with their number, and no string is longer than eight words", () => {
  const long = "a/B-x b/I-x c/I-x d/I-x e/I-x f/I-x g/I-x h/I-x i/I-x";
  const part: TestPart = {
    indices: [0, 1, 2],
    sentences: [tagged("Oslo/B-geo"), tagged(long), tagged("Oslo/B-geo")],
    systems: [{ system: "s", runs: [tagsOf("O", "O O O O O O O O O", "O")] }],
  };
  const rows = inspectionRows(part, "s", { perKind: 4, wholeSentences: false });
  assert.equal(rows.map((row) => [row["gold"], row["times"]]), [["Oslo", 2], ["a b c d … (9 words)", 1]]);
});

test("the findings name kinds, overlaps and the worst confusion", () => {
  const findings = errorFindings(systemErrors(PART)[0]!, firstConfusion(PART, "model2"));
  assert.equal(findings, [
    "Of Model 2's 1 error the kinds are type 50.00 % and split 50.00 %.",
    "100.00 % of Model 2's errors overlap a gold mention: strict scoring counts each of them as missed and as spurious.",
    "The confusion of types that Model 2 makes most often is geo read as org, once.",
  ]);
});

function partOf(sentences: readonly string[], predicted: readonly string[]): TestPart {
  return { indices: sentences.map((_, i) => i), sentences: sentences.map(tagged), systems: [{ system: "model2", runs: [tagsOf(...predicted)] }] };
}

function findingsOf(part: TestPart): string[] {
  return errorFindings(systemErrors(part)[0]!, firstConfusion(part, "model2"));
}

test("errors of one kind, and a corpus of one type, are said to be of one", () => {
  assert.equal(findingsOf(partOf(["Ada/B-per met/O Boole/B-per", "it/O rains/O"], ["O O O", "O O"])), [
    "Model 2 makes one kind of error alone: missed (2 errors).",
    "There is one type, per: none can be taken for another.",
  ]);
});

test("only of more than three kinds some are the most frequent", () => {
  const gold = ["Ada/B-per", "Ada/B-per", "Oslo/B-geo", "it/O", "Bank/B-org of/I-org Oslo/I-org"];
  const [four] = findingsOf(partOf(gold, ["O", "O", "B-per", "B-per", "B-org I-org O"]));
  assert.is(four, "Of Model 2's 5 errors the most frequent kinds are missed 40.00 %, spurious 20.00 % and boundary 20.00 %.");
});

test("where there is no mention to find, nothing is found of nothing", () => {
  const [none, one] = [partOf(["it/O rains/O"], ["O O"]), partOf(["it/O rains/O"], ["B-per O"])];
  assert.equal(findingsOf(none), ["Model 2 makes no error.", "There is no type: none can be taken for another."]);
  assert.is(foundSentence(systemErrors(none)[0]!), "There is no mention to find; Model 2 predicts none.");
  assert.is(foundSentence(systemErrors(one)[0]!), "There is no mention to find; Model 2 predicts 1 mention.");
});

test("a system without an error, or without a confusion, is said to have none", () => {
  const perfect = { ...PART, systems: [{ system: "model2", runs: [PART.sentences.map(({ tags }) => tags)] }] };
  assert.equal(errorFindings(systemErrors(perfect)[0]!, firstConfusion(perfect, "model2")), [
    "Model 2 makes no error.",
    "Model 2 takes no type for another.",
  ]);
});

test.run();
