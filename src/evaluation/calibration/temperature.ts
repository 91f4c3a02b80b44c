import { DataError } from "../../errors";
import { forEachKnown } from "./proper-scores";
import type { TagMatrix } from "./tag-matrix";

/**
 * What a temperature may be fitted on: logits (or log-probabilities) and gold tag ids of the validation part. The part is
 * an argument so that a fit on the test part shows in the code that asks for it, and fails.
 */
export interface ValidationLogits {
  readonly part: "validation";
  readonly logits: TagMatrix;
  /** One id per token; −1 for a tag that the model does not know, which no temperature makes more probable: it is left out. */
  readonly gold: ArrayLike<number>;
}

export interface TemperatureFit {
  readonly temperature: number;
  /** Mean negative log-likelihood of the gold tags in nats, at temperature 1 and at the fitted one. */
  readonly before: number;
  readonly after: number;
  /** False where the best temperature lies outside `TEMPERATURE_RANGE`: all answers right, or worse than chance. */
  readonly inRange: boolean;
}

export const TEMPERATURE_RANGE = { lowest: 0.01, highest: 100 } as const;
const TOLERANCE = 1e-9;
const MOST_STEPS = 100;

/** Mean negative log-likelihood with its first and second derivative by b = 1/T. */
interface Curve {
  readonly loss: number;
  readonly slope: number;
  readonly curvature: number;
}

/**
 * A row's loss is log Σ exp(b zₖ) − b z_gold. Its slope is the mean of z under the tempered softmax less z_gold, its
 * curvature their variance, so the loss is convex in b.
 */
function curveAt(logits: TagMatrix, gold: ArrayLike<number>, b: number): Curve {
  const { values, tags } = logits;
  let [loss, slope, curvature, count] = [0, 0, 0, 0];
  forEachKnown(logits, gold, (from, id) => {
    let largest = values[from]!;
    for (let k = 1; k < tags; k++) if (values[from + k]! > largest) largest = values[from + k]!;
    let [total, first, second] = [0, 0, 0];
    for (let k = 0; k < tags; k++) {
      const z = values[from + k]! - largest;
      const weight = Math.exp(b * z);
      total += weight;
      first += weight * z;
      second += weight * z * z;
    }
    const mean = first / total;
    const goldLogit = values[from + id]! - largest;
    loss += Math.log(total) - b * goldLogit;
    slope += mean - goldLogit;
    curvature += second / total - mean * mean;
    count++;
  });
  if (count === 0) throw new DataError("There is no token with a known gold tag; give the validation part's distributions.");
  return { loss: loss / count, slope: slope / count, curvature: curvature / count };
}

/** Mean negative log-likelihood of the known gold tags at a temperature, in nats. Throws a DataError when there is none. */
export function negativeLogLikelihood(logits: TagMatrix, gold: ArrayLike<number>, temperature = 1): number {
  return curveAt(logits, gold, 1 / temperature).loss;
}

/** The b in (low, high) whose slope is 0, by Newton's steps; one that leaves the bracket is replaced by its geometric middle. */
function rootOfSlope(slopeAt: (b: number) => Curve, low: number, high: number): number {
  let b = 1;
  for (let step = 0; step < MOST_STEPS && high - low > TOLERANCE * b; step++) {
    const { slope, curvature } = slopeAt(b);
    if (slope === 0) return b;
    if (slope < 0) low = b;
    else high = b;
    const newton = b - slope / curvature;
    const next = newton > low && newton < high ? newton : Math.sqrt(low * high);
    if (Math.abs(next - b) <= TOLERANCE * b) return next;
    b = next;
  }
  return b;
}

/**
 * Temperature scaling (Guo and others, 2017): the one T with which softmax(logits / T) makes the validation part's gold tags
 * most probable. The loss is convex in 1/T and its minimum is found to a relative 1e-9. Answers never change, only
 * confidences do. Throws a DataError for any part but validation, and for no known gold tag.
 */
export function fitTemperatureOnValidation({ part, logits, gold }: ValidationLogits): TemperatureFit {
  if (part !== "validation") throw new DataError(`A temperature is fitted on the validation part only, not on "${String(part)}".`);
  const slopeAt = (b: number): Curve => curveAt(logits, gold, b);
  const [low, high] = [1 / TEMPERATURE_RANGE.highest, 1 / TEMPERATURE_RANGE.lowest];
  const tooLow = slopeAt(high).slope < 0;
  const tooHigh = slopeAt(low).slope > 0;
  const b = tooLow ? high : tooHigh ? low : rootOfSlope(slopeAt, low, high);
  return { temperature: 1 / b, before: slopeAt(1).loss, after: slopeAt(b).loss, inRange: !tooLow && !tooHigh };
}
