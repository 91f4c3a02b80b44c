import { test } from "uvu";
import * as assert from "uvu/assert";
import * as fs from "node:fs";
import * as path from "node:path";
import { readCorpus } from "../../src/corpus/read";
import { sha256 } from "../../src/files/hash";
import { failsWith, temporaryFolder } from "./files";

const folder = temporaryFolder();
const CSV = "Sentence #,Word,POS,Tag\r\nSentence: 1,Rome,NNP,B-geo\r\n,fell,VBD,O\r\n";
const CONLL = "Rome B-LOC\nfell O\n";

function written(name: string, content: string | Uint8Array): string {
  const file = path.join(folder, name);
  fs.writeFileSync(file, content);
  return file;
}

const words = async (file: string, options = {}) => (await readCorpus(file, options)).sentences.map((sentence) => sentence.words);

test("a corpus knows its name, path, sha256 and encoding", async () => {
  const file = written("a.csv", CSV);
  const { sentences, ...rest } = await readCorpus(file);
  assert.equal(rest, { name: "a.csv", path: file, sha256: sha256(CSV), encoding: "utf-8" });
  assert.equal(sentences, [{ words: ["Rome", "fell"], tags: ["B-geo", "O"], pos: ["NNP", "VBD"] }]);
});

test("the content chooses the reader, not the file's name", async () => {
  const expected = [["Rome", "fell"]];
  assert.equal(await words(written("csv.txt", CSV)), expected);
  assert.equal(await words(written("conll.csv", CONLL)), expected);
  assert.equal(await words(written("comma.conll", ", O\n")), [[","]]);
  assert.equal(await words(written("bom.csv", `\ufeff${CSV}`)), expected);
  assert.equal(await words(written("bom.conll", `\ufeff\n${CONLL}`)), expected);
});

test("the encoding is detected, or taken as given", async () => {
  const file = written("1252.csv", Buffer.from(CSV.replace("fell", "\x92s"), "latin1"));
  const corpus = await readCorpus(file);
  assert.is(corpus.encoding, "windows-1252");
  assert.equal(corpus.sentences[0]!.words, ["Rome", "’s"]);
  const given = await readCorpus(file, { encoding: "latin-1" });
  assert.is(given.encoding, "latin-1");
  assert.equal(given.sentences[0]!.words, ["Rome", "\u0092s"]);
});

test("bytes that break the UTF-8 that was given or marked are named with their line", async () => {
  const latin = written("latin.conll", Buffer.from("Rome B-LOC\ncaf\xe9 O\n", "latin1"));
  await failsWith(() => readCorpus(latin, { encoding: "utf-8" }), latin, "line 2", "UTF-8");
  const marked = written("marked.conll", Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from("caf\xe9 O\n", "latin1")]));
  await failsWith(() => readCorpus(marked), "line 1", "UTF-8");
});

test("a file larger than one piece reads as one text", async () => {
  const line = "Zürich\tB-LOC\n";
  const count = Math.ceil((1 << 20) / Buffer.byteLength(line)) + 10;
  const sentences = await words(written("large.conll", line.repeat(count)));
  assert.is(sentences[0]!.length, count);
  assert.equal([...new Set(sentences[0])], ["Zürich"]);
});

test("no other file may be called gmb or embedded", async () => {
  for (const name of ["gmb", "embedded"]) assert.is((await readCorpus(written(name, CONLL))).name, `file-${name}`);
  assert.is((await readCorpus(written("ner_dataset.csv", CSV))).name, "ner_dataset.csv");
});

test("a missing file, a directory, an empty and a blank file are one-line errors that say what to do", async () => {
  await failsWith(() => readCorpus(path.join(folder, "none.csv")), "none.csv does not exist", "give the path");
  await failsWith(() => readCorpus(folder), folder, "is a directory", "give the path");
  await failsWith(() => readCorpus(written("empty.csv", "")), "empty.csv is empty", "give");
  await failsWith(() => readCorpus(written("blank.conll", " \n\t\n\n")), "blank.conll holds no sentence");
  await failsWith(() => readCorpus(written("header.csv", "Sentence #,Word,POS,Tag\r\n")), "header.csv holds no sentence");
  await failsWith(() => readCorpus(written("start.conll", "-DOCSTART- O\n\n")), "start.conll holds no sentence");
});

test("a UTF-16 file and a wrong header are one-line errors", async () => {
  await failsWith(() => readCorpus(written("16.csv", Buffer.from(`\ufeff${CSV}`, "utf16le"))), "16.csv is a UTF-16 file", "UTF-8");
  await failsWith(() => readCorpus(written("head.csv", CSV.replace("Sentence #", "Id"))), "head.csv, line 1", "header", "Id,Word,POS,Tag");
  await failsWith(() => readCorpus(written("semi.csv", CSV.replace(/,/g, ";"))), "semi.csv, line 1", "header");
  await failsWith(() => readCorpus(written("plain.csv", "a, b,c d\n")), "plain.csv, line 1", "header");
});

test("prose is refused at its first line", async () => {
  await failsWith(() => readCorpus(written("prose.txt", "It was a dark and stormy night.\n")), "prose.txt, line 1", "night.");
});

test("wikigold-like text, IOB1 with CRLF and document lines, comes out as IOB2", async () => {
  const text = "-DOCSTART- O\r\n\r\nJohn I-PER\r\nSmith I-PER\r\nMary B-PER\r\nsaw O\r\nRome I-LOC\r\n";
  const [only] = (await readCorpus(written("iob1.conll", text))).sentences;
  assert.equal(only!.tags, ["B-PER", "I-PER", "B-PER", "O", "B-LOC"]);
});

const WIKIGOLD = path.join(__dirname, "..", "..", "..", "shared", "corpora", "wikigold", "wikigold.conll.txt");
(fs.existsSync(WIKIGOLD) ? test : test.skip)("the wikigold file reads with its published counts, in IOB2", async () => {
  const { sentences } = await readCorpus(WIKIGOLD);
  assert.is(sentences.length, 1696);
  assert.is(sentences.reduce((tokens, sentence) => tokens + sentence.words.length, 0), 39007);
  assert.is(sentences.flatMap((sentence) => sentence.tags).filter((tag) => tag.startsWith("B-")).length, 3558);
});

test.run();
