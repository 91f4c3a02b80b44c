import { test } from "uvu";
import * as assert from "uvu/assert";
import { formatEntityScores, parseTagColumns, scoreColumns, scoreEntities } from "../../src/evaluation";

test("the last two columns are gold and predicted, and blank lines end sentences", () => {
  const { gold, predicted, lines } = parseTagColumns("\uFEFFa x O B-X\r\n \t\r\n\r\nb x B-Y I-Y\nc x O O", "f");
  assert.equal(gold, [["O"], ["B-Y", "O"]]);
  assert.equal(predicted, [["B-X"], ["I-Y", "O"]]);
  assert.equal(lines, [[1], [4, 5]]);
});

test("other columns are named from 1 or from the end", () => {
  const text = "B-X a O\n";
  assert.equal(parseTagColumns(text, "f", { gold: 1, predicted: -1 }).gold, [["B-X"]]);
  assert.equal(parseTagColumns(text, "f", { gold: 3, predicted: 1 }).predicted, [["B-X"]]);
});

test("a -DOCSTART- line ends a sentence and is no token", () => {
  assert.equal(parseTagColumns("a O O\n-DOCSTART- O O\nb O O\n", "f").gold, [["O"], ["O"]]);
});

test("a no-break space belongs to its token", () => {
  assert.equal(parseTagColumns("a\u00a0b O B-X\n", "f").predicted, [["B-X"]]);
});

const MALFORMED: readonly (readonly [string, string, RegExp])[] = [
  ["a missing column", "a O O\n\nb\n", /f, line 3: .*1 column,.*no column -2/],
  ["an uneven line", "a O O\nb c O O\n", /f, line 2: .*4 columns where line 1 has 3/],
  ["a file without a token", "\n \n", /f holds no token/],
];

for (const [name, text, message] of MALFORMED) {
  test(`${name} is named`, () => assert.throws(() => parseTagColumns(text, "f"), message));
}

const parsed = parseTagColumns("a B-X B-X\n\nb O I-X\nc B-X I-X\n", "f");

test("a tag that the repair rejects is named with its line", () => {
  assert.throws(() => scoreColumns(parsed, "f", "IOB2", "reject"), /f, line 3, column predicted: .*"I-X"/);
});

test("a tag that the scheme does not know is named with its line", () => {
  const columns = parseTagColumns("a O O\nb E-X O\n", "f");
  assert.throws(() => scoreColumns(columns, "f", "IOB2", "discard"), /f, line 2, column gold: .*"E-X"/);
  assert.throws(() => scoreColumns(columns, "f", "BILOU", "discard"), /f, line 2, column gold: .*"E-X"/);
});

test("the same entities score the same in every scheme, and auto finds the scheme", () => {
  const files = {
    IOB1: "a I-X I-X\nb B-X B-X\nc I-X I-X\nd O I-Y\n",
    IOB2: "a B-X B-X\nb B-X B-X\nc I-X I-X\nd O B-Y\n",
    IOBES: "a S-X S-X\nb B-X B-X\nc E-X E-X\nd O S-Y\n",
    BILOU: "a U-X U-X\nb B-X B-X\nc L-X L-X\nd O U-Y\n",
  };
  const expected = scoreEntities([["B-X", "B-X", "I-X", "O"]], [["B-X", "B-X", "I-X", "B-Y"]], { scheme: "IOB2", repair: "reject" });
  for (const scheme of Object.keys(files) as (keyof typeof files)[]) {
    const columns = parseTagColumns(files[scheme], "f");
    assert.equal(scoreColumns(columns, "f", scheme, "reject").scores, expected, scheme);
    const found = scoreColumns(columns, "f", "auto", "reject");
    assert.is(found.scheme, scheme);
    assert.equal(found.scores, expected);
  }
});

test("token accuracy is that of the tags as written", () => {
  const { scores } = scoreColumns(parseTagColumns("a S-X B-X\nb O O\n", "f"), "f", "IOBES", "begin");
  assert.is(scores.micro.f1, 1);
  assert.is(scores.tokenAccuracy, 0.5);
});

test("the table keeps to 80 columns, whatever a type or file is called", () => {
  const tags = [[`B-${"very-".repeat(30)}long`, "B-X"]];
  const scores = scoreEntities(tags, [["O", "B-X"]], { scheme: "IOB2", repair: "discard" });
  const lines = formatEntityScores(scores, `${"folder/".repeat(20)}file`, "discard").split("\n");
  assert.ok(lines.every((line) => [...line].length <= 80));
  assert.match(lines.find((line) => line.startsWith("micro"))!, /100\.00 +50\.00 +66\.67 +2 +1 +1$/);
});

test("the table shows no number where there is none", () => {
  const table = formatEntityScores(scoreEntities([["O"]], [["O"]], { scheme: "IOB2", repair: "begin" }), "f", "begin");
  assert.match(table, /^macro +– +– +–/m);
  assert.not.match(table, /NaN/);
});

test.run();
