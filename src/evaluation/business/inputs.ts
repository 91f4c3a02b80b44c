import { DataError } from "../../errors";
import type { Counts } from "../scores";

/** A number with all that one must know to doubt it. */
export interface Quantity {
  readonly value: number;
  readonly unit: string;
  readonly source: "assumption" | "measurement";
  /** Where it comes from, or why this and no other number. */
  readonly note: string;
}

/** Everything the business case is computed from. Money is in one currency, which the case never needs to know. */
export interface BusinessInputs {
  readonly annotators: Quantity;
  readonly annotatorMonthlyCost: Quantity;
  readonly infrastructureMonthlyCost: Quantity;
  readonly maintenanceMonthlyCost: Quantity;
  /** Paid once. */
  readonly developmentCost: Quantity;
  readonly documentsPerMonth: Quantity;
  readonly sentencesPerDocument: Quantity;
  readonly entitiesPerSentence: Quantity;
  /** Strict entity precision and recall, fractions. */
  readonly precision: Quantity;
  readonly recall: Quantity;
  /** The share of the system's errors that somebody finds and corrects; the rest stays in the data and costs nothing here. */
  readonly correctedShare: Quantity;
  readonly minutesPerError: Quantity;
  readonly hourlyWage: Quantity;
}

export type InputName = keyof BusinessInputs;

/** Every input in the order in which it is shown. */
export const INPUT_NAMES: readonly InputName[] = [
  "annotators", "annotatorMonthlyCost", "infrastructureMonthlyCost", "maintenanceMonthlyCost", "developmentCost", "documentsPerMonth",
  "sentencesPerDocument", "entitiesPerSentence", "precision", "recall", "correctedShare", "minutesPerError", "hourlyWage",
];

const FRACTIONS: readonly InputName[] = ["precision", "recall", "correctedShare"];

export function assumed(value: number, unit: string, note: string): Quantity {
  return { value, unit, source: "assumption", note };
}

export function measured(value: number, unit: string, note: string): Quantity {
  return { value, unit, source: "measurement", note };
}

/** Throws a DataError naming the first input that is negative, not finite, or a fraction above 1, and rates that exclude each other. */
export function checkInputs(inputs: BusinessInputs): void {
  for (const name of INPUT_NAMES) {
    const { value, unit } = inputs[name];
    if (!(value >= 0 && Number.isFinite(value))) {
      throw new DataError(`The business input ${name} is ${value} ${unit}; give a number from 0 on.`);
    }
    if (FRACTIONS.includes(name) && value > 1) throw new DataError(`The business input ${name} is ${value}; give a fraction from 0 to 1.`);
  }
  const [precision, recall] = [inputs.precision.value, inputs.recall.value];
  if ((precision === 0) !== (recall === 0)) {
    throw new DataError(`A precision of ${precision} excludes a recall of ${recall}: both are 0 or neither is.`);
  }
}

/** The inputs with some of them replaced. */
export function withInputs(inputs: BusinessInputs, changes: Partial<BusinessInputs>): BusinessInputs {
  return { ...inputs, ...changes };
}

/** The inputs with another number for one of them, its unit, source and note kept. */
export function withValue(inputs: BusinessInputs, name: InputName, value: number): BusinessInputs {
  return { ...inputs, [name]: { ...inputs[name], value } };
}

function sum(classes: readonly Counts[], count: keyof Counts): number {
  return classes.reduce((total, each) => total + each[count], 0);
}

/**
 * The error rates of a scored tagging (`entities.discard.perType` and `sentences` of an `Evaluation`) as measured inputs; `note`
 * says which model, part and seed. Throws a DataError for no sentence.
 */
export function measuredErrorRates(
  perType: { readonly [type: string]: Counts }, sentences: number, note: string,
): Pick<BusinessInputs, "entitiesPerSentence" | "precision" | "recall"> {
  if (!(sentences > 0)) throw new DataError(`Error rates come from scored sentences, not from ${sentences} of them.`);
  const classes = Object.values(perType);
  const [support, predicted, correct] = [sum(classes, "support"), sum(classes, "predicted"), sum(classes, "correct")];
  return {
    entitiesPerSentence: measured(support / sentences, "entities per sentence", note),
    precision: measured(predicted === 0 ? 0 : correct / predicted, "fraction", note),
    recall: measured(support === 0 ? 0 : correct / support, "fraction", note),
  };
}
