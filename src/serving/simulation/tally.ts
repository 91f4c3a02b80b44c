import type { SimulatedService } from "./settings";
import type { InstanceWatcher } from "./simulated-instance";
import type { SimulatedRequest } from "./simulated-queue";

/** Milliseconds; quantiles by nearest rank. */
export interface SimulatedLatency {
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** What came of a simulated load, its warm-up left out. */
export interface SimulationResult {
  readonly requests: number;
  /** Requests a second. */
  readonly offered: number;
  readonly answered: number;
  /** Of all requests: refused by a full queue, and late for their deadline. */
  readonly refusedShare: number;
  readonly lateShare: number;
  /** From arrival to the answer's end, of what was answered. */
  readonly latency: SimulatedLatency;
  /** Mean milliseconds from the queue to the beginning of the batch, of what was not cached. */
  readonly meanWait: number;
  /** Of those, the share that waited at all. */
  readonly waitedShare: number;
  /** The share of time that main threads, and workers, were busy. */
  readonly mainUtilization: number;
  readonly workerUtilization: number;
  /** Mean size of the batch that a sentence was in. */
  readonly meanBatch: number;
  /** Requests in the system on average over time, for Little's law. */
  readonly meanUnderWay: number;
}

const PER_SECOND = 1000;

function quantilesOf(sorted: Float64Array): SimulatedLatency {
  const at = (quantile: number) => sorted[Math.max(0, Math.ceil(quantile * sorted.length) - 1)] ?? NaN;
  return { mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

/** Counts what happens to requests that arrive between two moments, and what threads do between them; milliseconds. */
export class Tally implements InstanceWatcher {
  private readonly latencies: number[] = [];
  private readonly busyTime = { main: 0, worker: 0 };
  private requests = 0;
  private refusals = 0;
  private lateOnes = 0;
  private waits = { sum: 0, count: 0, waited: 0 };
  private batches = { sentences: 0, squares: 0 };
  private underWay = 0;

  constructor(private readonly service: Pick<SimulatedService, "instances" | "workers">, private readonly from: number, private readonly to: number) {}

  private counts({ arrived }: SimulatedRequest): boolean {
    return arrived >= this.from;
  }

  offered(request: SimulatedRequest): void {
    if (this.counts(request)) this.requests += 1;
  }

  answered(request: SimulatedRequest, now: number): void {
    this.underWay += this.within(request.arrived, now);
    if (!this.counts(request)) return;
    this.latencies.push(now - request.arrived);
    if (request.cached) return;
    const wait = request.started - request.queued;
    this.waits = { sum: this.waits.sum + wait, count: this.waits.count + 1, waited: this.waits.waited + (wait > 0 ? 1 : 0) };
  }

  refused(request: SimulatedRequest): void {
    if (this.counts(request)) this.refusals += 1;
  }

  late(request: SimulatedRequest): void {
    if (this.counts(request)) this.lateOnes += 1;
  }

  /** How much of a time lies in the measured one. */
  private within(from: number, to: number): number {
    return Math.max(0, Math.min(to, this.to) - Math.max(from, this.from));
  }

  busy(thread: "main" | "worker", from: number, to: number): void {
    this.busyTime[thread] += this.within(from, to);
  }

  batch(size: number, now: number): void {
    if (now < this.from || now > this.to) return;
    this.batches = { sentences: this.batches.sentences + size, squares: this.batches.squares + size * size };
  }

  result(): SimulationResult {
    const span = this.to - this.from;
    const { instances, workers } = this.service;
    return {
      requests: this.requests,
      offered: this.requests / (span / PER_SECOND),
      answered: this.latencies.length / (span / PER_SECOND),
      refusedShare: this.refusals / this.requests,
      lateShare: this.lateOnes / this.requests,
      latency: quantilesOf(Float64Array.from(this.latencies).sort()),
      meanWait: this.waits.sum / this.waits.count,
      waitedShare: this.waits.waited / this.waits.count,
      mainUtilization: this.busyTime.main / (span * instances),
      workerUtilization: this.busyTime.worker / (span * instances * workers),
      meanBatch: this.batches.squares / this.batches.sentences,
      meanUnderWay: this.underWay / span,
    };
  }
}
