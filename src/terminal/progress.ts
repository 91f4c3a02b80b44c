import { formatDuration } from "./duration";

const BAR_CELLS = 24;
const TERMINAL_INTERVAL_MS = 100;
const PLAIN_INTERVAL_MS = 10_000;

/** Where progress goes: a terminal gets one line that is redrawn, anything else a plain line now and then. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** One line of progress with an estimate of the time that is left. */
export class Progress {
  private readonly started = Date.now();
  private lastDrawn = 0;
  private doneAtStart: number | undefined;

  constructor(private readonly label: string, private readonly total: number, private readonly stream: ProgressStream = process.stderr) {}

  /** Shows that `done` of the total are done; `note` is a short text behind the bar. Cheap enough to call at every step. */
  update(done: number, note = ""): void {
    this.doneAtStart ??= done;
    const now = Date.now();
    const interval = this.stream.isTTY ? TERMINAL_INTERVAL_MS : PLAIN_INTERVAL_MS;
    if (now - this.lastDrawn < interval) return;
    this.lastDrawn = now;
    this.draw(this.line(done, now, note));
  }

  /** Takes the bar off the terminal, so that what follows stands on a line of its own. */
  clear(): void {
    if (this.stream.isTTY) this.stream.write("\r\u001b[K");
  }

  /** Clears the bar and leaves one line that says how it ended. */
  finish(summary: string): void {
    this.clear();
    this.stream.write(`${summary}\n`);
  }

  private line(done: number, now: number, note: string): string {
    const share = this.total > 0 ? Math.min(1, done / this.total) : 1;
    const filled = Math.round(share * BAR_CELLS);
    const bar = "█".repeat(filled) + "░".repeat(BAR_CELLS - filled);
    return `${this.label} ${bar} ${Math.floor(share * 100)} %${this.remaining(done, now)}${note ? `  ${note}` : ""}`;
  }

  private remaining(done: number, now: number): string {
    const progressed = done - (this.doneAtStart ?? 0);
    if (progressed <= 0) return "";
    return `  ${formatDuration(((now - this.started) / 1000 / progressed) * (this.total - done))} left`;
  }

  private draw(line: string): void {
    if (!this.stream.isTTY) return void this.stream.write(`${line}\n`);
    const width = (this.stream.columns ?? 80) - 1;
    this.stream.write(`\r\u001b[K${line.length > width ? line.slice(0, width) : line}`);
  }
}
