import { createFigure, type Figure, type FigureOptions, type PlotlyTrace } from "../figure";
import { count } from "../format";
import { axis, INK, layout, PALETTE, SIZE } from "../theme";

export interface SoakMemoryData {
  /** Resident memory of the service. */
  readonly points: readonly { readonly seconds: number; readonly mebibytes: number }[];
  /** From so many seconds on. */
  readonly slope: { readonly mebibytesPerHour: number; readonly standardError: number; readonly from: number };
  /** Requests a second. */
  readonly rate: number;
}

const MINUTE = 60;
const HOUR = 3600;

function memoryTrace({ points }: SoakMemoryData): PlotlyTrace {
  return {
    type: "scatter", mode: "lines", x: points.map(({ seconds }) => seconds / MINUTE), y: points.map(({ mebibytes }) => mebibytes),
    line: { color: PALETTE.blue, width: 1.5 }, hovertemplate: "%{x:.1f} min: %{y:.0f} MiB<extra></extra>",
  };
}

/** The fitted line runs through the middle of the points that it was fitted to. */
function slopeTrace({ points, slope }: SoakMemoryData): PlotlyTrace {
  const fitted = points.filter(({ seconds }) => seconds >= slope.from);
  const middle = (pick: (point: (typeof points)[number]) => number) => fitted.reduce((sum, point) => sum + pick(point), 0) / fitted.length;
  const [seconds, mebibytes] = [middle((point) => point.seconds), middle((point) => point.mebibytes)];
  const ends = [slope.from, points.at(-1)?.seconds ?? slope.from];
  return {
    type: "scatter", mode: "lines", x: ends.map((end) => end / MINUTE), y: ends.map((end) => mebibytes + (slope.mebibytesPerHour * (end - seconds)) / HOUR),
    line: { color: PALETTE.vermillion, width: 2.5, dash: "dash" }, hoverinfo: "skip",
  };
}

function slopeText({ slope: { mebibytesPerHour, standardError, from } }: SoakMemoryData): string {
  const value = mebibytesPerHour < 0 ? `−${-mebibytesPerHour}` : `+${mebibytesPerHour}`;
  return `${value} ± ${standardError} MiB an hour from minute ${Number((from / MINUTE).toPrecision(2))} on`;
}

/** A service's resident memory while it is under one load for long, and how it grows once it has settled. */
export function soakMemory(data: SoakMemoryData, { caption }: FigureOptions = {}): Figure {
  const sizes = data.points.map(({ mebibytes }) => mebibytes);
  const highest = Math.max(1, ...sizes);
  const alt = `Resident memory in MiB against minutes under ${count(data.rate)} requests a second: between ${Math.round(Math.min(...sizes))} and ` +
    `${Math.round(highest)}, ${slopeText(data)}.`;
  return createFigure("soak-memory", alt, [memoryTrace(data), slopeTrace(data)], layout({
    title: `Memory under ${count(data.rate)} requests a second`,
    caption,
    annotations: [{
      xref: "paper", yref: "paper", x: 0.98, y: 0.06, xanchor: "right", yanchor: "bottom", showarrow: false, bgcolor: INK.paper,
      text: `<b>${slopeText(data)}</b>`, font: { size: SIZE.note, color: PALETTE.vermillion },
    }],
    xaxis: axis({ title: "Time under load", unit: "minutes", rangemode: "tozero" }),
    yaxis: axis({ title: "Resident memory", unit: "MiB", range: [0, 1.15 * highest] }),
  }));
}
