import * as path from "node:path";
import { InvalidArgumentError, type Command } from "commander";
import type { BenchOptions, Task } from "../../../bench/options";
import { TASKS } from "../../../bench/options";
import { PROJECT_ROOT } from "../../experiments/workspace";
import { chooseThreads } from "../../kernels/choose";
import { addCommonOptions, wholeNumber, type CommonOptions } from "../options";

type BenchFlags = Pick<CommonOptions, "corpus" | "offline" | "out" | "json"> & {
  readonly only: readonly Task[];
  readonly rounds?: number;
  readonly quick?: boolean;
};

const ROUNDS = { full: 5, quick: 2 };

function parseTasks(text: string): Task[] {
  const named = text.split(",").map((part) => part.trim());
  const unknown = named.find((name) => !(TASKS as readonly string[]).includes(name));
  if (unknown !== undefined) throw new InvalidArgumentError(`There is no task "${unknown}"; the tasks are ${TASKS.join(", ")}.`);
  return TASKS.filter((task) => named.includes(task));
}

/** Committed places for a full run, unless another folder is named; a quick one never writes there. */
function folders({ out, quick }: BenchFlags): Pick<BenchOptions, "out" | "figures"> {
  const named = out ?? (quick ? path.join(PROJECT_ROOT, "runs", "bench-quick") : undefined);
  if (named !== undefined) return { out: path.resolve(named), figures: path.resolve(named, "figures") };
  return { out: path.join(PROJECT_ROOT, "results", "bench"), figures: path.join(PROJECT_ROOT, "figures") };
}

async function run(flags: BenchFlags): Promise<void> {
  const { only, rounds, quick = false, corpus, offline = false, json = false } = flags;
  const threads = chooseThreads();
  const { runBench } = await import("../../../bench/run");
  await runBench({
    tasks: only,
    rounds: rounds ?? (quick ? ROUNDS.quick : ROUNDS.full),
    quick,
    offline,
    json,
    threads,
    ...(corpus && { corpus }),
    ...folders(flags),
  });
}

export function register(program: Command): void {
  const command = program
    .command("bench")
    .description("Measure training and inference beside PyTorch, Keras, ONNX Runtime and stock tfjs, where they are there.")
    .option("--only <tasks>", `some of ${TASKS.join(", ")}`, parseTasks, [...TASKS])
    .option("--rounds <count>", `counted rounds (default: ${ROUNDS.full}; ${ROUNDS.quick} with --quick)`, wholeNumber(1))
    .option("--quick", "sizes that mean nothing, to see that everything runs");
  addCommonOptions(command, "corpus", "offline", "out", "json").action(run);
}
