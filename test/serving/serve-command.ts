import { spawn, type ChildProcess } from "node:child_process";
import * as path from "node:path";

const ROOT = path.join(__dirname, "..", "..");
const READY = /Ready at (\S+)/;

/** A running `nerbook serve`. */
export interface ServeCommand {
  readonly child: ChildProcess;
  readonly url: string;
  readonly stderr: () => string;
  readonly stdout: () => string;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
}

export interface ServeCommandOptions {
  /** Where its log goes, as `spawn` takes it. */
  readonly stdout?: "pipe" | number;
  /** What Node.js itself is told. */
  readonly nodeOptions?: string;
}

/** Starts the real command and ends when it says that it is ready. Throws with what it said when it ends before. */
export async function serveCommand(args: readonly string[], { stdout = "pipe", nodeOptions = "" }: ServeCommandOptions = {}): Promise<ServeCommand> {
  const child = spawn(process.execPath, ["bin/nerbook.js", "serve", "--port", "0", ...args], {
    cwd: ROOT, stdio: ["ignore", stdout, "pipe"], env: { ...process.env, NO_COLOR: "1", NODE_OPTIONS: nodeOptions },
  });
  const said = { out: "", error: "" };
  child.stdout?.on("data", (data) => (said.out += data));
  const ended = new Promise<number | string>((resolve) => child.once("close", (code, signal) => resolve(code ?? signal!)));
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr!.on("data", (data) => {
      said.error += data;
      const ready = READY.exec(said.error);
      if (ready) resolve(ready[1]!);
    });
    void ended.then((how) => reject(new Error(`it ended with ${how}: ${said.error}`)));
  });
  return { child, url, stderr: () => said.error, stdout: () => said.out, ended };
}
