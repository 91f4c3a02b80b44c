/**
 * The tables of README.md, written from the records in results/bench.
 * Run as: node -r ts-node/register/transpile-only bench/readme.ts
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { writeFileAtomic } from "../src/files/atomic";
import type { BenchRecord } from "./records";
import { formatRows, formatTargets } from "./report";
import { SERVE_BLOCKS } from "./serve/readme";
import { judge } from "./targets";

export const README = path.join(__dirname, "README.md");
const RESULTS = path.join(__dirname, "..", "results", "bench");

const SCALING_FIGURE =
  "![Four panels: an epoch's seconds against sentences, length, units and vocabulary, both axes logarithmic](../figures/bench-training-scaling.png)";

function recordOf(task: string): BenchRecord | undefined {
  const file = path.join(RESULTS, `${task}.json`);
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, "utf8")) as BenchRecord) : undefined;
}

function machineOf({ environment: { cpu, threads, node, commit, date, peers } }: BenchRecord): string {
  const versions = Object.entries(peers).map(([name, version]) => `${name} ${version}`).join(", ");
  return `${cpu}, ${threads} threads, Node ${node}, commit ${commit}, ${date.slice(0, 10)}; ${versions}.`;
}

function fenced(text: string): string {
  return `\`\`\`text\n${text}\n\`\`\``;
}

function taskBlock(task: string): string {
  const record = recordOf(task);
  return record ? `${machineOf(record)}\n\n${fenced(formatRows(record.rows))}` : "Not measured yet.";
}

/** What stands between the markers of each name. */
const BLOCKS: { readonly [name: string]: () => string } = {
  targets: () => fenced(formatTargets(judge(["step", "epoch", "inference"].flatMap((task) => recordOf(task)?.rows ?? [])))),
  step: () => taskBlock("step"),
  epoch: () => taskBlock("epoch"),
  inference: () => taskBlock("inference"),
  scaling: () => (recordOf("scaling") ? `${SCALING_FIGURE}\n\n${taskBlock("scaling")}` : taskBlock("scaling")),
  profile: () => taskBlock("profile"),
  ...SERVE_BLOCKS,
};

/** The page with its blocks made anew. */
export function withTables(page: string): string {
  return Object.entries(BLOCKS).reduce((text, [name, block]) => {
    const between = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`);
    return text.replace(between, (_, start: string, end: string) => `${start}${block()}\n${end}`);
  }, page);
}

if (require.main === module) writeFileAtomic(README, withTables(fs.readFileSync(README, "utf8")));
