/** Code, generated blocks, and links with their texts: numbers there have an address or are no prose. */
const ADDRESSED = [/```[\s\S]*?```/g, /<!-- ([\w-]+) -->[\s\S]*?<!-- \/\1 -->/g, /`[^`\n]+`/g, /!?\[[^\]]*\]\([^)]*\)/g];

/** What a result looks like in prose: a decimal percentage, a score below one, a spread, a number of points. */
const RESULT = /±\s*\d[\d.]*|(?<![\d.,])\d+\.\d+\s?(?:%|points?\b)|(?<![\d.,\w])0?\.\d{2,}(?![\d.])|(?<=\bF1(?: of)? )\d+(?:\.\d+)?/g;

function withoutAll(markdown: string, patterns: readonly RegExp[]): string {
  return patterns.reduce((text, pattern) => text.replace(pattern, " "), markdown);
}

/**
 * Result numbers that stand in prose without an address. Numbers that are quoted from claims are handed in and pass, as
 * does a level such as 95 %.
 */
export function bareNumbers(markdown: string, quoted: ReadonlySet<string> = new Set()): string[] {
  return [...withoutAll(markdown, ADDRESSED).matchAll(RESULT)].map(([found]) => found).filter((found) => !quoted.has(found.replace(/\s/g, " ")));
}

/** Displayed mathematics, then that within a line: what is derived there is no result. */
const MATHEMATICS = [/\$\$[\s\S]*?\$\$/g, /\$[^$\n]+\$/g];

/** No digit, letter, point or comma before it, and no hyphen of a name such as AVX-512. */
const BEGINNING = String.raw`(?<![\w.,]|[A-Za-z]-)`;
const YEAR = String.raw`(?:19|20)\d\d(?!\d)`;
const ANY = [
  String.raw`±\s*\d[\d.,]*`,
  String.raw`${BEGINNING}\d[\d,]*\.\d+(?:\s?%)?`,
  String.raw`${BEGINNING}\d[\d,]*\s?%`,
  String.raw`${BEGINNING}\d{1,3}(?:,\d{3})+`,
  String.raw`${BEGINNING}(?!${YEAR})\d{4,}`,
];

/**
 * Everything that could be a result where nothing but addressed numbers may stand, as in the interview guide: decimal numbers, shares in
 * per cent, whole numbers from 1,000 on that are no year, and spreads. Links, code, mathematics and generated blocks are free.
 */
export function bareNumbersStrictly(markdown: string): string[] {
  const [fences, ...others] = ADDRESSED;
  return [...withoutAll(markdown, [fences!, ...MATHEMATICS, ...others]).matchAll(new RegExp(ANY.join("|"), "g"))].map(([found]) => found);
}
