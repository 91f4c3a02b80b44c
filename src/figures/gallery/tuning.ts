import { createFigure, type Figure, type FigureOptions, type PlotlyTrace } from "../figure";
import { percent, percentText } from "../format";
import { rowAxis, rowLabel, rowNumbers, shareRange } from "../rows";
import { systemName, systemStyle } from "../systems";
import { axis, INK, layout } from "../theme";

/** One state of a model: its strict entity F1 in [0, 1], mean of the seeds with its interval, and each seed's own. */
export interface TuningRow {
  readonly system: string;
  readonly tuned: boolean;
  readonly configuration: string;
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly seeds: readonly number[];
}

export interface TuningData {
  /** Confidence level in (0, 1). */
  readonly level: number;
  /** The states of a model one after the other. */
  readonly rows: readonly TuningRow[];
}

const SEED_DROP = 0.25;
const ROW_HEIGHT = 46;

function stateName({ system, tuned, configuration }: TuningRow): string {
  return `${systemName(system)} ${tuned ? `tuned (${configuration})` : configuration}`;
}

function estimateDot(row: TuningRow, place: number): PlotlyTrace {
  const { color, symbol } = systemStyle(row.system);
  const { estimate, low, high, tuned } = row;
  return {
    type: "scatter", mode: "markers", showlegend: false, x: [percent(estimate)], y: [place],
    error_x: {
      type: "data", symmetric: false, array: [percent(high - estimate)], arrayminus: [percent(estimate - low)], color, thickness: 2, width: 6,
    },
    marker: { color: tuned ? color : INK.paper, symbol, size: 12, line: { color, width: 2 } },
    hovertemplate: `${stateName(row)}: %{x:.2f} %<extra></extra>`,
  };
}

function seedDots({ system, seeds }: TuningRow, place: number): PlotlyTrace {
  const { color, symbol } = systemStyle(system);
  return {
    type: "scatter", mode: "markers", showlegend: false, x: seeds.map(percent), y: seeds.map(() => place + SEED_DROP),
    marker: { color, symbol, size: 7, opacity: 0.4 }, hoverinfo: "skip",
  };
}

function legendKeys(level: number): PlotlyTrace[] {
  const key = { type: "scatter", mode: "markers", x: [null], y: [null], hoverinfo: "skip" };
  const color = INK.muted;
  return [
    { ...key, name: "as it was", marker: { color: INK.paper, size: 11, line: { color, width: 2 } } },
    { ...key, name: "tuned", marker: { color, size: 11, line: { color, width: 2 } } },
    { ...key, mode: "lines", name: `${Number(percent(level).toFixed(2))} % interval`, line: { color, width: 2 } },
    { ...key, name: "one seed", marker: { color, size: 7, opacity: 0.4 } },
  ];
}

function limits(rows: readonly TuningRow[]): [number, number] {
  return shareRange(rows.flatMap(({ estimate, low, high, seeds }) => [estimate, low, high, ...seeds]), 0.3);
}

function stateLabel({ system, tuned, configuration }: TuningRow): string {
  return rowLabel(`<b>${systemName(system)}${tuned ? ", tuned" : ""}</b>`, configuration);
}

function numbersLabel({ estimate, low, high }: TuningRow, place: number): PlotlyTrace {
  return rowNumbers(place, `<b>${percentText(estimate, 2)}</b><br>${percentText(low, 2)} to ${percentText(high, 2)}`);
}

function describe({ level, rows }: TuningData): string {
  const parts = rows.map((row) => `${stateName(row)} ${percentText(row.estimate, 2)} (${percentText(row.low, 2)} to ${percentText(row.high, 2)})`);
  const measure = `Strict entity F1 in % on the test part with ${Number(percent(level).toFixed(2))} % intervals`;
  return `${measure}, each model as it was and tuned within one budget: ${parts.join(", ")}.`;
}

/** Each model as it was and tuned: strict F1 on the test part with its interval, its seeds in pale. */
export function tuning(given: TuningData, { caption }: FigureOptions = {}): Figure {
  const { rows, level } = given;
  const data = [...rows.map(seedDots), ...rows.map(estimateDot), ...legendKeys(level)];
  return createFigure("tuning", describe(given), data, layout({
    title: "Tuned within one budget",
    caption,
    legendLines: 1,
    height: 190 + ROW_HEIGHT * rows.length,
    rightMargin: 118,
    xaxis: axis({ title: "Strict entity F1, test part", unit: "%", range: limits(rows) }),
    yaxis: rowAxis(rows.map(stateLabel), { title: "Model", unit: "one state a row" }),
    annotations: rows.map(numbersLabel),
  }));
}
