import { SourceMap } from "node:module";
import * as path from "node:path";
import { DataError } from "../errors";
import type { CellError } from "./events";

/** The JavaScript of a cell is evaluated under this name. */
const CELL_FRAME = /evalmachine\.<anonymous>:(\d+):(\d+)/;
const INTERNAL_FRAME = new RegExp([
  /tslab[\\/]dist/, /node:(vm|internal|events)/, /sigintHandlersWrap/, /ts-node[\\/]/, /Module\._compile/,
  /notebooks[\\/](session|child|kernel|tslab)\.ts/,
].map(({ source }) => source).join("|"));
const INLINE_MAP = /sourceMappingURL=data:application\/json;base64,([A-Za-z0-9+/=]+)/;
/** tslab puts one line before each cell. */
const PREFIX_LINES = 1;

export interface Compilation {
  readonly first: string;
  readonly secondMap: string;
}

interface Position {
  readonly line: number;
  readonly column: number;
}

function original(map: SourceMap, { line, column }: Position): Position | undefined {
  const entry = map.findEntry(line, column);
  return "originalLine" in entry ? { line: entry.originalLine, column: entry.originalColumn } : undefined;
}

/** The place in the cell (counted from 1) of a place in its JavaScript, through both compilations. */
function placeInCell(compilation: Compilation | undefined, position: Position): number | undefined {
  const inline = compilation ? INLINE_MAP.exec(compilation.first)?.[1] : undefined;
  if (!compilation || !inline) return undefined;
  const middle = original(new SourceMap(JSON.parse(compilation.secondMap)), position);
  const first = middle && original(new SourceMap(JSON.parse(Buffer.from(inline, "base64").toString("utf8"))), middle);
  return first ? first.line - PREFIX_LINES + 1 : undefined;
}

function cellLine(frame: string, compilation: Compilation | undefined): number | undefined {
  const match = CELL_FRAME.exec(frame);
  return match ? placeInCell(compilation, { line: Number(match[1]) - 1, column: Number(match[2]) - 1 }) : undefined;
}

function cleanFrame(frame: string, compilation: Compilation | undefined, root: string): string {
  if (!CELL_FRAME.test(frame)) return frame.replace(root + path.sep, "");
  const line = cellLine(frame, compilation);
  return line === undefined ? "    at the cell" : `    at the cell, line ${line}`;
}

/** The frame of the function that tslab wraps around a cell: it points behind the cell's end. */
function isWrapper(frame: string, next: string | undefined): boolean {
  return CELL_FRAME.test(frame) && /runInThisContext|sigintHandlersWrap/.test(next ?? "");
}

/** What was thrown, with the frames of the notebook machinery taken out and the cell's lines as its author wrote them. */
export function thrownError(thrown: unknown, compilation: Compilation | undefined, root: string): CellError {
  if (!(thrown instanceof Error) && !(thrown as Error | undefined)?.stack) {
    return { name: "Error", message: String(thrown), trace: [`a value that is no Error was thrown: ${String(thrown)}`] };
  }
  const error = thrown as Error;
  const title = `${error.name}: ${error.message}`;
  const all = (error.stack ?? "").split("\n").filter((text) => /^\s+at /.test(text));
  const frames = all.filter((text, i) => !INTERNAL_FRAME.test(text) && !isWrapper(text, all[i + 1]));
  // What a person can mend says so in its message; of its frames, only the cell's lead there.
  const shown = error instanceof DataError ? frames.filter((frame) => CELL_FRAME.test(frame)) : frames;
  const line = frames.map((frame) => cellLine(frame, compilation)).find((found) => found !== undefined);
  const trace = [...title.split("\n"), ...shown.map((frame) => cleanFrame(frame, compilation, root))];
  return { name: error.name, message: error.message, line, trace };
}

/** tslab reports a type error as a format and its arguments: file, line, column, text. */
export function typeErrors(reports: readonly (readonly unknown[])[]): CellError {
  const first = reports[0]!;
  const trace = reports.map(([, file, line, column, text]) => `${file ? `${String(file)} ` : ""}line ${line}, column ${column}: ${text}`);
  return { name: "TypeScriptError", message: String(first[4]), line: first[1] ? undefined : Number(first[2]), trace };
}
