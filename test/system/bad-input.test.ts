import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { nerbook } from "../support/command";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-bad-"));
test.after(() => fs.rmSync(folder, { recursive: true }));

const HEADER = "Sentence #,Word,POS,Tag\r\n";

function file(name: string, content: string | Buffer): string {
  const full = path.join(folder, name);
  fs.writeFileSync(full, content);
  return full;
}

/** Every failure is one line that names what is wrong, an exit code, and nothing on standard output. */
function fails(args: readonly string[], status: number, message: RegExp): void {
  const { status: actual, stdout, stderr } = nerbook(args);
  const errors = stderr.split("\n").filter((line) => line.startsWith("error:"));
  assert.is(errors.length, 1, stderr);
  assert.match(errors[0]!, message);
  assert.not.match(stderr, /\n\s+at /);
  assert.is(actual, status, stderr);
  assert.is(stdout, "");
}

function corpusFails(target: string, message: RegExp): void {
  fails(["corpus", target], 1, message);
}

test("a missing file", () => corpusFails(path.join(folder, "nowhere.csv"), /nowhere\.csv/));
test("a directory", () => corpusFails(folder, /director|folder/i));
test("an empty file", () => corpusFails(file("empty.csv", ""), /empty\.csv.*empty/));
test("a wrong header", () => corpusFails(file("header.csv", "Sentence,Word,Tag\r\nSentence: 1,a,O\r\n"), /header\.csv/));
test("a row with three fields", () =>
  corpusFails(file("three.csv", `${HEADER}Sentence: 1,Ada,NNP,B-per\r\n,met,O\r\n`), /three\.csv.*line 3/));
test("an unknown tag prefix", () =>
  corpusFails(file("prefix.csv", `${HEADER}Sentence: 1,Ada,NNP,Q-per\r\n`), /prefix\.csv.*line 2.*Q-per/));
test("a UTF-16 file", () =>
  corpusFails(file("utf16.csv", Buffer.from(`\ufeff${HEADER}Sentence: 1,Ada,NNP,B-per\r\n`, "utf16le")), /UTF-16/));
test("a corpus with one sentence", () => {
  fails(
    ["train", "model2", "--corpus", file("one.csv", `${HEADER}Sentence: 1,Ada,NNP,B-per\r\n`), "--out", path.join(folder, "out")],
    1,
    /1 sentence/,
  );
});
test("an unknown model", () => fails(["train", "model3", "--corpus", "embedded"], 2, /no model "model3"; the models are baseline/));
test("an unknown setting", () => {
  fails(
    ["train", "model2", "--corpus", "embedded", "--set", "training.batchsize=3"],
    2,
    /no setting "training\.batchsize"; here the settings are .*batchSize/,
  );
});
test("an unknown verb and an unknown flag", () => {
  fails(["trane"], 2, /unknown command 'trane'/);
  fails(["models", "--jsn"], 2, /unknown option '--jsn'/);
});
test("an --out or a --prefix that is a file", () => {
  const small = file("small.conll", "Ada B-per\nmet O\n\n".repeat(40));
  fails(["train", "model2", "--corpus", small, "--out", file("plain", "x")], 1, /cannot be written: .*--out/);
  fails(["jupyter", "install", "--prefix", file("plain", "x")], 1, /cannot be written: .*; name another one \(--prefix\)\.$/);
});

test("an unknown backend", () => {
  const { status, stderr } = nerbook(["models"], { NER_BACKEND: "abacus" });
  assert.is(status, 2);
  assert.match(stderr, /error: NER_BACKEND is "abacus"; it must be one of cpu, wasm, node, node-gpu/);
});
test("a folder that holds no model", () => fails(["tag", "--model", folder, "README.md"], 1, /holds no saved model: model\.json/));

test.run();
