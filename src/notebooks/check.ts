import { PARAMETERS_TAG, sameCell } from "./cells";
import type { Cell, SourceCell } from "./cells";
import { authoredCells } from "./cells";
import { notebookOf, readCells, readNotebookIfPresent, shownPath } from "./files";
import type { Notebook } from "./nbformat";
import { syntaxFaults } from "./syntax";

const HEADING = /^(#{1,6}) +(.+)$/m;

function headings(cells: readonly Cell[]): { readonly text: string; readonly cell: number }[] {
  return cells.flatMap((cell, i) => {
    if (cell.kind !== "markdown") return [];
    return cell.source.split("\n").flatMap((line) => {
      const match = HEADING.exec(line);
      return match ? [{ text: match[2]!, cell: i }] : [];
    });
  });
}

function codeFaults(cells: readonly SourceCell[], file: string): string[] {
  return cells.flatMap((cell, i) => cell.kind !== "code" ? [] :
    syntaxFaults(cell.source).map((fault) => `${file}:${cell.line + fault.line}: cell ${i + 1} ${fault.message}.`));
}

function parameterFaults(cells: readonly Cell[], file: string): string[] {
  const count = cells.filter((cell) => cell.tags.includes(PARAMETERS_TAG)).length;
  return count === 1 ? [] : [`${file}: has ${count} cells tagged "${PARAMETERS_TAG}"; a notebook has exactly one.`];
}

function endingFaults(cells: readonly Cell[], file: string): string[] {
  const [findings, exercises] = headings(cells).slice(-2);
  if (!findings || !exercises || !/findings/i.test(findings.text) || !/exercises/i.test(exercises.text)) {
    return [`${file}: does not end with the sections "Findings" and "Exercises".`];
  }
  const computed = cells.slice(findings.cell, exercises.cell).some((cell) => cell.kind === "code");
  return computed ? [] : [`${file}: its findings are not computed: no code cell stands between "Findings" and "Exercises".`];
}

function formFaults(cells: readonly Cell[], file: string): string[] {
  const first = cells[0];
  const opened = first?.kind === "markdown" && /^# \S/.test(first.source);
  return [
    ...(opened ? [] : [`${file}: does not begin with a heading, a markdown cell that starts with "# ".`]),
    ...parameterFaults(cells, file),
    ...endingFaults(cells, file),
  ];
}

function agreementFaults(cells: readonly SourceCell[], notebook: Notebook | undefined, file: string, notebookFile: string): string[] {
  const mend = "run nerbook notebook build, or notebook back when the notebook is right";
  if (!notebook) return [`${notebookFile}: is missing; ${mend.split(",")[0]}.`];
  const built = authoredCells(notebook.cells);
  const at = cells.findIndex((cell, i) => !built[i] || !sameCell(cell, built[i]!));
  if (at >= 0) return [`${file}:${cells[at]!.line}: cell ${at + 1} differs from ${notebookFile}; ${mend}.`];
  return built.length === cells.length ? [] : [`${notebookFile}: has ${built.length} cells where ${file} has ${cells.length}; ${mend}.`];
}

function outputFaults(notebook: Notebook | undefined, notebookFile: string): string[] {
  return (notebook?.cells ?? []).flatMap((cell, i) => cell.outputs.some((output) => output.output_type === "error")
    ? [`${notebookFile}: cell ${i + 1} holds an error as its output; run the notebook again.`] : []);
}

/** What is wrong with a notebook and its `.ipynb`, given as values; one sentence a fault. */
export function notebookFaults(cells: readonly SourceCell[], notebook: Notebook | undefined, file: string, notebookFile: string): string[] {
  return [
    ...formFaults(cells, file),
    ...codeFaults(cells, file),
    ...agreementFaults(cells, notebook, file, notebookFile),
    ...outputFaults(notebook, notebookFile),
  ];
}

/** What is wrong with the notebook `NN-name.ts` and the `.ipynb` beside it. Throws a DataError when either cannot be read. */
export function checkNotebook(source: string): string[] {
  const file = notebookOf(source);
  return notebookFaults(readCells(source) as readonly SourceCell[], readNotebookIfPresent(file), shownPath(source), shownPath(file));
}
