/** Places labels beside the points of a scatter plot so that they cover neither points nor each other. */
export interface LabelRequest {
  /** The middle of the point, in pixels from the plot's left and top. */
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** The label's size in pixels. */
  readonly width: number;
  readonly height: number;
}

export type LabelSide = "right" | "left" | "below" | "above";

interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const SIDES: readonly LabelSide[] = ["right", "left", "below", "above"];
export const LABEL_GAP = 4;
/** Square pixels: decides between sides that cover the same. */
const EARLIER_IS_BETTER = 0.01;

function rectangle(middleX: number, middleY: number, width: number, height: number): Rectangle {
  return { left: middleX - width / 2, top: middleY - height / 2, right: middleX + width / 2, bottom: middleY + height / 2 };
}

function labelAt({ x, y, radius, width, height }: LabelRequest, side: LabelSide): Rectangle {
  const across = radius + LABEL_GAP + width / 2;
  const along = radius + LABEL_GAP + height / 2;
  if (side === "right") return rectangle(x + across, y, width, height);
  if (side === "left") return rectangle(x - across, y, width, height);
  return rectangle(x, side === "below" ? y + along : y - along, width, height);
}

function overlap(a: Rectangle, b: Rectangle): number {
  const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const along = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return across > 0 && along > 0 ? across * along : 0;
}

function outside(a: Rectangle, plot: Rectangle): number {
  return (a.right - a.left) * (a.bottom - a.top) - overlap(a, plot);
}

/**
 * The side of its point for each label, in the order given: the first of right, left, below and above that covers nothing,
 * or else the one that covers least. What leaves the plot (width × height pixels) counts as covered.
 */
export function placeLabels(requests: readonly LabelRequest[], width: number, height: number): LabelSide[] {
  const plot: Rectangle = { left: 0, top: 0, right: width, bottom: height };
  const points = requests.map(({ x, y, radius }) => rectangle(x, y, 2 * radius, 2 * radius));
  const placed: Rectangle[] = [];
  return requests.map((request, own) => {
    const obstacles = [...points.filter((_, i) => i !== own), ...placed];
    const costs = SIDES.map((side) => {
      const label = labelAt(request, side);
      return obstacles.reduce((total, obstacle) => total + overlap(label, obstacle), outside(label, plot));
    });
    const side = SIDES[costs.indexOf(Math.min(...costs))]!;
    placed.push(labelAt(request, side));
    return side;
  });
}

/** More labels than these are placed one by one. */
const MOST_TOGETHER = 7;

interface Placement {
  readonly cost: number;
  readonly sides: readonly LabelSide[];
}

/**
 * As `placeLabels`, but for the first `labels` requests at once: of all combinations of sides the one that covers least in all, so that
 * the first label does not take the place that a later one needs more. With many labels it is `placeLabels`.
 */
export function placeLabelsTogether(requests: readonly LabelRequest[], labels: number, width: number, height: number): LabelSide[] {
  if (labels > MOST_TOGETHER) return placeLabels(requests, width, height).slice(0, labels);
  const plot: Rectangle = { left: 0, top: 0, right: width, bottom: height };
  const points = requests.map(({ x, y, radius }) => rectangle(x, y, 2 * radius, 2 * radius));
  const options = requests.slice(0, labels).map((request, own) =>
    SIDES.map((side, preference) => {
      const label = labelAt(request, side);
      const covered = points.reduce((total, point, i) => total + (i === own ? 0 : overlap(label, point)), outside(label, plot));
      return { side, label, cost: covered + preference * EARLIER_IS_BETTER };
    }),
  );
  const search = (next: number, placed: readonly Rectangle[], so: Placement, best: Placement): Placement => {
    if (so.cost >= best.cost) return best;
    if (next === labels) return so;
    return options[next]!.reduce((found, { side, label, cost }) => {
      const together = placed.reduce((total, other) => total + overlap(label, other), so.cost + cost);
      return search(next + 1, [...placed, label], { cost: together, sides: [...so.sides, side] }, found);
    }, best);
  };
  return [...search(0, [], { cost: 0, sides: [] }, { cost: Infinity, sides: [] }).sides];
}
