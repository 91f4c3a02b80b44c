import { DataError } from "../../errors";

/** One number of a scrape. */
export interface Sample {
  readonly name: string;
  readonly labels: { readonly [label: string]: string };
  readonly value: number;
}

const LINE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})?\s+(\S+)(?:\s+-?\d+)?\s*$/;
const LABEL = /\s*([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"\s*(?:,|$)/y;
const ESCAPES: { readonly [escaped: string]: string } = { "\\n": "\n", "\\\\": "\\", '\\"': '"' };
const SPECIAL: { readonly [text: string]: number } = { "+inf": Infinity, inf: Infinity, "-inf": -Infinity, nan: NaN };

function unescaped(text: string): string {
  return text.replace(/\\./g, (escaped) => ESCAPES[escaped] ?? escaped);
}

function fail(line: number, text: string): never {
  throw new DataError(`Line ${line} of the metrics is in no form that Prometheus knows: ${JSON.stringify(text.slice(0, 80))}.`);
}

function parseLabels(text: string, line: number): { [label: string]: string } {
  const labels: { [label: string]: string } = Object.create(null);
  LABEL.lastIndex = 0;
  while (LABEL.lastIndex < text.length) {
    const match = LABEL.exec(text);
    if (!match) fail(line, text);
    labels[match[1]!] = unescaped(match[2]!);
  }
  return labels;
}

function parseValue(text: string, line: number): number {
  const special = SPECIAL[text.toLowerCase()];
  const value = special ?? Number(text);
  if (special === undefined && Number.isNaN(value)) fail(line, text);
  return value;
}

/**
 * Reads Prometheus' text exposition format 0.0.4: a sample a line, comments and blank lines aside; timestamps are dropped.
 * Throws a DataError that names the line.
 */
export function parseExposition(text: string): Sample[] {
  return text.split(/\r?\n/).flatMap((raw, i) => {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) return [];
    const match = LINE.exec(line);
    if (!match) fail(i + 1, line);
    return [{ name: match[1]!, labels: parseLabels(match[2] ?? "", i + 1), value: parseValue(match[3]!, i + 1) }];
  });
}
