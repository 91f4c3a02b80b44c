import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { unzipSync } from "fflate";
import { Database } from "node-sqlite3-wasm";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { ankiPackage } from "../../src/interview/anki/collection";
import { withAnkiFormulas } from "../../src/interview/anki/fields";
import { parseCards } from "../../src/interview/parse-cards";
import { withoutLinks } from "../../src/interview/without-links";
import { CARD_PAGE } from "./hand-made-page";

const render = (markdown: string) => `<p>${markdown}</p>`;
const cards = parseCards(CARD_PAGE, "page.md");
const MADE = new Date("2026-01-02T03:04:05Z");

/** Runs `read` on the collection inside of a package. */
function inCollection<T>(bytes: Uint8Array, read: (db: Database) => T): T {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-test-"));
  const file = path.join(folder, "collection.anki2");
  fs.writeFileSync(file, unzipSync(bytes)["collection.anki2"]!);
  const db = new Database(file);
  try {
    return read(db);
  } finally {
    db.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

const packed = ankiPackage(cards, { name: "nerbook interview", now: MADE, render });

test("a deck is a sound SQLite database with one note and one new card for each question", () => {
  inCollection(packed, (db) => {
    assert.equal(Object.values(db.get("pragma integrity_check")!)[0], "ok");
    assert.equal(db.all("select n.guid, c.type, c.due from notes n join cards c on c.nid = n.id order by c.due").map((row) => ({ ...row })), [
      { guid: "nerbook-first-card", type: 0, due: 1 },
      { guid: "nerbook-defend-this-number", type: 0, due: 2 },
    ]);
  });
});

test("every note's type and every card's deck are in the collection, and a note has as many fields as its type", () => {
  inCollection(packed, (db) => {
    const { models, decks } = db.get("select models, decks from col")! as { models: string; decks: string };
    const types = JSON.parse(models) as Record<string, { flds: unknown[]; did: number }>;
    for (const { mid, flds, did } of db.all("select mid, flds, did from notes n join cards c on c.nid = n.id") as { mid: number; flds: string; did: number }[]) {
      assert.is(flds.split("\x1f").length, types[String(mid)]!.flds.length);
      assert.is(JSON.parse(decks)[String(did)].name, "nerbook interview");
      assert.is(types[String(mid)]!.did, did);
    }
  });
});

test("a later export gives every note the same id, so that Anki updates it", () => {
  const idsOf = (bytes: Uint8Array) => inCollection(bytes, (db) => db.all("select id, guid from notes order by guid").map((row) => ({ ...row })));
  const later = ankiPackage([...cards].reverse(), { name: "nerbook interview", now: new Date("2027-01-01T00:00:00Z"), render });
  assert.equal(idsOf(later), idsOf(packed));
});

test("links into the project become words that say where, live numbers their value, pictures their description", () => {
  assert.is(withoutLinks("[81 %](../results/numbers.md#a) in [notebook 06](../notebooks/06.ipynb)"), "81 % in notebook 06 (`notebooks/06.ipynb`)");
  assert.is(withoutLinks("![bars](../figures/a.png) and [a page](https://example.org/)"), "[figure: bars] and [a page](https://example.org/)");
  assert.is(withoutLinks("[`src/a.ts`](../src/a.ts)"), "`src/a.ts`");
  assert.is(withoutLinks("a [token](glossary.md#token), [above](#top) and [`a[0]`](../src/a.ts)"), "a token (`interview/glossary.md`), above and `a[0]` (`src/a.ts`)");
});

test("a bracket that no link follows costs no time, however much code stands behind it", () => {
  const text = `[0, 1) ${"`a` ".repeat(2000)}`;
  const begun = performance.now();
  assert.is(withoutLinks(text), text);
  assert.ok(performance.now() - begun < 1000);
});

test("formulas are written in Anki's notation", () => {
  const math = (attributes: string) => `<math${attributes}><semantics><mi>x</mi><annotation encoding="application/x-tex">x_1</annotation></semantics></math>`;
  assert.is(withAnkiFormulas(`a ${math("")} b`), "a \\(x_1\\) b");
  assert.is(withAnkiFormulas(math(' display="block" class="tml-display"')), "\\[x_1\\]");
});

test.run();
