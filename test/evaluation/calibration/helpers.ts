import * as assert from "uvu/assert";
import { judgements, type Judgements, type TagMatrix, tagMatrix } from "../../../src/evaluation/calibration";
import type { RandomGenerator } from "../../../src/random/generator";

/** Equal numbers up to a tolerance. */
export function close(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-12): void {
  assert.is(actual.length, expected.length);
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(actual[i]! - expected[i]!);
    assert.ok(difference <= tolerance, `value ${i} is ${actual[i]!}, not ${expected[i]!}`);
  }
}

export function says(kind: new (message: string) => Error, message: RegExp): (error: unknown) => boolean {
  return (error) => error instanceof kind && message.test((error as Error).message);
}

/** Predictions that are right exactly as often as they promise, confidences between 0.5 and 1. */
export function calibratedJudgements(count: number, generator: RandomGenerator): Judgements {
  const confidences = Array.from({ length: count }, () => 0.5 + generator.uniform() / 2);
  return judgements(confidences, confidences.map((confidence) => generator.uniform() < confidence));
}

/** Logits uniform in [−3, 3] and gold tags drawn from their softmax: calibrated as they are. */
export function calibratedLogits(tokens: number, tags: number, generator: RandomGenerator): { logits: TagMatrix; gold: Int32Array } {
  const values = Float64Array.from({ length: tokens * tags }, () => 6 * generator.uniform() - 3);
  const row = (token: number): Float64Array => values.subarray(token * tags, (token + 1) * tags);
  const gold = Int32Array.from({ length: tokens }, (_, token) => draw(row(token), generator.uniform()));
  return { logits: tagMatrix(values, tags), gold };
}

function draw(logits: Float64Array, uniform: number): number {
  const weights = logits.map(Math.exp);
  let left = uniform * weights.reduce((sum, weight) => sum + weight, 0);
  const found = weights.findIndex((weight) => (left -= weight) < 0);
  return found < 0 ? logits.length - 1 : found;
}

export function scaled({ values, tags }: TagMatrix, factor: number): TagMatrix {
  return tagMatrix(Float64Array.from(values, (value) => factor * value), tags);
}
