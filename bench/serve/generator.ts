import { fork, type ChildProcess } from "node:child_process";
import * as path from "node:path";
import { DataError } from "../../src/errors";
import type { GeneratorMessage, LoadJob, LoadResult } from "./load/job";

/** What is to be done when the measured time of a load begins and ends. */
export interface LoadMoments {
  begin(): void | Promise<void>;
  end(): void | Promise<void>;
}

/** The process that makes loads; one serves for many, and its code stays compiled. */
export class Generator {
  private constructor(private readonly child: ChildProcess) {}

  static async start(): Promise<Generator> {
    const child = fork(path.join(__dirname, "load", "process.ts"), [], { execArgv: ["-r", require.resolve("ts-node/register/transpile-only")], stdio: ["ignore", "ignore", "inherit", "ipc"] });
    await new Promise<void>((resolve, reject) => {
      child.once("message", () => resolve());
      child.once("exit", (code) => reject(new DataError(`The load generator ended with code ${code} before it was ready.`)));
    });
    return new Generator(child);
  }

  /** Runs one load to its end. Throws a DataError when the generator fails. */
  run(job: LoadJob, moments: LoadMoments): Promise<LoadResult> {
    return new Promise((resolve, reject) => {
      const asked: Promise<void>[] = [];
      const finish = (end: () => void) => {
        this.child.off("message", hear).off("exit", die);
        Promise.all(asked).then(end, reject);
      };
      const die = () => finish(() => reject(new DataError("The load generator ended in the middle of a load.")));
      const hear = (message: GeneratorMessage) => {
        if (message.kind === "begin") asked.push(Promise.resolve(moments.begin()));
        else if (message.kind === "end") asked.push(Promise.resolve(moments.end()));
        else if (message.kind === "done") finish(() => resolve(message.result));
        else if (message.kind === "failed") finish(() => reject(new DataError(message.sentence)));
      };
      this.child.on("message", hear).on("exit", die);
      this.child.send(job);
    });
  }

  stop(): void {
    this.child.kill();
  }
}
