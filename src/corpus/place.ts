const LONGEST_VALUE = 60;

/** A value as an error message shows it: in JSON's quotes, with control characters escaped, and never a page of it. */
export function shown(value: string): string {
  const quoted = JSON.stringify(value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value);
  // JSON leaves DEL and the C1 controls alone, which some terminals obey.
  return quoted.replace(/[\u007f-\u009f]/g, (control) => `\\u00${control.charCodeAt(0).toString(16)}`);
}

/** Where in a file something was met: `ner.csv, line 7, column Tag`. Lines count from 1. */
export function place(file: string, line: number, column?: string): string {
  return `${file}, line ${line}${column === undefined ? "" : `, column ${column}`}`;
}

/** A count with thousands separators, the same in every locale: `47,959`. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A count with its noun: `1 sentence`, `47,959 sentences`. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? "" : "s"}`;
}
