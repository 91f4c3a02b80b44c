import * as ts from "typescript";
import { UsageError } from "../errors";
import { INJECTED_TAG, PARAMETERS_TAG } from "./cells";
import type { Cell } from "./cells";

export type ParameterValue = string | number | boolean | readonly number[];
export type Parameters = { readonly [name: string]: ParameterValue };

/** Opens the cell that a run adds. Who runs the notebook in JupyterLab gets these values as well, a whole study of hours at times. */
const INJECTED_COMMENT = "// Set by the run that these outputs are of. Delete this cell to work on the values above.";

interface Declared {
  readonly name: string;
  /** The type as it is written, or an empty text. */
  readonly type: string;
}

/** The variables that a parameters cell declares with `let`. */
export function declaredParameters(source: string): Declared[] {
  const file = ts.createSourceFile("parameters.ts", source, ts.ScriptTarget.Latest, true);
  return file.statements.filter(ts.isVariableStatement).flatMap((statement) =>
    (statement.declarationList.flags & ts.NodeFlags.Let) === 0 ? [] : statement.declarationList.declarations.map((declaration) =>
      ({ name: declaration.name.getText(file), type: declaration.type?.getText(file) ?? "" })));
}

/** The names a run of these cells may override. */
export function parameterNames(cells: readonly Cell[]): string[] {
  const cell = cells.find((candidate) => candidate.tags.includes(PARAMETERS_TAG));
  return cell ? declaredParameters(cell.source).map(({ name }) => name) : [];
}

function assignment(name: string, value: ParameterValue, declared: readonly Declared[], title: string): string {
  const found = declared.find((parameter) => parameter.name === name);
  if (!found) {
    const known = declared.map((parameter) => parameter.name).join(", ") || "none";
    throw new UsageError(`${title} has no parameter ${name}; its parameters: ${known}.`);
  }
  return `let ${name}${found.type ? `: ${found.type}` : ""} = ${JSON.stringify(value)};`;
}

/**
 * The cells with one more after the parameters cell that gives its variables these values (as papermill does).
 * Throws a UsageError for a name that the parameters cell does not declare.
 */
export function injectParameters<T extends Cell>(cells: readonly T[], values: Parameters, title: string): (T | Cell)[] {
  const names = Object.keys(values);
  if (names.length === 0) return [...cells];
  const at = cells.findIndex((cell) => cell.tags.includes(PARAMETERS_TAG));
  const declared = at < 0 ? [] : declaredParameters(cells[at]!.source);
  const source = [INJECTED_COMMENT, ...names.map((name) => assignment(name, values[name]!, declared, title))].join("\n");
  const injected: Cell = { kind: "code", source, tags: [INJECTED_TAG] };
  return [...cells.slice(0, at + 1), injected, ...cells.slice(at + 1)];
}
