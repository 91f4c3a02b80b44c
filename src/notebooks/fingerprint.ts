import * as fs from "node:fs";
import * as path from "node:path";
import { DataError } from "../errors";
import { writeFileAtomic } from "../files/atomic";
import { sha256 } from "../files/hash";
import { stableJson } from "../files/stable-json";
import { PROJECT_ROOT, readCells, shownPath } from "./files";

/** When a notebook was run with what; by its name, such as `03-baseline`. */
export interface RunState {
  readonly [name: string]: { readonly fingerprint: string; readonly seconds: number };
}

function filesBelow(folder: string): string[] {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(file) : [file];
  }).sort();
}

/** One hash over all that the notebooks run on besides themselves: the sources and the locked packages. */
export function codeFingerprint(root: string = PROJECT_ROOT): string {
  const files = [...filesBelow(path.join(root, "src")), path.join(root, "package-lock.json")].filter((file) => fs.existsSync(file));
  return sha256(files.map((file) => `${path.relative(root, file)} ${sha256(fs.readFileSync(file))}`).join("\n"));
}

function codeOf(source: string): string[] {
  return readCells(source).filter((cell) => cell.kind === "code").map((cell) => cell.source);
}

/**
 * The fingerprint of each notebook of a folder: its own text, the code of those before it (a later notebook reads what earlier
 * ones leave behind), and everything else that its outputs depend on, as `basis` lists it.
 */
export function notebookFingerprints(sources: readonly string[], basis: object): Map<string, string> {
  const common = stableJson(basis);
  const earlier: string[][] = [];
  return new Map(sources.map((source) => {
    const fingerprint = sha256(stableJson([common, fs.readFileSync(source, "utf8"), earlier]));
    earlier.push(codeOf(source));
    return [source, fingerprint] as const;
  }));
}

/** Reads what earlier runs left; nothing when there were none. Throws a DataError when the file is damaged. */
/** Where a run keeps what its notebooks were made from. */
export function stateFile(out: string): string {
  return path.join(out, "notebooks", ".state.json");
}

export function readState(file: string): RunState {
  if (!fs.existsSync(file)) return {};
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")) as RunState;
  } catch (cause) {
    throw new DataError(`${shownPath(file)} is damaged; delete it, and the notebooks run anew.`, { cause });
  }
}

export function writeState(file: string, state: RunState): void {
  writeFileAtomic(file, `${stableJson(state, 2)}\n`);
}
