/**
 * The load test of the service. Run as: npm run bench:serve -- [options]; `--help` lists them.
 * Each task writes a record; README.md of the folder above says what is in it.
 */
import * as path from "node:path";
import { writeFileAtomic } from "../../src/files/atomic";
import { stableJson } from "../../src/files/stable-json";
import { DataError, UsageError } from "../../src/errors";
import { defaultModel } from "../../src/serving/instance/default-model";
import { describeMachine } from "../records";
import { ServeBench } from "./bench";
import { runFailoverTask } from "./failover";
import { drawServe } from "./figures";
import { runLoadTask } from "./load-task";
import { nginxVersion } from "./nginx";
import { serveBenchOptions, USAGE, type ServeBenchOptions } from "./options";
import { runPeersTask } from "./peers-task";
import { RECORD_NAMES, type ServeRecord, type ServeTask } from "./records";
import { formatServe } from "./report";
import { ZIPF_EXPONENT } from "./scenarios";
import { testSentences } from "./sentences";
import { measureServiceTimes } from "./service-times";
import { runSoakTask } from "./soak-task";
import { judgeServe } from "./targets";

const USAGE_EXIT_CODE = 2;

type Own<T> = T extends ServeRecord ? Omit<T, "environment" | "settings" | "sentences" | "skipped"> : never;

/** What a task itself adds to its record. */
async function measure(task: ServeTask, bench: ServeBench): Promise<Own<ServeRecord>> {
  if (task === "peers") return runPeersTask(bench);
  if (task === "soak") return runSoakTask(bench);
  if (task === "failover") return runFailoverTask(bench);
  const { corpus, runtime } = bench.options;
  const serviceTimes = await measureServiceTimes(bench.models, corpus, runtime);
  const { rows, engine } = await runLoadTask(bench);
  return { rows, engine, serviceTimes, targets: bench.options.quick ? [] : judgeServe(rows) };
}

async function runTask(task: ServeTask, bench: ServeBench): Promise<void> {
  const { options, sent, skipped } = bench;
  const { arrivals, seconds, warmUp, seed, limit, workers } = options;
  const own = await measure(task, bench);
  const environment = { ...describeMachine(workers), nginx: nginxVersion() ?? null };
  const settings = { arrivals, seconds, warmUp, seed, limit, workers, zipfExponent: ZIPF_EXPONENT };
  const record: ServeRecord = { ...own, environment, settings, sentences: sent.facts, skipped };
  writeFileAtomic(path.join(options.out, `${RECORD_NAMES[task]}.json`), `${stableJson(record, 1)}\n`);
  if (options.json && "rows" in record) for (const row of record.rows) process.stdout.write(`${JSON.stringify(row)}\n`);
  if (!options.json) process.stdout.write(`${formatServe(record)}\n\n`);
  await drawServe(record, options.figures, options.quick);
}

async function modelsOf({ models }: ServeBenchOptions): Promise<readonly string[]> {
  if (models.length > 0) return models;
  process.stderr.write("No --model: Model 2 of the embedded corpus serves, a corpus made by rules.\n");
  return [await defaultModel()];
}

/** Runs the tasks that are asked for, one after the other. */
export async function runServeBench(options: ServeBenchOptions): Promise<void> {
  // Where the versions of the peers are asked for, the same Python is meant.
  process.env["NER_PYTHON"] = options.python;
  const bench = await ServeBench.open(options, await modelsOf(options), await testSentences(options.corpus));
  const { tokens, sentences, corpus } = bench.sent.facts;
  bench.say(`Sentences sent: ${sentences} of ${corpus}, tokens: median ${tokens.median}, mean ${tokens.mean}, 95 % at most ${tokens.p95}, longest ${tokens.max}.`);
  try {
    for (const task of options.tasks) await runTask(task, bench);
  } finally {
    await bench.close();
  }
}

async function main(): Promise<void> {
  const options = serveBenchOptions(process.argv.slice(2));
  if (options === "help") return void process.stdout.write(USAGE);
  await runServeBench(options);
}

if (require.main === module) {
  main().catch((error: Error) => {
    process.stderr.write(`${error instanceof DataError || error instanceof UsageError ? error.message : error.stack}\n`);
    process.exitCode = error instanceof UsageError ? USAGE_EXIT_CODE : 1;
  });
}
