import { test } from "uvu";
import * as assert from "uvu/assert";
import * as fs from "node:fs";
import * as path from "node:path";
import { Command } from "commander";
import { register } from "../../src/cli/verbs/corpus";
import { DataError, UsageError } from "../../src/errors";
import { failsWith, temporaryFolder } from "./files";

const folder = temporaryFolder();
const small = path.join(folder, `a-file-with-${"a-very-".repeat(12)}long-name.conll`);
fs.writeFileSync(small, "Rome B-LOC\nfell O\n\n".repeat(20) + "Alice I-a-type-with-a-very-long-name-indeed\n");

/** Runs `nerbook corpus …` in this process; gives what it wrote. */
async function run(...args: readonly string[]): Promise<{ stdout: string; stderr: string }> {
  const written = { stdout: "", stderr: "" };
  const streams = ["stdout", "stderr"] as const;
  const originals = streams.map((name) => process[name].write);
  const capture = (name: "stdout" | "stderr") => (text: string) => ((written[name] += text), true);
  for (const name of streams) process[name].write = capture(name) as typeof process.stdout.write;
  try {
    const program = new Command("nerbook").exitOverride();
    register(program);
    program.commands.forEach((command) => command.exitOverride());
    await program.parseAsync(["corpus", ...args], { from: "user" });
  } finally {
    streams.forEach((name, i) => (process[name].write = originals[i]!));
  }
  return written;
}

test("with --json, standard output holds the facts as JSON alone and the choice goes to standard error", async () => {
  const { stdout, stderr } = await run(small, "--json");
  const facts = JSON.parse(stdout) as { sentences: number; splits: object };
  assert.equal(Object.keys(facts), [
    "name", "path", "sha256", "encoding", "sentences", "tokens", "wordTypes", "tags", "entities", "lengths",
    "duplicates", "violations", "splits",
  ]);
  assert.is(facts.sentences, 21);
  assert.equal(Object.keys(facts.splits), ["train", "validation", "test"]);
  assert.match(stderr, /^Corpus: .*\n$/);
});

test("the text is at most 80 columns wide and shows each part's sentences", async () => {
  const { stdout } = await run("--corpus", small);
  for (const line of stdout.split("\n")) assert.ok([...line].length <= 80, line);
  assert.match(stdout, /^sentences +21 +14 +3 +3$/m);
  assert.match(stdout, /^19 surplus duplicates, 1 IOB2 violation$/m);
});

test("a scheme and an encoding can be given", async () => {
  assert.match((await run(small, "--scheme", "IOB2", "--encoding", "latin-1", "--json")).stdout, /"violations": 1,/);
});

test("a corpus named in two ways is wrong usage", async () => {
  let caught: unknown;
  await run(small, "--corpus", "embedded").catch((error: unknown) => (caught = error));
  assert.ok(caught instanceof UsageError);
});

test("each bad input is a DataError of one line", async () => {
  const bad: { readonly [name: string]: string | Uint8Array } = {
    "empty.csv": "",
    "header.csv": "Word,Tag\nRome,B-geo\n",
    "three.csv": "Sentence #,Word,POS,Tag\nSentence: 1,Rome,NNP\n",
    "prefix.csv": "Sentence #,Word,POS,Tag\nSentence: 1,Rome,NNP,Z-geo\n",
    "utf16.csv": Buffer.from("\ufeffSentence #,Word,POS,Tag\n", "utf16le"),
    "single.csv": "Sentence #,Word,POS,Tag\nSentence: 1,Rome,NNP,B-geo\n",
  };
  for (const [name, content] of Object.entries(bad)) {
    const file = path.join(folder, name);
    fs.writeFileSync(file, content);
    await failsWith(() => run(file), name);
  }
  await failsWith(() => run(path.join(folder, "missing.csv")), "missing.csv does not exist");
  const message = await failsWith(() => run(folder), "is a directory");
  assert.is(new DataError(message).exitCode, 1);
});

test.run();
