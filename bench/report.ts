import { shortCount } from "../src/figures/format";
import { formatTable } from "../src/terminal/table";
import { isProfileRow, type ProfileRow } from "./tasks/profile";
import { isScalingRow, slopesOf, type Slope } from "./tasks/scaling";
import type { Row } from "./rows";
import type { Spread } from "./statistics";
import type { Judgement } from "./targets";

const MOST_COLUMNS = 80;

/** A list with commas as lines of at most 80 columns. */
function wrapped(text: string): string[] {
  return text.split(", ").reduce<string[]>((lines, part) => {
    const last = lines.at(-1);
    if (last === undefined) return [part];
    const longer = `${last}, ${part}`;
    return longer.length < MOST_COLUMNS ? [...lines.slice(0, -1), longer] : [...lines.slice(0, -1), `${last},`, `  ${part}`];
  }, []);
}

function thousands(value: number): string {
  return `${Number((value / 1000).toPrecision(3))}k`;
}

function ratio(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

function range(show: (value: number) => string, { min, max }: Spread): string {
  return `${show(min)}–${show(max)}`;
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

function cells({ system, tokensPerSecond, ratio: to, sgemmShare, peakMebibytes }: Row): string[] {
  return [
    system,
    thousands(tokensPerSecond.median),
    range(thousands, tokensPerSecond),
    ratio(to.median),
    range(ratio, to),
    sgemmShare ? percent(sgemmShare.median) : "–",
    peakMebibytes === undefined ? "–" : String(peakMebibytes),
  ];
}

const COLUMNS = ["system", "tokens/s", "range", "ratio", "range", "sgemm", "MiB"];

/** Rows of one shape that are compared with one system. */
function groups(rows: readonly Row[]): Row[][] {
  const byHeat = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${row.shape}|${row.batches ?? "all"}`;
    byHeat.set(key, [...(byHeat.get(key) ?? []), row]);
  }
  return [...byHeat.values()];
}

function lossRemark(difference: number): string {
  const size = difference.toExponential(0);
  return difference === 0 ? "All losses are the same." : `Losses of the same step differ by at most ${size} of their size.`;
}

function drift(rows: readonly Row[]): string[] {
  const overAll = rows.flatMap(({ lossDifferenceOverAll }) => lossDifferenceOverAll ?? []);
  const size = Math.max(0, ...overAll).toExponential(0);
  return overAll.length > 1 ? [`Over all steps rounding grows: losses part by up to ${size} of their size.`] : [];
}

function tagRemark(different: number, tags: number): string {
  return different === 0 ? "All predicted tags are the same." : `At most ${different} of ${tags} predicted tags differ.`;
}

function remarks(rows: readonly Row[]): string[] {
  const reading = rows.filter(({ anotherFunction }) => anotherFunction);
  const losses = rows.filter((row) => !reading.includes(row)).flatMap(({ lossDifference }) => lossDifference ?? []);
  const different = rows.flatMap(({ differentTags }) => differentTags ?? []);
  return [
    ...reading.map(({ system }) => `${system} reads padding: it computes another function.`),
    ...(losses.length > 1 && losses.length === rows.length - reading.length ? [lossRemark(Math.max(...losses))] : []),
    ...drift(rows.filter((row) => !reading.includes(row))),
    ...(different.length > 1 ? [tagRemark(Math.max(...different), rows[0]!.tags!)] : []),
  ];
}

function raceTable(rows: readonly Row[]): string {
  const [first] = rows as [Row];
  const batches = first.batches === undefined ? "" : `, the first ${first.batches === 1 ? "batch" : `${first.batches} batches`}`;
  const title = [...wrapped(`${first.task}: ${first.shape}`), `ratios to ${first.ratio.to}${batches}`];
  return [...title, formatTable(COLUMNS, rows.map(cells)), ...remarks(rows)].join("\n");
}

/** The ends of a line; records have all its points. */
function ends(points: Slope["points"]): string {
  const shown = [points[0]!, points.at(-1)!].map(({ value, seconds }) => `${shortCount(value)}: ${Number(seconds.toPrecision(2))} s`);
  return shown.join(" … ");
}

function scalingTable(rows: readonly Row[]): string {
  const lines = slopesOf(rows).map(({ system, dimension, slope, points }) => [system, dimension, slope.toFixed(2), ends(points)]);
  const title = "scaling: how an epoch's time grows (slope of its logarithm)";
  return [title, formatTable(["system", "dimension", "slope", "from, to"], lines)].join("\n");
}

function profileTable({ system, shape, profile, threads }: ProfileRow): string {
  const rows = profile.map(({ name, milliseconds, share, gigaflopsPerSecond }) =>
    [name, milliseconds.toFixed(0), (100 * share).toFixed(1), gigaflopsPerSecond === null ? "–" : gigaflopsPerSecond.toFixed(1)]);
  const total = profile.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const title = `profile: ${system}, ${threads} ${threads === 1 ? "thread" : "threads"}, an epoch of ${(total / 1000).toFixed(2)} s`;
  return [title, ...wrapped(shape), formatTable(["instruction", "ms", "%", "GFLOP/s"], rows)].join("\n");
}

/** The tables of one task's rows, at most 80 columns wide. */
export function formatRows(rows: readonly Row[]): string {
  const scaling = rows.filter(isScalingRow);
  const profiles = rows.filter(isProfileRow);
  const races = rows.filter((row) => !isScalingRow(row) && !isProfileRow(row));
  const slopes = scaling.length > 0 ? [scalingTable(scaling)] : [];
  return [...groups(races).map(raceTable), ...slopes, ...profiles.map(profileTable)].join("\n\n");
}

/** The targets with what was measured. */
export function formatTargets(judgements: readonly Judgement[]): string {
  const rows = judgements.map(({ target, to, measured, verdict }) =>
    [`${target.title} : ${to}`, `≥ ${target.atLeast}`, ratio(measured.median), range(ratio, measured), verdict]);
  return formatTable(["target", "wanted", "median", "range", ""], rows);
}
