import { test } from "uvu";
import * as assert from "uvu/assert";
import { ConllReader } from "../../src/corpus/conll";
import type { ReaderOptions } from "../../src/corpus/reader";
import type { Sentence } from "../../src/corpus/types";
import { failsWith } from "./files";

function read(text: string, options: ReaderOptions = {}, pieceLength = text.length || 1): readonly Sentence[] {
  const reader = new ConllReader("some.conll", options);
  for (let i = 0; i < text.length; i += pieceLength) reader.push(text.slice(i, i + pieceLength));
  return reader.end();
}

const tags = (text: string, options: ReaderOptions = {}) => read(text, options).map((sentence) => sentence.tags);
const words = (text: string) => read(text).map((sentence) => sentence.words);

test("blank lines end sentences, several as one, and the pieces of the file do not matter", () => {
  const text = "\n\nRome B-LOC\nfell O\n\n\nParis B-LOC\n";
  for (const pieceLength of [1, 3, 1000]) {
    assert.equal(read(text, {}, pieceLength), [{ words: ["Rome", "fell"], tags: ["B-LOC", "O"] }, { words: ["Paris"], tags: ["B-LOC"] }]);
  }
});

test("a separator line may hold tabs and spaces", () => assert.equal(words("a O\n \t \nb O\n\t\nc O\n"), [["a"], ["b"], ["c"]]));

test("CRLF works as LF does, and the last blank line and line end may be missing", () => {
  assert.equal(words("a O\r\n\r\nb O\r\n\r\n"), [["a"], ["b"]]);
  assert.equal(words("a O\r\n\r\nb O"), [["a"], ["b"]]);
});

test("-DOCSTART- lines of any width end a sentence and are dropped", () => {
  assert.equal(words("-DOCSTART- -X- -X- O\n\na NN B-NP O\n-DOCSTART- O\nb NN B-NP O\n-DOCSTART-\nc NN B-NP O\n"), [["a"], ["b"], ["c"]]);
});

test("tabs separate columns where there are any, and a token then may hold spaces", () => {
  assert.equal(read("New York\tB-LOC\nfell\tO\n"), [{ words: ["New York", "fell"], tags: ["B-LOC", "O"] }]);
});

test("a no-break space never separates columns", () => assert.equal(words("10\u00a0m O\n"), [["10\u00a0m"]]));

test("runs of spaces separate as one, and spaces behind the tag do not count", () => {
  assert.equal(tags("Rome    B-LOC  \na O\n"), [["B-LOC", "O"]]);
});

test("2 to 9 columns are read: the word first, the tag last", () => {
  for (let count = 2; count <= 9; count++) {
    const middle = Array.from({ length: count - 2 }, (_, i) => `m${i}`);
    const [only] = read(`${["Rome", ...middle, "B-LOC"].join("\t")}\n`);
    assert.equal([only!.words, only!.tags], [["Rome"], ["B-LOC"]]);
    assert.equal(only!.pos, count === 3 || count === 4 ? ["m0"] : undefined);
  }
});

test("columns can be named, from either end", () => {
  const [only] = read("1 Roma rome NP B-LOC x\n", { columns: { word: 1, pos: 3, tag: -2 } });
  assert.equal(only, { words: ["Roma"], tags: ["B-LOC"], pos: ["NP"] });
});

test("IOB1 is recognized and becomes IOB2: B- stays where one entity touches another of its type", () => {
  assert.equal(tags("a I-PER\nb I-PER\nc B-PER\nd O\ne I-LOC\nf I-PER\n"), [["B-PER", "I-PER", "B-PER", "O", "B-LOC", "B-PER"]]);
});

test("IOB2 stays as it is", () => assert.equal(tags("a B-PER\nb I-PER\nc B-PER\nd O\n"), [["B-PER", "I-PER", "B-PER", "O"]]));

test("IOBES and BILOU are recognized by their prefixes", () => {
  const expected = [["B-PER", "I-PER", "I-PER", "B-LOC", "O"]];
  assert.equal(tags("a B-PER\nb I-PER\nc E-PER\nd S-LOC\ne O\n"), expected);
  assert.equal(tags("a B-PER\nb I-PER\nc L-PER\nd U-LOC\ne O\n"), expected);
});

test("a scheme that is given wins over what the tags look like", () => {
  const text = "a I-PER\nb I-PER\n";
  assert.equal(tags(text), [["B-PER", "I-PER"]]);
  assert.equal(tags(text, { scheme: "IOB2" }), [["I-PER", "I-PER"]]);
});

test("tags that break both IOB1 and IOB2 are kept, for the scorer to judge", () => {
  assert.equal(tags("a I-PER\nb O\nc B-LOC\n"), [["I-PER", "O", "B-LOC"]]);
});

test("tags outside the scheme that is given are errors", async () => {
  await failsWith(() => read("a O\nb E-PER\n", { scheme: "IOB2" }), "some.conll, line 2, column 2", "\"E-PER\"", "IOB2");
});

test("IOBES mixed with BILOU is an error that names a line of each", async () => {
  await failsWith(() => read("a S-PER\n\nb U-PER\n"), "some.conll", "line 1", "line 3");
});

test("unknown prefixes and prefixes without a type name file, line, column and value", async () => {
  await failsWith(() => read("a NN O\nb NN Q-PER\n"), "some.conll, line 2, column 3", "\"Q-PER\"");
  await failsWith(() => read("a NN O\n\nb NN B\n"), "line 3, column 3", "\"B\"", "without an entity type");
});

test("a line with another number of columns, one column or ten is an error", async () => {
  await failsWith(() => read("a NN O\nb O\n"), "some.conll, line 2", "\"b O\"", "2 columns", "3");
  await failsWith(() => read("alone\n"), "line 1", "\"alone\"", "1 column");
  await failsWith(() => read("1 2 3 4 5 6 7 8 9 O\n"), "10 columns");
  await failsWith(() => read("a\tO\n\tO\n"), "line 2", "word is empty");
  await failsWith(() => read("a O\n", { columns: { pos: 4 } }), "line 1", "column");
});

test.run();
