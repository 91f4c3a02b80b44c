import { createGenerator, deriveSeed, type RandomGenerator } from "../../random/generator";
import { poissonArrivals } from "./arrivals";
import { EventQueue } from "./event-queue";
import { checkService, type SimulatedService } from "./settings";
import { SimulatedInstance, type SimulatedEvent } from "./simulated-instance";
import type { SimulatedRequest } from "./simulated-queue";
import { Tally, type SimulationResult } from "./tally";

/** What comes. */
export interface SimulatedLoad {
  /** Requests a second that reach the instances; a function of seconds changes with time. */
  readonly rate: number | ((seconds: number) => number);
  /** The highest rate, where it changes. */
  readonly highestRate?: number;
  readonly seconds: number;
  /** Seconds at the beginning that do not count. */
  readonly warmUp: number;
  /** Tokens of a sentence: one of these, each as likely. */
  readonly lengths: readonly number[];
  readonly seed: number;
}

const PER_SECOND = 1000;

interface Chances {
  readonly arrivals: RandomGenerator;
  readonly requests: RandomGenerator;
  readonly service: RandomGenerator;
  readonly balancing: RandomGenerator;
}

/** A stream for each use, so that a change to the service leaves what comes as it was. */
function chancesOf(seed: number): Chances {
  const stream = (name: string) => createGenerator(deriveSeed(seed, "simulation", name));
  return { arrivals: stream("arrivals"), requests: stream("requests"), service: stream("service"), balancing: stream("balancing") };
}

function drawModel({ models }: SimulatedService, generator: RandomGenerator): number {
  let left = generator.uniform();
  const found = models.findIndex(({ share }) => (left -= share) < 0);
  return found < 0 ? models.length - 1 : found;
}

function drawRequest(service: SimulatedService, { lengths }: SimulatedLoad, arrived: number, generator: RandomGenerator): SimulatedRequest {
  const cached = generator.uniform() < service.cacheHitShare;
  const model = drawModel(service, generator);
  return { arrived, due: arrived + service.deadline, model, tokens: generator.pick(lengths), cached, queued: arrived, started: arrived };
}

function chooseInstance(instances: readonly SimulatedInstance[], { balancing }: SimulatedService, generator: RandomGenerator): SimulatedInstance {
  if (balancing === "random") return generator.pick(instances);
  const least = Math.min(...instances.map(({ underWay }) => underWay));
  return generator.pick(instances.filter(({ underWay }) => underWay === least));
}

function arrivalsOf({ rate, highestRate, seconds }: SimulatedLoad, generator: RandomGenerator): Generator<number> {
  if (typeof rate === "number") return poissonArrivals(() => rate, rate, seconds, generator);
  if (highestRate === undefined) throw new RangeError("A rate that changes needs its highest value.");
  return poissonArrivals(rate, highestRate, seconds, generator);
}

/** Sends a load through a service, event by event. The same inputs and seed give the same numbers. */
export function simulate(service: SimulatedService, load: SimulatedLoad): SimulationResult {
  checkService(service);
  if (load.lengths.length === 0) throw new RangeError("Sentences need lengths.");
  const chances = chancesOf(load.seed);
  const events = new EventQueue<SimulatedEvent>();
  const tally = new Tally(service, load.warmUp * PER_SECOND, load.seconds * PER_SECOND);
  const around = { events, generator: chances.service, watcher: tally };
  const instances = Array.from({ length: service.instances }, () => new SimulatedInstance(service, around));
  const arrivals = arrivalsOf(load, chances.arrivals);
  const scheduleNext = (): void => {
    const { value, done } = arrivals.next();
    if (!done) events.add(value * PER_SECOND, arrive);
  };
  const arrive = (now: number): void => {
    const request = drawRequest(service, load, now, chances.requests);
    tally.offered(request);
    chooseInstance(instances, service, chances.balancing).accept(request, now);
    scheduleNext();
  };
  scheduleNext();
  for (let next = events.next(); next; next = events.next()) next.event(next.time);
  return tally.result();
}
