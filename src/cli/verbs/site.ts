import * as path from "node:path";
import type { Command } from "commander";
import { UsageError } from "../../errors";
import { NOTEBOOKS_FOLDER, PROJECT_ROOT, shownPath } from "../../notebooks/files";
import { addCommonOptions } from "../options";

interface SiteOptions {
  readonly out?: string;
  readonly notebooks?: string;
  readonly run?: string;
}

const HELP = `
The site opens from its folder by double-click, needs no network, and can be read
without JavaScript. Its folder (site/ by default) is replaced as a whole; a folder
that holds anything else is never touched.`;

function foldersOf({ notebooks, run }: SiteOptions): { readonly notebooks: string; readonly base: string } {
  if (notebooks !== undefined && run !== undefined) {
    throw new UsageError("--run already says where the notebooks are; leave out --notebooks.");
  }
  if (run !== undefined) return { base: path.resolve(run), notebooks: path.resolve(run, "notebooks") };
  return { base: PROJECT_ROOT, notebooks: notebooks === undefined ? NOTEBOOKS_FOLDER : path.resolve(notebooks) };
}

async function build(options: SiteOptions): Promise<void> {
  const out = path.resolve(options.out ?? path.join(PROJECT_ROOT, "site"));
  const folders = foldersOf(options);
  const { makeSite } = await import("../../site/make");
  const { notebooks, records } = await makeSite(folders, out);
  process.stderr.write(`${notebooks} notebooks and ${records} records: ${shownPath(path.join(out, "index.html"))}\n`);
}

/** `nerbook site`: a static site of all notebooks. */
export function register(program: Command): void {
  const command = program
    .command("site")
    .description("Build a static site of all notebooks and records.")
    .option("--notebooks <folder>", "the executed notebooks, if not those of notebooks/")
    .option("--run <folder>", "show a run, such as runs/gmb-full, instead of what is committed")
    .addHelpText("after", HELP);
  addCommonOptions(command, "out").action(build);
}
