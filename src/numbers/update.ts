import * as fs from "node:fs";
import * as path from "node:path";
import { PROJECT_ROOT } from "../experiments/workspace";
import { writeFileAtomic } from "../files/atomic";
import type { RecordBook } from "../reports/record-book";
import { knownNumbers, numbersPage, textsOf } from "./page";
import { pagesWithNumbers } from "./pages";
import { staleReferences, withNumbers } from "./references";

export const NUMBERS_PAGE = "results/numbers.md";

function writeWhereChanged(file: string, content: string): boolean {
  if (fs.existsSync(file) && fs.readFileSync(file, "utf8") === content) return false;
  writeFileAtomic(file, content);
  return true;
}

/** Writes the page of numbers and makes every reference say what its number is; returns the files that changed. */
export function updateNumbers(book: RecordBook, root: string = PROJECT_ROOT): string[] {
  const known = knownNumbers(book);
  const texts = textsOf(known);
  const contents = new Map([[NUMBERS_PAGE, numbersPage(book, known)]]);
  for (const page of pagesWithNumbers(root)) contents.set(page, withNumbers(fs.readFileSync(path.join(root, page), "utf8"), texts));
  return [...contents].filter(([file, content]) => writeWhereChanged(path.join(root, file), content)).map(([file]) => file);
}

/** What is stale, as sentences that name the page; nothing is written. */
export function staleNumbers(book: RecordBook, root: string = PROJECT_ROOT): string[] {
  const known = knownNumbers(book);
  const texts = textsOf(known);
  const read = (file: string) => (fs.existsSync(path.join(root, file)) ? fs.readFileSync(path.join(root, file), "utf8") : "");
  const page = read(NUMBERS_PAGE) === numbersPage(book, known) ? [] : [`${NUMBERS_PAGE}: is not what the records say`];
  return [...page, ...pagesWithNumbers(root).flatMap((file) => staleReferences(read(file), texts).map((fault) => `${file}: ${fault}`))];
}
