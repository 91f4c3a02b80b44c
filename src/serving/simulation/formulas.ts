/**
 * Closed formulas of queueing theory (Kleinrock, Queueing Systems I, 1975): what the simulation must agree with where they
 * hold. Rates are jobs a second, times seconds; every function throws a RangeError where the queue would grow without end.
 */

function requireStable(utilization: number): void {
  if (utilization >= 0 && utilization < 1) return;
  throw new RangeError(`A queue that is used ${utilization} of its time has no steady state; give a utilization below 1.`);
}

/** Mean wait of a single server with exponential service times. */
export function waitMM1(arrivals: number, service: number): number {
  const used = arrivals * service;
  requireStable(used);
  return (used * service) / (1 - used);
}

/** A quantile in (0, 1) of the time in such a system, waiting and service together: it is exponential. */
export function sojournQuantileMM1(arrivals: number, service: number, quantile: number): number {
  const used = arrivals * service;
  requireStable(used);
  return (-Math.log(1 - quantile) * service) / (1 - used);
}

/** Mean wait of a single server whose service always takes the same time (Pollaczek and Khinchine). */
export function waitMD1(arrivals: number, service: number): number {
  return waitMM1(arrivals, service) / 2;
}

/** The share of jobs that wait where `servers` share one queue (Erlang C). */
export function erlangC(servers: number, arrivals: number, service: number): number {
  const load = arrivals * service;
  const used = load / servers;
  requireStable(used);
  // Erlang B by its recurrence, as factorials overflow.
  let blocked = 1;
  for (let n = 1; n <= servers; n++) blocked = (load * blocked) / (n + load * blocked);
  return blocked / (1 - used * (1 - blocked));
}

/** Mean wait of `servers` with exponential service times and one queue. */
export function waitMMc(servers: number, arrivals: number, service: number): number {
  return (erlangC(servers, arrivals, service) * service) / (servers - arrivals * service);
}

/** The share of jobs that find a single exponential server and its `waiting` places full; holds for any utilization. */
export function lossMM1K(waiting: number, arrivals: number, service: number): number {
  const used = arrivals * service;
  const places = waiting + 1;
  return used === 1 ? 1 / (places + 1) : ((1 - used) * used ** places) / (1 - used ** (places + 1));
}
