import { execFileSync } from "node:child_process";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { conllevalReport } from "../../src/evaluation";
import { createGenerator, type RandomGenerator } from "../../src/random/generator";

// The script's license is unclear, so it is not in this repository: CONLLEVAL=path/to/conlleval.pl node test/run.js <this file>
const script = process.env["CONLLEVAL"];
const live = script ? test : test.skip;

const TAGS = ["O", "O", "O", "B-X", "I-X", "B-Y", "I-Y", "B-X-Z", "I-X-Z"] as const;

/** Columns of a word, a gold and a predicted tag, with blank lines between sentences. */
function randomLines(generator: RandomGenerator): string[] {
  return Array.from({ length: 1 + generator.integer(60) }, (_, i) =>
    generator.uniform() < 0.15 ? "" : `word${i} ${generator.pick(TAGS)} ${generator.pick(TAGS)}`,
  );
}

live("on random files the report is the Perl script's, byte for byte", () => {
  const generator = createGenerator(7);
  for (let i = 0; i < 200; i++) {
    const lines = randomLines(generator);
    const expected = execFileSync("perl", [script!], { input: lines.map((line) => `${line}\n`).join(""), encoding: "utf8" });
    assert.is(conllevalReport(lines), expected, lines.join("\n"));
  }
});

test.run();
