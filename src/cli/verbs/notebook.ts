import type { Command } from "commander";
import { resolveCorpus } from "../../corpus/resolve";
import { DataError } from "../../errors";
import { profileNamed } from "../../experiments/profiles";
import { defaultWorkspace } from "../../experiments/workspace";
import { checkNotebook } from "../../notebooks/check";
import { notebookOf, notebookSources, shownPath } from "../../notebooks/files";
import { buildBeside, carryBack } from "../../notebooks/publish";
import { createReporter } from "../../notebooks/report";
import { runNotebooks } from "../../notebooks/run-all";
import { addCommonOptions } from "../options";
import type { CommonOptions } from "../options";

interface FolderOptions {
  readonly folder?: string;
}

const WHICH = "numbers or names such as 03; all when left out";

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

function sayChange(file: string, changed: boolean): void {
  say(`${shownPath(file)} ${changed ? "written" : "is up to date"}`);
}

function build(wanted: readonly string[], folder: string | undefined): void {
  for (const source of notebookSources(wanted, folder)) sayChange(notebookOf(source), buildBeside(source));
}

function back(wanted: readonly string[], folder: string | undefined): void {
  for (const source of notebookSources(wanted, folder)) sayChange(source, carryBack(source));
}

function check(wanted: readonly string[], folder: string | undefined): void {
  const sources = notebookSources(wanted, folder);
  const faults = sources.flatMap(checkNotebook);
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  if (faults.length > 0) throw new DataError(`${faults.length} fault${faults.length === 1 ? "" : "s"} in ${sources.length} notebooks.`);
  say(`${sources.length} notebooks agree with their .ipynb and keep the rules`);
}

async function run(wanted: readonly string[], options: CommonOptions & FolderOptions): Promise<void> {
  notebookSources(wanted, options.folder);
  const corpus = await resolveCorpus({ corpus: options.corpus, offline: options.offline, report: say });
  const out = options.out ?? defaultWorkspace(corpus.name, options.profile).folder;
  const { profile, split, fresh, offline, folder } = options;
  const seeds = options.seeds ?? profileNamed(profile).seeds;
  const reporter = createReporter({ showOutputs: true });
  const runs = await runNotebooks({ corpus, out, only: wanted, profile, split, seeds, fresh, offline, folder }, reporter);
  for (const { output } of runs) say(shownPath(output));
}

function addVerb(notebook: Command, name: string, description: string): Command {
  return notebook.command(name)
    .description(description)
    .argument("[notebooks...]", WHICH)
    .option("--folder <folder>", "where the notebooks are, if not in notebooks/");
}

/** `notebook build|run|check|back [NN…]`. */
export function register(program: Command): void {
  const notebook = program.command("notebook").description("Build, run and check the notebooks.");
  addVerb(notebook, "build", "write NN-name.ipynb from NN-name.ts; outputs stay while the code is the same")
    .action((wanted: string[], { folder }: FolderOptions) => build(wanted, folder));
  const runVerb = addVerb(notebook, "run", "run notebooks in order, each in a process of its own; what they print goes to standard output");
  addCommonOptions(runVerb, "corpus", "split", "profile", "seeds", "fresh", "out", "offline")
    .action((wanted: string[], options: CommonOptions & FolderOptions) => run(wanted, options));
  addVerb(notebook, "check", "check that each .ts and its .ipynb agree and that the notebooks keep their rules")
    .action((wanted: string[], { folder }: FolderOptions) => check(wanted, folder));
  addVerb(notebook, "back", "carry edits made in JupyterLab from NN-name.ipynb into NN-name.ts")
    .action((wanted: string[], { folder }: FolderOptions) => back(wanted, folder));
}
