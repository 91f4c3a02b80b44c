import * as fs from "node:fs";
import * as path from "node:path";
import { DataError, InterruptedError } from "../errors";
import { writeFileAtomic } from "../files/atomic";
import { authoredCells } from "./cells";
import type { Cell } from "./cells";
import { runChild } from "./child-process";
import type { Ended } from "./child-process";
import type { CellError, Job, NotebookEvent } from "./events";
import { PROJECT_ROOT, readCells, shownPath } from "./files";
import { injectParameters } from "./parameters";
import type { Parameters } from "./parameters";
import { Recording } from "./recording";

export interface RunOptions {
  /** The notebook: a `.ts` in percent format or an `.ipynb`. */
  readonly source: string;
  /** The `.ipynb` to write. A failed run writes `NAME.failed.ipynb` beside it instead. */
  readonly output: string;
  readonly parameters?: Parameters;
  /** Added to the child's environment. */
  readonly env?: NodeJS.ProcessEnv;
  readonly onEvent?: (event: NotebookEvent) => void;
  /** Progress bars in the notebook draw as on a terminal. */
  readonly interactive?: boolean;
  /** Whether what cells write to standard error is kept among their outputs; by default it is only streamed. */
  readonly keepStderr?: boolean;
  /** The working folder of the cells and the root that tslab resolves imports from; the project's by default. */
  readonly root?: string;
}

/** A cell that failed; the message is one sentence, the trace what a person needs to find the cause. */
export class NotebookError extends DataError {
  constructor(message: string, readonly trace: readonly string[]) {
    super(message);
  }
}

type RunCell = Cell & { readonly line?: number };

function jobOf(cells: readonly RunCell[], options: RunOptions): Job {
  const code = cells.flatMap((cell, i) => (cell.kind === "code" ? [{ cell: i, source: cell.source }] : []));
  return {
    root: options.root ?? PROJECT_ROOT,
    folder: path.dirname(path.resolve(options.source)),
    cells: code.map(({ cell, source }, i) => ({ cell, number: i + 1, source })),
    interactive: options.interactive ?? false,
  };
}

function placeOf(cells: readonly RunCell[], index: number, error: CellError | undefined, source: string): string {
  const line = cells[index]?.line;
  const number = cells.slice(0, index + 1).filter((cell) => cell.kind === "code").length;
  return `${shownPath(source)}${line === undefined ? "" : `:${line + (error?.line ?? 1) - 1}`}: cell [${number}]`;
}

function failureOf(cells: readonly RunCell[], recording: Recording, ended: Ended, source: string): NotebookError {
  const { cell, error } = recording.end;
  const where = placeOf(cells, cell, error, source);
  if (!error) {
    const end = ended.signal ? `by ${ended.signal}` : `with code ${ended.code}`;
    return new NotebookError(`${where} ended its process ${end}${recording.lastLog ? `: ${recording.lastLog}` : ""}.`, []);
  }
  const line = error.line === undefined ? undefined : cells[cell]?.source.split("\n")[error.line - 1]?.trim();
  const trace = line === undefined ? error.trace : [`> ${line}`, ...error.trace];
  return new NotebookError(`${where} failed: ${error.name}: ${error.message.split("\n")[0]}`, trace);
}

/**
 * Runs a notebook in a process of its own and writes it with its outputs.
 * Throws a UsageError for an unknown parameter, a NotebookError when a cell fails (the cells run so far are then in
 * `NAME.failed.ipynb`) and an InterruptedError after Ctrl-C, once the code inside has had its half minute to save its state.
 */
export async function runNotebook(options: RunOptions): Promise<void> {
  const title = shownPath(options.source);
  const cells: readonly RunCell[] = injectParameters<RunCell>(authoredCells(readCells(options.source)), options.parameters ?? {}, title);
  const recording = new Recording(cells, options.keepStderr ?? false);
  const failedFile = options.output.replace(/\.ipynb$/, ".failed.ipynb");
  const ended = await runChild(jobOf(cells, options), options.env, (event) => {
    recording.record(event);
    options.onEvent?.(event);
  });
  if (ended.interrupted) throw new InterruptedError(`${title} was interrupted; the same command goes on from here.`);
  if (recording.end.error || ended.code !== 0) {
    writeFileAtomic(failedFile, recording.serialize());
    throw failureOf(cells, recording, ended, options.source);
  }
  writeFileAtomic(options.output, recording.serialize());
  fs.rmSync(failedFile, { force: true });
}
