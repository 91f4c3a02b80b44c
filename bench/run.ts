import * as path from "node:path";
import { resolveCorpus, type Corpus } from "../src/corpus";
import { DataError } from "../src/errors";
import { saveFigure } from "../src/figures/save";
import { trainingScaling } from "../src/figures/gallery/training-scaling";
import { formatDuration } from "../src/terminal/duration";
import type { Job, Plan, Planners } from "./job";
import type { BenchOptions, Task } from "./options";
import { describeMachine, saveRecord, type BenchEnvironment } from "./records";
import { formatRows, formatTargets } from "./report";
import { disagreements, type Row } from "./rows";
import { Session } from "./session";
import { FULL, QUICK } from "./sizes";
import { judge } from "./targets";
import { profileJobs } from "./tasks/profile";
import { epochJobs, inferenceJobs, stepJobs } from "./tasks/races";
import { scalingJobs, slopesOf } from "./tasks/scaling";

const PLANNERS: Planners = { step: stepJobs, inference: inferenceJobs, epoch: epochJobs, scaling: scalingJobs, profile: profileJobs };
const CORPUS_TASKS: ReadonlySet<Task> = new Set(["epoch", "profile"]);
const FIGURE = "bench-training-scaling";

interface Planned {
  readonly task: Task;
  readonly jobs: readonly Job[];
}

async function loadCorpus({ tasks, corpus, offline }: BenchOptions, session: Session): Promise<Corpus | undefined> {
  if (!tasks.some((task) => CORPUS_TASKS.has(task))) return undefined;
  return resolveCorpus({ ...(corpus && { corpus }), offline, report: (line) => session.say(line) });
}

async function planOf(options: BenchOptions, session: Session): Promise<Plan> {
  const loaded = await loadCorpus(options, session);
  const corpus = (): Corpus => {
    if (!loaded) throw new RangeError("No task was asked for that needs a corpus.");
    return loaded;
  };
  return { options, sizes: options.quick ? QUICK : FULL, session, corpus };
}

/** The rows of a task; as JSON, each is printed as soon as it is there. */
async function runTask({ jobs }: Planned, session: Session, json: boolean): Promise<Row[]> {
  const rows: Row[] = [];
  for (const job of jobs) {
    const done = await job.run();
    session.finishJob(job.cost);
    if (json) for (const row of done) process.stdout.write(`${JSON.stringify(row)}\n`);
    rows.push(...done);
  }
  return rows;
}

async function drawScaling(rows: readonly Row[], options: BenchOptions, { cpu, threads }: BenchEnvironment): Promise<void> {
  const caution = options.quick ? "quick: sizes that mean nothing · " : "";
  const caption = `${caution}Model 2, random words · ${cpu}, ${threads} ${threads === 1 ? "thread" : "threads"}`;
  const { spec } = trainingScaling(slopesOf(rows), { caption });
  await saveFigure(FIGURE, spec, options.figures);
}

async function keep(task: Task, rows: readonly Row[], options: BenchOptions, session: Session): Promise<void> {
  const environment = describeMachine(options.threads);
  const targets = options.quick ? [] : judge(rows);
  const slopes = task === "scaling" ? slopesOf(rows) : undefined;
  const { skipped } = session;
  saveRecord(options.out, task, { environment, rows, skipped, ...(targets.length > 0 && { targets }), ...(slopes && { slopes }) });
  if (slopes && slopes.length > 0) await drawScaling(rows, options, environment);
  if (!options.json && rows.length > 0) session.print(formatRows(rows));
}

function conclude(rows: readonly Row[], options: BenchOptions, session: Session): void {
  const judgements = options.quick ? [] : judge(rows);
  if (!options.json && judgements.length > 0) session.print(formatTargets(judgements));
  const faults = disagreements(rows);
  if (faults.length > 0) throw new DataError(`Not the same training: ${faults.join("; ")}.`);
}

/** Runs the tasks, prints their tables or rows, and writes a record of each. Throws a DataError where losses disagree. */
export async function runBench(options: BenchOptions): Promise<void> {
  const session = new Session();
  const started = Date.now();
  try {
    const plan = await planOf(options, session);
    const planned = options.tasks.map((task): Planned => ({ task, jobs: PLANNERS[task](plan) }));
    session.expect(planned.flatMap(({ jobs }) => jobs).reduce((sum, { cost }) => sum + cost, 0));
    const rows: Row[] = [];
    for (const one of planned) {
      const own = await runTask(one, session, options.json);
      await keep(one.task, own, options, session);
      rows.push(...own);
    }
    conclude(rows, options, session);
    session.say(`done in ${formatDuration((Date.now() - started) / 1000)}; records: ${path.relative(process.cwd(), options.out) || "."}`);
  } finally {
    session.close();
  }
}
