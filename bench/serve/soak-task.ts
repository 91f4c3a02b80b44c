import { significant } from "../../src/experiments/measure";
import type { ServeBench } from "./bench";
import { deploy, engineOf, undeploy } from "./deployment";
import { processTree, residentMebibytes } from "./proc";
import type { ServeRow, SoakPoint, SoakRecord } from "./records";
import { lineThrough } from "./slope";
import { measureStep } from "./step";

const SECOND = 1000;
const HOUR = 3600;
/** The share of the soak after which memory should have settled: the slope is taken from there on. */
const SETTLED = 0.25;

export type Soak = Pick<SoakRecord, "memory" | "slope" | "engine"> & { readonly rows: readonly ServeRow[] };

/** The slope of memory once it has settled, in MiB an hour. Neighboring seconds are alike, so its error is rather too small. */
export function memorySlope(memory: readonly SoakPoint[]): SoakRecord["slope"] {
  const from = Math.floor(SETTLED * (memory.at(-1)?.seconds ?? 0));
  const settled = memory.filter(({ seconds }) => seconds >= from).map(({ seconds, server }) => ({ x: seconds / HOUR, y: server }));
  if (settled.length < 2) return { mebibytesPerHour: 0, standardError: 0, from };
  const { slope, standardError } = lineThrough(settled);
  return { mebibytesPerHour: significant(slope, 3), standardError: significant(standardError ?? 0, 3), from };
}

function watchMemory(pid: number): { readonly points: SoakPoint[]; stop(): void } {
  const points: SoakPoint[] = [];
  const started = performance.now();
  const timer = setInterval(() => {
    const server = residentMebibytes(processTree(pid));
    if (server !== null) points.push({ seconds: Math.round((performance.now() - started) / SECOND), server: Math.round(server * 10) / 10 });
  }, SECOND);
  return { points, stop: () => clearInterval(timer) };
}

/** One instance at one rate for long: the mix where all three models are there, else Model 2; a new sentence every time, no cache. */
export async function runSoakTask(bench: ServeBench): Promise<Soak> {
  const { soakSeconds, soakRate, warmUp } = bench.options;
  const deployed = (await deploy(bench, { instances: 1, front: "none", cache: false }))!;
  const [instance] = deployed.instances;
  const named = { task: "soak", scenario: bench.slots.length === 3 ? "90/8/2 mix" : "Model 2", system: "nerbook", instances: 1, front: "none", cache: false, round: 1 } as const;
  const job = bench.job(deployed.measured.port, soakRate, { shares: { auto: 1 }, repetition: { kind: "in turn" }, seconds: soakSeconds, warmUp });
  const watched = watchMemory(instance!.pid);
  const { row } = await measureStep(bench.generator, named, deployed.measured, job);
  watched.stop();
  const engine = await engineOf(instance!);
  await undeploy(bench, deployed);
  return { rows: [row], memory: watched.points, slope: memorySlope(watched.points), engine };
}
