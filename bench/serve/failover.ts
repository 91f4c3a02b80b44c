import { setTimeout as pause } from "node:timers/promises";
import type { ServeBench } from "./bench";
import { deploy, engineOf, startInstanceAt, undeploy, type Deployment } from "./deployment";
import { withoutRetries } from "./nginx";
import type { FailoverRun } from "./records";

/** When things happen, in seconds of the load. */
interface Schedule {
  readonly crash: number;
  readonly stop: number;
  readonly length: number;
}

const CRASH = 4;
const CALM = 6;
/** An instance that starts beside a load takes longer than one that starts alone. */
const SLOWER = 3;
/** nginx knows nothing of readiness and goes on asking, so an instance drains for as long as it may: 10 s. */
const DRAINING = 10;
const MILLISECONDS = 1000;

type Event = FailoverRun["events"][number];

/** The second instance ends when the first is sure to be back; both are watched for some seconds. */
function scheduleFor(startSeconds: number): Schedule {
  const stop = CRASH + Math.ceil(Math.max(CALM, SLOWER * startSeconds) + CALM / 2);
  return { crash: CRASH, stop, length: stop + DRAINING + CALM };
}

/** Kills one instance, starts it anew, then asks the other one to end in good order, all under load. */
async function disturb(bench: ServeBench, deployed: Deployment, { crash, stop }: Schedule, events: Event[]): Promise<Deployment> {
  const started = performance.now();
  const at = async (seconds: number) => pause(Math.max(0, MILLISECONDS * seconds - (performance.now() - started)));
  const note = (what: string) => events.push({ seconds: Math.round((performance.now() - started) / 100) / 10, what });
  const [first, second] = deployed.instances;
  await at(crash);
  note("first instance killed (SIGKILL)");
  await bench.stop(first!, "SIGKILL");
  const again = await startInstanceAt(bench, first!.port, false);
  note("first instance back");
  await at(stop);
  note("second instance asked to end (SIGTERM)");
  await bench.stop(second!);
  note("second instance has ended");
  return { ...deployed, instances: [again] };
}

async function runOnce(bench: ServeBench, retries: boolean): Promise<{ readonly run: FailoverRun; readonly engine: string } | undefined> {
  const began = performance.now();
  const deployed = await deploy(bench, { instances: 2, front: "nginx", cache: false }, retries ? undefined : withoutRetries);
  if (!deployed) return undefined;
  const schedule = scheduleFor((performance.now() - began) / MILLISECONDS / deployed.instances.length);
  const engine = await engineOf(deployed.instances[0]!);
  const rate = bench.options.failoverRate;
  const job = bench.job(deployed.measured.port, rate, { shares: { auto: 1 }, repetition: { kind: "in turn" }, warmUp: 1, seconds: schedule.length });
  const events: Event[] = [];
  const left = disturb(bench, deployed, schedule, events);
  const { requests, errors, failures, timeline } = await bench.generator.run(job, { begin: () => undefined, end: () => undefined });
  await undeploy(bench, await left);
  return { run: { retries, rate, requests, errors, failures, timeline, events }, engine };
}

/** Two instances behind nginx, disturbed under load: with the deployed configuration, then with its retries taken away. */
export async function runFailoverTask(bench: ServeBench): Promise<{ readonly runs: readonly FailoverRun[]; readonly engine: string }> {
  const runs: FailoverRun[] = [];
  let engine = "";
  for (const retries of [true, false]) {
    const done = await runOnce(bench, retries);
    if (!done) continue;
    runs.push(done.run);
    engine = done.engine;
    bench.say(`failover ${retries ? "with" : "without"} retries: ${Object.entries(done.run.errors).map(([kind, count]) => `${count} × ${kind}`).join(", ") || "no request failed"}`);
  }
  return { runs, engine };
}
