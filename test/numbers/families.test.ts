import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { CLAIMS } from "../../src/claims";
import { DataError } from "../../src/errors";
import { FAMILIES } from "../../src/numbers/catalog";
import { arms } from "../../src/numbers/families/arms";
import { headline } from "../../src/numbers/families/headline";
import { pairNumbers } from "../../src/numbers/families/pairs";
import { slug, type AddressedNumber, type Family } from "../../src/numbers/number";
import { knownNumbers, numbersPage, onlyNumbers } from "../../src/numbers/page";
import { openSources } from "../../src/numbers/sources";
import { as, column, counted, short, tableNumbers } from "../../src/numbers/table-numbers";
import { openRecordBook } from "../../src/reports/record-book";
import { renderTable } from "../../src/notebooks/table";
import { bookOf, scoredRecord } from "./hand-made";

const root = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-families-"));
test.after(() => fs.rmSync(root, { recursive: true }));

const THREE = [0, 1, 2].map((seed) => scoredRecord(String(seed).repeat(16), seed, 0.8 + seed / 100));

function keysOf(numbers: readonly AddressedNumber[]): string[] {
  return numbers.map(({ key }) => key);
}

function numberNamed(numbers: readonly AddressedNumber[], key: string): AddressedNumber | undefined {
  return numbers.find((each) => each.key === key);
}

test("a mean over seeds is known once every planned seed has its record, and not before", () => {
  const of = (records: typeof THREE) => arms.numbers(openSources(bookOf({ "input-dropout": { "0.1": records } }, 3), root));
  assert.equal(keysOf(of(THREE.slice(0, 2))), []);
  assert.is(numberNamed(of(THREE), "input-dropout-0-1-strict-f1")?.text, "81.00 ± 1.00 %");
  assert.is(numberNamed(of(THREE), "input-dropout-0-1-epochs")?.text, "4.0");
  assert.equal(numberNamed(of(THREE), "input-dropout-0-1-strict-f1")?.from.map(({ link }) => link), THREE.map(({ hash }) => `${hash}.json`));
});

test("the headline's models have scores by type and supports; what has no record is left out", () => {
  const numbers = headline.numbers(openSources(bookOf({ headline: { model2: THREE } }, 3), root));
  assert.is(numberNamed(numbers, "model2-f1-geo")?.text, "81.00 %");
  assert.is(numberNamed(numbers, "support-geo")?.text, "7");
  assert.is(numberNamed(numbers, "vocabulary-size")?.text, "100");
  assert.equal(keysOf(numbers).filter((key) => /^(advanced|look-up|crf)/.test(key)), []);
});

const PAIRS = "Strict F1 of the first minus the second";

function writeNotebook(corpus: string, profile: string): void {
  const pairs = renderTable(
    ["first", "second", "difference (points)", "95 % interval", "p (Holm)", "the first is"],
    [["Look-up table", "Baseline (per token)", 0.86, "0.61 to 1.11", "< 0.0001", "better"], ["Model 2", "Look-up table", -10.26, "−10.86 to −9.69", "0.0010", "worse"]],
    { caption: PAIRS, digits: 2 },
  );
  const cell = (source: string, html?: string) => ({
    cell_type: "code", id: "a", source, metadata: {}, execution_count: 1,
    outputs: html === undefined ? [] : [{ output_type: "display_data", data: { "text/html": html }, metadata: {} }],
  });
  const cells = [cell('let CORPUS: string = "embedded";\nlet PROFILE: "quick" | "full" = "quick";'), cell(`let CORPUS: string = "${corpus}";\nlet PROFILE: "quick" | "full" = "${profile}";`), cell("1", pairs.html)];
  fs.mkdirSync(path.join(root, "notebooks"), { recursive: true });
  fs.writeFileSync(path.join(root, "notebooks", "06-comparison.ipynb"), JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }));
}

test("a table of a notebook gives its pairs, and the one with a floor first in both directions", () => {
  writeNotebook("gmb", "full");
  const numbers = pairNumbers(openSources(bookOf({}), root), "06", new RegExp(`^${PAIRS}`));
  const text = (key: string) => numberNamed(numbers, key)?.text;
  assert.is(text("look-up-minus-baseline-per-token"), "0.86 points");
  assert.is(text("baseline-per-token-minus-look-up"), "−0.86 points");
  assert.is(text("baseline-per-token-minus-look-up-interval"), "−1.11 to −0.61 points");
  assert.is(text("baseline-per-token-minus-look-up-verdict"), "worse");
  assert.is(text("look-up-minus-baseline-per-token-p"), "< 0.0001");
  assert.is(text("model2-minus-look-up"), "−10.26 points");
  assert.is(text("look-up-minus-model2"), undefined);
});

test("a notebook that was last run on another corpus, or in another profile, gives no number", () => {
  for (const [corpus, profile] of [["embedded", "full"], ["gmb", "quick"]] as const) {
    writeNotebook(corpus, profile);
    assert.equal(pairNumbers(openSources(bookOf({}), root), "06", new RegExp(PAIRS)), []);
  }
});

test("cells keep their digits or get fewer, counts get separators, and a dash is no number", () => {
  const table = { notebook: "notebooks/14-x.ipynb", caption: "Made up", columns: ["case", "share", "time", "count", "none"], rows: [["One case", "-9.50", "13.100", "1234567", "–"]] };
  const sources = { ...openSources(bookOf({}), root), table: () => table };
  const columns = [column("share", "share", "A share", as("%")), column("time", "time", "A time", short("ms")), column("count", "", "A count", counted), column("none", "none", "Nothing", as("%"))];
  const numbers = tableNumbers(sources, { notebook: "14", caption: /./, columns, row: (cells) => ({ key: slug(cells["case"]!), about: cells["case"]! }) });
  assert.equal(numbers.map(({ key, text }) => [key, text]), [["one-case-share", "−9.50 %"], ["one-case-time", "13.1 ms"], ["one-case", "1,234,567"]]);
  assert.equal(numbers[0]!.from, [{ title: "notebooks/14-x.ipynb", link: "../notebooks/14-x.ipynb" }]);
});

function family(title: string, ...keys: readonly string[]): Family {
  return { title, numbers: () => keys.map((key) => ({ key, what: `The number ${key}`, metric: "made up", text: "1", from: [] })) };
}

test("two numbers with one address, and one that no heading can be, are faults that name it", () => {
  const sources = openSources(bookOf({}), root);
  const fails = (families: readonly Family[], what: RegExp) => assert.throws(() => knownNumbers(sources, families), (error: Error) => error instanceof DataError && what.test(error.message));
  fails([family("First", "a"), family("Second", "a")], /"a"/);
  fails([family("First", "a--b")], /"a--b"/);
});

test("the page groups numbers by family, leads to each group, and shows only some of many records", () => {
  const book = bookOf({});
  const many = Array.from({ length: 20 }, (_, i) => ({ title: `t${i}`, link: `${i}.json` }));
  const numbers = [{ key: "a", what: "A number", metric: "m", text: "1 | 2", from: many }];
  const page = numbersPage(book, onlyNumbers([{ title: "The corpus", numbers }, { title: "Empty", numbers: [] }], new Set(["a"])));
  assert.match(page, /- \[The corpus\]\(#the-corpus\) \(1\)\n\n## The corpus\n\n### a\n\n\*\*1 \\\| 2\*\* · A number\./);
  assert.match(page, /\[t5\]\(5\.json\) and 14 more\.\n$/);
  assert.not.match(page, /Empty/);
});

const committed = knownNumbers(openSources(openRecordBook())).flatMap(({ numbers }) => numbers);

test("every number that is known has a text without gaps, says what it is, and leads to a file that is there", () => {
  const results = path.join(__dirname, "..", "..", "results");
  const faults = committed.filter(({ text, what, from }) => text === "" || what === "" || from.length === 0 || /NaN|undefined|Infinity|\bnull\b|^–$/.test(`${text} ${what}`));
  assert.equal(keysOf(faults), []);
  const links = [...new Set(committed.flatMap(({ from }) => from.map(({ link }) => link)))];
  assert.equal(links.filter((link) => !fs.existsSync(path.join(results, link))), []);
});

test("a family's title is a heading whose anchor the contents know", () => {
  for (const { title } of FAMILIES) assert.match(title, /^[A-Z][A-Za-z0-9]*(?:[,:]? [A-Za-z0-9]+)*$/);
});

test("every claim has its number, its quotation and its verdict", () => {
  const keys = new Set(keysOf(committed));
  assert.equal(CLAIMS.flatMap(({ id }) => ["claimed", "claim", "verdict"].map((beginning) => `${beginning}-${id}`)).filter((key) => !keys.has(key)), []);
});

test("the numbers that prose needs most are what the committed records say", () => {
  const known = ["model2-strict-f1", "model2-interval", "advanced-minus-model2", "corpus-sentences", "length-75-padding-share", "serve-model2-p95", "bench-targets-met", "error-missed-share", "ece-model2"];
  assert.equal(known.filter((key) => !numberNamed(committed, key)), []);
  assert.is(numberNamed(committed, "corpus-sentences")?.text, "47,959");
});

test.run();
