import {
  evaluateCalibration, type CalibrationAt, type CalibrationEvaluation, type CalibrationScores, type ConfidenceRule,
} from "../evaluation/calibration";
import type { ModelDistributions } from "./distributions";
import { count, percent, percentText } from "./percent";

type Row = { readonly [column: string]: string | number | null };

/** Calibration with each way of giving an entity a confidence; tokens are the same in all of them. */
export type Calibration = { readonly [rule in ConfidenceRule]: CalibrationEvaluation };

export function calibrationOf({ validation, test }: Pick<ModelDistributions, "validation" | "test">): Calibration {
  const by = (rule: ConfidenceRule) => evaluateCalibration(validation, test, { rule });
  return { product: by("product"), mean: by("mean"), minimum: by("minimum") };
}

function percentOrNull(share: number | null): number | null {
  return share === null ? null : percent(share);
}

function rounded(value: number | null): number | null {
  return value === null ? null : Number(value.toFixed(4));
}

function scoreRow(what: string, temperature: number, scores: CalibrationScores): Row {
  return {
    confidence: what,
    T: Number(temperature.toFixed(3)),
    predictions: scores.predictions,
    "right %": percentOrNull(scores.accuracy),
    "mean confidence %": percentOrNull(scores.meanConfidence),
    "ECE %": percentOrNull(scores.expectedCalibrationError),
    "ECE % by chance": percentOrNull(scores.errorByChance),
    "worst bin %": percentOrNull(scores.maximumCalibrationError),
    "100 × Brier of the answer": percentOrNull(scores.topLabelBrier),
  };
}

const RULE_TITLES: { readonly [rule in ConfidenceRule]: string } = {
  product: "entities, product of their tokens",
  mean: "entities, mean of their tokens",
  minimum: "entities, least of their tokens",
};

/** One row a kind of confidence, before and after temperature scaling. */
export function calibrationRows(calibration: Calibration): Row[] {
  const stages = (["before", "after"] as const).map((stage) => {
    const at = (rule: ConfidenceRule): CalibrationAt => calibration[rule][stage];
    const { temperature, tokens } = at("product");
    const rules = Object.keys(RULE_TITLES) as ConfidenceRule[];
    return [scoreRow("tokens", temperature, tokens), ...rules.map((rule) => scoreRow(RULE_TITLES[rule], temperature, at(rule).entities))];
  }) as [Row[], Row[]];
  return stages[0].flatMap((row, i) => [row, stages[1][i]!]);
}

/** What is measured of whole distributions, before and after. */
export function distributionRows({ product }: Calibration): Row[] {
  const { fit, before, after } = product;
  return [before, after].map((at, i) => ({
    temperature: Number(at.temperature.toFixed(3)),
    "validation loss (nats a token)": rounded(i === 0 ? fit.before : fit.after),
    "test loss (nats a token)": rounded(at.negativeLogLikelihood),
    "test Brier, whole distribution": rounded(at.brier),
  }));
}

export function reliabilityData({ product }: Calibration) {
  const { fit, before, after } = product;
  const tokens = { label: "Tokens", before: before.tokens, after: after.tokens };
  const entities = { label: "Entities", before: before.entities, after: after.entities };
  return { temperature: fit.temperature, panels: [tokens, entities] as const };
}

function fitSentence({ fit }: CalibrationEvaluation): string {
  if (!fit.inRange) {
    const range = `the range searched (${fit.temperature.toFixed(2)} is its end)`;
    return `The best temperature lies outside ${range}: the validation part does not determine it.`;
  }
  const [moved, were] = fit.temperature > 1 ? ["lowers", "high"] : ["raises", "low"];
  return `The temperature that fits the validation part's tokens is ${fit.temperature.toFixed(2)}: it ${moved} confidences that were too ${were} there.`;
}

function errorSentence(what: string, before: CalibrationScores, after: CalibrationScores): string[] {
  const errors = [before.expectedCalibrationError, after.expectedCalibrationError, after.errorByChance];
  if (errors.some((error) => error === null)) return [`The model predicts no ${what} here: there is no confidence to judge.`];
  const [first, second, chance] = errors as [number, number, number];
  return [
    `Temperature scaling ${second < first ? "lowers" : "does not lower"} the ECE of ${what}: ${percentText(first)} before, ` +
      `${percentText(second)} after; perfectly calibrated predictions would show about ${percentText(chance)} by chance.`,
  ];
}

function overconfidenceSentence({ before }: CalibrationEvaluation): string[] {
  const { accuracy, meanConfidence, predictions } = before.entities;
  if (accuracy === null || meanConfidence === null) return [];
  return [
    `Untempered, the ${count(predictions)} predicted entities claim to be right in ${percentText(meanConfidence)} of cases and are in ` +
      `${percentText(accuracy)} (confidence: the product of their tokens').`,
  ];
}

export function calibrationFindings({ product }: Calibration): string[] {
  const { before, after } = product;
  return [
    fitSentence(product),
    ...errorSentence("tokens", before.tokens, after.tokens),
    ...errorSentence("entities", before.entities, after.entities),
    ...overconfidenceSentence(product),
  ];
}
