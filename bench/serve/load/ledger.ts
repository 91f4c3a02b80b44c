import type { Failure, LoadSecond, SlotLatency } from "./job";
import { quantilesOf } from "./quantiles";

const PENDING = 0;
const GOOD = 1;
const MOST_FAILURES = 1000;

/** What became of every request of a load. Times are milliseconds from its start. */
export class Ledger {
  private readonly state: Uint8Array;
  private readonly ended: Float64Array;
  private readonly sent: Float64Array;
  private readonly slot: Uint8Array;
  private readonly kinds: string[] = [];
  private readonly slots: string[] = [];
  finished = 0;

  constructor(private readonly due: Float64Array) {
    this.state = new Uint8Array(due.length);
    this.ended = new Float64Array(due.length);
    this.sent = new Float64Array(due.length);
    this.slot = new Uint8Array(due.length);
  }

  wasSent(request: number, at: number): void {
    this.sent[request] = at;
  }

  isPending(request: number): boolean {
    return this.state[request] === PENDING;
  }

  good(request: number, at: number, model: string): void {
    if (!this.isPending(request)) return;
    this.slot[request] = place(this.slots, model);
    this.end(request, at, GOOD);
  }

  fail(request: number, at: number, kind: string): void {
    if (this.isPending(request)) this.end(request, at, GOOD + 1 + place(this.kinds, kind));
  }

  private end(request: number, at: number, state: number): void {
    this.state[request] = state;
    this.ended[request] = at;
    this.finished++;
  }

  /** The first request that is due at this time or later. */
  firstFrom(time: number): number {
    const at = this.due.findIndex((due) => due >= time);
    return at < 0 ? this.due.length : at;
  }

  private isGood(request: number): boolean {
    return this.state[request] === GOOD;
  }

  private latency(request: number): number {
    return this.ended[request]! - this.due[request]!;
  }

  private goodFrom(from: number): number[] {
    return indices(from, this.due.length).filter((request) => this.isGood(request));
  }

  latencies(from: number): number[] {
    return this.goodFrom(from).map((request) => this.latency(request));
  }

  /** How late the requests were sent. */
  lags(from: number): number[] {
    return indices(from, this.due.length).flatMap((request) => (this.sent[request]! > 0 ? [this.sent[request]! - this.due[request]!] : []));
  }

  /** Good answers that came between two times, whenever they were due. */
  goodBetween(begin: number, end: number): number {
    return this.goodFrom(0).filter((request) => this.ended[request]! >= begin && this.ended[request]! < end).length;
  }

  /** Time from due to end of all requests, failed ones as well. */
  meanTime(from: number): number {
    const all = indices(from, this.due.length);
    return all.reduce((sum, request) => sum + this.latency(request), 0) / Math.max(1, all.length);
  }

  bySlot(from: number): Record<string, SlotLatency> {
    const good = this.goodFrom(from);
    return Object.fromEntries(this.slots.map((name, slot): [string, SlotLatency] => {
      const own = good.filter((request) => this.slot[request] === slot).map((request) => this.latency(request));
      return [name, { requests: own.length, latency: quantilesOf(own) }];
    }).filter(([, { requests }]) => requests > 0));
  }

  private kindOf(request: number): string | undefined {
    return this.kinds[this.state[request]! - GOOD - 1];
  }

  private failed(from: number): number[] {
    return indices(from, this.due.length).filter((request) => this.kindOf(request) !== undefined);
  }

  errors(from: number): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const request of this.failed(from)) counts[this.kindOf(request)!] = (counts[this.kindOf(request)!] ?? 0) + 1;
    return counts;
  }

  failures(from: number): Failure[] {
    return this.failed(from).slice(0, MOST_FAILURES).map((request) => ({
      at: Math.round(this.due[request]!), after: Number(this.latency(request).toFixed(1)), kind: this.kindOf(request)!,
    }));
  }

  timeline(): LoadSecond[] {
    const bySecond = new Map<number, number[]>();
    this.due.forEach((due, request) => {
      const second = Math.floor(due / 1000);
      const own = bySecond.get(second);
      if (own) own.push(request);
      else bySecond.set(second, [request]);
    });
    return [...bySecond].map(([second, requests]) => {
      const good = requests.filter((request) => this.isGood(request));
      const { p95, max } = quantilesOf(good.map((request) => this.latency(request)));
      return { second, due: requests.length, failed: requests.length - good.length, p95, max };
    });
  }
}

function indices(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}

/** The place of a name in a list, to which it is added where it is new. */
function place(names: string[], name: string): number {
  const at = names.indexOf(name);
  return at < 0 ? names.push(name) - 1 : at;
}
