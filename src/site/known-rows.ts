import type { AnyRecord, TrialRecord } from "../experiments/record";
import { MODEL_TITLES } from "../models/options";
import { costRows, scoreRows } from "../reports/model-report";
import type { Summary } from "../reports/summary";
import { slugOf } from "./headings";
import { recordPage } from "./site-map";

type Value = string | number | null;

/** A row that tables show and records answer for: its columns, and the place in the site that says where it comes from. */
export interface KnownRow {
  readonly columns: { readonly [column: string]: Value };
  readonly place: string;
}

const FLOOR_TITLES: { readonly [floor: string]: string } = { "all-O": "All O", "look-up": "Look-up table" };

/** How tables call the system of a record. */
export function systemOf({ config }: AnyRecord): string {
  if ("model" in config) return MODEL_TITLES[config.model] ?? config.model;
  return FLOOR_TITLES[config.floor] ?? config.floor;
}

/** The place of a system among the records of the comparison. */
export function systemPlace(title: string): string {
  return `records.html#${slugOf(title)}`;
}

export function isTrial(record: AnyRecord): record is TrialRecord {
  return record.kind !== "search";
}

function recordRow(record: TrialRecord): KnownRow {
  const system = systemOf(record);
  const columns = { ...costRows([record])[0], ...scoreRows([{ system, record }])[0], model: system };
  return { columns, place: recordPage(record.hash) };
}

/** Rows of single records, those of the comparison first, then the comparison's own rows, each a system over its seeds. */
export function knownRows(records: readonly AnyRecord[], summary: Summary | undefined): KnownRow[] {
  const trials = records.filter(isTrial);
  const compared = new Set(summary?.records ?? []);
  const ordered = [...trials.filter(({ hash }) => compared.has(hash)), ...trials.filter(({ hash }) => !compared.has(hash))];
  const systems = (summary?.systems ?? []).map((columns) => ({ columns, place: systemPlace(String(columns["system"])) }));
  return [...ordered.map(recordRow), ...systems];
}
