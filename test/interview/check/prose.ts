import MarkdownIt from "markdown-it";

type Token = ReturnType<MarkdownIt["parse"]>[number];

const renderer = new MarkdownIt();
const DISPLAY_MATH = /\$\$[^$]+\$\$/g;
/** The line under a card's heading, which is for machines. */
const CARD_MARK = /^`[a-z0-9-]+` · \S+ · \S+ · [a-z]+$/gm;
const INLINE_MATH = /\$(?![\s$])(?:\\[\s\S]|[^$\\\n])+?\$/g;

/** A paragraph, list item or table cell as it is read. */
export interface Passage {
  readonly text: string;
  /** 1-based line of its block. */
  readonly line: number;
}

/** Words that an inline token is read as: code and formulas count as one word each, a link as its text, a picture as nothing. */
function readText(children: readonly Token[]): string {
  return children
    .map(({ type, content }) => (type === "text" ? content : type === "code_inline" ? "`code`" : type.endsWith("break") ? " " : ""))
    .join("");
}

/** Blanks a match but keeps its lines, so that line numbers stay. */
function blank(match: string): string {
  return match.replace(/[^\n]/g, "");
}

/**
 * What of a page is prose: paragraphs, list items and table cells without headings, code blocks, formulas and the cards' machine lines.
 */
export function passagesOf(markdown: string): Passage[] {
  const kept = markdown.replace(DISPLAY_MATH, blank).replace(CARD_MARK, blank).replace(INLINE_MATH, "`math`");
  const tokens = renderer.parse(kept, {});
  let line = 0;
  return tokens.flatMap((token, i) => {
    if (token.map) line = token.map[0] + 1;
    if (token.type !== "inline" || tokens[i - 1]!.type === "heading_open") return [];
    const text = readText(token.children ?? []).replace(/\s+/g, " ").trim();
    return text === "" ? [] : [{ text, line }];
  });
}

/** Words of substance: those with a letter in prose, code spans left out. */
export function wordsOf(passages: readonly Passage[]): number {
  const words = passages.flatMap(({ text }) => text.replace(/`(?:code|math)`/g, "").split(/\s+/));
  return words.filter((word) => /\p{L}/u.test(word)).length;
}

/** Ends of sentences: a mark, perhaps closing quotes, a space, and something that can begin a sentence. */
const SENTENCE_END = /(?<=[.!?:;]["”’)*]*)\s+(?=["“(*`]*[\p{Lu}\d`])/u;

export function sentencesOf({ text }: Passage): string[] {
  return text.split(SENTENCE_END).filter((sentence) => sentence !== "");
}

/** Sentences of more than `limit` words, with their line. */
export function longSentences(passages: readonly Passage[], limit: number): string[] {
  const lengthOf = (sentence: string) => sentence.split(/\s+/).filter((word) => /[\p{L}\d`]/u.test(word)).length;
  return passages.flatMap((passage) =>
    sentencesOf(passage)
      .filter((sentence) => lengthOf(sentence) > limit)
      .map((sentence) => `line ${passage.line}: ${lengthOf(sentence)} words: ${sentence.slice(0, 80)}`),
  );
}

/** Sentences of at least `words` words that stand in more than one place, whatever their case and marks. */
export function repeatedSentences(pages: ReadonlyMap<string, readonly Passage[]>, words: number): string[] {
  const places = new Map<string, string[]>();
  for (const [page, passages] of pages)
    for (const passage of passages)
      for (const sentence of sentencesOf(passage)) {
        const key = (sentence.toLowerCase().match(/[\p{L}\d]+/gu) ?? []).join(" ");
        if (key.split(" ").length >= words) places.set(key, [...(places.get(key) ?? []), `${page}:${passage.line}`]);
      }
  return [...places].filter(([, found]) => found.length > 1).map(([sentence, found]) => `${found.join(", ")}: ${sentence.slice(0, 80)}`);
}
