import cluster, { type Worker } from "node:cluster";
import { AggregatorRegistry, type Registry } from "prom-client";
import { DataError } from "../../errors";
import type { MetricsText } from "../http/routes/metrics";

/** What the processes of a cluster tell one another. */
type Message =
  | { readonly kind: "ready"; readonly line: string }
  | { readonly kind: "refused"; readonly sentence: string }
  /** An instance asks for the metrics of all, then each is asked for its own. */
  | { readonly kind: "ask-all" | "ask-own"; readonly id: number }
  | { readonly kind: "all"; readonly id: number; readonly text: string }
  | { readonly kind: "own"; readonly id: number; readonly metrics: object };

const FIRST_RESPAWN_MILLISECONDS = 200;
const LAST_RESPAWN_MILLISECONDS = 10_000;

export function isClusterInstance(): boolean {
  return cluster.isWorker;
}

function tell(message: Message): void {
  process.send!(message);
}

/** In an instance: says that it serves, or why it cannot. */
export function reportReady(line: string): void {
  tell({ kind: "ready", line });
}

export function reportRefused(sentence: string): void {
  tell({ kind: "refused", sentence });
}

let asked = 0;

/** In an instance: the metrics of all instances, which only the process above them can put together. */
export function clusterMetrics(own: Registry): MetricsText {
  const waiting = new Map<number, (text: string) => void>();
  process.on("message", (message: Message) => {
    if (message.kind === "ask-own") void own.getMetricsAsJSON().then((metrics) => tell({ kind: "own", id: message.id, metrics }));
    if (message.kind !== "all") return;
    waiting.get(message.id)?.(message.text);
    waiting.delete(message.id);
  });
  const read = (): Promise<string> =>
    new Promise((resolve) => {
      waiting.set(asked, resolve);
      tell({ kind: "ask-all", id: asked++ });
    });
  return { read, contentType: own.contentType };
}

/** Answers of instances that are awaited, and what to do with them. */
interface Gathering {
  readonly metrics: object[];
  readonly missing: Set<number>;
  finish(): void;
}

/** How long an instance may take to give its metrics before the others' are told without it. */
const METRICS_PATIENCE = 1_000;

/** Instances of this very command that listen at one port; one that dies is replaced. */
class Cluster {
  private readonly ready = new Map<number, Worker>();
  private readonly gatherings = new Map<number, Gathering>();
  private readonly respawns: NodeJS.Timeout[] = [];
  private gathered = 0;
  private respawnAfter = FIRST_RESPAWN_MILLISECONDS;
  private stopping = false;
  private announced = false;

  constructor(private readonly count: number, private readonly say: (line: string) => void, private readonly refuse: (error: Error) => void) {}

  start(): void {
    for (let i = 0; i < this.count; i++) this.fork();
  }

  private fork(): void {
    const instance = cluster.fork();
    instance.on("message", (message: Message) => this.hear(instance, message));
    instance.once("exit", (code, signal) => this.ended(instance, signal ? `signal ${signal}` : `code ${code}`));
    // One that is spoken to just as it ends is no reason for all to end.
    instance.on("error", () => undefined);
  }

  private hear(instance: Worker, message: Message): void {
    if (message.kind === "ready") this.isReady(instance, message.line);
    if (message.kind === "refused") this.isRefused(message.sentence);
    if (message.kind === "own") this.receive(instance, message.id, message.metrics);
    if (message.kind === "ask-all") {
      const answer = (text: string) => instance.isConnected() && instance.send({ kind: "all", id: message.id, text } satisfies Message);
      void this.gather().then((metrics) => AggregatorRegistry.aggregate(metrics).metrics()).then(answer);
    }
  }

  /** When the service begins, it cannot; later, those that serve go on, and another one is tried. */
  private isRefused(sentence: string): void {
    if (this.announced) this.say(`An instance cannot start: ${sentence}\n`);
    else this.refuse(new DataError(sentence));
  }

  /** The metrics of every instance that serves and answers in time. */
  private gather(): Promise<object[]> {
    const id = this.gathered++;
    return new Promise((resolve) => {
      const metrics: object[] = [];
      const finish = (): void => {
        clearTimeout(timer);
        this.gatherings.delete(id);
        resolve(metrics);
      };
      const timer = setTimeout(finish, METRICS_PATIENCE);
      const serving = [...this.ready.values()].filter((instance) => instance.isConnected());
      this.gatherings.set(id, { metrics, missing: new Set(serving.map((instance) => instance.id)), finish });
      for (const instance of serving) instance.send({ kind: "ask-own", id } satisfies Message);
    });
  }

  private receive({ id: instance }: Worker, id: number, metrics: object): void {
    const gathering = this.gatherings.get(id);
    if (!gathering) return;
    gathering.metrics.push(metrics);
    gathering.missing.delete(instance);
    if (gathering.missing.size === 0) gathering.finish();
  }

  private isReady(instance: Worker, line: string): void {
    this.ready.set(instance.id, instance);
    this.respawnAfter = FIRST_RESPAWN_MILLISECONDS;
    if (this.announced || this.ready.size < this.count) return;
    this.announced = true;
    this.say(line);
  }

  private ended({ id }: Worker, how: string): void {
    this.ready.delete(id);
    if (this.stopping) return;
    this.say(`An instance ended with ${how}; another one starts.\n`);
    // Kept alive by this timer alone, where all instances ended at once.
    this.respawns.push(setTimeout(() => this.fork(), this.respawnAfter));
    this.respawnAfter = Math.min(LAST_RESPAWN_MILLISECONDS, 2 * this.respawnAfter);
  }

  /** Ends when every instance has answered what it had. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.respawns.forEach(clearTimeout);
    const instances = Object.values(cluster.workers ?? {}).flatMap((instance) => instance ?? []);
    const ended = instances.map((instance) => new Promise((resolve) => instance.once("exit", resolve)));
    instances.forEach((instance) => instance.process.kill("SIGTERM"));
    await Promise.all(ended);
  }
}

export interface ClusterSettings {
  readonly count: number;
  /** Arguments that instances get besides this command's own. */
  readonly added: readonly string[];
  /** Gets the ready line of the last instance to be ready. */
  say(line: string): void;
  readonly stopped: Promise<unknown>;
}

/**
 * Runs instances of this command until it is stopped, then lets each answer what it has. Throws a DataError when one of the first
 * instances cannot start.
 */
export async function runCluster({ count, added, say, stopped }: ClusterSettings): Promise<void> {
  cluster.setupPrimary({ args: [...process.argv.slice(2), ...added] });
  let refuse: (error: Error) => void = () => undefined;
  const refused = new Promise<never>((_, reject) => (refuse = reject));
  const instances = new Cluster(count, say, (error) => refuse(error));
  instances.start();
  try {
    await Promise.race([stopped, refused]);
  } finally {
    await instances.stop();
  }
}
