import * as fs from "node:fs";
import * as path from "node:path";
import type { Card } from "../../../src/interview/card";
import { INTERVIEW_FOLDER, readDeck } from "../../../src/interview/deck";
import { referencesIn } from "../../../src/numbers/references";
import { coverageOf, type Coverage } from "./coverage";
import { glossaryFaults, otherWords, termsOf } from "./glossary";
import { lintFaults } from "./lint";
import { longSentences, passagesOf, repeatedSentences, wordsOf, type Passage } from "./prose";
import { misspelled } from "./spelling";

export const GUIDE = "INTERVIEW_PREP_GUIDE.md";
export const REFERENCE = "INTERVIEW_QUICK_REFERENCE.md";
export const SUMMARY = "INTERVIEW_DOCUMENTATION_SUMMARY.md";
export const GLOSSARY = "glossary.md";
const PAGES = [GUIDE, REFERENCE, SUMMARY, GLOSSARY];
/** The parts that every chapter of the guide has, in order. */
const CHAPTER_PARTS = [
  "What they will ask",
  "The answer in 30 seconds",
  "The answer in 2 minutes",
  "The answer at the whiteboard",
  "Follow-ups that dig",
  "The wrong answer, and why it fails",
  "What to draw",
  "Where it runs",
  "Sources",
  "Questions",
];
const MOST_WORDS_IN_A_SENTENCE = 45;
/** A sentence of so many words that stands twice is one that somebody copied. */
const WORDS_OF_A_COPY = 10;

export interface Material {
  readonly pages: ReadonlyMap<string, string>;
  readonly passages: ReadonlyMap<string, readonly Passage[]>;
  readonly cards: readonly Card[];
}

export function readMaterial(): Material {
  const pages = new Map(PAGES.map((page) => [page, fs.readFileSync(path.join(INTERVIEW_FOLDER, page), "utf8")]));
  return { pages, passages: new Map([...pages].map(([page, text]) => [page, passagesOf(text)])), cards: readDeck() };
}

function onPages(passages: Material["passages"], faults: (passages: readonly Passage[]) => string[]): string[] {
  return [...passages].flatMap(([page, found]) => faults(found).map((fault) => `${page}, ${fault}`));
}

/** Chapters whose parts are not those that every chapter has. */
function chapterFaults(guide: string): string[] {
  const chapters = guide.split(/^## (?=Chapter )/m).slice(1);
  return chapters.flatMap((chapter) => {
    const parts = [...chapter.matchAll(/^### (.+)$/gm)].map((match) => match[1]!);
    return parts.join() === CHAPTER_PARTS.join() ? [] : [`${GUIDE}, ${chapter.split("\n", 1)[0]!}: its parts are ${parts.join(", ")}`];
  });
}

/** Every fault of the material by kind; an empty list where there is none. */
export function faultsOf({ pages, passages }: Material): Readonly<Record<string, readonly string[]>> {
  const glossary = pages.get(GLOSSARY)!;
  return {
    "chapters without their parts": chapterFaults(pages.get(GUIDE)!),
    [`sentences over ${MOST_WORDS_IN_A_SENTENCE} words`]: onPages(passages, (found) => longSentences(found, MOST_WORDS_IN_A_SENTENCE)),
    "sentences that stand twice": repeatedSentences(passages, WORDS_OF_A_COPY),
    "unknown spellings": onPages(passages, misspelled),
    "words that are not the glossary's": onPages(passages, otherWords),
    "faults of the glossary": glossaryFaults(glossary),
    "faults of Markdown": lintFaults(pages),
    "items of the starting documents without a section": coverageOf(pages.get(SUMMARY)!).missing,
  };
}

export interface Counts {
  readonly words: ReadonlyMap<string, number>;
  readonly coverage: Coverage;
  readonly liveNumbers: number;
  readonly terms: number;
}

export function countsOf({ pages, passages }: Material): Counts {
  return {
    words: new Map([...passages].map(([page, found]) => [page, wordsOf(found)])),
    coverage: coverageOf(pages.get(SUMMARY)!),
    liveNumbers: [...pages.values()].flatMap(referencesIn).length,
    terms: termsOf(pages.get(GLOSSARY)!).length,
  };
}

export function countBy<T>(items: readonly T[], nameOf: (item: T) => string): [name: string, count: number][] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(nameOf(item), (counts.get(nameOf(item)) ?? 0) + 1);
  return [...counts];
}
