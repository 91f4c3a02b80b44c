import * as fs from "node:fs";
import * as path from "node:path";
import type { Cell } from "./cells";
import { NOTEBOOKS_FOLDER, notebookSources, readCells, readNotebook } from "./files";
import type { NotebookCell } from "./nbformat";

/** What a notebook says of itself in its first cell. */
export interface NotebookCard {
  /** "06". */
  readonly number: string;
  /** "06-comparison". */
  readonly name: string;
  readonly title: string;
  /** Its questions, behind the sentence that leads to the first of them; where it asks none, its first sentence. */
  readonly question: string;
}

const TITLE = /^# (?:\d\d · )?(.+)$/m;

function sentencesOf(text: string): string[] {
  return text.replace(/\s+/g, " ").trim().split(/(?<=[.?!])\s+(?=[A-Z*`"])/).filter((sentence) => sentence !== "");
}

/** Title and questions of a first cell. */
export function readOpening({ source }: Pick<Cell, "source">): Pick<NotebookCard, "title" | "question"> {
  const sentences = sentencesOf(source.replace(TITLE, ""));
  const first = sentences.findIndex((sentence) => sentence.endsWith("?"));
  const told = sentences.filter((sentence, i) => i === first - 1 || sentence.endsWith("?"));
  return { title: TITLE.exec(source)?.[1] ?? "", question: told.length > 0 ? told.join(" ") : sentences[0] ?? "" };
}

/** A card for each notebook of a folder, in order, from the sources. Throws a DataError for a folder without any. */
export function notebookCards(folder: string = NOTEBOOKS_FOLDER): NotebookCard[] {
  return notebookSources([], folder).map((source) => {
    const name = path.basename(source, ".ts");
    return { number: name.slice(0, 2), name, ...readOpening(readCells(source)[0]!) };
  });
}

function markdownOf({ outputs }: NotebookCell): string[] {
  return outputs.flatMap((output) => {
    const text = "data" in output ? output.data["text/markdown"] : undefined;
    return typeof text === "string" ? [text] : [];
  });
}

/** The first sentence-numbered line below the heading "Findings". */
export function firstFindingIn(cells: readonly NotebookCell[]): string | null {
  const heading = cells.findIndex(({ kind, source }) => kind === "markdown" && /^## Findings$/m.test(source));
  if (heading < 0) return null;
  const found = cells.slice(heading + 1).flatMap(markdownOf).join("\n");
  return /^1\. (.+)$/m.exec(found)?.[1] ?? null;
}

function firstFinding(name: string, executed: string): string | null {
  const file = path.join(executed, `${name}.ipynb`);
  return fs.existsSync(file) ? firstFindingIn(readNotebook(file).cells) : null;
}

function cell(text: string): string {
  return text.replace(/\|/g, "\\|");
}

/**
 * The notebooks as a Markdown table with links: what each asks, and the first of its findings where `executed`, the folder of a run's
 * notebooks, holds it. `self` is left out.
 */
export function notebookMap(cards: readonly NotebookCard[], executed: string, self: string): string {
  const rows = cards.filter(({ number }) => number !== self).map(({ number, name, title, question }) => {
    const finding = firstFinding(name, executed) ?? `not run yet: \`npx nerbook reproduce --only ${number}\``;
    return `| [${number}](${name}.ipynb) | **${cell(title)}** ${cell(question)} | ${cell(finding)} |`;
  });
  return ["| | asks | its first finding in this run |", "| --- | --- | --- |", ...rows].join("\n");
}
