import { formatTable } from "../terminal/table";
import { wrap } from "../terminal/wrap";
import { verdictCounts, type ClaimVerdict } from "./audit";
import type { Evidence } from "./evidence";

/** Columns of the table in characters: with the gaps between them 80. */
const WIDTHS = [18, 21, 21, 14] as const;
const COLUMNS = ["claim", "claimed", "measured", "verdict"];
const LINE = 80;
const INDENT = "  ";

/** A row as the lines that its longest cell takes. */
function linesOf({ id, claimed, measured, verdict }: ClaimVerdict): string[][] {
  const cells = [id, claimed, measured ?? "–", verdict].map((cell, column) => wrap(cell, WIDTHS[column]!));
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) => cells.map((lines) => lines[line] ?? ""));
}

/** Claims with one verdict for one reason, in the order of the first of each. */
function byCause(audited: readonly ClaimVerdict[]): ClaimVerdict[][] {
  const groups = new Map<string, ClaimVerdict[]>();
  for (const each of audited) {
    const key = `${each.verdict}: ${each.cause}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()];
}

function causeOf(group: readonly ClaimVerdict[]): string {
  const [{ verdict, cause }] = group as [ClaimVerdict];
  const heading = wrap(`${group.map(({ id }) => id).join(", ")}: ${verdict}`, LINE);
  return [...heading, ...wrap(cause, LINE - INDENT.length).map((line) => `${INDENT}${line}`)].join("\n");
}

/** The verdicts for a terminal of 80 columns: a table, then why, then how many of each. */
export function formatAudit(audited: readonly ClaimVerdict[], { corpus, profile, split }: Evidence): string {
  const counts = verdictCounts(audited).map(({ verdict, claims }) => `${claims} ${verdict}`).join(", ");
  return [
    wrap(`${audited.length} claims, judged by the records of ${corpus} (${profile} profile, ${split} split): ${counts}.`, LINE).join("\n"),
    formatTable(COLUMNS, audited.flatMap(linesOf)),
    "Why:",
    byCause(audited).map(causeOf).join("\n"),
  ].join("\n\n");
}
