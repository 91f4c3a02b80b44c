import type { AddressedNumber } from "../../numbers/number";
import { knownNumbers } from "../../numbers/page";
import { openSources } from "../../numbers/sources";
import { openRecordBook } from "../../reports/record-book";
import type { NumberCatalog, NumberFacts } from "./number-facts";

function fileOf(link: string): string {
  return link.startsWith("../") ? link.slice(3) : `results/${link}`;
}

function factsOf({ key, what, metric, text, from }: AddressedNumber): NumberFacts {
  return { key, what, metric, text, files: [...new Set(from.map(({ link }) => fileOf(link)))] };
}

/** Every live number of the project, by key, from the committed records. */
export function openNumberCatalog(): NumberCatalog {
  const numbers = knownNumbers(openSources(openRecordBook())).flatMap((family) => family.numbers);
  return new Map(numbers.map((number) => [number.key, factsOf(number)]));
}
