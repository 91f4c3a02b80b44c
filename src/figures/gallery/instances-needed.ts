import { createFigure, type Figure, type FigureOptions, type PlotlyTrace } from "../figure";
import { percent, percentText } from "../format";
import { axis, layout, seriesColor, seriesSymbol } from "../theme";

export interface InstancesNeededLine {
  readonly title: string;
  /** Shares in [0, 1] of the requests that need no model; null instances where no number is enough. */
  readonly points: readonly { readonly share: number; readonly instances: number | null }[];
}

export interface InstancesNeededData {
  readonly lines: readonly InstancesNeededLine[];
}

function lineTrace({ title, points }: InstancesNeededLine, index: number): PlotlyTrace {
  const color = seriesColor(index);
  return {
    type: "scatter", mode: "lines+markers", name: title, x: points.map(({ share }) => percent(share)), y: points.map(({ instances }) => instances),
    line: { color, width: 2, dash: index % 2 === 0 ? "solid" : "dot" }, marker: { color, size: 9, symbol: seriesSymbol(index) }, cliponaxis: false,
    hovertemplate: `${title}, %{x} %: %{y:,} instances<extra></extra>`,
  };
}

function describe({ lines }: InstancesNeededData): string {
  const told = lines.map(({ title, points }) => {
    const shown = points.map(({ share, instances }) => `${instances ?? "none"} at ${percentText(share, 0)}`);
    return `${title}: ${shown.join(", ")}`;
  });
  return `Instances that hold the latency wanted, against the share of requests in % that are answered without the model. ${told.join("; ")}.`;
}

/** How many instances loads need at their peak, by the share of requests that something answers before the model. */
export function instancesNeeded(data: InstancesNeededData, { caption }: FigureOptions = {}): Figure {
  const largest = Math.max(1, ...data.lines.flatMap(({ points }) => points.map(({ instances }) => instances ?? 0)));
  return createFigure("instances-needed", describe(data), data.lines.map(lineTrace), layout({
    title: "Instances needed at the peak",
    caption,
    legendLines: data.lines.length,
    xaxis: axis({ title: "Answered without the model", unit: "% of requests", range: [-3, 103] }),
    yaxis: axis({ title: "Instances", unit: "count", range: [0, 1.1 * largest], tickformat: "d" }),
  }));
}
