import type { Repair } from "../entities";
import { checkDistributions, goldIds, type PartDistributions } from "./distributions";
import { judgeEntities, type AnsweredSentence, type ConfidenceRule } from "./entity-confidence";
import { judgeTokens, type Judgements } from "./judgements";
import { brierScore, topLabelBrierScore } from "./proper-scores";
import {
  calibrationErrorByChance, DEFAULT_BINS, expectedCalibrationError, maximumCalibrationError, reliabilityBins, type ReliabilityBin,
} from "./reliability";
import { fitTemperatureOnValidation, negativeLogLikelihood, type TemperatureFit } from "./temperature";
import { softmaxRows, stackRows, topLabels } from "./tag-matrix";

/** How far confidences can be believed, as plain JSON. All errors are fractions; null where there is no prediction. */
export interface CalibrationScores {
  readonly predictions: number;
  readonly accuracy: number | null;
  readonly meanConfidence: number | null;
  readonly expectedCalibrationError: number | null;
  /** About the ECE of perfectly calibrated predictions on as many samples. */
  readonly errorByChance: number | null;
  readonly maximumCalibrationError: number | null;
  /** Of the answer alone, in [0, 1]. */
  readonly topLabelBrier: number | null;
  readonly bins: readonly ReliabilityBin[];
}

/** Calibration at one temperature. */
export interface CalibrationAt {
  readonly temperature: number;
  /** Mean over the test part's tokens, in nats. */
  readonly negativeLogLikelihood: number;
  /** Of whole distributions, in [0, 2]. */
  readonly brier: number;
  readonly tokens: CalibrationScores;
  readonly entities: CalibrationScores;
}

export interface CalibrationEvaluation {
  readonly fit: TemperatureFit;
  readonly before: CalibrationAt;
  readonly after: CalibrationAt;
}

export interface CalibrationOptions {
  readonly rule?: ConfidenceRule;
  readonly repair?: Repair;
  readonly bins?: number;
}

function meanOf(values: Float64Array | Uint8Array): number | null {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length === 0 ? null : sum / values.length;
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

/** Scores of judged predictions, of any kind. */
export function calibrationScores(judged: Judgements, bins = DEFAULT_BINS): CalibrationScores {
  const filled = reliabilityBins(judged, { bins });
  return {
    predictions: judged.confidences.length,
    accuracy: meanOf(judged.correct),
    meanConfidence: meanOf(judged.confidences),
    expectedCalibrationError: orNull(expectedCalibrationError(filled)),
    errorByChance: orNull(calibrationErrorByChance(filled)),
    maximumCalibrationError: orNull(maximumCalibrationError(filled)),
    topLabelBrier: orNull(topLabelBrierScore(judged)),
    bins: filled,
  };
}

/** Each sentence's most probable tags with their confidences at a temperature. */
export function answeredSentences({ tags, sentences }: Omit<PartDistributions, "part">, temperature: number): AnsweredSentence[] {
  return sentences.map(({ gold, logits }) => {
    const top = topLabels(softmaxRows(logits, temperature));
    return { gold, predicted: Array.from(top.tags, (tag) => tags[tag]!), confidences: top.confidences };
  });
}

/** Calibration of a part's distributions at one temperature. Throws a DataError for distributions that do not fit their gold tags. */
export function calibrationAt(part: PartDistributions, temperature: number, options: CalibrationOptions = {}): CalibrationAt {
  const { rule = "product", repair = "discard", bins } = options;
  checkDistributions(part);
  const [logits, gold] = [stackRows(part.sentences.map((sentence) => sentence.logits)), goldIds(part)];
  const probabilities = softmaxRows(logits, temperature);
  const entities = judgeEntities(answeredSentences(part, temperature), { repair, rule });
  return {
    temperature,
    negativeLogLikelihood: negativeLogLikelihood(logits, gold, temperature),
    brier: brierScore(probabilities, gold),
    tokens: calibrationScores(judgeTokens(topLabels(probabilities), gold), bins),
    entities: calibrationScores(entities, bins),
  };
}

/**
 * Token and entity calibration of the test part before and after temperature scaling, the temperature fitted on the validation
 * part's tokens. Entity confidences are those of the tempered tokens; nothing is fitted on entities. By default an entity's
 * confidence is the product of its tokens' and a stray I- tag is discarded.
 */
export function evaluateCalibration(
  validation: PartDistributions<"validation">, test: PartDistributions<"test">, options: CalibrationOptions = {},
): CalibrationEvaluation {
  checkDistributions(validation);
  const logits = stackRows(validation.sentences.map((sentence) => sentence.logits));
  const fit = fitTemperatureOnValidation({ part: validation.part, logits, gold: goldIds(validation) });
  return { fit, before: calibrationAt(test, 1, options), after: calibrationAt(test, fit.temperature, options) };
}
