import { createFigure, type Figure, type FigureOptions, type PlotlyTrace } from "../figure";
import { percent, percentText } from "../format";
import { systemName } from "../systems";
import { axis, layout, PALETTE, seriesColor, seriesSymbol } from "../theme";

export interface EpochRow {
  /** Counted from 1. */
  readonly epoch: number;
  /** The mean training loss per token, in nats. */
  readonly trainLoss: number;
  /** Strict entity F1 on the validation part, in [0, 1]. */
  readonly validationF1: number;
}

export interface LearningCurveData {
  readonly system: string;
  readonly runs: readonly LearningRun[];
}

export interface LearningRun {
  readonly seed: number;
  readonly history: readonly EpochRow[];
  /** The epoch whose weights training kept: the best on validation, of equal ones the first, but the last while none finds an entity. */
  readonly kept: number;
}

const LEGEND_ENTRIES_PER_LINE = 8;

function curve(run: LearningRun, index: number, suffix: "" | "2", value: (row: EpochRow) => number): PlotlyTrace {
  const color = seriesColor(index);
  return {
    type: "scatter",
    mode: "lines+markers",
    name: `seed ${run.seed}`,
    legendgroup: `seed ${run.seed}`,
    showlegend: suffix === "",
    xaxis: `x${suffix}`,
    yaxis: `y${suffix}`,
    x: run.history.map((row) => row.epoch),
    y: run.history.map(value),
    line: { color, width: 2 },
    marker: { color, size: 6, symbol: seriesSymbol(index) },
    hovertemplate: `seed ${run.seed}, epoch %{x}: %{y:.4~g}<extra></extra>`,
  };
}

function keptEpoch({ history, kept }: LearningRun): EpochRow | undefined {
  return history.find(({ epoch, validationF1 }) => epoch === kept && Number.isFinite(validationF1));
}

function keptRings(runs: readonly LearningRun[]): PlotlyTrace {
  const kept = runs.flatMap((run) => keptEpoch(run) ?? []);
  return {
    type: "scatter",
    mode: "markers",
    name: "epoch kept",
    xaxis: "x2",
    yaxis: "y2",
    x: kept.map((row) => row.epoch),
    y: kept.map((row) => percent(row.validationF1)),
    marker: { symbol: "circle-open", size: 12, color: PALETTE.black, line: { width: 1.5 } },
    cliponaxis: false,
    hoverinfo: "skip",
  };
}

function describe(system: string, runs: readonly LearningRun[]): string {
  const kept = runs.map((run) => {
    const row = keptEpoch(run);
    return row ? `seed ${run.seed} keeps epoch ${row.epoch} with ${percentText(row.validationF1)} %` : `seed ${run.seed} has no score`;
  });
  return `Training loss and validation strict entity F1 of ${systemName(system)} against the epoch, a line per seed; ${kept.join("; ")}.`;
}

/** Training loss beside validation strict entity F1, epoch by epoch, one line per seed. */
export function learningCurves({ system, runs }: LearningCurveData, { caption }: FigureOptions = {}): Figure {
  const longest = Math.max(1, ...runs.flatMap((run) => run.history.map((row) => row.epoch)));
  const everyEpoch = longest <= 10 ? { dtick: 1 } : {};
  // Plotly centers a line of zeros between −1 and 1, which no F1 can be.
  const nothingFound = runs.every((run) => run.history.every((row) => row.validationF1 === 0)) ? { range: [0, 1] } : {};
  const epochs = { title: "Epoch", unit: "passes over the data", range: [0.5, longest + 0.5], tickformat: "d", ...everyEpoch };
  const data = [
    ...runs.map((run, i) => curve(run, i, "", (row) => row.trainLoss)),
    ...runs.map((run, i) => curve(run, i, "2", (row) => percent(row.validationF1))),
    keptRings(runs),
  ];
  return createFigure("learning-curves", describe(system, runs), data, layout({
    title: `Learning curves: ${systemName(system)}`,
    caption,
    legendLines: Math.ceil((runs.length + 1) / LEGEND_ENTRIES_PER_LINE),
    xaxis: axis({ ...epochs, domain: [0, 0.44] }),
    yaxis: axis({ title: "Training loss", unit: "nats per token", rangemode: "tozero" }),
    xaxis2: axis({ ...epochs, domain: [0.56, 1], anchor: "y2" }),
    yaxis2: axis({ title: "Validation strict entity F1", unit: "%", anchor: "x2", ...nothingFound }),
  }));
}
