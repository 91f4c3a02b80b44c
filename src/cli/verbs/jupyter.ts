import type { Command } from "commander";
import { installKernelspec, removeKernelspec } from "../../notebooks/kernelspec";

interface PrefixOptions {
  readonly prefix?: string;
}

const PREFIX_HELP = "below a folder such as a virtual environment instead of the user's own";

/** `jupyter install|remove`: the kernel with which JupyterLab runs the notebooks. */
export function register(program: Command): void {
  const jupyter = program.command("jupyter").description("Let JupyterLab run the notebooks, with this checkout as its kernel");
  jupyter.command("install")
    .description("Register the kernel.")
    .option("--prefix <folder>", PREFIX_HELP)
    .action((options: PrefixOptions) => {
      process.stderr.write(`registered the kernel in ${installKernelspec(options.prefix)}\n`);
    });
  jupyter.command("remove")
    .description("Take the kernel away.")
    .option("--prefix <folder>", PREFIX_HELP)
    .action((options: PrefixOptions) => {
      const folder = removeKernelspec(options.prefix);
      process.stderr.write(folder === undefined ? "no kernel was registered\n" : `removed ${folder}\n`);
    });
}
