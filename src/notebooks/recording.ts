import { withIds } from "./build";
import type { Cell } from "./cells";
import type { CellError, NotebookEvent } from "./events";
import { serializeNotebook } from "./nbformat";
import type { NotebookCell } from "./nbformat";
import { gatherOutput, settledOutputs } from "./outputs";
import type { Gathered } from "./outputs";

/** What a run has left behind so far, gathered from its events. */
export class Recording {
  private readonly outputs = new Map<number, readonly Gathered[]>();
  private readonly numbers = new Map<number, number>();
  private failed: { readonly cell: number; readonly error: CellError } | undefined;
  private running = 0;
  private log = "";

  constructor(private readonly cells: readonly Cell[], private readonly keepStderr: boolean) {}

  record(event: NotebookEvent): void {
    if (event.kind === "log") return this.recordLog(event.text);
    if (event.kind === "cell-started") {
      this.running = event.cell;
      this.numbers.set(event.cell, event.number);
    }
    if (event.kind === "cell-finished" && event.error) this.failed = { cell: event.cell, error: event.error };
    this.gather(event.cell, event);
  }

  /** The index of the cell that failed, or that ran last, and its error if it reported one. */
  get end(): { readonly cell: number; readonly error?: CellError } {
    return this.failed ?? { cell: this.running };
  }

  /** The last line that anything in the child wrote to standard error. */
  get lastLog(): string {
    return this.log;
  }

  /** The notebook so far, as the text of an `.ipynb`. */
  serialize(): string {
    const cells = withIds(this.cells).map(({ kind, source, tags, id }, i): NotebookCell => ({
      kind, source, tags, id, executionCount: this.numbers.get(i) ?? null, outputs: settledOutputs(this.outputs.get(i) ?? []),
    }));
    return serializeNotebook({ cells });
  }

  private gather(cell: number, event: NotebookEvent): void {
    this.outputs.set(cell, gatherOutput(this.outputs.get(cell) ?? [], event));
  }

  private recordLog(text: string): void {
    this.log = text.trim().split("\n").pop() || this.log;
    if (this.keepStderr) this.gather(this.running, { kind: "stream", cell: this.running, name: "stderr", text });
  }
}
