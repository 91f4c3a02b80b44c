import * as path from "node:path";
import { format } from "node:util";
import type { CellError } from "./events";
import { thrownError, typeErrors } from "./trace";
import { loadTslab } from "./tslab";
import type { Executor, RelativeImport, Tslab } from "./tslab";

/** How a cell ended: with the printed form of its last expression, if it has one, or with an error. */
export interface CellOutcome {
  readonly result?: string;
  readonly error?: CellError;
}

export interface Session {
  execute(code: string): Promise<CellOutcome>;
  readonly executor: Executor;
  /** The same code with its relative imports counted from the project's root; no position changes. */
  rebase(code: string): string;
}

/**
 * tslab resolves `./x` from its root alone, so `../src/x` written in `notebooks/` becomes `.//src/x`:
 * the doubled slash keeps every column of the line where its author sees it.
 */
function rebasedName(fileName: string, root: string, folder: string): string {
  const relative = path.relative(root, path.resolve(folder, fileName)).split(path.sep).join("/");
  const short = relative.startsWith(".") ? relative : `./${relative}`;
  return short.replace("/", "/".repeat(1 + Math.max(0, fileName.length - short.length)));
}

/** The code with each relative import named as tslab finds it. */
export function rebaseImports(code: string, imports: readonly RelativeImport[], root: string, folder: string): string {
  return [...imports].sort((a, b) => b.pos - a.pos).reduce((text, { fileName, pos }) => {
    const padded = rebasedName(fileName, root, folder);
    const start = text.indexOf(fileName, pos);
    return text.slice(0, start) + padded + text.slice(start + fileName.length);
  }, code);
}

/** A message about rebased code with the imports named as its author wrote them. */
export function asWritten(message: string, imports: readonly RelativeImport[], root: string, folder: string): string {
  return imports.reduce((text, { fileName }) => text.replaceAll(rebasedName(fileName, root, folder), fileName), message);
}

function createExecutor(tslab: Tslab, root: string, reports: unknown[][], results: string[]): Executor {
  const workingFolder = process.cwd();
  process.chdir(root);
  const converter = tslab.createConverter({ isJS: false, isBrowser: false });
  process.chdir(workingFolder);
  const converters = { node: converter, browser: converter, close: () => converter.close() };
  return tslab.createExecutor(root, converters, {
    log: (...values) => void results.push(format(...values)),
    error: (...values) => void reports.push(values),
  });
}

/** A running notebook: tslab's converter and executor with the project as their root. Imports start from `folder`. */
export function createSession(root: string, folder: string): Session {
  const tslab = loadTslab();
  const reports: unknown[][] = [];
  const results: string[] = [];
  const executor = createExecutor(tslab, root, reports, results);
  const rebase = (code: string) => rebaseImports(code, tslab.relativeImports(code), root, folder);
  const execute = async (code: string): Promise<CellOutcome> => {
    reports.length = 0;
    results.length = 0;
    if (await executor.execute(rebase(code))) return results.length > 0 ? { result: results.join("\n") } : {};
    const first = reports[0] ?? ["the cell failed without saying why"];
    const isTypeError = first.length === 5 && typeof first[0] === "string";
    if (isTypeError) {
      const imports = tslab.relativeImports(code);
      const named = (value: unknown) => (typeof value === "string" ? asWritten(value, imports, root, folder) : value);
      return { error: typeErrors(reports.map((report) => report.map(named))) };
    }
    return { error: thrownError(first[0], tslab.lastCompilation(), root) };
  };
  return { execute, executor, rebase };
}
