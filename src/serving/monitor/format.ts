import { formatDuration } from "../../terminal/duration";
import { formatTable, type Cell } from "../../terminal/table";
import type { Snapshot, VersionState } from "./snapshot";

const VERSION_SHOWN = 8;

/** A decimal, but none of three digits and more. */
function short(value: number | null): Cell {
  return value === null ? null : value.toFixed(value < 100 ? 1 : 0);
}

function percentCell(share: number | null, digits = 1): Cell {
  return share === null ? null : `${(100 * share).toFixed(digits)} %`;
}

/** A model's name and as much of its version as tells versions apart. */
function nameOf({ model, version }: VersionState): string {
  return `${model} ${version.slice(0, VERSION_SHOWN)}`;
}

function trafficRow(state: VersionState): Cell[] {
  return [
    nameOf(state), short(state.requestsPerSecond), short(state.p50Milliseconds), short(state.p95Milliseconds), short(state.p99Milliseconds),
    percentCell(state.errorShare), percentCell(state.cacheHitShare), short(state.queueMilliseconds), short(state.batchSize),
  ];
}

/** The PSI of the feature that lies farthest off, one above its threshold before all others. */
function driftText({ drift }: VersionState): string | null {
  const [worst] = [...drift].sort((a, b) => Number(b.alarm) - Number(a.alarm) || b.psi - a.psi);
  return worst ? `${worst.psi.toFixed(3)} ${worst.feature}` : null;
}

function f1Text({ f1 }: VersionState): string | null {
  const percent = (share: number): string => (100 * share).toFixed(1);
  return f1 && `${percent(f1.estimate)} (${percent(f1.low)}-${percent(f1.high)})`;
}

function qualityRow(state: VersionState): Cell[] {
  return [nameOf(state), percentCell(state.confidence), percentCell(state.unknownShare), driftText(state), f1Text(state), state.alarms.length];
}

const TRAFFIC_HEADER = ["model", "req/s", "p50 ms", "p95 ms", "p99 ms", "errors", "cached", "wait", "batch"];
const QUALITY_HEADER = ["model", "confid.", "unknown", "drift (PSI)", "est. F1 (interval)", "alarms"];

function headLine({ seconds, requestsPerSecond, queueDepth }: Snapshot): string {
  const span = seconds === null ? "since it began" : `in ${seconds < 60 ? `${seconds.toFixed(1)} s` : formatDuration(seconds)}`;
  return `${requestsPerSecond === null ? "" : `${requestsPerSecond.toFixed(1)} requests/s `}${span}; queue ${queueDepth ?? "–"}`;
}

function strayLines({ refused, failed }: Snapshot): string[] {
  const told = [...(refused > 0 ? [`${refused} refused (4xx)`] : []), ...(failed > 0 ? [`${failed} failed (5xx)`] : [])];
  return told.length === 0 ? [] : [`before any model: ${told.join(", ")}`];
}

function alarmLines({ versions }: Snapshot): string[] {
  return versions.flatMap((state) => state.alarms.map((alarm) => `ALARM ${nameOf(state)}: ${alarm}`));
}

/** A snapshot as text of at most 80 columns for counts of usual size. */
export function formatSnapshot(snapshot: Snapshot): string {
  const { versions } = snapshot;
  if (versions.length === 0) return [headLine(snapshot), ...strayLines(snapshot), "no model has been asked yet"].join("\n");
  return [
    headLine(snapshot), ...strayLines(snapshot), "",
    formatTable(TRAFFIC_HEADER, versions.map(trafficRow)), "",
    formatTable(QUALITY_HEADER, versions.map(qualityRow)),
    ...alarmLines(snapshot),
  ].join("\n");
}
