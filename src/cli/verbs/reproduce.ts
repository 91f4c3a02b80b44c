import * as path from "node:path";
import type { Command } from "commander";
import { startBackend } from "../../backend/choose";
import { resolveCorpus } from "../../corpus";
import type { Dataset } from "../../experiments/dataset";
import { withOtherCorpus } from "../../experiments/other";
import { runPlanned } from "../../experiments/run-experiment";
import { studyOf, type Study } from "../../experiments/study";
import { distinctTrials, planExperiments } from "../../experiments/trial-list";
import { writeFileAtomic } from "../../files/atomic";
import { stableJson } from "../../files/stable-json";
import { chooseKernels } from "../../kernels/choose";
import { publishRun } from "../../notebooks/publish-run";
import { createReporter } from "../../notebooks/report";
import { runNotebooks } from "../../notebooks/run-all";
import { writeRunRecord } from "../../notebooks/run-record";
import { knownComparison } from "../../reports/comparison";
import { CORPUS_RECORD, corpusRecord } from "../../reports/corpus-record";
import { manifestOf, manifestTable } from "../../reports/manifest-report";
import { updateNumbers } from "../../numbers/update";
import { cellsOf } from "../../reports/percent";
import { openRecordBook, RESULTS_FOLDER } from "../../reports/record-book";
import { summarize, summaryMarkdown, type Summary } from "../../reports/summary";
import { Progress } from "../../terminal/progress";
import { formatTable } from "../../terminal/table";
import { addCommonOptions, type CommonOptions } from "../options";

interface ReproduceOptions extends CommonOptions {
  readonly publish?: boolean;
  readonly dryRun?: boolean;
  readonly trials?: boolean;
  readonly other?: string;
}

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

/** What would be trained, and about how long it would take. */
function showPlan(study: Study, { only, json }: ReproduceOptions): void {
  const planned = planExperiments(study, only);
  const kernels = chooseKernels(false);
  if (json) process.stdout.write(`${stableJson(manifestOf(study, planned), 2)}\n`);
  else process.stdout.write(`${manifestTable(study, planned, kernels.name)}\n`);
  say(`Estimated for the ${kernels.name} kernels on two idle cores; the winners of the searches come on top once these are over.`);
}

/** Trains everything that the notebooks need and runs none of them. What the searches end in follows them. */
async function trainAll(study: Study, { only }: ReproduceOptions): Promise<void> {
  await startBackend();
  for (let done = new Set<string>(); ; ) {
    const open = distinctTrials(planExperiments(study, only)).filter(({ hash }) => !done.has(hash));
    if (open.length === 0) return;
    for (const [i, planned] of open.entries()) {
      say(`trial ${i + 1} of ${open.length}, ${planned.hash}`);
      await runPlanned(study, planned);
    }
    done = new Set([...done, ...open.map(({ hash }) => hash)]);
  }
}

async function openStudy(options: ReproduceOptions): Promise<Study> {
  const corpus = await resolveCorpus({
    report: say,
    progress: downloadProgress(),
    ...(options.corpus && { corpus: options.corpus }),
    ...(options.offline && { offline: true }),
  });
  return withOtherCorpus(studyOf(corpus, options), { ...(options.other && { other: options.other }) });
}

function prepareEnvironment({ out, fresh, other, offline }: ReproduceOptions): void {
  if (out) process.env["NER_OUT"] = out;
  if (fresh) process.env["NER_FRESH_SINCE"] = String(Date.now());
  if (other) process.env["NER_OTHER_CORPUS"] = other;
  if (offline) process.env["NER_OFFLINE"] = "1";
}

/** Numbers in prose follow the records where the published run is the manifest's; so do those of the corpus. */
function renewNumbers(dataset: Dataset): string[] {
  const book = openRecordBook();
  const { corpus, split } = book.manifest;
  if (corpus.sha256 !== dataset.corpus.sha256) return [];
  const ownSplit = split === dataset.split.name;
  if (ownSplit) writeFileAtomic(path.join(RESULTS_FOLDER, CORPUS_RECORD), `${stableJson(corpusRecord(dataset), 2)}\n`);
  return [...(ownSplit ? [CORPUS_RECORD] : []), ...updateNumbers(book)];
}

function publish({ workspace, dataset }: Study): void {
  const files = publishRun(workspace);
  const renewed = renewNumbers(dataset);
  say(`published ${files.length + renewed.length} files to notebooks/, figures/, results/ and README.md`);
}

async function run(options: ReproduceOptions): Promise<void> {
  prepareEnvironment(options);
  const study = await openStudy(options);
  if (options.dryRun) return showPlan(study, options);
  if (options.trials) return trainAll(study, options);
  const { corpus } = study.dataset;
  const { profile, only, fresh, offline, split } = options;
  const out = study.workspace.folder;
  await runNotebooks(
    { corpus, profile, split, seeds: study.seeds.length, out, only, fresh, offline },
    createReporter({ showOutputs: false }),
  );
  writeRunRecord(study.workspace);
  writeSummary(study, options.json === true);
  say(`executed notebooks, figures and records: ${path.relative(process.cwd(), out) || "."}`);
  if (options.publish) publish(study);
}

export function register(program: Command): void {
  const command = program
    .command("reproduce")
    .description("Run all notebooks in order and leave notebooks, figures, records and a summary in runs/.")
    .option("--publish", "also update the committed notebooks, figures and results")
    .option("--dry-run", "list what would be trained, with an estimate of its time; train nothing")
    .option("--trials", "train what the notebooks need, and run none of them")
    .option("--other <corpus>", "the second corpus, for what transfers: a path, or embedded-SENTENCES-SEED");
  addCommonOptions(command, "corpus", "split", "profile", "seeds", "only", "fresh", "offline", "out", "json").action(run);
}
