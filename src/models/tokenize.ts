/** A token and where it stands in its text, in UTF-16 units; `end` is exclusive. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The corpus's own habits: words with inner hyphens, periods (U.S., Mr.) and digits' separators stay whole, a possessive
 * 's, other contractions (do n't, we 're) and every other punctuation mark stand alone. Whichever kind comes first wins.
 */
const KINDS: readonly RegExp[] = [
  /['’](?:s|re|ve|ll|d|m)\b/u,
  /n['’]t\b/u,
  /(?:\p{L}\.){2,}/u,
  /(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Lt|Col)\./u,
  /\p{N}+(?:[.,:]\p{N}+)*(?:st|nd|rd|th|s)?/u,
  /\p{L}+(?=n['’]t\b)/u,
  /[\p{L}\p{M}\p{N}]+(?:-[\p{L}\p{M}\p{N}]+)*/u,
  /\p{Extended_Pictographic}(?:\u200d\p{Extended_Pictographic}|\ufe0f)*/u,
  /[^\s\p{L}\p{N}]/u,
];

const TOKEN = new RegExp(KINDS.map(({ source }) => source).join("|"), "gu");

/** How text is split, for those who do it elsewhere: a regular expression of JavaScript. A pattern that changes is a new version. */
export const TOKENIZER = { version: 1, pattern: TOKEN.source, flags: TOKEN.flags } as const;

/** Splits running text into tokens with their offsets; white space is never part of one. */
export function tokenize(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map((match) => ({ text: match[0], start: match.index!, end: match.index! + match[0].length }));
}

/** Tokens of a line that is already tokenized: everything between spaces and tabs. Other white space, as a no-break space, stays inside. */
export function splitTokens(text: string): Token[] {
  return [...text.matchAll(/[^ \t]+/g)].map((match) => ({ text: match[0], start: match.index!, end: match.index! + match[0].length }));
}
