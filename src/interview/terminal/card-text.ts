import type { Card } from "../card";
import type { Dialog } from "./dialog";
import { markdownText } from "./markdown-text";
import { cellsOf } from "./styled";

type Screen = Pick<Dialog, "width" | "paint">;

const INDENT = "  ";

function cutTo(cells: number, text: string): string {
  return cellsOf(text) <= cells ? text : `${[...text].slice(0, cells - 1).join("")}…`;
}

/** A rule with words at its left and, where they fit, at its right. */
export function ruler({ width, paint }: Screen, words: string, more = ""): string {
  const left = cutTo(width - 6, words);
  const right = cellsOf(left) + cellsOf(more) + 8 <= width ? more : "";
  const stroke = "─".repeat(Math.max(2, width - cellsOf(left) - cellsOf(right) - (right ? 5 : 4)));
  return paint.dim(`── ${left} ${stroke}${right ? ` ${right}` : ""}`);
}

export function prose({ width, paint }: Screen, markdown: string): string {
  return markdownText(markdown, { width, paint });
}

/** A named part of a card below its name. */
export function part(screen: Screen, name: string, markdown: string): string {
  const { width, paint } = screen;
  return `${paint.bold(name)}\n${markdownText(markdown, { width, paint, indent: INDENT })}\n`;
}

/** Evidence with the files that it leads to. */
export function evidenceText({ width, paint }: Screen, { evidence }: Pick<Card, "evidence">): string {
  return `${paint.bold("Evidence")}\n${markdownText(evidence, { width, paint, links: "path", indent: INDENT })}\n`;
}

export function labelsOf({ depth, round, topic }: Pick<Card, "depth" | "round" | "topic">): string {
  return `${depth} · ${round} · ${topic}`;
}
