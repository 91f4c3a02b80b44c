import { linksOf } from "../../docs/markdown";
import { STARTING_ITEMS } from "./starting-items";

interface Row {
  readonly item: string;
  readonly targets: readonly string[];
}

/** The rows of all tables of a page: their first cell, and where their links lead. */
function rowsOf(markdown: string): Row[] {
  return [...markdown.matchAll(/^\| ([^|]+?) \|(.*)$/gm)].map(([, item, rest]) => ({ item: item!, targets: linksOf(rest!).map(({ target }) => target) }));
}

export interface Coverage {
  readonly items: number;
  readonly covered: number;
  /** Items without a row, or with a row that leads to no section of guide or quick reference. */
  readonly missing: readonly string[];
}

/** How far the summary's table has a row with a link to a section for every item of the starting documents. */
export function coverageOf(summary: string): Coverage {
  const rows = new Map(rowsOf(summary).map((row) => [row.item, row]));
  const leads = (item: string) => (rows.get(item)?.targets ?? []).some((target) => /^(?:INTERVIEW_PREP_GUIDE|INTERVIEW_QUICK_REFERENCE)\.md#/.test(target));
  const items = Object.values(STARTING_ITEMS).flat();
  const missing = items.filter((item) => !leads(item));
  return { items: items.length, covered: items.length - missing.length, missing };
}
