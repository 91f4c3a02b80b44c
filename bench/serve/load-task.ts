import type { ServeBench } from "./bench";
import { deploy, engineOf, undeploy } from "./deployment";
import { climb } from "./ladder";
import type { ServeRow } from "./records";
import { SCENARIOS, type Scenario } from "./scenarios";
import { measureStep } from "./step";

export interface Rows {
  readonly rows: readonly ServeRow[];
  readonly engine: string;
}

export function told({ scenario, system, rate, latency, achieved }: ServeRow): string {
  return `${scenario} · ${system} · ${rate}/s: ${achieved}/s answered, p95 ${latency.p95} ms`;
}

async function runScenario(bench: ServeBench, scenario: Scenario): Promise<Rows> {
  const deployed = await deploy(bench, scenario);
  if (!deployed) return { rows: [], engine: "" };
  const { name, instances, front, cache, shares, repetition } = scenario;
  const named = { task: "load", scenario: name, system: "nerbook", instances, front, cache, round: 1 } as const;
  const rows = await climb(bench.options.rates, bench.options.limit, async (rate) => {
    const { row } = await measureStep(bench.generator, named, deployed.measured, bench.job(deployed.measured.port, rate, { shares, repetition }));
    bench.say(told(row));
    return row;
  });
  const engine = await engineOf(deployed.instances[0]!);
  await undeploy(bench, deployed);
  return { rows, engine };
}

/** Every scenario at rising rates, each on instances started for it. */
export async function runLoadTask(bench: ServeBench): Promise<Rows> {
  const all: Rows[] = [];
  for (const scenario of SCENARIOS) {
    const missing = scenario.slots.filter((slot) => !bench.slots.includes(slot));
    if (missing.length > 0) bench.skip(scenario.name, `no --model for ${missing.join(" and ")}`);
    else all.push(await runScenario(bench, scenario));
  }
  return { rows: all.flatMap(({ rows }) => rows), engine: all.map(({ engine }) => engine).find((engine) => engine !== "") ?? "" };
}
