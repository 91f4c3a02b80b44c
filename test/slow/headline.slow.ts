import * as fs from "node:fs";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readCorpus } from "../../src/corpus";
import { studyOf } from "../../src/experiments/study";
import { knownComparison } from "../../src/reports/comparison";
import { summarize, type Summary } from "../../src/reports/summary";
import { realGmbFile } from "../corpus/files";

// A minute or two, and it needs the real corpus, so not part of npm test: node test/run.js test/slow/headline.slow.ts

const file = realGmbFile();
const onReal = file === undefined ? test.skip : test;
const published = JSON.parse(fs.readFileSync(path.join(__dirname, "..", "..", "results", "summary.json"), "utf8")) as Summary;

onReal("intervals and verdicts of the committed summary follow from the committed predictions and the corpus", async () => {
  const seeds = Math.max(...published.systems.map((row) => Number(row["seeds"] ?? 0)));
  const study = studyOf(await readCorpus(file!), { profile: published.profile, seeds });
  assert.equal(JSON.parse(JSON.stringify(summarize(study, knownComparison(study)))), published);
});

test.run();
