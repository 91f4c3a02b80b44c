import type { FigureSpec } from "../figures/figure";
import type { MimeBundle } from "../notebooks/nbformat";

/** Fewer characters describe no figure. */
const SHORTEST = 20;

const MARKED = /^\[Figure: ([\s\S]*)\]$/;

/** Plain text that a library puts beside a picture without describing it, such as `<Figure size 640x480 with 1 Axes>`. */
const MACHINE_MADE = /^<.*>$|^no description$/s;

/** Whether a text can stand for a picture. */
export function describes(text: string | null | undefined): text is string {
  return text !== null && text !== undefined && text.trim().length >= SHORTEST && !MACHINE_MADE.test(text.trim());
}

/** What a picture among a cell's outputs shows, in words: from its specification, or else from its plain text. */
export function altTextOf(data: MimeBundle, spec: FigureSpec | undefined): string | undefined {
  const plain = data["text/plain"];
  const beside = typeof plain === "string" ? (MARKED.exec(plain.trim())?.[1] ?? plain) : undefined;
  return [spec?.layout?.meta?.alt, beside].find(describes)?.trim();
}
