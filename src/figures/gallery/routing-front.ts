import { createFigure, type Figure, type FigureOptions, type PlotlyTrace } from "../figure";
import { percent, percentText } from "../format";
import { LABEL_GAP, placeLabels, type LabelRequest, type LabelSide } from "../label-placement";
import { axis, INK, layout, logAxis, PALETTE, SIZE } from "../theme";

export type PolicyKind = "model" | "stated" | "best" | "cascade" | "oracle";

/** A way of routing; F1 and its interval in [0, 1], the cost in milliseconds of processor time a request. */
export interface PolicyPoint {
  readonly kind: PolicyKind;
  readonly title: string;
  readonly cost: number;
  readonly f1: number;
  readonly low: number;
  readonly high: number;
}

export interface RoutingData {
  /** Confidence level of the intervals, in (0, 1). */
  readonly level: number;
  /** The best mixtures of two models, cheapest first. */
  readonly front: readonly { readonly cost: number; readonly f1: number }[];
  readonly policies: readonly PolicyPoint[];
}

type Range = readonly [low: number, high: number];

const PLOT = { width: 690, height: 340 } as const;
const LABEL = { character: 6.6, line: 16, longest: 26 } as const;
const DIAMETER = 11;
/** Half the thickness of the front and of the ends of error bars, as labels keep clear of them. */
const DOT = 3;

const STYLES: { readonly [kind in PolicyKind]: { readonly name: string; readonly color: string; readonly symbol: string } } = {
  stated: { name: "stated shares", color: PALETTE.vermillion, symbol: "circle" },
  model: { name: "one model", color: PALETTE.blue, symbol: "square" },
  best: { name: "best mixture of that cost", color: PALETTE.green, symbol: "diamond" },
  cascade: { name: "cascade", color: PALETTE.purple, symbol: "triangle-up" },
  oracle: { name: "bound (gold tags known)", color: INK.muted, symbol: "star" },
};
const KINDS = Object.keys(STYLES) as PolicyKind[];

function widened(values: readonly number[], below: number, above: number, least: number): Range {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = Math.max(high - low, least);
  return [low - below * span, high + above * span];
}

function frontTrace(front: RoutingData["front"]): PlotlyTrace {
  return {
    type: "scatter", mode: "lines", name: "best mixture for the cost", x: front.map(({ cost }) => cost), y: front.map(({ f1 }) => percent(f1)),
    line: { color: PALETTE.black, width: 1.5, dash: "dot" }, hoverinfo: "skip",
  };
}

function marks(policies: readonly PolicyPoint[], kind: PolicyKind): PlotlyTrace[] {
  const own = policies.filter((policy) => policy.kind === kind);
  const { name, color, symbol } = STYLES[kind];
  if (own.length === 0) return [];
  return [{
    type: "scatter", mode: "markers", name, x: own.map(({ cost }) => cost), y: own.map(({ f1 }) => percent(f1)),
    error_y: {
      type: "data", symmetric: false, color, thickness: 1.5, width: 4,
      array: own.map(({ f1, high }) => percent(high - f1)), arrayminus: own.map(({ f1, low }) => percent(f1 - low)),
    },
    marker: { color, symbol, size: DIAMETER },
    text: own.map(({ title }) => title), hovertemplate: "%{text}: %{x:.3~g} ms, %{y:.2f} %<extra></extra>",
  }];
}

/** Titles at most so wide: broken at spaces. */
function linesOf(title: string): string[] {
  return title.split(" ").reduce<string[]>((lines, word) => {
    const last = lines[lines.length - 1];
    const fits = last !== undefined && last.length + word.length < LABEL.longest;
    return fits ? [...lines.slice(0, -1), `${last} ${word}`] : [...lines, word];
  }, []);
}

/** The legend names what there is one of; only the models share an entry and need their titles. */
function textOf({ kind, title, f1 }: PolicyPoint): string[] {
  const score = `${percentText(f1, 2)}\u00a0%`;
  return kind === "model" ? linesOf(`${title}: ${score}`) : [score];
}

function sidesOf({ policies, front }: RoutingData, xs: Range, ys: Range): LabelSide[] {
  const share = (value: number, [low, high]: Range): number => (value - low) / (high - low);
  const place = (cost: number, f1: number) => ({ x: PLOT.width * share(Math.log10(cost), xs), y: PLOT.height * (1 - share(percent(f1), ys)) });
  const labels = policies.map((policy): LabelRequest => {
    const lines = textOf(policy);
    const width = LABEL.character * Math.max(...lines.map((line) => line.length));
    return { ...place(policy.cost, policy.f1), radius: DIAMETER / 2, width, height: LABEL.line * lines.length };
  });
  const dot = (cost: number, f1: number): LabelRequest => ({ ...place(cost, f1), radius: DOT, width: 0, height: 0 });
  const ends = policies.flatMap(({ cost, low, high }) => [dot(cost, low), dot(cost, high)]);
  return placeLabels([...labels, ...ends, ...front.map(({ cost, f1 }) => dot(cost, f1))], PLOT.width, PLOT.height);
}

const ANCHORS: Readonly<Record<LabelSide, { xanchor: string; yanchor: string; align: string; x: number; y: number }>> = {
  right: { xanchor: "left", yanchor: "middle", align: "left", x: 1, y: 0 },
  left: { xanchor: "right", yanchor: "middle", align: "right", x: -1, y: 0 },
  below: { xanchor: "center", yanchor: "top", align: "center", x: 0, y: -1 },
  above: { xanchor: "center", yanchor: "bottom", align: "center", x: 0, y: 1 },
};

function labelOf(policy: PolicyPoint, side: LabelSide): PlotlyTrace {
  const { x, y, ...anchors } = ANCHORS[side];
  const distance = DIAMETER / 2 + LABEL_GAP;
  return {
    ...anchors, x: Math.log10(policy.cost), y: percent(policy.f1), xshift: x * distance, yshift: y * distance, showarrow: false,
    text: textOf(policy).join("<br>"), font: { size: SIZE.note, color: STYLES[policy.kind].color }, bgcolor: "rgba(255,255,255,0.8)",
  };
}

function describe({ policies, level }: RoutingData): string {
  const parts = policies.map(({ title, f1, cost }) => `${title}: ${percentText(f1, 2)} % at ${Number(cost.toPrecision(3))} ms`);
  return `Strict entity F1 (${percentText(level, 0)} % intervals) against processor time a request, on a logarithmic axis: ${parts.join("; ")}.`;
}

/** What policies of routing cost and bring, above or below the line of the best mixtures. Policies without a cost are left out. */
export function routingFront(data: RoutingData, { caption }: FigureOptions = {}): Figure {
  const drawn: RoutingData = { ...data, policies: data.policies.filter(({ cost }) => cost > 0), front: data.front.filter(({ cost }) => cost > 0) };
  const xs = widened([...drawn.policies, ...drawn.front].map(({ cost }) => Math.log10(cost)), 0.3, 0.25, 0.3);
  const ys = widened(drawn.policies.flatMap(({ low, high }) => [percent(low), percent(high)]), 0.2, 0.12, 0.5);
  const sides = sidesOf(drawn, xs, ys);
  return createFigure("routing-front", describe(drawn), [frontTrace(drawn.front), ...KINDS.flatMap((kind) => marks(drawn.policies, kind))], layout({
    title: "What routing costs and brings",
    caption,
    height: 520,
    legendLines: 2,
    xaxis: logAxis({ title: "Processor time a request, log scale", unit: "ms", dtick: xs[1] - xs[0] > 2 ? 1 : "D2", range: xs }),
    yaxis: axis({ title: "Strict entity F1", unit: "%", range: ys }),
    annotations: drawn.policies.map((policy, i) => labelOf(policy, sides[i]!)),
  }));
}
