import { percent } from "./format";
import type { PlotlyTrace } from "./figure";
import { axis, INK, SIZE, type Axis, type AxisRequest } from "./theme";

/** The vertical axis of a figure with one thing a row, the first at the top. */
export function rowAxis(labels: readonly string[], request: AxisRequest): Axis {
  const places = labels.map((_, row) => row);
  return axis({ range: [labels.length - 0.4, -0.6], tickvals: places, ticktext: labels, showgrid: false, ...request });
}

/** The label of a row whose second line, in small print, says more of the first. */
export function rowLabel(name: string, more: string): string {
  return `${name}<br><span style="font-size:${SIZE.cell}px;color:${INK.muted}">${more}</span>`;
}

/** A row's numbers in a column right of the plot, whose right margin must hold them. */
export function rowNumbers(row: number, text: string, color?: string): PlotlyTrace {
  return {
    xref: "paper", x: 1, xanchor: "left", xshift: 8, y: row, yanchor: "middle", align: "left", showarrow: false,
    text, font: { size: SIZE.note, ...(color !== undefined && { color }) },
  };
}

/** The range, in per cent, of an axis that holds these shares in [0, 1] with room at either end; NaN has no place. */
export function shareRange(shares: readonly number[], leastRoom: number): [number, number] {
  const values = shares.filter(Number.isFinite).map(percent);
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const room = Math.max(leastRoom, (highest - lowest) * 0.06);
  return [Math.max(-2, lowest - room), Math.min(102, highest + room)];
}
