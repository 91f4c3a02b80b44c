/** The columns of an Anki collection, version 11 of its schema: the one that every Anki since 2.1, AnkiDroid and AnkiMobile import. */
const TABLES: Readonly<Record<string, string>> = {
  col:
    "id integer primary key, crt integer not null, mod integer not null, scm integer not null, ver integer not null, dty integer not null, " +
    "usn integer not null, ls integer not null, conf text not null, models text not null, decks text not null, dconf text not null, tags text not null",
  notes:
    "id integer primary key, guid text not null, mid integer not null, mod integer not null, usn integer not null, tags text not null, " +
    "flds text not null, sfld integer not null, csum integer not null, flags integer not null, data text not null",
  cards:
    "id integer primary key, nid integer not null, did integer not null, ord integer not null, mod integer not null, usn integer not null, " +
    "type integer not null, queue integer not null, due integer not null, ivl integer not null, factor integer not null, reps integer not null, " +
    "lapses integer not null, left integer not null, odue integer not null, odid integer not null, flags integer not null, data text not null",
  revlog:
    "id integer primary key, cid integer not null, usn integer not null, ease integer not null, ivl integer not null, lastIvl integer not null, " +
    "factor integer not null, time integer not null, type integer not null",
  graves: "usn integer not null, oid integer not null, type integer not null",
};

const INDEXED: readonly (readonly [table: string, columns: string])[] = [
  ["notes", "usn"],
  ["notes", "csum"],
  ["cards", "usn"],
  ["cards", "nid"],
  ["cards", "did, queue, due"],
  ["revlog", "usn"],
  ["revlog", "cid"],
];

/** The statements that make an empty collection. */
export function schemaStatements(): string[] {
  return [
    ...Object.entries(TABLES).map(([table, columns]) => `create table ${table} (${columns})`),
    ...INDEXED.map(([table, columns]) => `create index ix_${table}_${columns.replace(/, /g, "_")} on ${table} (${columns})`),
  ];
}
