import * as path from "node:path";
import type { Command } from "commander";
import { resolveCorpus } from "../../corpus";
import { studyOf, type Study } from "../../experiments/study";
import { writeFileAtomic } from "../../files/atomic";
import { stableJson } from "../../files/stable-json";
import { publishRun } from "../../notebooks/publish-run";
import { createReporter } from "../../notebooks/report";
import { runNotebooks } from "../../notebooks/run-all";
import { writeRunRecord } from "../../notebooks/run-record";
import { knownComparison } from "../../reports/comparison";
import { cellsOf } from "../../reports/percent";
import { summarize, summaryMarkdown, type Summary } from "../../reports/summary";
import { Progress } from "../../terminal/progress";
import { formatTable } from "../../terminal/table";
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

/** The columns that fit a terminal of 80, under shorter names; summary.md has them all. */
const SHORT_COLUMNS = ["system", "strict F1 %", "F1 % (begin)", "token accuracy %", "whole sentences %"];
const SHORT_NAMES = ["system", "strict F1 %", "F1 % (begin)", "tokens %", "sentences %"];

function tableOf(summary: Summary): string {
  return formatTable(SHORT_NAMES, cellsOf(summary.systems, SHORT_COLUMNS));
}

function writeSummary(study: Study, json: boolean): void {
  const summary = summarize(study, knownComparison(study));
  const { folder } = study.workspace;
  writeFileAtomic(path.join(folder, "summary.json"), `${stableJson(summary, 2)}\n`);
  writeFileAtomic(path.join(folder, "summary.md"), summaryMarkdown(summary));
  process.stdout.write(json ? `${JSON.stringify(summary, null, 2)}\n` : `\n${tableOf(summary)}\n\n`);
  if (summary.caution) say(summary.caution.replace(/\. /g, ".\n"));
}

async function run(options: ReproduceOptions): Promise<void> {
  if (options.out) process.env["NER_OUT"] = options.out;
  const corpus = await resolveCorpus({
    report: say,
    progress: downloadProgress(),
    ...(options.corpus && { corpus: options.corpus }),
    ...(options.offline && { offline: true }),
  });
  const study = studyOf(corpus, options);
  const { profile, only, fresh, offline, split } = options;
  const out = study.workspace.folder;
  const runs = await runNotebooks(
    { corpus, profile, split, seeds: study.seeds.length, out, only, fresh, offline },
    createReporter({ showOutputs: false }),
  );
  writeRunRecord(study.workspace, runs);
  writeSummary(study, options.json === true);
  say(`executed notebooks, figures and records: ${path.relative(process.cwd(), out) || "."}`);
  if (options.publish) say(`published ${publishRun(study.workspace).length} files to notebooks/, figures/, results/ and README.md`);
}

export function register(program: Command): void {
  const command = program
    .command("reproduce")
    .description("Run all notebooks in order and leave notebooks, figures, records and a summary in runs/.")
    .option("--publish", "also update the committed notebooks, figures and results");
  addCommonOptions(command, "corpus", "split", "profile", "seeds", "only", "fresh", "offline", "out", "json").action(run);
}
