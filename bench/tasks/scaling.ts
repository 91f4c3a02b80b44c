import type { Job, Plan } from "../job";
import { trainingFlops } from "../flops";
import type { Row } from "../rows";
import { runRounds, type Contestant, type Sample } from "../rounds";
import type { Child } from "../child";
import type { Started } from "../session";
import { DIMENSIONS, TAGS, type Dimension, type ScalingPoint } from "../sizes";
import { logLogSlope, pairedRatios, spread, type Spread } from "../statistics";
import type { System } from "../systems";
import { randomWork } from "../works/random";
import { describeShape, shapeOf } from "../works/shape";
import type { NewWork } from "../peers/work";

/** A row of the scaling task: the time of an epoch at one value of one dimension, the others at their base. */
export type ScalingRow = Row & { readonly dimension: Dimension; readonly value: number; readonly secondsPerEpoch: Spread };

interface Line {
  readonly system: System;
  readonly dimension: Dimension;
  readonly points: readonly ScalingPoint[];
}

function pointsOf({ sizes: { scaling } }: Plan, dimension: Dimension): ScalingPoint[] {
  return scaling.values[dimension].map((value) => ({ ...scaling.base, [dimension]: value }));
}

function workOf({ sentences, length, units, vocabulary }: ScalingPoint, { sizes, options }: Plan): NewWork {
  const { batch } = sizes.scaling;
  const shape = { ...shapeOf("model2", vocabulary, TAGS), units: [units] };
  return randomWork({ model: "model2", shape, batch, length, batches: sentences / batch }, options.threads);
}

/** Matrix products beside Adam's pass over the embedding, in the same arbitrary unit as other tasks' costs. */
function costOf({ sentences, length, units, vocabulary }: ScalingPoint, { sizes }: Plan): number {
  const flops = (size: number) => trainingFlops({ ...shapeOf("model2", vocabulary, TAGS), units: [size] });
  return (sentences * length * flops(units)) / flops(100) + (sentences / sizes.scaling.batch) * vocabulary * 0.02;
}

function speedsOf(samples: readonly Sample[]): number[] {
  return samples.map(({ tokens, seconds }) => tokens / seconds);
}

/** One point's row; `all` holds the samples of the line's points. */
function rowOf(line: Line, at: number, plan: Plan, { ready }: Started, all: readonly (readonly Sample[])[]): ScalingRow {
  const { system, dimension, points } = line;
  const point = points[at]!;
  const speeds = all.map(speedsOf);
  const counts = `${point.sentences.toLocaleString("en-US")} sentences, length ${point.length}, units ${point.units}`;
  return {
    task: "scaling",
    system: system.name,
    shape: describeShape("model2", point.vocabulary, plan.sizes.scaling.batch, counts),
    tokensPerSecond: spread(speeds[at]!),
    ratio: { to: `${dimension} ${points[0]![dimension]}`, ...spread(pairedRatios(speeds[at]!, speeds[0]!)) },
    rounds: all[at]!.length,
    threads: ready.threads,
    peer: ready.system,
    dimension,
    value: point[dimension],
    secondsPerEpoch: spread(all[at]!.map(({ seconds }) => seconds)),
  };
}

function contestantOf({ system, dimension, points }: Line, at: number, child: Child, plan: Plan): Contestant {
  const name = `${system.name}, ${dimension} ${points[at]![dimension]}`;
  return { name, child, command: "train", cost: costOf(points[at]!, plan) * system.slowness };
}

/** All points of a line in every round; a line with a point that cannot be measured has no rows. */
async function race(line: Line, started: readonly Started[], plan: Plan): Promise<Row[]> {
  const { options, sizes, session } = plan;
  const contestants = started.map(({ child }, at) => contestantOf(line, at, child, plan));
  const { samples } = await runRounds(session, contestants, { rounds: options.rounds, rest: sizes.rest });
  const all = contestants.map((contestant) => samples.get(contestant) ?? []);
  if (all.some((list) => list.length < options.rounds)) return [];
  return all.map((_, at) => rowOf(line, at, plan, started[at]!, all));
}

async function runLine(line: Line, plan: Plan): Promise<Row[]> {
  const { session } = plan;
  const folders = line.points.map((point) => session.place(workOf(point, plan)));
  const tried = await Promise.all(folders.map((folder) => session.start(line.system, folder)));
  const started = tried.filter((one): one is Started => one !== undefined);
  const rows = started.length === tried.length ? await race(line, started, plan) : [];
  started.forEach(({ child }) => session.stop(child));
  folders.forEach((folder) => session.remove(folder));
  return rows;
}

/** How an epoch's time grows, for nerbook's own kernels, along each dimension. */
export function scalingJobs(plan: Plan): Job[] {
  const lineOf = (system: System) => (dimension: Dimension): Line => ({ system, dimension, points: pointsOf(plan, dimension) });
  const lines = plan.sizes.scaling.systems.flatMap((system) => DIMENSIONS.map(lineOf(system)));
  return lines.filter(({ points }) => points.length > 1).map((line) => ({
    cost: (plan.options.rounds + 1) * line.points.reduce((sum, point) => sum + costOf(point, plan), 0) * line.system.slowness,
    run: () => runLine(line, plan),
  }));
}

export interface Slope {
  readonly system: string;
  readonly dimension: Dimension;
  /** The exponent of the power law through the points. */
  readonly slope: number;
  readonly points: readonly { readonly value: number; readonly seconds: number }[];
}

export function isScalingRow(row: Row): row is ScalingRow {
  return row.task === "scaling";
}

function slopeOf(rows: readonly ScalingRow[], system: string, dimension: Dimension): Slope[] {
  const own = rows.filter((row) => row.system === system && row.dimension === dimension);
  if (own.length < 2) return [];
  const points = own.map(({ value, secondsPerEpoch }) => ({ value, seconds: secondsPerEpoch.median }));
  return [{ system, dimension, slope: logLogSlope(points.map(({ value, seconds }) => ({ x: value, y: seconds }))), points }];
}

/** The slopes of all lines that have at least two points. */
export function slopesOf(rows: readonly Row[]): Slope[] {
  const own = rows.filter(isScalingRow);
  const systems = [...new Set(own.map(({ system }) => system))];
  return systems.flatMap((system) => DIMENSIONS.flatMap((dimension) => slopeOf(own, system, dimension)));
}
