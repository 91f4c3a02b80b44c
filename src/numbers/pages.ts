import * as fs from "node:fs";
import * as path from "node:path";
import { PROJECT_ROOT } from "../experiments/workspace";

const FOLDERS = [".", "notebooks", "results", "figures", "data", "bench", "interview"];
/** Made from records by a program of its own. */
const MADE = new Set(["results/numbers.md"]);

/** The pages and notebook sources whose numbers are kept true, from the project's root. */
export function pagesWithNumbers(root: string = PROJECT_ROOT): string[] {
  return FOLDERS.filter((folder) => fs.existsSync(path.join(root, folder))).flatMap((folder) =>
    fs
      .readdirSync(path.join(root, folder))
      .filter((name) => name.endsWith(".md") || (folder === "notebooks" && /^\d\d-.*\.ts$/.test(name)))
      .sort()
      .map((name) => path.posix.join(folder, name))
      .filter((file) => !MADE.has(file)),
  );
}
