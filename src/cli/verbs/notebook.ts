import type { Command } from "commander";
import { resolveCorpus } from "../../corpus/resolve";
import { DataError } from "../../errors";
import { defaultWorkspace } from "../../experiments/workspace";
import { checkNotebook } from "../../notebooks/check";
import { notebookOf, notebookSources, shownPath } from "../../notebooks/files";
import { buildBeside, carryBack } from "../../notebooks/publish";
import { createReporter } from "../../notebooks/report";
import { runNotebooks } from "../../notebooks/run-all";
import { addCommonOptions } from "../options";
import type { CommonOptions } from "../options";

const WHICH = "numbers or names such as 03; all when left out";

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

function change(wanted: readonly string[], apply: (source: string) => boolean, target: (source: string) => string): void {
  for (const source of notebookSources(wanted)) {
    const changed = apply(source);
    say(`${shownPath(target(source))} ${changed ? "written" : "is up to date"}`);
  }
}

function check(wanted: readonly string[]): void {
  const sources = notebookSources(wanted);
  const faults = sources.flatMap(checkNotebook);
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  if (faults.length > 0) throw new DataError(`${faults.length} fault${faults.length === 1 ? "" : "s"} in ${sources.length} notebooks.`);
  say(`${sources.length} notebooks agree with their .ipynb and keep the rules`);
}

async function run(wanted: readonly string[], options: CommonOptions): Promise<void> {
  notebookSources(wanted);
  const corpus = await resolveCorpus({ corpus: options.corpus, offline: options.offline, report: say });
  const out = options.out ?? defaultWorkspace(corpus.name, options.profile).folder;
  const { profile, seeds, seed, fresh, offline } = options;
  const runs = await runNotebooks({ corpus, out, only: wanted, profile, seeds, seed, fresh, offline }, createReporter({ showOutputs: true }));
  for (const { output } of runs) say(shownPath(output));
}

/** `notebook build|run|check|back [NN…]`. */
export function register(program: Command): void {
  const notebook = program.command("notebook").description("build, run and check the notebooks");
  notebook.command("build")
    .description("write NN-name.ipynb from NN-name.ts; outputs stay while the code is the same")
    .argument("[notebooks...]", WHICH)
    .action((wanted: string[]) => change(wanted, buildBeside, notebookOf));
  addCommonOptions(notebook.command("run"), "corpus", "profile", "seeds", "seed", "fresh", "out", "offline")
    .description("run notebooks in order, each in a process of its own, without Python; what they print goes to standard output")
    .argument("[notebooks...]", WHICH)
    .action((wanted: string[], options: CommonOptions) => run(wanted, options));
  notebook.command("check")
    .description("check that each .ts and its .ipynb agree and that the notebooks keep their rules")
    .argument("[notebooks...]", WHICH)
    .action((wanted: string[]) => check(wanted));
  notebook.command("back")
    .description("carry edits made in JupyterLab from NN-name.ipynb into NN-name.ts")
    .argument("[notebooks...]", WHICH)
    .action((wanted: string[]) => change(wanted, carryBack, (source) => source));
}
