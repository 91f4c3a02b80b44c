import type { FastifyRequest } from "fastify";
import type { RequestEntry, RequestLog } from "./telemetry";

export const LOG_LEVELS = ["silent", "error", "warn", "info"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

function isAtLeast(level: LogLevel, asked: LogLevel): boolean {
  return LOG_LEVELS.indexOf(asked) >= LOG_LEVELS.indexOf(level);
}

const STACK_LINES = 10;

/** One JSON object a line. At `info` every request, at `warn` incidents, at `error` what was unforeseen. */
export class JsonLog implements RequestLog {
  constructor(
    private readonly level: LogLevel,
    private readonly write: (line: string) => void,
    private readonly clock: () => Date = () => new Date(),
  ) {}

  private line(level: LogLevel, message: string, fields: object): void {
    if (isAtLeast(level, this.level)) this.write(`${JSON.stringify({ time: this.clock().toISOString(), level, message, ...fields })}\n`);
  }

  request(entry: RequestEntry): void {
    this.line("info", "request", entry);
  }

  incident(sentence: string): void {
    this.line("warn", sentence, {});
  }

  /** The stack names our own code; the error's message may quote a body, so it stays out. */
  unforeseen(error: Error, request: FastifyRequest): void {
    const lines = (error.stack ?? "").replace(error.message, "").split("\n").map((line) => line.trim());
    const stack = lines.filter((line) => line.startsWith("at ")).slice(0, STACK_LINES);
    this.line("error", "unforeseen", { requestId: request.id, route: request.routeOptions.url, name: error.name, stack });
  }
}
