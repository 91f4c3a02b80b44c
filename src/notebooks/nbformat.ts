import { DataError } from "../errors";
import { stableJson } from "../files/stable-json";
import { trimSource } from "./cells";
import type { Cell } from "./cells";

/** Representations of one thing by MIME type. */
export type MimeBundle = { readonly [mime: string]: unknown };

/** What a cell left behind, as nbformat 4.5 names it. */
export type Output =
  | { readonly output_type: "stream"; readonly name: "stdout" | "stderr"; readonly text: string }
  | { readonly output_type: "display_data"; readonly data: MimeBundle; readonly metadata: MimeBundle }
  | { readonly output_type: "execute_result"; readonly data: MimeBundle; readonly metadata: MimeBundle; readonly execution_count: number }
  | { readonly output_type: "error"; readonly ename: string; readonly evalue: string; readonly traceback: readonly string[] };

export interface NotebookCell extends Cell {
  readonly id: string;
  readonly executionCount: number | null;
  readonly outputs: readonly Output[];
}

export interface Notebook {
  readonly cells: readonly NotebookCell[];
}

/** The kernel that `nerbook jupyter install` registers; every notebook names it. */
export const KERNEL_NAME = "nerbook";
export const KERNEL_DISPLAY_NAME = "TypeScript (nerbook)";

/** What kernel and notebooks both say of the language: where they differ, JupyterLab counts a notebook as changed once it is open. */
export const LANGUAGE_INFO = {
  name: "typescript",
  file_extension: ".ts",
  mimetype: "text/typescript",
  codemirror_mode: { name: "javascript", mode: "typescript", typescript: true },
};

const METADATA = {
  kernelspec: { name: KERNEL_NAME, display_name: KERNEL_DISPLAY_NAME, language: "typescript" },
  language_info: LANGUAGE_INFO,
};

type RawText = string | readonly string[];
interface RawCell {
  readonly cell_type: string;
  readonly id?: string;
  readonly source: RawText;
  readonly metadata?: { readonly tags?: readonly string[] };
  readonly execution_count?: number | null;
  readonly outputs?: readonly { readonly [key: string]: unknown }[];
}

function joined(text: RawText): string {
  return typeof text === "string" ? text : text.join("");
}

function lines(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}

function mapText(data: MimeBundle, change: (text: RawText) => unknown): MimeBundle {
  const isText = (mime: string) => (mime.startsWith("text/") || mime === "image/svg+xml") && !mime.endsWith("json");
  return Object.fromEntries(Object.entries(data).map(([mime, value]) => [mime, isText(mime) ? change(value as RawText) : value]));
}

function readOutput(raw: { readonly [key: string]: unknown }): Output {
  const output = raw as unknown as Output;
  if (output.output_type === "stream") return { ...output, text: joined(output.text as RawText) };
  if (output.output_type === "error") return output;
  return { ...output, data: mapText(output.data, joined) };
}

function readCell(raw: RawCell, number: number, file: string): NotebookCell {
  if (raw.cell_type !== "code" && raw.cell_type !== "markdown") {
    throw new DataError(`${file}: cell ${number} is a ${raw.cell_type} cell; make it code or markdown.`);
  }
  return {
    kind: raw.cell_type,
    id: raw.id ?? `cell-${number}`,
    source: trimSource(joined(raw.source)),
    tags: [...(raw.metadata?.tags ?? [])],
    executionCount: raw.execution_count ?? null,
    outputs: (raw.outputs ?? []).map(readOutput),
  };
}

/** Reads an `.ipynb`. Throws a DataError when it is no notebook of nbformat 4 or holds a raw cell. */
export function parseNotebook(text: string, file = "notebook"): Notebook {
  let raw: { readonly nbformat?: number; readonly cells?: readonly RawCell[] };
  try {
    raw = JSON.parse(text) as typeof raw;
  } catch (cause) {
    throw new DataError(`${file} is not JSON, so it is no notebook; build it anew with nerbook notebook build.`, { cause });
  }
  if (raw?.nbformat !== 4 || !Array.isArray(raw.cells)) throw new DataError(`${file} is no notebook of nbformat 4.`);
  return { cells: raw.cells.map((cell, i) => readCell(cell, i + 1, file)) };
}

function writeOutput(output: Output): unknown {
  if (output.output_type === "stream") return { ...output, text: lines(output.text) };
  if (output.output_type === "error") return output;
  return { ...output, data: mapText(output.data, (text) => lines(joined(text))) };
}

function writeCell(cell: NotebookCell): unknown {
  const common = {
    cell_type: cell.kind,
    id: cell.id,
    metadata: cell.tags.length > 0 ? { tags: cell.tags } : {},
    source: lines(cell.source),
  };
  if (cell.kind === "markdown") return common;
  return { ...common, execution_count: cell.executionCount, outputs: cell.outputs.map(writeOutput) };
}

/** Writes nbformat 4.5 as Jupyter itself does (keys sorted, indent 1), so that saving it there changes no line needlessly. */
export function serializeNotebook(notebook: Notebook): string {
  return `${stableJson({ cells: notebook.cells.map(writeCell), metadata: METADATA, nbformat: 4, nbformat_minor: 5 }, 1)}\n`;
}
