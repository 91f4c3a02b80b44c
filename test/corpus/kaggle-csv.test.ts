import { test } from "uvu";
import * as assert from "uvu/assert";
import * as fc from "fast-check";
import { CsvScanner } from "../../src/corpus/csv-scanner";
import { KaggleCsvReader } from "../../src/corpus/kaggle-csv";
import type { Sentence } from "../../src/corpus/types";
import { failsWith } from "./files";

const HEADER = "Sentence #,Word,POS,Tag\r\n";

function read(text: string, pieceLength = text.length || 1): readonly Sentence[] {
  const reader = new KaggleCsvReader("ner.csv");
  for (let i = 0; i < text.length; i += pieceLength) reader.push(text.slice(i, i + pieceLength));
  return reader.end();
}

function rowsOf(text: string, pieceLength: number): { rows: string[][]; lines: number[] } {
  const rows: string[][] = [];
  const lines: number[] = [];
  const scanner = new CsvScanner("some.csv", (fields, line) => {
    rows.push([...fields]);
    lines.push(line);
  });
  for (let i = 0; i < text.length; i += pieceLength) scanner.push(text.slice(i, i + pieceLength));
  scanner.end();
  return { rows, lines };
}

const SMALL = `${HEADER}Sentence: 1,Iraq,NNP,B-geo\r\n,"""",\`\`,O\r\n,",",",",O\r\nSentence: 2,None,NN,O\r\n,£10\u00a0m,CD,O\r\n`;

test("a sentence goes on until the next name, and the pieces of the file do not matter", () => {
  for (const pieceLength of [1, 2, 3, 7, 1000]) {
    assert.equal(read(SMALL, pieceLength), [
      { words: ["Iraq", "\"", ","], tags: ["B-geo", "O", "O"], pos: ["NNP", "``", ","] },
      { words: ["None", "£10\u00a0m"], tags: ["O", "O"], pos: ["NN", "CD"] },
    ]);
  }
});

test("the word None is a word and is not filled over", () => {
  const [only] = read(`${HEADER}Sentence: 1,of,IN,O\r\n,None,NN,O\r\n`);
  assert.equal(only!.words, ["of", "None"]);
});

test("a token that holds a no-break space or a 0x85 ellipsis stays one token", () => {
  assert.equal(read(`${HEADER}Sentence: 1,a\u00a0b,NN,O\n,\u2026,:,O\n,\u0085,:,O`)[0]!.words, ["a\u00a0b", "\u2026", "\u0085"]);
});

test("LF works as CRLF does, and the last line end may be missing", () => {
  const lf = SMALL.replace(/\r/g, "");
  assert.equal(read(lf), read(SMALL));
  assert.equal(read(lf.trimEnd()), read(SMALL));
});

test("a name on every row reads as a name on the first", () => {
  const filled = read(`${HEADER}Sentence: 1,a,DT,O\nSentence: 1,b,NN,O\nSentence: 2,c,NN,O\n`);
  assert.equal(filled.map(({ words }) => words), [["a", "b"], ["c"]]);
});

test("sentences keep the order of the file, not that of their names", () => {
  const names = ["Sentence: 10", "Sentence: 9", "Sentence: 100"];
  const read3 = read(HEADER + names.map((name) => `${name},${name.slice(10)},CD,O\n`).join(""));
  assert.equal(read3.map(({ words }) => words[0]), ["10", "9", "100"]);
});

test("without a POS column sentences have none", () => {
  const [only] = read("Sentence #,Word,Tag\nSentence: 1,Rome,B-geo\n");
  assert.equal(only, { words: ["Rome"], tags: ["B-geo"] });
});

test("sentences cannot be changed", () => {
  const sentences = read(SMALL);
  assert.throws(() => (sentences[0]!.words as string[]).push("more"), TypeError);
  assert.throws(() => (sentences as Sentence[]).pop(), TypeError);
});

test("tags of another scheme become IOB2", () => {
  const [only] = read(`${HEADER}Sentence: 1,New,NNP,B-geo\n,York,NNP,E-geo\n,a,DT,O\n,Rome,NNP,S-geo\n`);
  assert.equal(only!.tags, ["B-geo", "I-geo", "O", "B-geo"]);
});

test("a wrong header is named with its value", async () => {
  const wrong = () => read("Sentence,Word,POS,Tag\r\nSentence: 1,a,DT,O\r\n");
  await failsWith(wrong, "ner.csv, line 1", "\"Sentence,Word,POS,Tag\"", "Sentence #,Word,POS,Tag");
});

test("a row of three or five fields is named with line and value", async () => {
  await failsWith(() => read(`${HEADER}Sentence: 1,a,DT,O\r\n,of,IN\r\n`), "ner.csv, line 3", "\",of,IN\"", "3 fields", "4");
  await failsWith(() => read(`${HEADER}Sentence: 1,10,000,CD,O\r\n`), "line 2", "5 fields");
});

test("an unknown prefix, a prefix without a type and an empty tag are named with line and column", async () => {
  await failsWith(() => read(`${HEADER}Sentence: 1,a,DT,X-geo\n`), "ner.csv, line 2, column Tag", "\"X-geo\"", "unknown");
  await failsWith(() => read(`${HEADER}Sentence: 1,a,DT,O\n,b,NN,B-\n`), "line 3, column Tag", "\"B-\"", "without an entity type");
  await failsWith(() => read(`${HEADER}Sentence: 1,a,DT,I\n`), "\"I\"", "without an entity type");
  await failsWith(() => read(`${HEADER}Sentence: 1,a,DT,\n`), "column Tag", "empty");
  await failsWith(() => read(`${HEADER}Sentence: 1,a,DT,geo\n`), "\"geo\"", "unknown");
  await failsWith(() => read(`${HEADER}Sentence: 1,a,DT,o\n`), "\"o\"", "unknown");
});

test("a value that a terminal would obey is shown escaped", async () => {
  const message = await failsWith(() => read(`${HEADER}Sentence: 1,a,DT,\u009b2J\u001b[1m\n`), "\\u009b2J\\u001b[1m");
  assert.not.match(message, /[\u0000-\u001f\u007f-\u009f]/);
});

test("a first row without a sentence name and an empty word are errors", async () => {
  await failsWith(() => read(`${HEADER},a,DT,O\n`), "line 2, column Sentence #", "empty");
  await failsWith(() => read(`${HEADER}Sentence: 1,,DT,O\n`), "line 2, column Word", "empty");
});

test("broken quoting is named with the line on which it begins", async () => {
  await failsWith(() => read(`${HEADER}Sentence: 1,"a,DT,O\n,b,NN,O\n`), "ner.csv, line 2", "never closed");
  await failsWith(() => read(`${HEADER}Sentence: 1,5" disc,DT,O\n`), "line 2", "not quoted");
  await failsWith(() => read(`${HEADER}Sentence: 1,"a"b,DT,O\n`), "line 2", "follows a closing quote");
});

test("lines are counted through fields that hold line ends, and empty lines are passed over", () => {
  const { rows, lines } = rowsOf("a,\"x\r\ny\nz\"\r\n\r\nb,c\n", 4);
  assert.equal(rows, [["a", "x\r\ny\nz"], ["b", "c"]]);
  assert.equal(lines, [1, 5]);
});

test("any table written by RFC 4180 reads back, whatever the pieces", () => {
  const field = fc.array(fc.constantFrom("a", "b", ",", "\"", "\n", "\r\n", " ", "é"), { maxLength: 4 }).map((parts) => parts.join(""));
  const quoted = (value: string) => (/[",\r\n]/.test(value) ? `"${value.replace(/"/g, "\"\"")}"` : value);
  const table = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { maxLength: 5 });
  fc.assert(fc.property(table, fc.integer({ min: 1, max: 9 }), (rows, piece) => {
    const text = rows.map((row) => `${row.map(quoted).join(",")}\r\n`).join("");
    assert.equal(rowsOf(text, piece).rows, rows);
  }));
});

test.run();
