import { median } from "../../src/experiments/measure";
import { formatTable, type Cell } from "../../src/terminal/table";
import { errorCount, heldRate } from "./ladder";
import { phasesOf } from "./phases";
import type { FailoverRecord, FailoverRun, LoadRecord, PeersRecord, ServeRecord, ServeRow, SoakRecord } from "./records";
import type { ServeTarget } from "./targets";

/** The p95 in milliseconds up to which a rate counts as held. */
export const HELD_P95 = 23;
const MICROSECONDS = 1e6;
const MOST_COLUMNS = 80;

function short(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

function whole(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}

/** Processor microseconds a request; `requests` ran while so many seconds were spent. */
function perRequest(seconds: number | null, requests: number): string {
  return seconds === null ? "–" : ((MICROSECONDS * seconds) / requests).toFixed(0);
}

const STEP_COLUMNS = ["rate/s", "good/s", "p50", "p95", "p99", "max", "errors", "µs", "gen", "MiB", "flying", "λ·W"];

function stepCells({ rate, achieved, latency, errors, cpuSeconds, requests, residentMebibytes, little }: ServeRow): Cell[] {
  return [
    whole(rate), whole(achieved), short(latency.p50), short(latency.p95), short(latency.p99), short(latency.max), whole(errorCount(errors)),
    perRequest(cpuSeconds.server, requests), perRequest(cpuSeconds.generator, requests),
    residentMebibytes.server === null ? "–" : whole(residentMebibytes.server), short(little.sampled), short(little.computed),
  ];
}

/** Text as lines that fit. */
export function wrap(text: string, width = MOST_COLUMNS): string {
  const lines = text.split(" ").reduce<string[]>((done, word) => {
    const last = done.at(-1);
    return last === undefined || `${last} ${word}`.length > width ? [...done, word] : [...done.slice(0, -1), `${last} ${word}`];
  }, []);
  return lines.join("\n");
}

function titleOf({ scenario, system, instances, front, cache }: ServeRow): string {
  const behind = front === "none" ? "" : ` behind ${front}`;
  return `${scenario}: ${system}, ${instances} ${instances === 1 ? "instance" : "instances"}${behind}, cache ${cache ? "on" : "off"}`;
}

function remarks(rows: readonly ServeRow[]): string[] {
  const last = rows.at(-1)!;
  const hits = last.cacheHitShare === null ? [] : [`Of the sentences at the last rate, ${(100 * last.cacheHitShare).toFixed(0)} % came out of the cache.`];
  const ended = last.stopped === null ? [] : [wrap(`The ladder ended: ${last.stopped}.`)];
  const held = heldRate(rows, HELD_P95);
  return [...hits, ...ended, held === null ? `No rate was held at a p95 of ${HELD_P95} ms.` : `Held without error at a p95 of ${HELD_P95} ms: ${whole(held)}/s.`];
}

function slotTable(rows: readonly ServeRow[]): string[] {
  const slots = [...new Set(rows.flatMap((row) => Object.keys(row.slots)))];
  if (slots.length < 2) return [];
  const lines = rows.flatMap(({ rate, slots: own }) => slots.filter((slot) => own[slot]).map((slot) => {
    const { requests, latency } = own[slot]!;
    return [whole(rate), slot, whole(requests), short(latency.p50), short(latency.p95), short(latency.p99)];
  }));
  return ["by the model that answered", formatTable(["rate/s", "model", "requests", "p50", "p95", "p99"], lines)];
}

function scenarioTable(rows: readonly ServeRow[]): string {
  return [wrap(titleOf(rows[0]!)), formatTable(STEP_COLUMNS, rows.map(stepCells)), ...remarks(rows), ...slotTable(rows)].join("\n");
}

function grouped<T>(items: readonly T[], key: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return [...groups.values()];
}

/** The targets with what was measured, then why those that were missed were. */
export function formatServeTargets(targets: readonly ServeTarget[]): string {
  const rows = targets.map(({ title, rate, p95, measured, errors, verdict }) =>
    [title, whole(rate), `≤ ${p95}`, measured === null ? "–" : short(measured), errors === null ? "–" : whole(errors), verdict === "met" ? "met" : "MISSED"]);
  const reasons = targets.filter(({ why }) => why !== "").map(({ title, why }) => wrap(`${title}: ${why}.`));
  return [formatTable(["target", "rate/s", "p95 (ms)", "measured", "errors", ""], rows), ...reasons].join("\n");
}

function formatLoad({ rows }: LoadRecord): string {
  return grouped(rows, ({ scenario }) => scenario).map(scenarioTable).join("\n\n");
}

const SHOWN_RATES = 4;

function peerCells(rows: readonly ServeRow[], rates: readonly number[]): Cell[] {
  const byRound = grouped(rows, ({ round }) => String(round));
  const held = byRound.map((own) => heldRate(own, HELD_P95) ?? 0);
  const p95At = (rate: number) => rows.filter((row) => row.rate === rate && errorCount(row.errors) === 0).map(({ latency }) => latency.p95);
  const costs = rows.filter(({ rate, cpuSeconds }) => rate === rates[0] && cpuSeconds.server !== null).map(({ cpuSeconds, requests }) => (MICROSECONDS * cpuSeconds.server!) / requests);
  return [
    rows[0]!.system, whole(median(held)), `${whole(Math.min(...held))}–${whole(Math.max(...held))}`, costs.length === 0 ? "–" : median(costs).toFixed(0),
    ...rates.map((rate) => (p95At(rate).length === 0 ? "–" : short(median(p95At(rate))))),
  ];
}

function formatPeers({ rows }: PeersRecord): string {
  if (rows.length === 0) return "Nobody could take part.";
  const all = [...new Set(rows.map(({ rate }) => rate))].sort((a, b) => a - b);
  const rates = all.filter((_, i) => i % Math.ceil(all.length / SHOWN_RATES) === 0).slice(0, SHOWN_RATES);
  const header = ["system", "held/s", "range", "µs", ...rates.map((rate) => `${whole(rate)}/s`)];
  const lines = grouped(rows, ({ system }) => system).map((own) => peerCells(own, rates));
  const rounds = Math.max(...rows.map(({ round }) => round));
  const title = `${rows[0]!.scenario}: medians of ${rounds} ${rounds === 1 ? "round" : "rounds"}; held: p95 up to ${HELD_P95} ms; µs: processor a request at the lowest rate; then p95 at rates`;
  return [wrap(title), formatTable(header, lines)].join("\n");
}

function formatSoak({ rows, memory, slope }: SoakRecord): string {
  const [first, last] = [memory[0], memory.at(-1)];
  const grown = `Resident memory from ${slope.from} s on: ${slope.mebibytesPerHour >= 0 ? "+" : "−"}${Math.abs(slope.mebibytesPerHour)} ± ${slope.standardError} MiB an hour`;
  const ends = first && last ? ` (at first ${short(first.server)} MiB, at last ${short(last.server)})` : "";
  return [scenarioTable(rows), wrap(`${rows[0]!.seconds} s at one rate. ${grown}${ends}.`)].join("\n");
}

function failoverCells({ retries, rate, requests, errors, timeline }: FailoverRun): Cell[] {
  const kinds = Object.entries(errors).map(([kind, count]) => `${count} × ${kind}`).join(", ");
  return [retries ? "as deployed" : "no retries", whole(rate), whole(requests), whole(errorCount(errors)), short(Math.max(...timeline.map(({ max }) => max))), kinds === "" ? "none" : kinds];
}

function formatFailover({ runs }: FailoverRecord): string {
  if (runs.length === 0) return "It could not be tried.";
  const events = runs.map(({ retries, events: own }) => wrap(`${retries ? "As deployed" : "Without retries"}: ${own.map(({ seconds, what }) => `${seconds} s: ${what}`).join("; ")}.`));
  const phases = runs.map((run) => {
    const rows = phasesOf(run).map(({ what, from, due, failed, worstP95 }) => [what, from, whole(due), whole(failed), short(worstP95)]);
    return formatTable([run.retries ? "as deployed, after" : "no retries, after", "s", "due", "failed", "worst p95"], rows);
  });
  return [formatTable(["nginx", "rate/s", "requests", "failed", "max ms", "how"], runs.map(failoverCells)), ...phases, ...events].join("\n");
}

/** The tables of a record, at most 80 columns wide; times are milliseconds. */
export function formatServe(record: ServeRecord): string {
  if ("serviceTimes" in record) return formatLoad(record);
  if ("memory" in record) return formatSoak(record);
  if ("runs" in record) return formatFailover(record);
  return formatPeers(record);
}
