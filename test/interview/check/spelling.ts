import * as fs from "node:fs";
import * as path from "node:path";
import nspell from "nspell";
import type { Passage } from "./prose";

const ROOT = path.join(__dirname, "..", "..", "..");
const WORD_LIST = path.join(ROOT, "interview", "words.txt");
const DICTIONARY = path.join(ROOT, "node_modules", "dictionary-en");

/** The project's own words, one a line; `#` begins a remark. */
export function ownWords(): string[] {
  return fs.readFileSync(WORD_LIST, "utf8").split("\n").map((line) => line.replace(/#.*$/, "").trim()).filter((word) => word !== "");
}

function createSpeller(): (word: string) => boolean {
  const read = (name: string) => fs.readFileSync(path.join(DICTIONARY, name), "utf8");
  const speller = nspell(read("index.aff"), read("index.dic"));
  const own = new Set(ownWords());
  const isKnown = (word: string) => own.has(word) || own.has(word.toLowerCase()) || speller.correct(word);
  return (word) => isKnown(word) || word.split("-").every(isKnown) || isKnown(word.replace(/[’']s$/, ""));
}

let known: ReturnType<typeof createSpeller> | undefined;

/** Reading the dictionary takes a second, so it is read once. */
function speller(): ReturnType<typeof createSpeller> {
  return (known ??= createSpeller());
}

/** Code and formulas, and the names of files as link texts. */
const NOT_WORDS = /`(?:code|math)`|\S+\.(?:ts|js|md|json|ipynb|png|py|txt)\b/g;

/** Words that neither the American dictionary nor the project's list knows, each once with the first line it stands in. */
export function misspelled(passages: readonly Passage[]): string[] {
  const isRight = speller();
  const seen = new Map<string, number>();
  for (const { text, line } of passages)
    for (const word of text.replace(NOT_WORDS, " ").replace(/’/g, "'").match(/\p{L}[\p{L}'-]*\p{L}|\p{L}/gu) ?? [])
      if (!seen.has(word)) seen.set(word, line);
  return [...seen].filter(([word]) => !isRight(word)).map(([word, line]) => `line ${line}: ${word}`);
}
