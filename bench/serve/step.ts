import { significant } from "../../src/experiments/measure";
import type { Generator } from "./generator";
import type { LoadJob, LoadResult } from "./load/job";
import { cpuSecondsOf, processTree, residentMebibytes } from "./proc";
import type { Cost, ServeRow } from "./records";
import { difference, readCounters, type Counters } from "./scrape";

/** What is under load. */
export interface Measured {
  /** Where requests go. */
  readonly port: number;
  /** Process ids of servers, and of what stands before them. */
  readonly servers: readonly number[];
  readonly front: readonly number[];
  /** Ports of the servers themselves, for their metrics. */
  readonly ports: readonly number[];
}

export type Named = Pick<ServeRow, "task" | "scenario" | "system" | "instances" | "front" | "cache" | "round">;

interface Clocks {
  readonly server: number | null;
  readonly front: number | null;
}

function tree(pids: readonly number[]): number[] {
  return pids.flatMap(processTree);
}

function readClocks({ servers, front }: Measured): Clocks {
  return { server: cpuSecondsOf(tree(servers)), front: front.length === 0 ? null : cpuSecondsOf(tree(front)) };
}

function spent(later: number | null, earlier: number | null): number | null {
  return later === null || earlier === null ? null : significant(later - earlier);
}

function costs(result: LoadResult, before: Clocks, after: Clocks): Cost {
  return { server: spent(after.server, before.server), front: spent(after.front, before.front), generator: significant(result.generatorCpuSeconds) };
}

function memory({ servers, front }: Measured, { generatorMebibytes }: LoadResult): Cost {
  const rounded = (value: number | null) => (value === null ? null : Math.round(value));
  return { server: rounded(residentMebibytes(tree(servers))), front: front.length === 0 ? null : rounded(residentMebibytes(tree(front))), generator: generatorMebibytes };
}

function hitShare({ cache }: Named, { cacheHits, cacheMisses }: Counters): number | null {
  return cache && cacheHits + cacheMisses > 0 ? significant(cacheHits / (cacheHits + cacheMisses)) : null;
}

export function rowOf(named: Named, job: LoadJob, result: LoadResult, extra: Pick<ServeRow, "cpuSeconds" | "residentMebibytes" | "cacheHitShare" | "batchSize">): ServeRow {
  const { latency, lag, slots, errors, connections, requests, little } = result;
  return {
    ...named, rate: job.rate, offered: significant(result.offered, 5), achieved: significant(result.achieved, 5), seconds: job.seconds, requests,
    latency, lag, slots, errors, connections, ...extra, stopped: null,
    little: { samples: little.samples, sampled: significant(little.sampled), computed: significant(little.computed) },
  };
}

export interface StepResult {
  readonly row: ServeRow;
  readonly result: LoadResult;
}

/** One load on a running system, with what it cost. Metrics are read before and after, warm-up included, as reading them costs the server time. */
export async function measureStep(generator: Generator, named: Named, measured: Measured, job: LoadJob): Promise<StepResult> {
  const earlier = await readCounters(measured.ports);
  const clocks: Clocks[] = [];
  const result = await generator.run(job, { begin: () => void clocks.push(readClocks(measured)), end: () => void clocks.push(readClocks(measured)) });
  const counters = difference(await readCounters(measured.ports), earlier);
  const row = rowOf(named, job, result, {
    cpuSeconds: costs(result, clocks[0]!, clocks[1]!),
    residentMebibytes: memory(measured, result),
    cacheHitShare: hitShare(named, counters),
    batchSize: counters.batchSizeCount > 0 ? significant(counters.batchSizeSum / counters.batchSizeCount) : null,
  });
  return { row, result };
}
