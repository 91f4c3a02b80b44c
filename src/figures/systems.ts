import { PALETTE } from "./theme";

/** How a tagger appears in every figure: one name, one color, one symbol. */
export interface SystemStyle {
  /** May hold a line break (`<br>`), so that it fits under a column. */
  readonly label: string;
  readonly color: string;
  readonly symbol: string;
}

const STYLES: Readonly<Record<string, SystemStyle>> = {
  "all-O": { label: "All O", color: "#9A9A9A", symbol: "line-ew-open" },
  "look-up": { label: "Look-up table", color: "#4D4D4D", symbol: "x" },
  "baseline": { label: "Baseline<br>as built", color: PALETTE.sky, symbol: "triangle-down" },
  "baseline-per-token": { label: "Baseline<br>(per token)", color: PALETTE.blue, symbol: "square" },
  "model2": { label: "Model 2", color: PALETTE.vermillion, symbol: "circle" },
  "advanced": { label: "Advanced", color: PALETTE.green, symbol: "diamond" },
};

/** The style of a system by its identifier; one without a style of its own keeps its identifier as its label. */
export function systemStyle(system: string): SystemStyle {
  return Object.hasOwn(STYLES, system) ? STYLES[system]! : { label: system, color: PALETTE.purple, symbol: "star" };
}

/** A system's name on one line, for sentences. */
export function systemName(system: string): string {
  return systemStyle(system).label.replace("<br>", " ");
}
