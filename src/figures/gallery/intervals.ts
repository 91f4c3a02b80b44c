import { createFigure, type Figure, type FigureOptions, type PlotlyTrace } from "../figure";
import { percent, percentText } from "../format";
import { rowAxis, rowLabel, rowNumbers, shareRange } from "../rows";
import { systemName, systemStyle } from "../systems";
import { axis, INK, layout } from "../theme";

/** A system's strict entity F1 in [0, 1]: its mean over the seeds, the interval of that, and each seed's own score. */
export interface SystemInterval {
  readonly system: string;
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly seeds: readonly { readonly seed: number; readonly f1: number }[];
}

/** A score without an interval of ours, and where it comes from: "published, other split". */
export interface ReferenceScore {
  readonly label: string;
  readonly source: string;
  readonly f1: number;
}

export interface IntervalsData {
  /** Confidence level in (0, 1). */
  readonly level: number;
  readonly systems: readonly SystemInterval[];
  readonly references: readonly ReferenceScore[];
}

const SEED_DROP = 0.27;
const REFERENCE_COLOR = "#6B6B6B";
const ROW_HEIGHT = 62;

function levelText(level: number): string {
  return `${Number(percent(level).toFixed(2))} %`;
}

/** Rows count from the top, systems first; the axis runs downward. */
function seedDots({ system, seeds }: SystemInterval, row: number): PlotlyTrace {
  const { color, symbol } = systemStyle(system);
  return {
    type: "scatter",
    mode: "markers",
    showlegend: false,
    x: seeds.map(({ f1 }) => percent(f1)),
    y: seeds.map(() => row + SEED_DROP),
    marker: { color, symbol, size: 9, opacity: 0.4 },
    customdata: seeds.map(({ seed }) => seed),
    hovertemplate: `${systemName(system)}, seed %{customdata}: %{x:.2f} %<extra></extra>`,
  };
}

function estimateDot({ system, estimate, low, high }: SystemInterval, row: number): PlotlyTrace {
  const { color, symbol } = systemStyle(system);
  return {
    type: "scatter",
    mode: "markers",
    showlegend: false,
    x: [percent(estimate)],
    y: [row],
    error_x: {
      type: "data", symmetric: false, array: [percent(high - estimate)], arrayminus: [percent(estimate - low)],
      color, thickness: 2.5, width: 7,
    },
    marker: { color, symbol, size: 12, line: { color: INK.paper, width: 1 } },
    hovertemplate: `${systemName(system)}: %{x:.2f} %, interval ${percentText(low, 2)} to ${percentText(high, 2)} %<extra></extra>`,
  };
}

function referenceDot({ label, source, f1 }: ReferenceScore, row: number): PlotlyTrace {
  return {
    type: "scatter",
    mode: "markers",
    showlegend: false,
    x: [percent(f1)],
    y: [row],
    marker: { color: REFERENCE_COLOR, symbol: "line-ns-open", size: 14, line: { color: REFERENCE_COLOR, width: 2.5 } },
    hovertemplate: `${label}, ${source}: %{x:.2f} %<extra></extra>`,
  };
}

function referenceLine({ f1 }: ReferenceScore, row: number): PlotlyTrace {
  return {
    type: "line", xref: "x", yref: "y", x0: percent(f1), x1: percent(f1), y0: -0.6, y1: row, layer: "below",
    line: { color: REFERENCE_COLOR, width: 1.5, dash: "dash" },
  };
}

function systemNumbers({ estimate, low, high }: SystemInterval, row: number): PlotlyTrace {
  return rowNumbers(row, `<b>${percentText(estimate, 2)}</b><br>${percentText(low, 2)} to ${percentText(high, 2)}`, INK.text);
}

function rowLabels({ systems, references }: IntervalsData): string[] {
  return [
    ...systems.map(({ system }) => `<b>${systemStyle(system).label}</b>`),
    ...references.map(({ label, source }) => rowLabel(label, source)),
  ];
}

function legendKeys(level: number): PlotlyTrace[] {
  const key = { type: "scatter", mode: "markers", x: [null], y: [null], hoverinfo: "skip" };
  const color = INK.muted;
  return [
    { ...key, name: `mean, ${levelText(level)} interval`, marker: { color, size: 12 } },
    { ...key, name: "one seed", marker: { color, size: 9, opacity: 0.4 } },
    { ...key, mode: "lines", name: "reference", line: { color: REFERENCE_COLOR, width: 1.5, dash: "dash" } },
  ];
}

function limits({ systems, references }: IntervalsData): [number, number] {
  const own = systems.flatMap(({ estimate, low, high, seeds }) => [estimate, low, high, ...seeds.map(({ f1 }) => f1)]);
  return shareRange([...own, ...references.map(({ f1 }) => f1)], 0.5);
}

function describe({ level, systems, references }: IntervalsData): string {
  const own = systems.map(({ system, estimate, low, high, seeds }) => {
    const count = `${seeds.length} seed${seeds.length === 1 ? "" : "s"}`;
    return `${systemName(system)} ${percentText(estimate, 2)} (${percentText(low, 2)} to ${percentText(high, 2)}; ${count})`;
  });
  const others = references.map(({ label, source, f1 }) => `${label.replace("<br>", " ")}, ${source}, ${percentText(f1, 2)}`);
  const against = others.length > 0 ? `; references without an interval: ${others.join("; ")}` : "";
  return `Strict entity F1 in %, mean of the seeds with its ${levelText(level)} interval: ${own.join(", ")}${against}.`;
}

/** Each system's strict entity F1 with its confidence interval, its seeds in pale, and references as lines through all rows. */
export function intervals(rows: IntervalsData, { caption }: FigureOptions = {}): Figure {
  const { systems, references, level } = rows;
  const below = <T>(draw: (reference: ReferenceScore, row: number) => T): T[] => references.map((one, i) => draw(one, systems.length + i));
  const count = systems.length + references.length;
  const data = [...systems.map(seedDots), ...systems.map(estimateDot), ...below(referenceDot), ...legendKeys(level)];
  return createFigure("intervals", describe(rows), data, layout({
    title: `Strict entity F1 with ${levelText(level)} intervals`,
    caption,
    legendLines: 1,
    height: 190 + ROW_HEIGHT * count,
    rightMargin: 118,
    xaxis: axis({ title: "Strict entity F1", unit: "%", range: limits(rows) }),
    yaxis: rowAxis(rowLabels(rows), { title: "System", unit: "one a row" }),
    shapes: below(referenceLine),
    annotations: [
      ...systems.map(systemNumbers),
      ...below(({ f1 }, row) => rowNumbers(row, `<b>${percentText(f1, 2)}</b>`, REFERENCE_COLOR)),
    ],
  }));
}
