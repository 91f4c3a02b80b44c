import * as path from "node:path";
import { parseArgs } from "node:util";
import { UsageError } from "../../src/errors";
import { ARRIVALS, type Arrivals } from "./load/arrivals";
import { SERVE_TASKS, type ServeTask } from "./records";

const ROOT = path.join(__dirname, "..", "..");

export interface ServeBenchOptions {
  readonly tasks: readonly ServeTask[];
  /** Folders of saved models, one a slot; none trains Model 2 on the embedded corpus. */
  readonly models: readonly string[];
  readonly corpus: string;
  readonly arrivals: Arrivals;
  /** Requests a second, one step each. */
  readonly rates: readonly number[];
  readonly seconds: number;
  readonly warmUp: number;
  /** The p95 in milliseconds above which a ladder ends. */
  readonly limit: number;
  readonly rounds: number;
  readonly soakSeconds: number;
  readonly soakRate: number;
  readonly failoverRate: number;
  readonly seed: number;
  readonly workers: number;
  readonly runtime: string;
  readonly python: string;
  readonly quick: boolean;
  readonly json: boolean;
  readonly out: string;
  readonly figures: string;
}

export const USAGE = `npm run bench:serve -- [options]
  --model FOLDER      a saved model; repeat for each of the three (none: Model 2 of the embedded corpus)
  --only TASKS        some of ${SERVE_TASKS.join(", ")}
  --corpus NAME       whose test part is sent: embedded (default), gmb or a path
  --arrivals KIND     ${ARRIVALS.join(" or ")} (default: poisson)
  --rates LIST        requests a second, such as 500,1000,2000
  --seconds N         measured time of a step (15); --warm-up N before it (3)
  --limit MS          the p95 at which a ladder ends (100)
  --rounds N          rounds of the peers (3)
  --soak-seconds N    length of the soak (600); --soak-rate N its rate (1000)
  --failover-rate N   rate while an instance is killed (500)
  --seed N            of arrivals and sentences (1)
  --workers N         threads that compute in an instance (1)
  --runtime NAME      what computes in nerbook: kernels (default), onnx or auto
  --python PROGRAM    the Python that has torch (NER_PYTHON, else python3)
  --quick             sizes that mean nothing, to see that everything runs; writes to runs/bench-serve-quick
  --json              rows as JSON lines on standard output
  --out FOLDER        where records go (results/bench)
`;

const STRINGS = [
  "only", "corpus", "arrivals", "rates", "seconds", "warm-up", "limit", "rounds", "soak-seconds", "soak-rate", "failover-rate", "seed", "workers",
  "runtime", "python", "out",
] as const;
type Flag = (typeof STRINGS)[number];
type Values = { readonly [flag in Flag]?: string } & { readonly model?: readonly string[]; readonly quick?: boolean; readonly json?: boolean; readonly help?: boolean };

function parse(args: readonly string[]): Values {
  const strings = Object.fromEntries(STRINGS.map((flag) => [flag, { type: "string" as const }]));
  const flag = { type: "boolean" as const };
  try {
    return parseArgs({ args: [...args], options: { ...strings, model: { type: "string", multiple: true }, quick: flag, json: flag, help: flag } }).values as Values;
  } catch (cause) {
    throw new UsageError(`${(cause as Error).message}\n\n${USAGE}`, { cause });
  }
}

function positive(text: string, flag: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new UsageError(`--${flag} wants a number above 0, not "${text}".`);
}

function oneOf<T extends string>(text: string, choices: readonly T[], flag: string): T {
  const found = choices.find((choice) => choice === text);
  if (found !== undefined) return found;
  throw new UsageError(`--${flag} knows no "${text}"; it can be ${choices.join(", ")}.`);
}

const FULL = { rates: "250,500,1000,1500,2000,2500,3000,4000,5000,6000", seconds: "15", "warm-up": "3", rounds: "3", "soak-seconds": "600", "soak-rate": "1000", "failover-rate": "500" } as const;
const QUICK = { rates: "20,40", seconds: "1", "warm-up": "0.5", rounds: "1", "soak-seconds": "3", "soak-rate": "20", "failover-rate": "50" } as const;

/** What the command line says. Throws a UsageError for what it does not know. */
export function serveBenchOptions(args: readonly string[]): ServeBenchOptions | "help" {
  const values = parse(args);
  if (values.help) return "help";
  const quick = values.quick ?? false;
  const sizes = quick ? QUICK : FULL;
  const number = (flag: keyof typeof FULL) => positive(values[flag] ?? sizes[flag], flag);
  const out = values.out ?? (quick ? path.join(ROOT, "runs", "bench-serve-quick") : path.join(ROOT, "results", "bench"));
  return {
    tasks: values.only === undefined ? SERVE_TASKS : values.only.split(",").map((task) => oneOf(task.trim(), SERVE_TASKS, "only")),
    models: (values.model ?? []).map((folder) => path.resolve(folder)),
    corpus: values.corpus ?? "embedded",
    arrivals: oneOf(values.arrivals ?? "poisson", ARRIVALS, "arrivals"),
    rates: (values.rates ?? sizes.rates).split(",").map((rate) => positive(rate, "rates")),
    seconds: number("seconds"), warmUp: number("warm-up"), rounds: number("rounds"),
    soakSeconds: number("soak-seconds"), soakRate: number("soak-rate"), failoverRate: number("failover-rate"),
    limit: positive(values.limit ?? "100", "limit"),
    seed: positive(values.seed ?? "1", "seed"), workers: positive(values.workers ?? "1", "workers"),
    runtime: oneOf(values.runtime ?? "kernels", ["kernels", "onnx", "auto"], "runtime"),
    python: values.python ?? (process.env["NER_PYTHON"] || "python3"),
    quick, json: values.json ?? false, out,
    figures: quick || values.out !== undefined ? path.join(out, "figures") : path.join(ROOT, "figures"),
  };
}
