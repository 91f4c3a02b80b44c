/** Code, generated blocks, and links with their texts: numbers there have an address or are no prose. */
const ADDRESSED = [/```[\s\S]*?```/g, /<!-- ([\w-]+) -->[\s\S]*?<!-- \/\1 -->/g, /`[^`\n]+`/g, /!?\[[^\]]*\]\([^)]*\)/g];

/** What a result looks like in prose: a decimal percentage, a score below one, a spread, a number of points. */
const RESULT = /±\s*\d[\d.]*|(?<![\d.,])\d+\.\d+\s?(?:%|points?\b)|(?<![\d.,\w])0?\.\d{2,}(?![\d.])|(?<=\bF1(?: of)? )\d+(?:\.\d+)?/g;

/**
 * Result numbers that stand in prose without an address. Numbers that are quoted from claims are handed in and pass, as
 * does a level such as 95 %.
 */
export function bareNumbers(markdown: string, quoted: ReadonlySet<string> = new Set()): string[] {
  const prose = ADDRESSED.reduce((text, pattern) => text.replace(pattern, " "), markdown);
  return [...prose.matchAll(RESULT)].map(([found]) => found).filter((found) => !quoted.has(found.replace(/\s/g, " ")));
}
