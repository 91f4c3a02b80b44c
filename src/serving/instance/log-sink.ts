import type { Writable } from "node:stream";

/**
 * Writes lines to a stream. One that fails, as a file on a full disk or a pipe that nobody reads, is told of once; lines are lost
 * from then on and the service answers on.
 */
export function logSink(stream: Writable, say: (line: string) => void): (line: string) => void {
  let failed = false;
  // What a command does then, which is to end, is no way for a service.
  stream.removeAllListeners("error");
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (failed) return;
    failed = true;
    const reason = error.code === "ENOSPC" ? "the disk is full" : error.code === "EPIPE" ? "nobody reads it" : error.message;
    say(`The log cannot be written (${reason}): its lines are lost from now on; the service answers on.\n`);
  });
  return (line) => void (failed || stream.write(line));
}
