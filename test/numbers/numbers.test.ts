import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { TrialRecord } from "../../src/experiments/record";
import { bareNumbers } from "../../src/numbers/bare-numbers";
import { NUMBERS } from "../../src/numbers/catalog";
import { referencesIn, staleReferences, withNumbers } from "../../src/numbers/references";
import { NUMBERS_PAGE, staleNumbers, updateNumbers } from "../../src/numbers/update";
import type { RecordBook } from "../../src/reports/record-book";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-numbers-"));
test.after(() => fs.rmSync(folder, { recursive: true }));

const TEXTS = new Map([["model2-strict-f1", "81.21 ± 0.13 %"]]);
const PAGE = "Model 2 reaches [80.00 %](results/numbers.md#model2-strict-f1), as [the page](results/README.md) says.";

test("a reference is a link to a number's address; any other link is none", () => {
  assert.equal(referencesIn(PAGE), [{ text: "80.00 %", key: "model2-strict-f1" }]);
  assert.equal(referencesIn("[1 %](../results/numbers.md#a) [2 %](numbers.md#b) [3](results/numbers.md)").map(({ key }) => key), ["a", "b"]);
});

test("a stale reference is found, said and mended, and nothing else on the page changes", () => {
  assert.equal(staleReferences(PAGE, TEXTS), ['"80.00 %" is 81.21 ± 0.13 % now (model2-strict-f1)']);
  const mended = withNumbers(PAGE, TEXTS);
  assert.is(mended, PAGE.replace("80.00 %", "81.21 ± 0.13 %"));
  assert.equal(staleReferences(mended, TEXTS), []);
});

test("a reference to a number that does not exist is a fault, and stays as it is", () => {
  const page = "[1 %](results/numbers.md#nowhere)";
  assert.equal(staleReferences(page, TEXTS), ['there is no number "nowhere"']);
  assert.is(withNumbers(page, TEXTS), page);
});

test("a result in prose without an address is bare", () => {
  assert.equal(bareNumbers("It reaches 81.21 % of F1, 0.812 or 81.2 ± 0.3, 1.04 points more; an F1 of 83."), ["81.21 %", "0.812", "± 0.3", "1.04 points", "83"]);
});

test("addresses, code, pictures, generated blocks, versions, counts, levels and quoted claims are not", () => {
  const page = "See [81.21 %](results/numbers.md#a), `0.812`, ![12.5 % of it](a.png), Node 20.19.0, 47,959 sentences, a level of 95 %, at most 0.05.\n" +
    "```sh\necho 81.21 %\n```\n<!-- headline -->\n81.21 %\n<!-- /headline -->\nThe claim is 99.9 %.";
  assert.equal(bareNumbers(page, new Set(["99.9 %", "0.05"])), []);
});

function record(hash: string, f1: number): TrialRecord {
  const entities = { discard: { micro: { f1 } }, begin: { micro: { f1 } } };
  return { hash, kind: "training", metrics: { test: { entities, token: { accuracy: f1 } } } } as unknown as TrialRecord;
}

const BOOK: RecordBook = {
  manifest: { corpus: { name: "gmb", sha256: "1" }, split: "reference", profile: "full" } as RecordBook["manifest"],
  records: (experiment, arm) => (experiment === "headline" && arm === "model2" ? [record("a".repeat(16), 0.81), record("b".repeat(16), 0.82)] : []),
  planned: () => 2,
  find: () => undefined,
  all: () => [],
};

test("updating writes the page of numbers and every reference, and a second time changes nothing", () => {
  fs.mkdirSync(path.join(folder, "results"));
  fs.writeFileSync(path.join(folder, "README.md"), PAGE);
  assert.is(staleNumbers(BOOK, folder).length, 2);
  assert.equal(updateNumbers(BOOK, folder).sort(), ["README.md", NUMBERS_PAGE]);
  assert.match(fs.readFileSync(path.join(folder, "README.md"), "utf8"), /reaches \[81\.50 ± 0\.71 %\]\(/);
  assert.match(fs.readFileSync(path.join(folder, NUMBERS_PAGE), "utf8"), /### model2-strict-f1\n\n\*\*81\.50 ± 0\.71 %\*\*[\s\S]*\[aaaaaa\]\(aaaaaaaaaaaaaaaa\.json\)/);
  assert.equal([...updateNumbers(BOOK, folder), ...staleNumbers(BOOK, folder)], []);
});

test("every number has an address of its own that a heading can be", () => {
  assert.is(new Set(NUMBERS.map(({ key }) => key)).size, NUMBERS.length);
  for (const { key } of NUMBERS) assert.match(key, /^[a-z0-9-]+$/);
});

test.run();
