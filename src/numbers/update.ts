import * as fs from "node:fs";
import * as path from "node:path";
import { PROJECT_ROOT } from "../experiments/workspace";
import { writeFileAtomic } from "../files/atomic";
import type { RecordBook } from "../reports/record-book";
import { knownNumbers, numbersPage, onlyNumbers, textsOf } from "./page";
import { pagesWithNumbers } from "./pages";
import { referencesIn, staleReferences, withNumbers } from "./references";
import { openSources } from "./sources";

export const NUMBERS_PAGE = "results/numbers.md";

/** A page of prose as it is, and what its numbers are now. */
interface Prose {
  readonly file: string;
  readonly text: string;
}

interface Numbers {
  readonly pages: readonly Prose[];
  readonly texts: ReadonlyMap<string, string>;
  /** What the page of numbers must say. */
  readonly page: string;
}

function readPages(root: string): Prose[] {
  return pagesWithNumbers(root).map((file) => ({ file, text: fs.readFileSync(path.join(root, file), "utf8") }));
}

function numbersOf(book: RecordBook, root: string): Numbers {
  const known = knownNumbers(openSources(book, root));
  const pages = readPages(root);
  const quoted = new Set(pages.flatMap(({ text }) => referencesIn(text).map(({ key }) => key)));
  return { pages, texts: textsOf(known), page: numbersPage(book, onlyNumbers(known, quoted)) };
}

function writeWhereChanged(file: string, content: string): boolean {
  if (fs.existsSync(file) && fs.readFileSync(file, "utf8") === content) return false;
  writeFileAtomic(file, content);
  return true;
}

/** Writes the page of numbers and makes every reference say what its number is; returns the files that changed. */
export function updateNumbers(book: RecordBook, root: string = PROJECT_ROOT): string[] {
  const { pages, texts, page } = numbersOf(book, root);
  const contents = new Map([[NUMBERS_PAGE, page], ...pages.map(({ file, text }) => [file, withNumbers(text, texts)] as const)]);
  return [...contents].filter(([file, content]) => writeWhereChanged(path.join(root, file), content)).map(([file]) => file);
}

/** What is stale, as sentences that name the page; nothing is written. */
export function staleNumbers(book: RecordBook, root: string = PROJECT_ROOT): string[] {
  const { pages, texts, page } = numbersOf(book, root);
  const file = path.join(root, NUMBERS_PAGE);
  const isStale = !fs.existsSync(file) || fs.readFileSync(file, "utf8") !== page;
  return [
    ...(isStale ? [`${NUMBERS_PAGE}: is not what the records say`] : []),
    ...pages.flatMap((each) => staleReferences(each.text, texts).map((fault) => `${each.file}: ${fault}`)),
  ];
}

/** A line a number that can be quoted, `key: text (what)`, all or those that hold a word. */
export function listNumbers(book: RecordBook, word = "", root: string = PROJECT_ROOT): string[] {
  const lines = knownNumbers(openSources(book, root)).flatMap(({ numbers }) => numbers.map(({ key, text, what }) => `${key}: ${text} (${what})`));
  return lines.filter((line) => line.toLowerCase().includes(word.toLowerCase()));
}
