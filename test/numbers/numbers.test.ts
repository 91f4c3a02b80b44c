import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { bareNumbers, bareNumbersStrictly } from "../../src/numbers/bare-numbers";
import { referencesIn, staleReferences, withNumbers } from "../../src/numbers/references";
import { listNumbers, NUMBERS_PAGE, staleNumbers, updateNumbers } from "../../src/numbers/update";
import { bookOf, scoredRecord } from "./hand-made";

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

test("a question mark in a table of a chapter is filled in, and pictures stay as they are", () => {
  const page = "| model | F1 |\n| --- | --- |\n| Model 2 | [?](../results/numbers.md#model2-strict-f1) |\n\n![12](../results/numbers.md#model2-strict-f1)\n";
  assert.is(withNumbers(page, TEXTS), page.replace("[?]", "[81.21 ± 0.13 %]"));
  assert.is(referencesIn(page).length, 1);
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

test("strictly, every decimal, share, large count and spread is bare, whatever it counts", () => {
  const page = "Of 47,959 sentences 12000 are long; 95 % hold 0.5 or -0.25, 81.2 ± 3 and 1,566 %; 3,799.5 in 1850 words.";
  assert.equal(bareNumbersStrictly(page), ["47,959", "12000", "95 %", "0.5", "0.25", "81.2", "± 3", "1,566 %", "3,799.5", "1850"]);
});

test("strictly, years, settings below 1,000, names, links, code and mathematics are free", () => {
  const page = "In 1997 and 2026, a mean ± deviation, 100 units, length 75, AVX-512, `0.1`, [81.21 %](../results/numbers.md#a), $\\sigma(2.5) = 0.92$\n\n$$\n1.5 \\cdot 2000 = 3{,}000\n$$\n\n" +
    "```ts\nconst rate = 0.001;\n```\n![a share of 12.5 %](a.png)";
  assert.equal(bareNumbersStrictly(page), []);
});

const BOOK = bookOf({ headline: { model2: [scoredRecord("a".repeat(16), 0, 0.81), scoredRecord("b".repeat(16), 1, 0.82)] } });

test("updating writes the page of numbers and every reference, and a second time changes nothing", () => {
  fs.mkdirSync(path.join(folder, "results"));
  fs.writeFileSync(path.join(folder, "README.md"), PAGE);
  assert.is(staleNumbers(BOOK, folder).length, 2);
  assert.equal(updateNumbers(BOOK, folder).sort(), ["README.md", NUMBERS_PAGE]);
  assert.match(fs.readFileSync(path.join(folder, "README.md"), "utf8"), /reaches \[81\.50 ± 0\.71 %\]\(/);
  assert.match(fs.readFileSync(path.join(folder, NUMBERS_PAGE), "utf8"), /### model2-strict-f1\n\n\*\*81\.50 ± 0\.71 %\*\*[\s\S]*\[aaaaaa\]\(aaaaaaaaaaaaaaaa\.json\)/);
  assert.equal([...updateNumbers(BOOK, folder), ...staleNumbers(BOOK, folder)], []);
});

test("the page of numbers holds what prose quotes and nothing else; the list holds all that could be", () => {
  assert.equal([...fs.readFileSync(path.join(folder, NUMBERS_PAGE), "utf8").matchAll(/^### (.*)$/gm)].map((match) => match[1]), ["model2-strict-f1"]);
  const listed = listNumbers(BOOK, "", folder);
  assert.ok(listed.length > 50);
  assert.equal(listNumbers(BOOK, "model2-STRICT", folder).map((line) => line.split(":")[0]), ["model2-strict-f1"]);
});

test.run();
