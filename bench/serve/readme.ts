import * as fs from "node:fs";
import * as path from "node:path";
import { SERVE_FIGURES } from "./figures";
import { RECORD_NAMES, type LoadRecord, type ServeRecord, type ServeTask } from "./records";
import { formatServe, formatServeTargets, wrap } from "./report";

const RESULTS = path.join(__dirname, "..", "..", "results", "bench");

const PICTURES: { readonly [task in ServeTask]?: string } = {
  load: `![Latency quantiles over the rate of requests, a color a way of serving](../figures/${SERVE_FIGURES.load}.png)`,
  soak: `![Resident memory of the service over the minutes of a long load](../figures/${SERVE_FIGURES.soak}.png)`,
};

function recordOf<R extends ServeRecord>(task: ServeTask): R | undefined {
  const file = path.join(RESULTS, `${RECORD_NAMES[task]}.json`);
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, "utf8")) as R) : undefined;
}

function machineOf({ environment, settings, sentences, engine }: ServeRecord): string {
  const { cpu, node, commit, date, nginx, peers } = environment;
  const { corpus, tokens } = sentences;
  const versions = Object.entries(peers).map(([name, version]) => `${name} ${version}`).join(", ");
  return `${cpu}, the load generator included; Node ${node}, commit ${commit}, ${date.slice(0, 10)}; nginx ${nginx ?? "not installed"}; ${versions}. ` +
    `${settings.arrivals} arrivals, seed ${settings.seed}, ${settings.seconds} s a rate after ${settings.warmUp} s. Sentences of ${corpus}: median ${tokens.median} tokens, ` +
    `mean ${tokens.mean}, longest ${tokens.max}. ${engine}.`;
}

function fenced(text: string): string {
  return `\`\`\`text\n${text}\n\`\`\``;
}

function taskBlock(task: ServeTask): string {
  const record = recordOf(task);
  if (!record) return "Not measured yet.";
  const picture = PICTURES[task];
  const skipped = record.skipped.length === 0 ? [] : [fenced(record.skipped.map((line) => wrap(line)).join("\n"))];
  return [...(picture ? [picture] : []), wrap(machineOf(record), 140), fenced(formatServe(record)), ...skipped].join("\n\n");
}

function targetsBlock(): string {
  const record = recordOf<LoadRecord>("load");
  return record && record.targets.length > 0 ? fenced(formatServeTargets(record.targets)) : "Not measured yet.";
}

/** What stands between the markers of each name. */
export const SERVE_BLOCKS: { readonly [name: string]: () => string } = {
  serve_targets: targetsBlock,
  serve_load: () => taskBlock("load"),
  serve_peers: () => taskBlock("peers"),
  serve_soak: () => taskBlock("soak"),
  serve_failover: () => taskBlock("failover"),
};
