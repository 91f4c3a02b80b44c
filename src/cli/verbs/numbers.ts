import type { Command } from "commander";
import { DataError } from "../../errors";
import { staleNumbers, updateNumbers } from "../../numbers/update";
import { openRecordBook } from "../../reports/record-book";

function run({ check }: { readonly check?: boolean }): void {
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
    .action(run);
}
