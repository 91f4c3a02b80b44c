import type { Task } from "./options";
import type { Ratio, Row } from "./rows";
import { LARGE_VOCABULARY, LENGTH } from "./sizes";
import type { Spread } from "./statistics";
import { ADDON, ONNX_RUNTIME, STOCK_TFJS, WASM, WASM_ONE_THREAD } from "./systems";
import { describeShape } from "./works/shape";

/** A speed that is wanted, as the median of paired ratios. */
export interface Target {
  readonly task: Task;
  readonly system: string;
  /** The beginning of the other system's name. */
  readonly to: string;
  readonly atLeast: number;
  /** The beginning of the shape. */
  readonly shape: string;
  readonly title: string;
}

export interface Judgement {
  readonly target: Target;
  readonly to: string;
  readonly measured: Spread;
  readonly verdict: "met" | "missed";
}

const STEP_SHAPE = describeShape("model2", LARGE_VOCABULARY, 32, `length ${LENGTH}`);

function target(task: Task, system: string, to: string, atLeast: number, shape: string, title: string): Target {
  return { task, system, to, atLeast, shape, title };
}

/** The epoch that is judged is Model 2's on GMB, in batches of 32 with all words of the corpus in its table. */
function isJudgedEpoch(row: Row): boolean {
  return ["batch 32", "gmb", "all words"].every((part) => row.shape.includes(part));
}

/** PyTorch as it comes, and with its memory tuned, which is the harder rival. */
const trainingTargets = ["PyTorch", "tuned PyTorch"].flatMap((rival) => [
  target("epoch", WASM.name, rival, 1, "Model 2", "epoch, WebAssembly"),
  target("step", WASM.name, rival, 1, STEP_SHAPE, "train step, WebAssembly"),
  target("epoch", ADDON.name, rival, 2, "Model 2", "epoch, native"),
  target("step", ADDON.name, rival, 2, STEP_SHAPE, "train step, native"),
]);

export const TARGETS: readonly Target[] = [
  ...trainingTargets,
  target("step", WASM.name, STOCK_TFJS.name, 20, STEP_SHAPE, "train step, WebAssembly"),
  target("step", WASM_ONE_THREAD.name, STOCK_TFJS.name, 20, STEP_SHAPE, "the same on one thread"),
  target("inference", WASM.name, ONNX_RUNTIME.name, 0.5, STEP_SHAPE, "inference, WebAssembly"),
  target("inference", ADDON.name, ONNX_RUNTIME.name, 1, STEP_SHAPE, "inference, native"),
];

function matches(row: Row, { task, system, shape }: Target): boolean {
  const sameShape = row.shape.startsWith(shape) && (task !== "epoch" || isJudgedEpoch(row));
  return row.task === task && row.system === system && sameShape;
}

/** The ratio to the fastest of the systems whose names begin so. */
function hardestRatio({ ratio, otherRatios = [] }: Row, to: string): Ratio | undefined {
  const rivals = [ratio, ...otherRatios].filter((other) => other.to.startsWith(to));
  return rivals.reduce<Ratio | undefined>((hardest, other) => (hardest && hardest.median <= other.median ? hardest : other), undefined);
}

function judged(wanted: Target, row: Row): Judgement[] {
  const found = hardestRatio(row, wanted.to);
  if (!found) return [];
  const { to, ...measured } = found;
  return [{ target: wanted, to, measured, verdict: measured.median >= wanted.atLeast ? "met" : "missed" }];
}

/** What these rows say of the targets; a target of which they hold no measurement is left out. */
export function judge(rows: readonly Row[], targets: readonly Target[] = TARGETS): Judgement[] {
  return targets.flatMap((wanted) => rows.filter((row) => matches(row, wanted)).flatMap((row) => judged(wanted, row)));
}
