import { checkInputs, type BusinessInputs } from "./inputs";

export interface MonthlyCost {
  /** People do all the work. */
  readonly manual: number;
  /** Infrastructure and maintenance. */
  readonly system: number;
  /** People correct what the system got wrong. */
  readonly correction: number;
  /** System and correction together. */
  readonly automated: number;
}

/** Entities in error per 1,000 documents. A wrong boundary or type is one missed and one spurious entity, as strict scores have it. */
export interface ErrorCounts {
  readonly missed: number;
  readonly spurious: number;
  readonly total: number;
}

/** Where the saving ends; null where no number of it does. */
export interface BreakEven {
  /** Months until the saving has repaid the development. */
  readonly months: number | null;
  /** Minutes per error from which correcting costs more than is saved. */
  readonly minutesPerError: number | null;
  /** Documents a month from which correcting costs more than is saved, the staff of the manual work unchanged. */
  readonly documentsPerMonth: number | null;
}

/** Money per month in the currency of the inputs; fractions where it says so. */
export interface BusinessCase {
  readonly monthlyCost: MonthlyCost;
  readonly monthlySaving: number;
  /** Saving over automated cost, a fraction per month; null without cost. The development is in it only by `breakEven.months`. */
  readonly returnOnInvestment: number | null;
  /** Saving over manual cost, a fraction; null without manual cost. */
  readonly costReduction: number | null;
  /** Null without documents. */
  readonly costPerDocument: { readonly manual: number | null; readonly automated: number | null };
  readonly errorsPer1000Documents: ErrorCounts;
  readonly breakEven: BreakEven;
}

function ratio(numerator: number, denominator: number): number | null {
  return denominator === 0 ? null : numerator / denominator;
}

/**
 * Of E gold entities E·recall are found, and found / precision are predicted in all. A system with precision and recall 0 has
 * no spurious entities here: its precision cannot tell how many there were.
 */
function errorsPerDocument({ sentencesPerDocument, entitiesPerSentence, precision, recall }: BusinessInputs): Omit<ErrorCounts, "total"> {
  const entities = sentencesPerDocument.value * entitiesPerSentence.value;
  const found = entities * recall.value;
  return { missed: entities - found, spurious: found === 0 ? 0 : found / precision.value - found };
}

function monthlyCost(inputs: BusinessInputs, correctionPerMinute: number): MonthlyCost {
  const system = inputs.infrastructureMonthlyCost.value + inputs.maintenanceMonthlyCost.value;
  const correction = correctionPerMinute * inputs.minutesPerError.value;
  return { manual: inputs.annotators.value * inputs.annotatorMonthlyCost.value, system, correction, automated: system + correction };
}

function breakEven(inputs: BusinessInputs, { manual, system, correction }: MonthlyCost, correctionPerMinute: number): BreakEven {
  const saved = manual - system;
  const saving = saved - correction;
  return {
    months: saving > 0 ? inputs.developmentCost.value / saving : null,
    minutesPerError: saved > 0 ? ratio(saved, correctionPerMinute) : null,
    documentsPerMonth: saved > 0 ? ratio(saved * inputs.documentsPerMonth.value, correction) : null,
  };
}

/**
 * A month of automated tagging against a month of manual work on the same documents. Manual work counts as free of errors,
 * which favors it. Throws a DataError for an input out of its range.
 */
export function businessCase(inputs: BusinessInputs): BusinessCase {
  checkInputs(inputs);
  const documents = inputs.documentsPerMonth.value;
  const { missed, spurious } = errorsPerDocument(inputs);
  const correctionPerMinute = (documents * (missed + spurious) * inputs.correctedShare.value * inputs.hourlyWage.value) / 60;
  const cost = monthlyCost(inputs, correctionPerMinute);
  const monthlySaving = cost.manual - cost.automated;
  return {
    monthlyCost: cost,
    monthlySaving,
    returnOnInvestment: ratio(monthlySaving, cost.automated),
    costReduction: ratio(monthlySaving, cost.manual),
    costPerDocument: { manual: ratio(cost.manual, documents), automated: ratio(cost.automated, documents) },
    errorsPer1000Documents: { missed: 1000 * missed, spurious: 1000 * spurious, total: 1000 * (missed + spurious) },
    breakEven: breakEven(inputs, cost, correctionPerMinute),
  };
}
