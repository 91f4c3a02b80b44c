import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { Command, CommanderError } from "commander";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { register } from "../../src/cli/verbs/score";
import { DataError, UsageError } from "../../src/errors";
import { scoreEntities } from "../../src/evaluation";

const test = suite("nerbook score");
let folder = "";

test.before(() => { folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-score-")); });
test.after(() => fs.rmSync(folder, { recursive: true, force: true }));

function written(name: string, content: string | Buffer): string {
  const file = path.join(folder, name);
  fs.writeFileSync(file, content);
  return file;
}

/** Runs the verb in this process and gives what it printed on standard output. */
async function run(...argv: string[]): Promise<string> {
  const program = new Command("nerbook").exitOverride().configureOutput({ writeErr: () => undefined });
  register(program);
  for (const command of program.commands) command.copyInheritedSettings(program);
  const write = process.stdout.write;
  let printed = "";
  process.stdout.write = ((chunk: string) => { printed += chunk; return true; }) as typeof process.stdout.write;
  try {
    await program.parseAsync(["node", "nerbook", "score", ...argv]);
  } finally {
    process.stdout.write = write;
  }
  return printed;
}

async function failure(...argv: string[]): Promise<unknown> {
  return run(...argv).then(() => undefined, (error: unknown) => error);
}

const TEXT = "a B-X B-X\nb O I-Y\n\nc B-Y B-Y\n";
const GOLD = [["B-X", "O"], ["B-Y"]];
const PREDICTED = [["B-X", "I-Y"], ["B-Y"]];
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

for (const repair of ["begin", "discard"] as const) {
  test(`JSON is what scoreEntities returns under ${repair}`, async () => {
    const expected = plain(scoreEntities(GOLD, PREDICTED, { scheme: "IOB2", repair }));
    const file = written("two.txt", TEXT);
    assert.equal(JSON.parse(await run(file, "--repair", repair, "--format", "json")), expected);
    assert.equal(JSON.parse(await run(file, "--repair", repair, "--json")), expected);
  });
}

test("a mean over nothing is null in JSON", async () => {
  const printed = await run(written("outside.txt", "a O O\n"), "--repair", "discard", "--json");
  assert.equal(JSON.parse(printed).macro, { precision: null, recall: null, f1: null });
});

test("several files come as one array with their names", async () => {
  const files = [written("one.txt", TEXT), written("other.txt", "a B-X O\n")];
  const scores = JSON.parse(await run(...files, "--repair", "begin", "--json")) as { file: string; micro: { f1: number } }[];
  assert.equal(scores.map(({ file }) => file), files);
  assert.equal(scores.map(({ micro }) => micro.f1), [0.8, 0]);
});

test("the format conlleval prints its report", async () => {
  const printed = await run(written("two.txt", TEXT), "--repair", "begin", "--format", "conlleval");
  assert.is(printed.split("\n")[0], "processed 3 tokens with 2 phrases; found: 3 phrases; correct: 2.");
  const discarded = await run(written("two.txt", TEXT), "--repair", "discard", "--format", "conlleval");
  assert.match(discarded, /found: 2 phrases; correct: 2\./);
});

test("columns can be chosen", async () => {
  const printed = await run(written("turned.txt", "B-X a O\n"), "--repair", "begin", "--json", "--columns", "3,1");
  assert.equal(JSON.parse(printed).repairs, { gold: 0, predicted: 0 });
  assert.is(JSON.parse(printed).perType.X.predicted, 1);
});

test("without --repair, or with an unknown reading, the command was called wrongly", async () => {
  const file = written("two.txt", TEXT);
  for (const argv of [[file], [file, "--repair", "guess"], [file, "--repair", "begin", "--columns", "0,1"], ["--repair", "begin"]]) {
    assert.instance(await failure(...argv), CommanderError);
  }
});

const STRAY = "a B-X I-X\n";

test("--compare needs no --repair and shows both readings, conlleval's report and the spans", async () => {
  const printed = await run(written("stray.txt", STRAY), "--compare");
  assert.match(printed, /^begin +100\.00 +100\.00 +100\.00 +1 +1 +1 +1$/m);
  assert.match(printed, /^discard +0\.00 +0\.00 +0\.00 +1 +0 +0 +1$/m);
  assert.match(printed, /accuracy: +0\.00%; precision: 100\.00%; recall: 100\.00%; FB1: 100\.00/);
  assert.match(printed, /^ *1 +1 +predicted +X +begin +yes$/m);
});

test("--compare as JSON holds both scores, conlleval's text and the spans, for one file or several", async () => {
  const file = written("stray.txt", STRAY);
  const report = JSON.parse(await run(file, "--compare", "--json"));
  assert.equal(Object.keys(report), ["scheme", "begin", "discard", "conlleval", "spans"]);
  assert.equal([report.begin.micro.f1, report.discard.micro.f1, report.spans.length], [1, 0, 1]);
  const several = JSON.parse(await run(file, file, "--compare", "--format", "json")) as { file: string }[];
  assert.equal(several.map((each) => each.file), [file, file]);
});

test("--compare goes with --repair, and reject still stops at a stray tag", async () => {
  const file = written("stray.txt", STRAY);
  assert.is(await run(file, "--compare", "--repair", "begin"), await run(file, "--compare"));
  assert.match(String(await failure(file, "--compare", "--repair", "reject")), /stray\.txt, line 1, column predicted: .*"I-X"/);
});

test("--compare with the format conlleval is wrong usage", async () => {
  assert.instance(await failure(written("stray.txt", STRAY), "--compare", "--format", "conlleval"), UsageError);
});

test("--compare on a malformed file names its line", async () => {
  assert.match(String(await failure(written("uneven.txt", "a O O\nb O\n"), "--compare")), /uneven\.txt, line 2/);
});

test("bad files are one-line data errors", async () => {
  const bad: readonly (readonly [string, RegExp])[] = [
    [path.join(folder, "absent.txt"), /absent\.txt: there is no such file/],
    [folder, /it is a folder/],
    [written("empty.txt", ""), /empty\.txt holds no token/],
    [written("utf16.txt", Buffer.from("\uFEFFa O O\n", "utf16le")), /UTF-16/],
    [written("uneven.txt", "a O O\nb O\n"), /uneven\.txt, line 2/],
    [written("prefix.txt", "a O O\nb O X-Y\n"), /prefix\.txt, line 2, column predicted: .*"X-Y"/],
  ];
  for (const [file, message] of bad) {
    const error = await failure(file, "--repair", "discard");
    assert.instance(error, DataError);
    assert.match((error as DataError).message, message);
    assert.not.match((error as DataError).message, /\n/);
  }
});

test.run();
