import * as crypto from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { strToU8, zipSync } from "fflate";
import { Database } from "node-sqlite3-wasm";
import type { Card } from "../card";
import { fieldsOf, tagsOf } from "./fields";
import { DECK, NOTE_TYPE, collectionSettings, deckSettings, decks, noteTypes } from "./note-type";
import { schemaStatements } from "./schema";

export interface DeckOptions {
  readonly name: string;
  /** When the deck is made: Anki takes the newer of two notes. */
  readonly now: Date;
  /** Makes HTML of Markdown; formulas as MathML with their TeX are understood. */
  readonly render: (markdown: string) => string;
}

const FIELD_SEPARATOR = "\x1f";
const SCHEMA_VERSION = 11;
const NOT_SYNCHRONIZED = -1;

function sha1(text: string): string {
  return crypto.createHash("sha1").update(text).digest("hex");
}

/** Anki reads ids as times in milliseconds: these lie in the years 2008 to 2023, when no collection of a reader makes new ones. */
const EARLIEST_ID = 1.2e12;
const IDS = 5e11;

/** The id of a card's note. It follows from the card's own id alone, so that every export gives a note the same one. */
function noteId(card: Card): number {
  return EARLIEST_ID + (parseInt(sha1(`nerbook ${card.id}`).slice(0, 12), 16) % IDS);
}

function insert(db: Database, table: string, values: readonly (string | number)[]): void {
  db.run(`insert into ${table} values (${values.map(() => "?").join(", ")})`, [...values]);
}

function insertNote(db: Database, card: Card, position: number, seconds: number, render: DeckOptions["render"]): void {
  const fields = fieldsOf(card, render);
  const question = fields[1]!.replace(/<[^>]+>/g, "");
  const id = noteId(card);
  const tags = ` ${tagsOf(card).join(" ")} `;
  const checksum = parseInt(sha1(fields[0]!).slice(0, 8), 16);
  insert(db, "notes", [id, `nerbook-${card.id}`, NOTE_TYPE, seconds, NOT_SYNCHRONIZED, tags, fields.join(FIELD_SEPARATOR), question, checksum, 0, ""]);
  insert(db, "cards", [id, id, DECK, 0, seconds, NOT_SYNCHRONIZED, 0, 0, position, 0, 0, 0, 0, 0, 0, 0, 0, ""]);
}

function fill(db: Database, cards: readonly Card[], { name, now, render }: DeckOptions): void {
  const seconds = Math.floor(now.getTime() / 1000);
  const json = [collectionSettings(cards.length), noteTypes(seconds), decks(name, seconds), deckSettings(), {}].map((part) => JSON.stringify(part));
  schemaStatements().forEach((statement) => db.exec(statement));
  db.exec("begin");
  insert(db, "col", [1, seconds, now.getTime(), now.getTime(), SCHEMA_VERSION, 0, 0, 0, ...json]);
  cards.forEach((card, i) => insertNote(db, card, i + 1, seconds, render));
  db.exec("commit");
}

/** The bytes of an SQLite database that `work` fills; it lies in a temporary folder for as long as that takes. */
function databaseBytes(work: (db: Database) => void): Uint8Array {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-anki-"));
  try {
    const file = path.join(folder, "collection.anki2");
    const db = new Database(file);
    try {
      work(db);
    } finally {
      db.close();
    }
    return fs.readFileSync(file);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A deck as Anki's `.apkg`: a ZIP archive of an SQLite collection and a list of media, which is empty. Notes keep their ids from
 * one export to the next, so importing a later deck updates what changed and keeps the reader's own progress.
 */
export function ankiPackage(cards: readonly Card[], options: DeckOptions): Uint8Array {
  const collection = databaseBytes((db) => fill(db, cards, options));
  return zipSync({ "collection.anki2": collection, media: strToU8("{}") }, { mtime: options.now });
}
