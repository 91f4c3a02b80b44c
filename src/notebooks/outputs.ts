import type { NotebookEvent } from "./events";
import type { Output } from "./nbformat";

/** An output that is being gathered, with the id by which a later display may replace it. */
export interface Gathered {
  readonly output: Output;
  readonly displayId?: string;
}

const ESCAPES = /\u001b\[[0-9;?]*[A-Za-z]/g;

/** What a terminal would show at the end: of a line redrawn with `\r` only its last form, without escape sequences. */
export function collapseProgress(text: string): string {
  const lastForm = (line: string) => line.split("\r").reduce((shown, part) => (part === "" ? shown : part), "");
  return text.replace(ESCAPES, "").replace(/\r\n/g, "\n").split("\n").map(lastForm).join("\n");
}

function appendStream(gathered: readonly Gathered[], name: "stdout" | "stderr", text: string): Gathered[] {
  const last = gathered[gathered.length - 1]?.output;
  if (last?.output_type !== "stream" || last.name !== name) return [...gathered, { output: { output_type: "stream", name, text } }];
  return [...gathered.slice(0, -1), { output: { ...last, text: last.text + text } }];
}

function appendDisplay(gathered: readonly Gathered[], event: Extract<NotebookEvent, { kind: "display" }>): Gathered[] {
  const { data, metadata, transient } = event.message;
  const entry: Gathered = { output: { output_type: "display_data", data, metadata: metadata ?? {} }, displayId: transient?.display_id };
  const replaces = (old: Gathered) => event.update && entry.displayId !== undefined && old.displayId === entry.displayId;
  return gathered.some(replaces) ? gathered.map((old) => (replaces(old) ? entry : old)) : [...gathered, entry];
}

/** The outputs of a cell after one more event; events that leave nothing behind change nothing. */
export function gatherOutput(gathered: readonly Gathered[], event: NotebookEvent): readonly Gathered[] {
  switch (event.kind) {
    case "stream": return appendStream(gathered, event.name, event.text);
    case "display": return appendDisplay(gathered, event);
    case "result": {
      const data = { "text/plain": event.text };
      return [...gathered, { output: { output_type: "execute_result", data, metadata: {}, execution_count: event.number } }];
    }
    case "cell-finished": {
      if (!event.error) return gathered;
      const { name, message, trace } = event.error;
      return [...gathered, { output: { output_type: "error", ename: name, evalue: message, traceback: trace } }];
    }
    default: return gathered;
  }
}

/** The outputs as they are written: progress collapsed, empty streams left out. */
export function settledOutputs(gathered: readonly Gathered[]): Output[] {
  return gathered
    .map(({ output }) => (output.output_type === "stream" ? { ...output, text: collapseProgress(output.text) } : output))
    .filter((output) => output.output_type !== "stream" || output.text !== "");
}
