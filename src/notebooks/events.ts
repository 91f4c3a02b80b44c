import type { MimeBundle } from "./nbformat";

/** Why a cell failed, with tslab's own frames taken out. */
export interface CellError {
  readonly name: string;
  readonly message: string;
  /** The line within the cell, counted from 1, where it is known. */
  readonly line?: number;
  readonly trace: readonly string[];
}

/** What `showTable` and its like hand over. */
export interface DisplayMessage {
  readonly data: MimeBundle;
  readonly metadata: MimeBundle;
  readonly transient?: { readonly display_id?: string };
}

/** Which cell an event is about: its index in the notebook that is written, and its execution count. */
interface Cell {
  readonly cell: number;
  readonly number: number;
}

/** What happens while a notebook runs; `cell` is the index of the cell in the notebook that is written. */
export type NotebookEvent =
  | Cell & { readonly kind: "cell-started"; readonly of: number }
  | { readonly kind: "stream"; readonly cell: number; readonly name: "stdout" | "stderr"; readonly text: string }
  | { readonly kind: "display"; readonly cell: number; readonly message: DisplayMessage; readonly update: boolean }
  | Cell & { readonly kind: "result"; readonly text: string }
  | Cell & { readonly kind: "cell-finished"; readonly milliseconds: number; readonly error?: CellError }
  | { readonly kind: "log"; readonly text: string };

/** What the parent asks its child to run. */
export interface Job {
  readonly root: string;
  /** The folder that the cells' relative imports start from. */
  readonly folder: string;
  readonly cells: readonly { readonly cell: number; readonly number: number; readonly source: string }[];
  /** Whether a person watches: progress bars then draw as on a terminal. */
  readonly interactive: boolean;
}
