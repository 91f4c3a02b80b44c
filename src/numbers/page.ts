import type { RecordBook } from "../reports/record-book";
import { NUMBERS, type AddressedNumber } from "./catalog";

/** What a number is now, and the records that say so. */
export interface KnownNumber {
  readonly number: AddressedNumber;
  readonly text: string;
  readonly records: readonly string[];
}

/** The numbers whose records exist. */
export function knownNumbers(book: RecordBook, numbers: readonly AddressedNumber[] = NUMBERS): KnownNumber[] {
  return numbers.flatMap((number) => {
    const records = number.records(book);
    return records.length === 0 ? [] : [{ number, text: number.text(records), records: records.map(({ hash }) => hash) }];
  });
}

export function textsOf(known: readonly KnownNumber[]): Map<string, string> {
  return new Map(known.map(({ number, text }) => [number.key, text]));
}

function entry({ number, text, records }: KnownNumber): string {
  const links = records.map((hash) => `[${hash.slice(0, 6)}](${hash}.json)`).join(", ");
  return `### ${number.key}\n\n**${text}** · ${number.what}.\n\nFrom \`${number.metric}\` of ${links}.`;
}

/** `results/numbers.md`: every number with its address, value and records. */
export function numbersPage(book: RecordBook, known: readonly KnownNumber[]): string {
  const { corpus, split, profile } = book.manifest;
  const opening = [
    "# Numbers and their records",
    `Prose quotes results by a link to this page, never by hand. Corpus ${corpus.name}, ${split} split, ${profile} profile. Made by ` +
      "`nerbook numbers`; `npm test` fails where a page says something else.",
  ];
  return `${[...opening, ...known.map(entry)].join("\n\n")}\n`;
}
