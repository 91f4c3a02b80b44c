/** Paints a text, or leaves it as it is. */
export type Style = (text: string) => string;

/** A stretch of text in one style. A line break in it ends the line. */
export interface Stretch {
  readonly text: string;
  readonly style: Style;
}

export const plainStyle: Style = (text) => text;

/** Cells that a text takes: marks over letters take none. */
export function cellsOf(text: string): number {
  return [...text.replace(/\p{M}/gu, "")].length;
}

/** What stands between two spaces: several stretches where the style changes within a word. */
interface Word {
  readonly parts: readonly Stretch[];
  readonly cells: number;
}

const BREAK = "\n";

/** A space at which no line is broken. */
export const FIRM_SPACE = "\u00a0";

/** Letters with their marks, so that a long word is not cut between the two. */
function lettersOf(text: string): string[] {
  return text.match(/\P{M}\p{M}*/gu) ?? [];
}

function wordOf(parts: readonly Stretch[]): Word {
  return { parts, cells: parts.reduce((sum, { text }) => sum + cellsOf(text), 0) };
}

function wordsOf(stretches: readonly Stretch[], width: number): (Word | typeof BREAK)[] {
  const words: (Word | typeof BREAK)[] = [];
  let parts: Stretch[] = [];
  const close = () => {
    if (parts.length > 0) words.push(wordOf(parts));
    parts = [];
  };
  for (const { text, style } of stretches) {
    for (const piece of text.split(/([ \t\n]+)/)) {
      if (piece === "") continue;
      if (!/^[ \t\n]/.test(piece)) parts.push({ text: piece, style });
      else {
        close();
        if (piece.includes("\n")) words.push(BREAK);
      }
    }
  }
  close();
  return words.flatMap((word) => (word === BREAK || word.cells <= width ? [word] : cut(word, width)));
}

/** Pieces as wide as a line. They are cut across the parts, so that a comma behind a long path stays with the path. */
function cut({ parts }: Word, width: number): Word[] {
  const pieces: Stretch[][] = [[]];
  let room = width;
  for (const { text, style } of parts) {
    for (let rest = lettersOf(text); rest.length > 0; ) {
      if (room === 0) {
        pieces.push([]);
        room = width;
      }
      const taken = rest.slice(0, room);
      pieces.at(-1)!.push({ text: taken.join(""), style });
      rest = rest.slice(taken.length);
      room -= taken.length;
    }
  }
  return pieces.map(wordOf);
}

function painted({ parts }: Word): string {
  return parts.map(({ text, style }) => style(text.replace(/\u00a0/g, " "))).join("");
}

export interface LayoutOptions {
  /** Cells of a line. */
  readonly width: number;
  /** What stands before the first line and before the others. */
  readonly first?: string;
  readonly indent?: string;
}

/** Stretches as lines that are no wider than the width, broken between words; a longer word is cut. */
export function layOut(stretches: readonly Stretch[], { width, first = "", indent = first }: LayoutOptions): string[] {
  const room = Math.max(8, width - Math.max(cellsOf(first), cellsOf(indent)));
  const lines: Word[][] = [[]];
  let used = 0;
  for (const word of wordsOf(stretches, room)) {
    const line = lines.at(-1)!;
    const needed = word === BREAK ? Infinity : used + (line.length > 0 ? 1 : 0) + word.cells;
    if (needed <= room) {
      line.push(word as Word);
      used = needed;
    } else {
      lines.push(word === BREAK ? [] : [word]);
      used = word === BREAK ? 0 : word.cells;
    }
  }
  return lines.map((line, i) => `${i === 0 ? first : indent}${line.map(painted).join(" ")}`.trimEnd()).filter((line, i) => line !== "" || i > 0);
}
