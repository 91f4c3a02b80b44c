import { createFigure, type Figure, type FigureOptions, type PlotlyTrace } from "../figure";
import { count, percent, percentText } from "../format";
import { axis, INK, layout, seriesColor, seriesSymbol, SIZE } from "../theme";

/** How many windows raise an alarm when a share of the traffic is drifted; both in [0, 1]. */
export interface DetectionPoint {
  readonly dose: number;
  readonly alarmShare: number;
}

export interface DetectionLine {
  /** The kind of drift. */
  readonly title: string;
  /** By rising dose, from none on. */
  readonly points: readonly DetectionPoint[];
}

export interface DriftDetectionData {
  /** Sentences in a window. */
  readonly window: number;
  /** The share of windows without drift that may raise an alarm, in (0, 1). */
  readonly falseAlarmRate: number;
  readonly lines: readonly DetectionLine[];
}

function lineTrace({ title, points }: DetectionLine, index: number): PlotlyTrace {
  const color = seriesColor(index);
  return {
    type: "scatter", mode: "lines+markers", name: title, x: points.map(({ dose }) => percent(dose)), y: points.map(({ alarmShare }) => percent(alarmShare)),
    line: { color, width: 2 }, marker: { color, symbol: seriesSymbol(index), size: 10 }, cliponaxis: false,
    hovertemplate: `${title}, %{x} % of the traffic: %{y:.1f} % of the windows<extra></extra>`,
  };
}

function rateLine({ falseAlarmRate }: DriftDetectionData): PlotlyTrace {
  const y = percent(falseAlarmRate);
  return { type: "line", xref: "paper", x0: 0, x1: 1, y0: y, y1: y, line: { color: INK.muted, width: 1.5, dash: "dash" } };
}

function rateLabel({ falseAlarmRate }: DriftDetectionData): PlotlyTrace {
  return {
    xref: "paper", x: 1, xanchor: "right", y: percent(falseAlarmRate), yanchor: "bottom", yshift: 2, showarrow: false, bgcolor: INK.paper,
    text: `calibrated for ${percentText(falseAlarmRate)} % without drift`, font: { size: SIZE.note, color: INK.muted },
  };
}

function describe({ window, lines }: DriftDetectionData): string {
  const told = lines.map(({ title, points }) => {
    const shown = points.map(({ dose, alarmShare }) => `${percentText(alarmShare, 0)} at ${percentText(dose, 0)}`);
    return `${title}: ${shown.join(", ")}`;
  });
  return `Windows of ${count(window)} sentences that raise a drift alarm, in %, by the share of drifted traffic in %. ${told.join("; ")}.`;
}

/** How surely windows raise an alarm, by the share of the traffic that is drifted and by the kind of drift. */
export function driftDetection(data: DriftDetectionData, { caption }: FigureOptions = {}): Figure {
  return createFigure("drift-detection", describe(data), data.lines.map(lineTrace), layout({
    title: `Drift alarms, windows of ${count(data.window)} sentences`,
    caption,
    legendLines: Math.ceil(data.lines.length / 2),
    shapes: [rateLine(data)],
    annotations: [rateLabel(data)],
    xaxis: axis({ title: "Drifted sentences in the traffic", unit: "%", range: [-3, 103] }),
    yaxis: axis({ title: "Windows with an alarm", unit: "%", range: [-3, 103] }),
  }));
}
