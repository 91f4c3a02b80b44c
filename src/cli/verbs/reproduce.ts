import * as path from "node:path";
import type { Command } from "commander";
import { resolveCorpus } from "../../corpus";
import { studyOf, type Study } from "../../experiments/study";
import { writeFileAtomic } from "../../files/atomic";
import { stableJson } from "../../files/stable-json";
import { publishRun } from "../../notebooks/publish-run";
import { createReporter } from "../../notebooks/report";
import { runNotebooks } from "../../notebooks/run-all";
import { knownComparison, qualityRows, type Comparison } from "../../reports/comparison";
import { Progress } from "../../terminal/progress";
import { formatTable, type Cell } from "../../terminal/table";
import { addCommonOptions, type CommonOptions } from "../options";

type ReproduceOptions = CommonOptions & { readonly publish?: boolean };

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** A download's progress; nothing is shown for a corpus that is at hand. */
function downloadProgress(): (received: number, total: number | undefined) => void {
  let bar: Progress | undefined;
  return (received, total) => {
    bar ??= new Progress("downloading the corpus", total ?? 0);
    bar.update(received);
  };
}

/** The columns that fit a terminal of 80; summary.md has them all. */
const SHORT_COLUMNS = ["system", "strict F1 %", "F1 % (begin)", "token accuracy %", "whole sentences %"];

function tableOf(comparison: Comparison, columns: readonly string[] | undefined): { header: readonly string[]; rows: Cell[][] } {
  const rows = qualityRows(comparison);
  const header = columns ?? Object.keys(rows[0] ?? {});
  return { header, rows: rows.map((row) => header.map((column) => row[column] ?? null)) };
}

function markdownOf(study: Study, comparison: Comparison): string {
  const { header, rows } = tableOf(comparison, undefined);
  const line = (cells: readonly Cell[]) => `| ${cells.map((cell) => cell ?? "–").join(" | ")} |`;
  const caution = study.profile.caution ? `**${study.profile.caution}**\n\n` : "";
  return `# ${study.dataset.corpus.name}, ${study.profile.name} profile\n\n${caution}${[line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n")}\n`;
}

function summaryJson(study: Study, comparison: Comparison): object {
  const records = [...Object.values(comparison.floors), ...comparison.models.flatMap((model) => model.records)].map((record) => record.hash);
  const { corpus, split } = study.dataset;
  return { corpus: { name: corpus.name, sha256: corpus.sha256 }, split: split.name, profile: study.profile.name, systems: qualityRows(comparison), records };
}

function summarize(study: Study, options: ReproduceOptions): void {
  const comparison = knownComparison(study);
  const { folder } = study.workspace;
  const summary = summaryJson(study, comparison);
  writeFileAtomic(path.join(folder, "summary.json"), `${stableJson(summary, 2)}\n`);
  writeFileAtomic(path.join(folder, "summary.md"), markdownOf(study, comparison));
  if (options.json) return void process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
  const { header, rows } = tableOf(comparison, SHORT_COLUMNS);
  process.stdout.write(`\n${formatTable(header, rows)}\n\n`);
  if (study.profile.caution) say(study.profile.caution);
}

async function run(options: ReproduceOptions): Promise<void> {
  if (options.out) process.env["NER_OUT"] = options.out;
  const corpus = await resolveCorpus({
    report: say, progress: downloadProgress(), ...(options.corpus && { corpus: options.corpus }), ...(options.offline && { offline: true }),
  });
  const study = studyOf(corpus, options);
  const { profile, only, fresh, offline, split } = options;
  const out = study.workspace.folder;
  await runNotebooks({ corpus, profile, split, seeds: study.seeds.length, out, only, fresh, offline }, createReporter({ showOutputs: false }));
  summarize(study, options);
  say(`executed notebooks, figures and records: ${path.relative(process.cwd(), out) || "."}`);
  if (options.publish) say(`published ${publishRun(study.workspace).length} files to notebooks/, figures/ and results/`);
}

export function register(program: Command): void {
  const command = program.command("reproduce").description("Run all notebooks in order and leave notebooks, figures, records and a summary in runs/.")
    .option("--publish", "also update the committed notebooks, figures and results");
  addCommonOptions(command, "corpus", "split", "profile", "seeds", "only", "fresh", "offline", "out", "json").action(run);
}
