import { createGenerator, deriveSeed } from "../../../src/random/generator";
import { sendTimes } from "./arrivals";
import type { Answer } from "./answer-reader";
import { Connection, type ConnectionListener } from "./connection";
import type { LoadJob, LoadResult } from "./job";
import { Ledger } from "./ledger";
import { quantilesOf } from "./quantiles";
import { requestStream, type RequestStream } from "./stream";

/** Mean milliseconds between two moments at which what is in flight is counted; they are random, so as not to keep step with the load. */
const LOOK = 4;
/** Milliseconds between two searches for requests that took too long. */
const SWEEP = 10;
const MEBIBYTE = 2 ** 20;

/** The bytes of every request: head and body in one. Made on first use, then kept. */
class RequestBytes {
  private readonly known = new Map<number, Buffer>();
  private readonly models: readonly string[];

  constructor(private readonly job: LoadJob) {
    this.models = Object.keys(job.shares);
  }

  of(sentence: number, model: number): Buffer {
    const key = sentence * this.models.length + model;
    const known = this.known.get(key);
    if (known) return known;
    const made = this.make(this.job.sentences[sentence]!, this.models[model]!);
    this.known.set(key, made);
    return made;
  }

  private make(sentence: string | readonly string[], model: string): Buffer {
    const content = typeof sentence === "string" ? { text: sentence } : { tokens: sentence };
    const body = Buffer.from(JSON.stringify({ ...content, ...(model === "auto" ? {} : { model }) }));
    const lines = ["POST /v1/predict HTTP/1.1", `host: ${this.job.host}:${this.job.port}`, "content-type: application/json", `content-length: ${body.length}`];
    return Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`), body]);
  }
}

/** What a load tells while it runs. */
export interface LoadListener {
  begin(): void;
  end(): void;
}

/**
 * Open loop: requests are sent when they are due, whatever has become of those before them. A request that finds no
 * connection waits, and its time runs from when it was due, so that a slow server cannot slow the load down and look fast.
 */
class Load implements ConnectionListener {
  private readonly due: Float64Array;
  private readonly stream: RequestStream;
  private readonly ledger: Ledger;
  private readonly bytes: RequestBytes;
  private readonly random: ReturnType<typeof createGenerator>;
  private readonly idle: Connection[] = [];
  private readonly open = new Set<Connection>();
  private readonly backlog: number[] = [];
  private backlogFrom = 0;
  private next = 0;
  private sweptTo = 0;
  private started = 0;
  private mostOpen = 0;
  private inFlight = 0;
  private looks = 0;
  private lookAt = 0;
  private dueAtLook = 0;
  private cpuAtBegin: NodeJS.CpuUsage | undefined;
  private cpu: NodeJS.CpuUsage = { user: 0, system: 0 };
  private ended = false;
  private done: (() => void) | undefined;

  constructor(private readonly job: LoadJob, private readonly listener: LoadListener) {
    const { arrivals, rate, warmUp, seconds, seed, sentences, repetition, shares } = job;
    this.due = sendTimes(arrivals, rate, warmUp + seconds, createGenerator(deriveSeed(seed, "arrivals")));
    this.stream = requestStream(this.due.length, sentences.length, repetition, shares, seed);
    this.ledger = new Ledger(this.due);
    this.bytes = new RequestBytes(job);
    this.random = createGenerator(deriveSeed(seed, "looks"));
  }

  private now(): number {
    return performance.now() - this.started;
  }

  async run(): Promise<LoadResult> {
    const { warmUp, seconds } = this.job;
    this.stream.sentences.forEach((sentence, i) => this.bytes.of(sentence, this.stream.models[i]!));
    this.started = performance.now();
    setTimeout(() => this.begin(), 1000 * warmUp);
    setTimeout(() => this.end(), 1000 * (warmUp + seconds));
    this.sweepLater();
    this.tick();
    await new Promise<void>((resolve) => (this.done = resolve));
    for (const connection of this.open) connection.close();
    return this.result();
  }

  private begin(): void {
    this.cpuAtBegin = process.cpuUsage();
    this.listener.begin();
  }

  private end(): void {
    this.cpu = process.cpuUsage(this.cpuAtBegin);
    this.ended = true;
    this.listener.end();
    this.finishIfDone();
  }

  /** Sends all that is due, and comes back when the next is. */
  private tick(): void {
    this.sendDue();
    if (this.next < this.due.length) setTimeout(() => this.tick(), Math.max(1, this.due[this.next]! - this.now()));
  }

  private sendDue(): void {
    const now = this.now();
    while (this.next < this.due.length && this.due[this.next]! <= now) this.dispatch(this.next++);
  }

  private dispatch(request: number): void {
    const connection = this.freeConnection();
    if (connection) this.send(connection, request);
    else this.backlog.push(request);
  }

  private freeConnection(): Connection | undefined {
    for (let connection = this.idle.pop(); connection; connection = this.idle.pop()) if (connection.usable) return connection;
    if (this.open.size >= this.job.maximumConnections) return undefined;
    const opened = new Connection(this.job, this);
    this.open.add(opened);
    this.mostOpen = Math.max(this.mostOpen, this.open.size);
    return opened;
  }

  private send(connection: Connection, request: number): void {
    connection.send(request, this.bytes.of(this.stream.sentences[request]!, this.stream.models[request]!));
    this.ledger.wasSent(request, this.now());
  }

  answered(connection: Connection, request: number, { status, model, closing }: Answer): void {
    const now = this.now();
    this.countInFlight(now);
    if (request >= 0) {
      if (status === 200) this.ledger.good(request, now, model);
      else this.ledger.fail(request, now, `status ${status}`);
    }
    if (closing) this.open.delete(connection);
    else this.idle.push(connection);
    this.sendWaiting();
    this.sendDue();
    this.finishIfDone();
  }

  lost(connection: Connection, request: number, reason: "refused" | "reset"): void {
    this.open.delete(connection);
    this.countInFlight(this.now());
    if (request >= 0) this.ledger.fail(request, this.now(), reason);
    this.sendWaiting();
    this.finishIfDone();
  }

  private sendWaiting(): void {
    while (this.backlogFrom < this.backlog.length) {
      const request = this.backlog[this.backlogFrom]!;
      if (!this.ledger.isPending(request)) {
        this.backlogFrom++;
        continue;
      }
      const connection = this.freeConnection();
      if (!connection) return;
      this.backlogFrom++;
      this.send(connection, request);
    }
  }

  /**
   * Counts what is due and not answered at every random moment since the last answer, before the next changes it: a process
   * that stalls counts what piles up meanwhile as well. It goes by the schedule and the number of answers, not by their times.
   */
  private countInFlight(now: number): void {
    const [from, to] = [1000 * this.job.warmUp, 1000 * (this.job.warmUp + this.job.seconds)];
    for (; this.lookAt <= now; this.lookAt += LOOK * (0.5 + this.random.uniform())) {
      while (this.dueAtLook < this.due.length && this.due[this.dueAtLook]! <= this.lookAt) this.dueAtLook++;
      if (this.lookAt < from || this.lookAt >= to) continue;
      this.inFlight += this.dueAtLook - this.ledger.finished;
      this.looks++;
    }
  }

  private sweepLater(): void {
    setTimeout(() => {
      const now = this.now();
      this.countInFlight(now);
      this.sendDue();
      this.sweep(now);
      if (!this.finishIfDone()) this.sweepLater();
    }, SWEEP);
  }

  private sweep(now: number): void {
    while (this.sweptTo < this.next && this.due[this.sweptTo]! + this.job.patience <= now) this.ledger.fail(this.sweptTo++, now, "timeout");
  }

  private finishIfDone(): boolean {
    // The last answers can come before the measured time is over.
    if (!this.ended || this.next < this.due.length || this.ledger.finished < this.due.length) return false;
    this.done?.();
    return true;
  }

  private result(): LoadResult {
    const { warmUp, seconds } = this.job;
    const from = this.ledger.firstFrom(1000 * warmUp);
    const requests = this.due.length - from;
    const rate = requests / seconds;
    return {
      offered: rate,
      achieved: this.ledger.goodBetween(1000 * warmUp, 1000 * (warmUp + seconds)) / seconds,
      requests,
      latency: quantilesOf(this.ledger.latencies(from)),
      slots: this.ledger.bySlot(from),
      lag: quantilesOf(this.ledger.lags(from)),
      errors: this.ledger.errors(from),
      little: { sampled: this.inFlight / Math.max(1, this.looks), samples: this.looks, computed: (rate * this.ledger.meanTime(from)) / 1000 },
      connections: this.mostOpen,
      generatorCpuSeconds: (this.cpu.user + this.cpu.system) / 1e6,
      generatorMebibytes: Math.round(process.memoryUsage.rss() / MEBIBYTE),
      failures: this.ledger.failures(0),
      timeline: this.ledger.timeline(),
    };
  }
}

/** Puts a service under a load and says how it did. */
export function runLoad(job: LoadJob, listener: LoadListener): Promise<LoadResult> {
  return new Load(job, listener).run();
}
