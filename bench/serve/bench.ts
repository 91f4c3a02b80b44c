import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { readServedModel } from "../../src/serving/service/served-model";
import { Generator } from "./generator";
import type { LoadJob } from "./load/job";
import type { ServeBenchOptions } from "./options";
import { asText, type SentSentences } from "./sentences";
import { start, stop, type Launch, type Running } from "./servers";

const INTERRUPTED_EXIT_CODE = 130;
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** What a benchmark of the service has open. Closed, it leaves no process and no temporary folder. */
export class ServeBench {
  private readonly running = new Set<Running>();
  readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-bench-serve-"));
  readonly skipped: string[] = [];

  /** `slots`: those that the models fill. */
  private constructor(
    readonly options: ServeBenchOptions, readonly models: readonly string[], readonly slots: readonly string[],
    readonly sent: SentSentences, readonly generator: Generator,
  ) {
    // nginx drops its rights, and must still reach its temporary files.
    fs.chmodSync(this.folder, 0o755);
    for (const signal of SIGNALS) process.on(signal, this.interrupt);
  }

  static async open(options: ServeBenchOptions, models: readonly string[], sent: SentSentences): Promise<ServeBench> {
    const slots = await Promise.all(models.map(async (folder) => (await readServedModel(folder)).slot));
    return new ServeBench(options, models, slots, sent, await Generator.start());
  }

  private readonly interrupt = (): void => {
    for (const { process: child } of this.running) child.kill("SIGKILL");
    this.generator.stop();
    fs.rmSync(this.folder, { recursive: true, force: true });
    process.exit(INTERRUPTED_EXIT_CODE);
  };

  say(line: string): void {
    process.stderr.write(`${line}\n`);
  }

  skip(what: string, reason: string): void {
    const line = `skipped: ${what}: ${reason}`;
    if (this.skipped.includes(line)) return;
    this.skipped.push(line);
    this.say(line);
  }

  async start(launch: Launch, port: number, route?: string): Promise<Running> {
    const running = await start(launch, port, route);
    this.running.add(running);
    return running;
  }

  async stop(running: Running, signal?: NodeJS.Signals): Promise<void> {
    await stop(running, signal);
    this.running.delete(running);
  }

  /** The load of these options at a rate; what differs is in `changes`. */
  job(port: number, rate: number, changes: Pick<LoadJob, "shares" | "repetition"> & Partial<LoadJob>): LoadJob {
    const { arrivals, seconds, warmUp, seed } = this.options;
    const sentences = this.sent.words.map(asText);
    return { host: "127.0.0.1", port, arrivals, rate, seconds, warmUp, seed, sentences, maximumConnections: 512, patience: 5000, ...changes };
  }

  async close(): Promise<void> {
    await Promise.all([...this.running].map((running) => this.stop(running)));
    this.generator.stop();
    fs.rmSync(this.folder, { recursive: true, force: true });
    for (const signal of SIGNALS) process.off(signal, this.interrupt);
  }
}
