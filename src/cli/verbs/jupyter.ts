import type { Command } from "commander";
import { advisedError } from "../../files/atomic";
import { dataFolderOf, installKernelspec, removeKernelspec } from "../../notebooks/kernelspec";
import { installLabExtension, removeLabExtension } from "../../notebooks/labextension";

interface PrefixOptions {
  readonly prefix?: string;
}

const PREFIX_HELP = "below a folder such as a virtual environment instead of the user's own";

/** `jupyter install|remove`: the kernel with which JupyterLab runs the notebooks, and its view of their figures. */
export function register(program: Command): void {
  const jupyter = program.command("jupyter").description("Let JupyterLab run the notebooks, with this checkout as its kernel");
  jupyter.command("install")
    .description("Register the kernel and the view of figures.")
    .option("--prefix <folder>", PREFIX_HELP)
    .action((options: PrefixOptions) => {
      try {
        process.stderr.write(`registered the kernel in ${installKernelspec(options.prefix)}\n`);
        process.stderr.write(`registered the view of figures in ${installLabExtension(dataFolderOf(options.prefix))}\n`);
      } catch (error) {
        throw advisedError(error, "name another one (--prefix)");
      }
    });
  jupyter.command("remove")
    .description("Take both away.")
    .option("--prefix <folder>", PREFIX_HELP)
    .action((options: PrefixOptions) => {
      const folders = [removeKernelspec(options.prefix), removeLabExtension(dataFolderOf(options.prefix))];
      const removed = folders.filter((folder) => folder !== undefined);
      process.stderr.write(removed.length === 0 ? "nothing was registered\n" : removed.map((folder) => `removed ${folder}\n`).join(""));
    });
}
