import { colors } from "../terminal/colors";
import { formatDuration } from "../terminal/duration";
import type { NotebookEvent } from "./events";
import { collapseProgress } from "./outputs";
import type { NotebookPosition, RunReporter } from "./run-all";

const REDRAW_MS = 1000;

export interface ReportOptions {
  /** Whether what the cells print goes to standard output, as text. */
  readonly showOutputs: boolean;
  readonly stderr?: NodeJS.WriteStream;
  readonly stdout?: NodeJS.WriteStream;
}

function plainText(event: NotebookEvent): string {
  if (event.kind === "stream" && event.name === "stdout") return collapseProgress(event.text);
  if (event.kind === "result") return `${event.text}\n`;
  const text = event.kind === "display" ? event.message.data["text/plain"] : undefined;
  return typeof text === "string" ? `${text}\n` : "";
}

/** The last line that a stream shows after `text`, or undefined when `text` holds none. */
export function lastLine(text: string): string | undefined {
  return collapseProgress(text).split("\n").map((line) => line.trim()).filter((line) => line !== "").pop();
}

/** On a terminal one line that is redrawn; elsewhere a line per notebook and the lines that its code writes to standard error. */
class StreamReporter implements RunReporter {
  private position: NotebookPosition | undefined;
  private cell = "";
  private note = "";
  private partial = "";
  private started = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly stderr: NodeJS.WriteStream,
    private readonly stdout: NodeJS.WriteStream,
    private readonly showOutputs: boolean,
  ) {}

  get interactive(): boolean {
    return Boolean(this.stderr.isTTY);
  }

  notebookStarted(position: NotebookPosition): void {
    this.position = position;
    this.started = Date.now();
    [this.cell, this.note, this.partial] = ["", "", ""];
    if (!this.interactive) return this.line(`${this.title(position)} …`);
    this.draw();
    this.timer = setInterval(() => this.draw(), REDRAW_MS);
  }

  notebookEvent(event: NotebookEvent): void {
    if (event.kind === "cell-started") [this.cell, this.note] = [`cell ${event.number}/${event.of}`, ""];
    if (event.kind === "log") this.log(event.text);
    if (this.showOutputs) this.output(plainText(event));
    this.draw();
  }

  notebookFinished(position: NotebookPosition, seconds: number): void {
    this.end();
    this.line(`${this.title(position)} ${colors(this.stderr).green("done")} in ${formatDuration(seconds)}`);
  }

  notebookSkipped(position: NotebookPosition): void {
    this.line(`${this.title(position)} has nothing new`);
  }

  notebookStopped(position: NotebookPosition, trace: readonly string[]): void {
    this.end();
    this.line(`${this.title(position)} ${colors(this.stderr).red("stopped")}`);
    for (const line of trace) this.line(`  ${line}`);
  }

  private title({ index, of, name }: NotebookPosition): string {
    return `notebook ${index} of ${of}: ${name}`;
  }

  private end(): void {
    clearInterval(this.timer);
    this.clear();
    this.position = undefined;
    if (this.partial.trim() !== "") this.line(`  ${this.partial}`);
    this.partial = "";
  }

  private line(text: string): void {
    this.clear();
    this.stderr.write(`${text}\n`);
  }

  private clear(): void {
    if (this.interactive) this.stderr.write("\r\u001b[K");
  }

  private output(text: string): void {
    if (text === "") return;
    this.clear();
    this.stdout.write(text);
  }

  private log(text: string): void {
    this.note = lastLine(text) ?? this.note;
    if (this.interactive) return;
    const lines = (this.partial + text).split("\n");
    this.partial = lines.pop()!;
    for (const line of lines) this.line(`  ${collapseProgress(line)}`);
  }

  private draw(): void {
    if (!this.interactive || !this.position) return;
    const elapsed = formatDuration((Date.now() - this.started) / 1000);
    const { index, of, name } = this.position;
    // Percent and time left matter more than a bar, and a terminal may have 80 columns only.
    const note = this.note.replace(/ ?[█░]+/g, "").replace(/ {2,}/g, " ");
    const text = [`${index}/${of} ${name}`, this.cell, elapsed, note].filter((part) => part !== "").join(" · ");
    const width = (this.stderr.columns || 80) - 1;
    this.stderr.write(`\r\u001b[K${[...text].slice(0, width).join("")}`);
  }
}

/** The usual reporter: progress on standard error and, if wanted, the cells' outputs on standard output. */
export function createReporter(options: ReportOptions): RunReporter {
  return new StreamReporter(options.stderr ?? process.stderr, options.stdout ?? process.stdout, options.showOutputs);
}
