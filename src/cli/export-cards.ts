import * as path from "node:path";
import { writeFileAtomic } from "../files/atomic";
import { ankiPackage } from "../interview/anki/collection";
import type { Card } from "../interview/card";
import { counted } from "../reports/percent";
import { printableCards } from "../site/interview/printable";
import { renderMarkdown } from "../site/markdown";

/** What cards can be written as, each with the file's name where none is given. */
export const EXPORTS = { anki: "nerbook-interview.apkg", html: "nerbook-interview.html" } as const;
export type ExportFormat = keyof typeof EXPORTS;

const DECK_NAME = "nerbook interview";
const NEXT: Readonly<Record<ExportFormat, string>> = {
  anki: "open it with Anki, or import it there",
  html: "open it in a browser and print it, or save it as PDF there",
};

function contentOf(format: ExportFormat, cards: readonly Card[]): string | Uint8Array {
  return format === "html" ? printableCards(cards) : ankiPackage(cards, { name: DECK_NAME, now: new Date(), render: renderMarkdown });
}

/** Writes cards as a file; returns a sentence that says where it is and what to do with it. */
export function exportCards(format: ExportFormat, cards: readonly Card[], out: string = EXPORTS[format]): string {
  const file = path.resolve(out);
  writeFileAtomic(file, contentOf(format, cards));
  return `${counted(cards.length, "card")} written to ${file}: ${NEXT[format]}.`;
}
