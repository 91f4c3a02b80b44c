import { loadCurve, type LoadLine } from "../../src/figures/gallery/load-curve";
import { soakMemory } from "../../src/figures/gallery/soak-memory";
import { saveFigure } from "../../src/figures/save";
import type { LoadRecord, ServeRecord, ServeRow, SoakRecord } from "./records";
import { TARGETS } from "./targets";

export const SERVE_FIGURES = { load: "bench-serve-load", soak: "bench-serve-soak" } as const;

export function captionOf({ environment: { cpu, date }, sentences }: ServeRecord, quick: boolean): string {
  return `${quick ? "quick: sizes that mean nothing · " : ""}sentences of ${sentences.corpus} · ${cpu}, load generator included · ${date.slice(0, 10)}`;
}

function lineOf(title: string, rows: readonly ServeRow[]): LoadLine {
  return {
    title,
    points: rows.map(({ rate, latency, stopped }) => ({ rate, p50: latency.p50, p95: latency.p95, p99: latency.p99, saturated: stopped !== null })),
  };
}

/** A line a scenario. */
export function loadLines(rows: readonly ServeRow[]): LoadLine[] {
  return [...new Set(rows.map(({ scenario }) => scenario))].map((name) => lineOf(name, rows.filter(({ scenario }) => scenario === name)));
}

async function drawLoad(record: LoadRecord, folder: string, quick: boolean): Promise<void> {
  const [{ rate, p95, title }] = TARGETS as readonly [(typeof TARGETS)[number]];
  const { spec } = loadCurve({ lines: loadLines(record.rows), target: { rate, p95, title } }, { caption: captionOf(record, quick) });
  await saveFigure(SERVE_FIGURES.load, spec, folder);
}

async function drawSoak(record: SoakRecord, folder: string, quick: boolean): Promise<void> {
  const points = record.memory.map(({ seconds, server }) => ({ seconds, mebibytes: server }));
  const { spec } = soakMemory({ points, slope: record.slope, rate: record.rows[0]!.rate }, { caption: captionOf(record, quick) });
  await saveFigure(SERVE_FIGURES.soak, spec, folder);
}

/** The figure of a record, where it has one. */
export async function drawServe(record: ServeRecord, folder: string, quick: boolean): Promise<void> {
  if ("serviceTimes" in record && record.rows.length > 0) await drawLoad(record, folder, quick);
  if ("memory" in record && record.memory.length > 1) await drawSoak(record, folder, quick);
}
