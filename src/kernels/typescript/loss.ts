import type { Arguments } from "../instructions";
import { rowAt, type Floats, type Memory } from "./memory";

interface Softmax {
  readonly probabilities: Float64Array;
  /** ln Σ e^logit */
  readonly logSum: number;
}

/** The largest logit is taken out of every exponent, so that none overflows. */
function softmax(logits: Floats): Softmax {
  const largest = Math.max(...logits);
  const exponentials = Float64Array.from(logits, (logit) => Math.exp(logit - largest));
  const sum = exponentials.reduce((a, b) => a + b);
  return { probabilities: exponentials.map((value) => value / sum), logSum: largest + Math.log(sum) };
}

export function softmaxLoss({ floats, integers }: Memory, given: Arguments<"softmaxLoss">): void {
  const { logits, rows, tags, labels, weights, share, losses } = given;
  for (let r = 0; r < rows; r++) {
    const row = rowAt(floats, logits, tags, r, tags);
    const label = integers[labels + r]!;
    const weight = floats[weights + r]! * share;
    const { probabilities, logSum } = softmax(row);
    floats[losses + r] = (logSum - row[label]!) * weight;
    probabilities.forEach((probability, tag) => (row[tag] = (probability - (tag === label ? 1 : 0)) * weight));
  }
}

export function sum({ floats }: Memory, { source, count, target }: Arguments<"sum">): void {
  let total = 0;
  for (let i = 0; i < count; i++) total += floats[source + i]!;
  floats[target] = total;
}

export function bestTag({ floats, integers }: Memory, { logits, rows, tags, best, confidences }: Arguments<"bestTag">): void {
  for (let r = 0; r < rows; r++) {
    const row = rowAt(floats, logits, tags, r, tags);
    let winner = 0;
    row.forEach((logit, tag) => (winner = logit > row[winner]! ? tag : winner));
    integers[best + r] = winner;
    floats[confidences + r] = softmax(row).probabilities[winner]!;
  }
}
