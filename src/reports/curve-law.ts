import { fitWithJackknife } from "../evaluation/efficiency/jackknife-law";
import { fitPowerLaw, type Measurement, type PowerLaw } from "../evaluation/efficiency/power-law";
import { MODEL_TITLES, type ModelName } from "../models/options";
import { FLOOR_TITLES } from "./comparison";
import type { CurveSize, LearningCurve } from "./learning-curve-report";
import { strictScores } from "./model-report";
import { count, counted, listed, mean, percent, percentText, pointsText, rangeText } from "./percent";
import { endedByLimit } from "./training-ends";

type Row = { readonly [column: string]: string | number | null };
type Range = { readonly low: number; readonly high: number };

/** How the error 1 − F1 of one model falls with the number of training sentences. */
export interface CurveLaw {
  readonly model: ModelName;
  readonly law: PowerLaw;
  /** Sizes that the law was fitted to, the smallest first. */
  readonly sizes: readonly number[];
  /** What the error is multiplied by when the data double. */
  readonly doubling: number;
  readonly doublingRange: Range | null;
  /** Measured at the largest size. */
  readonly largest: { readonly sentences: number; readonly f1: number };
  /** What the law of the smaller sizes foretold for the largest; null for fewer than two smaller ones. */
  readonly foretold: number | null;
}

function f1At({ models }: CurveSize, model: ModelName): number | null {
  const found = models.find((each) => each.model === model);
  return found ? mean(strictScores(found.records)) : null;
}

/** Sizes with an F1 inside (0, 1): where nothing is found, or everything, no law of the error begins. */
function errorsOf({ sizes }: LearningCurve, model: ModelName): Measurement[] {
  return sizes.flatMap((size) => {
    const f1 = f1At(size, model);
    return f1 !== null && f1 > 0 && f1 < 1 ? [{ x: size.sentences, y: 1 - f1 }] : [];
  });
}

function foretoldAt(points: readonly Measurement[], x: number): number | null {
  const smaller = points.filter((point) => point.x < x);
  if (smaller.length < 2) return null;
  const { coefficient, exponent } = fitPowerLaw(smaller);
  return 1 - coefficient * x ** exponent;
}

/** The law of a model's error; null where fewer than two sizes have one. */
export function lawOf(curve: LearningCurve, model: ModelName): CurveLaw | null {
  const points = errorsOf(curve, model);
  if (points.length < 2) return null;
  const law = fitWithJackknife(points);
  const last = points[points.length - 1]!;
  return {
    model, law,
    sizes: points.map(({ x }) => x),
    doubling: 2 ** law.exponent,
    doublingRange: law.interval && { low: 2 ** law.interval.low, high: 2 ** law.interval.high },
    largest: { sentences: last.x, f1: 1 - last.y },
    foretold: foretoldAt(points, last.x),
  };
}

/** The laws of all models of the curves that have one. */
export function lawsOf(curve: LearningCurve): CurveLaw[] {
  const models = [...new Set(curve.sizes.flatMap((size) => size.models.map(({ model }) => model)))];
  return models.flatMap((model) => lawOf(curve, model) ?? []);
}

/** Points of F1 that another doubling would add to the largest size, if the law went on. */
function gainOf({ largest, doubling }: CurveLaw): number {
  return (1 - largest.f1) * (1 - doubling);
}

function gainRange({ largest, doublingRange }: CurveLaw): Range | null {
  return doublingRange && { low: (1 - largest.f1) * (1 - doublingRange.high), high: (1 - largest.f1) * (1 - doublingRange.low) };
}

function exponentText({ low, high }: Range): string {
  return [low, high].map((value) => value.toFixed(3).replace("-", "−")).join(" to ");
}

/** One row a model: the law, and what it says beyond the data. */
export function lawRows(laws: readonly CurveLaw[]): Row[] {
  return laws.map((found) => {
    const range = gainRange(found);
    return {
      system: MODEL_TITLES[found.model],
      "sizes fitted": found.sizes.length,
      exponent: found.law.exponent.toFixed(3).replace("-", "−"),
      "95 % interval": found.law.interval && exponentText(found.law.interval),
      "doubling multiplies the error by": found.doubling.toFixed(3),
      "largest size foretold from the others, F1 %": found.foretold === null ? null : percent(found.foretold),
      "measured there, F1 %": percent(found.largest.f1),
      "extrapolated: twice the data would bring (points)": percent(gainOf(found)),
      "extrapolated, 95 % interval": range && rangeText(range),
    };
  });
}

/** The curves as their figure takes them: the models with their laws, the look-up table without one. */
export function curveFigureData(curve: LearningCurve, laws: readonly CurveLaw[]) {
  const models = [...new Set(curve.sizes.flatMap((size) => size.models.map(({ model }) => model)))];
  const law = (model: ModelName) => {
    const found = laws.find((each) => each.model === model);
    return found ? { scale: found.law.coefficient, exponent: found.law.exponent, from: found.sizes[0]!, to: found.largest.sentences } : null;
  };
  const points = (model: ModelName) => curve.sizes.flatMap(({ sentences, models: own }) =>
    own.filter((each) => each.model === model).map(({ records }) => ({ sentences, seeds: strictScores(records) })));
  const lookUp = curve.sizes.map(({ sentences, lookUp: record }) => ({ sentences, seeds: strictScores([record]) }));
  return {
    systems: [...models.map((model) => ({ system: model, points: points(model), law: law(model) })), { system: "look-up", points: lookUp, law: null }],
    unknown: curve.sizes.map(({ sentences, unknown }) => ({ sentences, share: unknown.unknown })),
  };
}

function lawSentence(found: CurveLaw): string {
  const { model, law, sizes, doubling } = found;
  const from = `over ${counted(sizes.length, "size")} from ${count(sizes[0]!)} to ${count(sizes[sizes.length - 1]!)} sentences`;
  const exponent = law.exponent.toFixed(3).replace("-", "−");
  const fit = `The error 1 − F1 of ${MODEL_TITLES[model]} follows the size to the power ${exponent} ${from}: each doubling multiplies it ` +
    `by ${doubling.toFixed(3)}`;
  if (!law.interval) return `${fit}; two points fit any line, so nothing says how sure this is.`;
  const interval = `(95 % interval of the exponent ${exponentText(law.interval)}, jackknife over sizes)`;
  const sure = law.interval.high < 0 ? "" : ", which leaves open whether it falls at all";
  return `${fit} ${interval}${sure}.`;
}

function extrapolationSentence(found: CurveLaw): string {
  const range = gainRange(found);
  const gain = gainOf(found);
  const interval = range ? ` (${rangeText(range)})` : "";
  const change = gain < 0 ? `cost ${pointsText(-gain)}` : `bring ${pointsText(gain)}`;
  const said = `Extrapolated, not measured: if that law went on, twice the ${count(found.largest.sentences)} sentences would ${change} points of F1${interval}`;
  if (found.foretold === null) return `${said}.`;
  const miss = found.foretold - found.largest.f1;
  const check = `fitted to the smaller sizes alone, it foretells ${percentText(found.foretold)} for the largest, where ` +
    `${percentText(found.largest.f1)} was measured`;
  const verdict = Math.abs(miss) < 5e-5 ? "and hits it" : `${pointsText(Math.abs(miss))} points too ${miss > 0 ? "high" : "low"}`;
  return `${said}. How far to trust it: ${check}, ${verdict}.`;
}

/** Sizes that the law leaves out. */
function leftOutSentence({ sizes }: LearningCurve, found: CurveLaw): string[] {
  const left = sizes.map(({ sentences }) => sentences).filter((sentences) => !found.sizes.includes(sentences));
  return left.length === 0 ? [] : [`No part of that law, because nothing or everything was found there: ${listed(left.map(count))} sentences.`];
}

/** At which sizes the first model is above, below or level with a rival, by the verdicts. */
function rivalSentence({ sizes }: LearningCurve, rival: string, name: string): string[] {
  const found = sizes.flatMap(({ sentences, verdicts, models }) => {
    const at = [...models.slice(1).map(({ model }) => MODEL_TITLES[model]), FLOOR_TITLES["look-up"]].indexOf(rival);
    const outcome = verdicts?.[at]?.outcome;
    return outcome ? [{ sentences: count(sentences), outcome }] : [];
  });
  const against = rival === FLOOR_TITLES["look-up"] ? "the look-up table" : rival;
  const groups = (["better", "worse", "not distinguishable"] as const)
    .map((outcome) => ({ outcome, at: found.filter((each) => each.outcome === outcome).map(({ sentences }) => sentences) }))
    .filter(({ at }) => at.length > 0);
  if (groups.length === 0) return [];
  return [`Against ${against}, ${name} is ${groups.map(({ outcome, at }) => `${outcome} with ${listed(at)} training sentences`).join("; ")}.`];
}

function rivalNames({ sizes }: LearningCurve): string[] {
  const models = [...new Set(sizes.flatMap((size) => size.models.slice(1).map(({ model }) => MODEL_TITLES[model])))];
  return sizes.length === 0 ? [] : [...models, FLOOR_TITLES["look-up"]];
}

function unknownSentence({ sizes }: LearningCurve): string[] {
  const [first, last] = [sizes[0], sizes[sizes.length - 1]];
  if (!first || !last || first === last) return [];
  return [
    `With ${count(first.sentences)} training sentences ${percentText(first.unknown.unknown)} of the test part's tokens are unknown to ` +
      `the models, with ${count(last.sentences)} still ${percentText(last.unknown.unknown)}.`,
  ];
}

/** Sizes at which a seed of the first model used up its epochs and its patience was not at its end, so that the curve may be too low there. */
function limitSentence({ sizes }: LearningCurve, name: string): string[] {
  const limited = sizes.filter(({ models: [first] }) => first!.records.some(endedByLimit));
  if (limited.length === 0) return [];
  return [`${name} used all its epochs with ${listed(limited.map(({ sentences }) => count(sentences)))} sentences: more epochs might ` +
    "lift the curve there, and change the law."];
}

/** What the curves say, computed from their records. */
export function curveFindings(curve: LearningCurve): string[] {
  const first = curve.sizes[0]?.models[0];
  if (!first) return ["No sample of the training part could be trained on: there is no learning curve."];
  const name = MODEL_TITLES[first.model];
  const law = lawOf(curve, first.model);
  return [
    ...rivalNames(curve).flatMap((rival) => rivalSentence(curve, rival, name)),
    ...(law
      ? [lawSentence(law), ...leftOutSentence(curve, law), extrapolationSentence(law)]
      : [`${name} has an F1 between 0 and 1 at fewer than two sizes: no law can be fitted to its error.`]),
    ...limitSentence(curve, name),
    ...unknownSentence(curve),
  ];
}
