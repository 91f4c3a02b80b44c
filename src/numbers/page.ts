import { escapeMarkdown } from "../markdown/escape";
import { DataError } from "../errors";
import type { RecordBook } from "../reports/record-book";
import { FAMILIES } from "./catalog";
import { slug, type AddressedNumber, type Family, type Origin } from "./number";
import type { Sources } from "./sources";

/** What a family's numbers are now. */
export interface KnownFamily {
  readonly title: string;
  readonly numbers: readonly AddressedNumber[];
}

function checkAddresses(known: readonly KnownFamily[]): void {
  const seen = new Set<string>();
  for (const { key } of known.flatMap(({ numbers }) => numbers)) {
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(key)) throw new DataError(`"${key}" cannot be the address of a number: small letters, digits and single dashes can.`);
    if (seen.has(key)) throw new DataError(`Two numbers have the address "${key}"; rename one of them in src/numbers/families.`);
    seen.add(key);
  }
}

/** All numbers that are known, family by family; a family without any is left out. Throws a DataError where two have one address. */
export function knownNumbers(sources: Sources, families: readonly Family[] = FAMILIES): KnownFamily[] {
  const known = families.map(({ title, numbers }) => ({ title, numbers: numbers(sources) })).filter(({ numbers }) => numbers.length > 0);
  checkAddresses(known);
  return known;
}

export function textsOf(known: readonly KnownFamily[]): Map<string, string> {
  return new Map(known.flatMap(({ numbers }) => numbers.map(({ key, text }) => [key, text] as const)));
}

/** The numbers with one of these addresses, in families that have any. */
export function onlyNumbers(known: readonly KnownFamily[], keys: ReadonlySet<string>): KnownFamily[] {
  const kept = known.map(({ title, numbers }) => ({ title, numbers: numbers.filter(({ key }) => keys.has(key)) }));
  return kept.filter(({ numbers }) => numbers.length > 0);
}

/** More links than these say nothing more. */
const ORIGINS_SHOWN = 6;

function originText(from: readonly Origin[]): string {
  const distinct = [...new Map(from.map((origin) => [origin.link, origin])).values()];
  const links = distinct.slice(0, ORIGINS_SHOWN).map(({ title, link }) => `[${title}](${link})`).join(", ");
  return distinct.length > ORIGINS_SHOWN ? `${links} and ${distinct.length - ORIGINS_SHOWN} more` : links;
}

function entry({ key, what, metric, text, from }: AddressedNumber): string {
  return `### ${key}\n\n**${escapeMarkdown(text)}** · ${escapeMarkdown(what)}.\n\nFrom \`${metric.replace(/`/g, "")}\` of ${originText(from)}.`;
}

function contents(known: readonly KnownFamily[]): string {
  return known.map(({ title, numbers }) => `- [${title}](#${slug(title)}) (${numbers.length})`).join("\n");
}

/** `results/numbers.md`: the numbers that prose quotes, each with its address, value and origins. */
export function numbersPage({ manifest }: RecordBook, known: readonly KnownFamily[]): string {
  const { corpus, split, profile } = manifest;
  const opening = [
    "# Numbers and their records",
    `Prose quotes results by a link to this page, never by hand: here is every number that it quotes. Corpus ${corpus.name}, ${split} split, ` +
      `${profile} profile. Made by \`nerbook numbers\`; \`npm test\` fails where a page says something else. A number over seeds is known once all of ` +
      "them are; `nerbook numbers --list` shows all that can be quoted.",
    contents(known),
  ];
  return `${[...opening, ...known.flatMap(({ title, numbers }) => [`## ${title}`, ...numbers.map(entry)])].join("\n\n")}\n`;
}
