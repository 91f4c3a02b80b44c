import type { RandomGenerator } from "../../random/generator";
import { exponential } from "./arrivals";
import type { EventQueue } from "./event-queue";
import type { SimulatedService } from "./settings";
import { SimulatedQueue, type SimulatedRequest } from "./simulated-queue";

/** Something that happens later. */
export type SimulatedEvent = (now: number) => void;

/** What an instance tells whoever watches it. */
export interface InstanceWatcher {
  answered(request: SimulatedRequest, now: number): void;
  /** The queue was full. */
  refused(request: SimulatedRequest): void;
  /** The deadline passed. */
  late(request: SimulatedRequest): void;
  /** A thread was busy from one moment to the other. */
  busy(thread: "main" | "worker", from: number, to: number): void;
  batch(size: number, now: number): void;
}

interface SimulatedWorker {
  /** Batches that it has, the one it computes first. */
  inFlight: number;
  /** When it is done with all of them. */
  freeAt: number;
}

/** Surroundings of an instance: the clock's queue of events, chance, and who watches. */
export interface InstanceSurroundings {
  readonly events: EventQueue<SimulatedEvent>;
  readonly generator: RandomGenerator;
  readonly watcher: InstanceWatcher;
}

const PER_MILLISECOND = 1000;

/** One instance: a main thread that does one thing at a time, a bounded queue, workers that compute batches. */
export class SimulatedInstance {
  private readonly queue: SimulatedQueue;
  private readonly workers: SimulatedWorker[];
  private mainFreeAt = 0;
  private count = 0;

  constructor(private readonly service: SimulatedService, private readonly around: InstanceSurroundings) {
    this.queue = new SimulatedQueue(service);
    this.workers = Array.from({ length: service.workers }, () => ({ inFlight: 0, freeAt: 0 }));
  }

  /** Requests under way. */
  get underWay(): number {
    return this.count;
  }

  accept(request: SimulatedRequest, now: number): void {
    const { mainMicroseconds, mainShareBefore } = this.service;
    this.count += 1;
    const cost = mainMicroseconds / PER_MILLISECOND;
    if (request.cached) this.onMain(cost, now, (done) => this.answer(request, done));
    else this.onMain(cost * mainShareBefore, now, (done) => this.enqueue(request, done));
  }

  /** The main thread takes things in the order they came. */
  private onMain(cost: number, now: number, then: SimulatedEvent): void {
    if (cost === 0) return then(now);
    const from = Math.max(now, this.mainFreeAt);
    this.mainFreeAt = from + cost;
    this.around.watcher.busy("main", from, this.mainFreeAt);
    this.around.events.add(this.mainFreeAt, then);
  }

  private answer(request: SimulatedRequest, now: number): void {
    this.count -= 1;
    if (now > request.due) this.around.watcher.late(request);
    else this.around.watcher.answered(request, now);
  }

  private drop(requests: readonly SimulatedRequest[]): void {
    this.count -= requests.length;
    requests.forEach((request) => this.around.watcher.late(request));
  }

  private enqueue(request: SimulatedRequest, now: number): void {
    this.drop(this.queue.removeLate(now));
    // What finds an idle worker does not wait, so that a queue of no places still serves.
    if (this.queue.size >= this.service.maximumQueue && this.workerFor(false) === undefined) {
      this.count -= 1;
      return this.around.watcher.refused(request);
    }
    request.queued = now;
    this.queue.add(request);
    this.dispatch(now);
    if (this.service.batchesPerWorker > 1 && this.queue.size > 0) this.around.events.add(now + this.service.maximumWait, (later) => this.dispatch(later));
  }

  private dispatch(now: number): void {
    this.drop(this.queue.removeLate(now));
    for (;;) {
      const next = this.queue.next();
      const worker = next && this.workerFor(next.full || now - next.since >= this.service.maximumWait);
      if (!worker) return;
      this.give(worker, this.queue.take(next.model), now);
    }
  }

  /** An idle worker, or, for what need not wait longer, the one that has least to do. */
  private workerFor(urgent: boolean): SimulatedWorker | undefined {
    const limit = urgent ? this.service.batchesPerWorker : 1;
    let best: SimulatedWorker | undefined;
    for (const worker of this.workers) if (worker.inFlight < limit && (!best || worker.inFlight < best.inFlight)) best = worker;
    return best;
  }

  private give(worker: SimulatedWorker, batch: readonly SimulatedRequest[], now: number): void {
    const from = Math.max(now, worker.freeAt);
    worker.freeAt = from + this.timeFor(batch);
    worker.inFlight += 1;
    for (const request of batch) request.started = from;
    this.around.watcher.busy("worker", from, worker.freeAt);
    this.around.watcher.batch(batch.length, now);
    this.around.events.add(worker.freeAt, (done) => this.finish(worker, batch, done));
  }

  private timeFor(batch: readonly SimulatedRequest[]): number {
    const { fixedMilliseconds, perTokenMicroseconds } = this.service.models[batch[0]!.model]!;
    const tokens = batch.reduce((sum, request) => sum + request.tokens, 0);
    const time = fixedMilliseconds + (perTokenMicroseconds * tokens) / PER_MILLISECOND;
    return this.service.variation === "none" ? time : exponential(time, this.around.generator);
  }

  private finish(worker: SimulatedWorker, batch: readonly SimulatedRequest[], now: number): void {
    worker.inFlight -= 1;
    const cost = (this.service.mainMicroseconds / PER_MILLISECOND) * (1 - this.service.mainShareBefore);
    for (const request of batch) this.onMain(cost, now, (done) => this.answer(request, done));
    this.dispatch(now);
  }
}
