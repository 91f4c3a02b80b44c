import type { Command } from "commander";
import { DataError } from "../../errors";
import { listNumbers, staleNumbers, updateNumbers } from "../../numbers/update";
import { openRecordBook } from "../../reports/record-book";

interface Options {
  readonly check?: boolean;
  readonly list?: string | true;
}

function show(word: string): void {
  const lines = listNumbers(openRecordBook(), word);
  process.stdout.write(lines.map((line) => `${line}\n`).join(""));
  if (lines.length === 0) process.stderr.write(`no number that can be quoted has "${word}" in its address or description\n`);
}

function run({ check, list }: Options): void {
  if (list !== undefined) return show(list === true ? "" : list);
  const book = openRecordBook();
  if (!check) {
    const changed = updateNumbers(book);
    process.stderr.write(changed.length > 0 ? `updated ${changed.join(", ")}\n` : "every page says what the records say\n");
    return;
  }
  const stale = staleNumbers(book);
  if (stale.length > 0) throw new DataError(`Stale numbers; run nerbook numbers: ${stale.join("; ")}.`);
  process.stderr.write("every page says what the records say\n");
}

export function register(program: Command): void {
  program
    .command("numbers")
    .description("Make every number that prose quotes say what its records say, and list them in results/numbers.md.")
    .option("--check", "change nothing; fail where a page says something else")
    .option("--list [word]", "change nothing; list the numbers that can be quoted, all or those with a word")
    .action(run);
}
