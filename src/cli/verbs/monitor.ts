import { InvalidArgumentError, Option, type Command } from "commander";
import { InterruptedError } from "../../errors";
import { Changes } from "../../serving/monitor/changes";
import { formatSnapshot } from "../../serving/monitor/format";
import { metricsAddress, scrape, type ScrapeTarget } from "../../serving/monitor/scrape";
import { snapshotOf, type Snapshot } from "../../serving/monitor/snapshot";
import { watch } from "../../serving/monitor/watch";
import { colors } from "../../terminal/colors";
import { addCommonOptions } from "../options";

interface MonitorOptions {
  readonly url: string;
  readonly interval: number;
  readonly once?: boolean;
  readonly json?: boolean;
  readonly key?: string;
}

const DEFAULT_URL = "http://127.0.0.1:8080";
const DEFAULT_INTERVAL = 5;
const MOST_SECONDS = 86_400;
const PATIENCE = 5000;
const CLEAR_SCREEN = "\u001b[2J\u001b[H";

const HELP = `
The first table is of all requests since the service began, the next ones are
of the time between two looks. Drift and the estimate of F1 are those of the
last full window, for models that have a reference. With keys, it needs one
with the scope "metrics".`;

function seconds(text: string): number {
  const value = Number(text);
  if (!(value >= 0.1 && value <= MOST_SECONDS)) throw new InvalidArgumentError(`It must be a number of seconds from 0.1 to ${MOST_SECONDS}.`);
  return value;
}

function targetOf({ url, key = process.env["NER_API_KEY"] }: MonitorOptions): ScrapeTarget {
  metricsAddress(url);
  return { url, patience: PATIENCE, ...(key ? { key } : {}) };
}

function colored(text: string): string {
  const paint = colors(process.stdout);
  return text.split("\n").map((line) => (line.startsWith("ALARM") ? paint.red(line) : line)).join("\n");
}

/** On a terminal each view replaces the last one; elsewhere views follow each other. */
function show({ url, json, once }: MonitorOptions, snapshot: Snapshot): void {
  if (json) return void process.stdout.write(`${JSON.stringify(snapshot)}\n`);
  const clear = process.stdout.isTTY && !once ? CLEAR_SCREEN : "";
  const time = new Date().toISOString().slice(11, 19);
  process.stdout.write(`${clear}${url} at ${time} UTC: ${colored(formatSnapshot(snapshot))}\n${clear || once ? "" : "\n"}`);
}

/** Waits, but no longer than until the signal. */
function pauseUnless(stopped: AbortSignal, interval: number): Promise<void> {
  return new Promise((resolve) => {
    if (stopped.aborted) return resolve();
    const timer = setTimeout(done, interval * 1000);
    function done(): void {
      clearTimeout(timer);
      stopped.removeEventListener("abort", done);
      resolve();
    }
    stopped.addEventListener("abort", done);
  });
}

async function watchUntilStopped(options: MonitorOptions, target: ScrapeTarget): Promise<never> {
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  process.once("SIGINT", onSignal);
  try {
    await watch({
      take: () => scrape(target, stop.signal),
      show: (snapshot) => show(options, snapshot),
      missed: (problem) => process.stderr.write(`${problem}\n`),
      pause: () => pauseUnless(stop.signal, options.interval),
      ended: () => stop.signal.aborted,
    });
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  } finally {
    process.removeListener("SIGINT", onSignal);
  }
  throw new InterruptedError("The monitor has ended; the service runs on.");
}

async function run(options: MonitorOptions): Promise<void> {
  const target = targetOf(options);
  if (!options.once) return watchUntilStopped(options, target);
  show(options, snapshotOf(new Changes(await scrape(target))));
}

export function register(program: Command): void {
  const command = program.command("monitor").description("Watch a running service: traffic, latency, drift, alarms.")
    .option("--url <address>", "the service", DEFAULT_URL)
    .addOption(new Option("--interval <seconds>", "between two looks").argParser(seconds).default(DEFAULT_INTERVAL))
    .option("--once", "one look, at all since the service began")
    .option("--key <key>", "an API key; NER_API_KEY holds it as well, unseen by others")
    .addHelpText("after", HELP);
  addCommonOptions(command, "json").action(run);
}
