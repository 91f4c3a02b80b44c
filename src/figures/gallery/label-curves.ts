import { createFigure, type Figure, type FigureOptions, type PlotlyTrace } from "../figure";
import { percent, percentText } from "../format";
import { axis, layout, PALETTE } from "../theme";
import type { EpochRow } from "./learning-curves";

/** One training; the first two of a figure are to be laid over each other. */
export interface LabelCurve {
  readonly label: string;
  readonly history: readonly EpochRow[];
}

/** A wide pale line, an open marker on it, and a thin line apart: what coincides stays visible. */
const STYLES = [
  { line: { color: PALETTE.sky, width: 9 }, marker: { color: PALETTE.sky, size: 9, symbol: "circle" } },
  { line: { color: PALETTE.vermillion, width: 2 }, marker: { color: PALETTE.vermillion, size: 9, symbol: "circle-open", line: { width: 2 } } },
  { line: { color: PALETTE.black, width: 1.5, dash: "dot" }, marker: { color: PALETTE.black, size: 7, symbol: "diamond" } },
] as const;

function curve({ label, history }: LabelCurve, index: number, suffix: "" | "2", value: (row: EpochRow) => number): PlotlyTrace {
  return {
    type: "scatter",
    mode: "lines+markers",
    name: label,
    legendgroup: label,
    showlegend: suffix === "",
    xaxis: `x${suffix}`,
    yaxis: `y${suffix}`,
    x: history.map(({ epoch }) => epoch),
    y: history.map(value),
    ...STYLES[index % STYLES.length],
    hovertemplate: `${label}, epoch %{x}: %{y:.5~g}<extra></extra>`,
  };
}

function describe(curves: readonly LabelCurve[]): string {
  const ends = curves.flatMap(({ label, history }) => {
    const last = history.at(-1);
    return last ? [`${label} ends at a loss of ${last.trainLoss.toFixed(4)} and ${percentText(last.validationF1, 2)} %`] : [];
  });
  return `Training loss and validation strict F1 by epoch, a line per training: ${ends.join("; ")}.`;
}

/** Loss and validation strict F1 of trainings that differ in their labels' encoding, and of one from another seed. */
export function labelCurves(curves: readonly LabelCurve[], { caption }: FigureOptions = {}): Figure {
  const longest = Math.max(1, ...curves.flatMap(({ history }) => history.map(({ epoch }) => epoch)));
  // Plotly centers a line of zeros between −1 and 1, which no F1 can be.
  const nothingFound = curves.every(({ history }) => history.every(({ validationF1 }) => validationF1 === 0)) ? { range: [0, 1] } : {};
  const epochs = { title: "Epoch", unit: "passes over the data", range: [0.5, longest + 0.5], tickformat: "d", ...(longest <= 10 && { dtick: 1 }) };
  const data = [
    ...curves.map((one, i) => curve(one, i, "", (row) => row.trainLoss)),
    ...curves.map((one, i) => curve(one, i, "2", (row) => percent(row.validationF1))),
  ];
  return createFigure("label-curves", describe(curves), data, layout({
    title: "Two encodings of the same labels",
    caption,
    legendLines: 1,
    xaxis: axis({ ...epochs, domain: [0, 0.44] }),
    yaxis: axis({ title: "Training loss", unit: "nats per token", rangemode: "tozero" }),
    xaxis2: axis({ ...epochs, domain: [0.56, 1], anchor: "y2" }),
    yaxis2: axis({ title: "Validation strict entity F1", unit: "%", anchor: "x2", ...nothingFound }),
  }));
}
