import { categoricalLabels } from "../encoding";
import type { CurveGap } from "./label-curves-report";
import type { LabelBytes, LabelTiming } from "./label-cost-report";
import { gapText, lossGaps, type MeasuredLoss } from "./label-loss-report";
import type { EncodingPair, ProtocolRun } from "./label-protocol-report";
import { counted, listed, mean, percentText, pointsText, rangeText } from "./percent";

type Row = { readonly [column: string]: string | number | null };

/** One row a tag: its id, and the one-hot row that says the same. */
export function spellingRows(tags: readonly string[]): Row[] {
  return tags.map((tag, id) => ({ tag, "sparse: class id": id, "categorical: one-hot row": [...categoricalLabels([id], tags.length)].join(" ") }));
}

/** Rounding of 32-bit numbers of about 1, in sums of thousands of terms. */
const ROUNDING = 1e-5;

function gapPhrase(gap: number): string {
  if (gap === 0) return "to the last bit";
  return `but for ${gapText(gap)}${gap <= ROUNDING ? ", rounding of 32-bit numbers" : ""}`;
}

/** Of any number of measurements, each of both encodings on one set of weights. */
export function lossFindings(...measured: readonly (readonly MeasuredLoss[])[]): string[] {
  const gaps = measured.map(lossGaps);
  const [loss, gradient] = [Math.max(...gaps.map((gap) => gap.loss)), Math.max(...gaps.map((gap) => gap.gradient))];
  const kind = Math.max(loss, gradient) <= ROUNDING ? "Two spellings of one label" : "The two spellings differ by more than rounding";
  return [`${kind}: in this project's loss and in those of tf.layers, on the same weights and batch, the losses agree ` +
    `${gapPhrase(loss)}, and the gradients ${gapPhrase(gradient)}.`];
}

export function curveFindings(encoding: CurveGap, seed: CurveGap): string[] {
  const same = encoding.loss === 0 && encoding.f1 === 0 && encoding.weights === 0;
  const between = same
    ? "every epoch's loss, every validation F1 and all weights are the same to the last bit"
    : `epoch losses differ by at most ${gapText(encoding.loss)}, validation F1 by ${pointsText(encoding.f1)} points and weights by ` +
      `${gapText(encoding.weights)}`;
  return [`Trained from one seed with either encoding, ${between}; another seed moves validation F1 by up to ${pointsText(seed.f1)} points.`];
}

export function bytesFindings(bytes: readonly LabelBytes[], tags: number): string[] {
  const largest = bytes.at(-1)!;
  const mebibytes = (count: number) => `${(count / 2 ** 20).toPrecision(3)} MiB`;
  const ratios = [...new Set(bytes.map(({ sparse, categorical }) => Number((categorical / sparse).toFixed(2))))];
  return [`One-hot labels take ${listed(ratios.map(String))} times the memory of ids, with ${counted(tags, "tag")}: for the ` +
    `${largest.what}, ${mebibytes(largest.categorical)} against ${mebibytes(largest.sparse)}.`];
}

function timed(timings: readonly LabelTiming[], title: string): LabelTiming {
  return timings.find((timing) => timing.title === title)!;
}

function overlap(one: LabelTiming, other: LabelTiming): boolean {
  return one.quartiles[0] <= other.quartiles[1] && other.quartiles[0] <= one.quartiles[1];
}

export function timingFindings(timings: readonly LabelTiming[]): string[] {
  const [labels, oneHot] = [timed(timings, "labels, sparse"), timed(timings, "labels, categorical")];
  const [sparse, categorical] = [timed(timings, "step, sparse"), timed(timings, "step, categorical")];
  const text = (milliseconds: number) => `${milliseconds.toPrecision(3)} ms`;
  const steps = `a step took ${text(sparse.median)} with ids and ${text(categorical.median)} with one-hot rows`;
  const told = overlap(sparse, categorical)
    ? "the middle halves of the samples overlap, so that these measurements show no difference"
    : `${sparse.median < categorical.median ? "ids" : "one-hot rows"} were faster by more than the samples' middle halves are wide`;
  return [`On this machine, while this ran: making a batch's labels took ${text(labels.median)} as ids and ${text(oneHot.median)} as ` +
    `one-hot rows (medians); ${steps}; ${told}.`];
}

function holdsZero({ low, high }: EncodingPair["interval"]): boolean {
  return low <= 0 && high >= 0;
}

function wordsPhrase({ words, interval, reported }: EncodingPair): string {
  const numbers = `${pointsText(mean(words))} points (95 % interval ${rangeText(interval)})`;
  if (holdsZero(interval)) return `the same runs differ by ${numbers} on the words, which is not distinguishable from 0`;
  const reversed = mean(words) * mean(reported) < 0 ? ", in the other direction" : "";
  return `the same runs differ by ${numbers} on the words${reversed}`;
}

function paddedBaseline(swapped: readonly ProtocolRun[]): string {
  const baseline = swapped.find(({ arm }) => arm.model === "baseline");
  if (!baseline) return "";
  return ` Padded and counted in the same way, the Baseline too reports ${percentText(mean(baseline.reported))}, with ` +
    `${percentText(mean(baseline.words))} of the words right.`;
}

/** Whether the words could explain the difference as reported. */
function explains({ interval, reported }: EncodingPair): boolean {
  return Math.max(Math.abs(interval.low), Math.abs(interval.high)) >= Math.abs(mean(reported));
}

export function protocolFindings(pair: EncodingPair, swapped: readonly ProtocolRun[]): string[] {
  const [asReported, onWords] = [mean(pair.reported), mean(pair.words)];
  const side = asReported < 0 ? "below" : "above";
  const reported = `As reported, Model 2 with categorical labels stands ${pointsText(Math.abs(asReported))} points of accuracy ${side} ` +
    "Model 2 with sparse ones";
  const taken = `Counting nothing but words takes ${pointsText(asReported - onWords)} of these points away`;
  const verdict = explains(pair)
    ? "how much of the rest is padding's is not told by these runs"
    : "the reported difference is padding's and not the encoding's";
  return [`The one categorical run of the original was the one padded run. ${reported}; ${wordsPhrase(pair)}. ${taken}: ${verdict}.${paddedBaseline(swapped)}`];
}
