import { DataError } from "../errors";
import { trimSource } from "./cells";
import type { Cell, SourceCell } from "./cells";

const MARKER = /^\/\/ %%(?:\s|$)/;
const MARKER_PARTS = /^\/\/ %%(?:\s+\[(\w+)\])?(?:\s+tags=(\[[^\n]*\]))?\s*$/;

interface Opened {
  readonly kind: Cell["kind"];
  readonly tags: readonly string[];
  readonly firstLine: number;
  readonly lines: string[];
}

function parseTags(json: string | undefined, where: string): string[] {
  if (json === undefined) return [];
  try {
    const tags: unknown = JSON.parse(json);
    if (Array.isArray(tags) && tags.every((tag) => typeof tag === "string")) return tags as string[];
  } catch {
    /* the message below says what is wrong */
  }
  throw new DataError(`${where}: ${json} is no list of tags; write tags=["parameters"].`);
}

function openCell(line: string, number: number, file: string): Opened {
  const where = `${file}:${number}`;
  const parts = MARKER_PARTS.exec(line);
  if (!parts) throw new DataError(`${where}: cannot read the cell marker "${line}"; write // %%, // %% [markdown] or // %% tags=["…"].`);
  const [, kind, tags] = parts;
  if (kind !== undefined && kind !== "markdown") throw new DataError(`${where}: a cell is code or [markdown], not [${kind}].`);
  return { kind: kind === "markdown" ? "markdown" : "code", tags: parseTags(tags, where), firstLine: number + 1, lines: [] };
}

function uncomment(line: string, number: number, file: string): string {
  if (line.trim() === "") return "";
  if (line === "//") return "";
  if (line.startsWith("// ")) return line.slice(3);
  throw new DataError(`${file}:${number}: a line of a markdown cell begins with "// "; this one is code.`);
}

function closeCell(cell: Opened, file: string): SourceCell {
  const lines = cell.kind === "code" ? cell.lines : cell.lines.map((line, i) => uncomment(line, cell.firstLine + i, file));
  const leading = lines.findIndex((line) => line.trim() !== "");
  return { kind: cell.kind, source: trimSource(lines.join("\n")), tags: cell.tags, line: cell.firstLine + Math.max(0, leading) };
}

/**
 * Reads a notebook in percent format: `// %%` begins a code cell, `// %% [markdown]` a markdown cell whose lines are comments,
 * `// %% tags=["parameters"]` gives a cell tags. Throws a DataError that names file and line.
 */
export function parsePercent(text: string, file = "notebook"): SourceCell[] {
  const cells: Opened[] = [];
  text
    .replace(/^\uFEFF/, "")
    .replace(/\r\n?/g, "\n")
    .split("\n")
    .forEach((line, i) => {
      const open = cells[cells.length - 1];
      if (MARKER.test(line)) cells.push(openCell(line, i + 1, file));
      else if (open) open.lines.push(line);
      else if (line.trim() !== "")
        throw new DataError(`${file}:${i + 1}: text stands before the first cell; begin with "// %% [markdown]".`);
    });
  return cells.map((cell) => closeCell(cell, file));
}

function formatCell(cell: Cell, number: number): string {
  const source = trimSource(cell.source);
  const lines = source === "" ? [] : source.split("\n");
  const tags = cell.tags.length > 0 ? ` tags=${JSON.stringify(cell.tags)}` : "";
  const marker = `// %%${cell.kind === "markdown" ? " [markdown]" : ""}${tags}`;
  const body = cell.kind === "code" ? lines : lines.map((line) => (line === "" ? "//" : `// ${line}`));
  const clash = body.find((line) => MARKER.test(line));
  if (clash !== undefined)
    throw new DataError(`Cell ${number} holds the line "${clash}", which would begin a new cell; indent or reword it.`);
  return [marker, ...body].join("\n");
}

/** Writes cells in percent format; `parsePercent` reads the same cells back. Throws a DataError for a cell that looks like a marker. */
export function formatPercent(cells: readonly Cell[]): string {
  return cells.map((cell, i) => `${formatCell(cell, i + 1)}\n`).join("\n");
}
