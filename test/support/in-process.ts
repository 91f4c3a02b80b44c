import { main } from "../../src/cli/main";
import type { Finished } from "./command";

type Write = typeof process.stdout.write;

/** Gathers what is written to a stream until it is given back. */
function gather(stream: NodeJS.WriteStream): () => string {
  const original = stream.write;
  let text = "";
  stream.write = ((chunk: string | Uint8Array) => { text += String(chunk); return true; }) as Write;
  return () => {
    stream.write = original;
    return text;
  };
}

/** `nerbook` without a process of its own: the same command in a fraction of the time. One at a time. */
export async function nerbookHere(args: readonly string[]): Promise<Finished> {
  // A test that failed before left one, in this process, which is not this command's.
  const before = process.exitCode;
  process.exitCode = undefined;
  const [stdout, stderr] = [gather(process.stdout), gather(process.stderr)];
  try {
    await main(["node", "nerbook", ...args]);
  } finally {
    process.stdout.removeAllListeners("error");
  }
  const status = Number(process.exitCode ?? 0);
  process.exitCode = before;
  return { status, stdout: stdout(), stderr: stderr() };
}
