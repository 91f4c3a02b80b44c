import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { writeFileAtomic } from "../files/atomic";
import { stableJson } from "../files/stable-json";
import { userDataHome } from "../files/user-data";
import { PROJECT_ROOT } from "./files";
import { KERNEL_DISPLAY_NAME, KERNEL_NAME } from "./nbformat";

/** Jupyter's data folder of this user (https://docs.jupyter.org/en/stable/use/jupyter-directories.html). */
export function jupyterDataFolder(platform: string = process.platform, env: NodeJS.ProcessEnv = process.env, home = os.homedir()): string {
  if (env["JUPYTER_DATA_DIR"]) return env["JUPYTER_DATA_DIR"];
  if (platform === "darwin") return path.join(home, "Library", "Jupyter");
  return path.join(userDataHome(platform, env, home), "jupyter");
}

/** Where Jupyter is told of things: the user's data folder, or `share/jupyter` of a prefix such as a virtual environment. */
export function dataFolderOf(prefix?: string): string {
  return prefix === undefined ? jupyterDataFolder() : path.join(path.resolve(prefix), "share", "jupyter");
}

function kernelspecFolder(prefix?: string): string {
  return path.join(dataFolderOf(prefix), "kernels", KERNEL_NAME);
}

/** Tells Jupyter of the kernel of this checkout and returns the folder that was written; a second call overwrites it. */
export function installKernelspec(prefix?: string): string {
  const folder = kernelspecFolder(prefix);
  const spec = {
    argv: [process.execPath, path.join(PROJECT_ROOT, "bin", "nerbook-kernel.js"), "{connection_file}"],
    display_name: KERNEL_DISPLAY_NAME,
    language: "typescript",
    interrupt_mode: "signal",
  };
  writeFileAtomic(path.join(folder, "kernel.json"), `${stableJson(spec, 2)}\n`);
  return folder;
}

/** Takes the kernel away again. Returns its folder, or undefined when there was none. */
export function removeKernelspec(prefix?: string): string | undefined {
  const folder = kernelspecFolder(prefix);
  if (!fs.existsSync(folder)) return undefined;
  fs.rmSync(folder, { recursive: true });
  return folder;
}
