import { createFigure, type Figure, type FigureOptions, type PlotlyTrace } from "../figure";
import { axis, INK, layout, PALETTE, SEQUENTIAL, SIZE, type Axis } from "../theme";

/** One gate's values for a sentence: a row a unit, a column a token. */
export interface GateValues {
  /** "Forget gate f". */
  readonly name: string;
  /** A sigmoid's values lie in [0, 1], a tangent's in [−1, 1]. */
  readonly range: "sigmoid" | "tanh";
  readonly values: readonly (readonly number[])[];
}

export interface LstmGatesData {
  /** Which way the sentence is read. */
  readonly direction: "forward" | "backward";
  readonly tokens: readonly { readonly word: string; readonly tag: string }[];
  /** The rows of every gate: first the mean of all units, then single ones. */
  readonly rows: readonly string[];
  readonly gates: readonly GateValues[];
}

const ROW_HEIGHT = 17;
const TITLE_HEIGHT = 34;
/** White at zero, dark at both ends. */
const DIVERGING: readonly (readonly [number, string])[] = [[0, "#7A3000"], [0.25, PALETTE.vermillion], [0.5, "#FFFFFF"], [0.75, PALETTE.blue], [1, "#08306B"]];

function suffix(index: number): string {
  return index === 0 ? "" : String(index + 1);
}

/** Panels from the top down, each with room for its title. */
function domainOf(index: number, panels: number, rows: number): readonly [number, number] {
  const panel = ROW_HEIGHT * rows;
  const total = panels * (panel + TITLE_HEIGHT);
  const top = 1 - (index * (panel + TITLE_HEIGHT) + TITLE_HEIGHT) / total;
  return [Math.max(0, top - panel / total), top];
}

function colorbar(title: string, y: number): PlotlyTrace {
  const font = { size: SIZE.note };
  return { title: { text: title, side: "right", font }, thickness: 13, outlinewidth: 0, tickfont: font, len: 0.42, y, yanchor: "middle" };
}

function places(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

function heatmap({ values, range, name }: GateValues, index: number, { gates, tokens, rows }: LstmGatesData): PlotlyTrace {
  const first = gates.findIndex((gate) => gate.range === range) === index;
  const scale = range === "sigmoid"
    ? { zmin: 0, zmax: 1, colorscale: SEQUENTIAL, colorbar: colorbar("gate: 0 closed, 1 open", 0.76) }
    : { zmin: -1, zmax: 1, colorscale: DIVERGING, colorbar: colorbar("content (tanh)", 0.24) };
  return {
    type: "heatmap", z: values, x: places(tokens.length), y: places(rows.length), xaxis: "x", yaxis: `y${suffix(index)}`, xgap: 1, ygap: 1,
    showscale: first, ...scale, hovertemplate: `${name}, %{y}, token %{x}: %{z:.3f}<extra></extra>`,
  };
}

function titleOf({ name }: GateValues, index: number): PlotlyTrace {
  return {
    xref: "x domain", yref: `y${suffix(index)} domain`, x: 0, y: 1, xanchor: "left", yanchor: "bottom", text: `<b>${name}</b>`, showarrow: false,
    font: { size: SIZE.tick },
  };
}

function yAxes({ gates, rows }: LstmGatesData): Record<string, Axis> {
  const entries = gates.map((_, index) => [`yaxis${suffix(index)}`, axis({
    title: "Unit", unit: "number", domain: domainOf(index, gates.length, rows.length), anchor: "x", tickvals: places(rows.length), ticktext: rows,
    tickfont: { size: SIZE.cell }, range: [rows.length - 0.5, -0.5], showgrid: false,
  })] as const);
  return Object.fromEntries(entries);
}

function tokenText({ word, tag }: LstmGatesData["tokens"][number]): string {
  return tag === "O" ? word : `<b>${word}</b> ${tag}`;
}

/** The token at which the mean row of a gate is lowest or highest. */
function extreme({ tokens }: LstmGatesData, row: readonly number[], pick: (...values: number[]) => number): string {
  const at = row.indexOf(pick(...row));
  return `“${tokens[at]?.word ?? ""}”`;
}

function describe(given: LstmGatesData): string {
  const { direction, tokens, gates } = given;
  const parts = gates.filter(({ range }) => range === "sigmoid").map(({ name, values }) => {
    const mean = values[0] ?? [];
    return `${name.toLowerCase()} is on average lowest at ${extreme(given, mean, Math.min)} and highest at ${extreme(given, mean, Math.max)}`;
  });
  return `Heatmaps of the ${direction} LSTM's gates over the ${tokens.length} tokens of “${tokens.map(({ word }) => word).join(" ")}”, a ` +
    `row a unit: ${parts.join("; ")}.`;
}

/** What the gates of one direction do along a sentence: a panel a gate, a row a unit, the tokens below. */
export function lstmGates(given: LstmGatesData, { caption }: FigureOptions = {}): Figure {
  const { gates, tokens, rows, direction } = given;
  const data = gates.map((gate, index) => heatmap(gate, index, given));
  return createFigure("lstm-gates", describe(given), data, layout({
    title: `Gates along a sentence, read ${direction}`,
    caption,
    height: 170 + gates.length * (ROW_HEIGHT * rows.length + TITLE_HEIGHT),
    yaxis: axis({ title: "Unit", unit: "number" }),
    ...yAxes(given),
    xaxis: axis({
      title: "Token", unit: "in the order of the sentence", tickvals: places(tokens.length), ticktext: tokens.map(tokenText), tickangle: -45,
      anchor: `y${suffix(gates.length - 1)}`, range: [-0.5, tokens.length - 0.5], showgrid: false, linecolor: INK.axis,
    }),
    annotations: gates.map(titleOf),
  }));
}
