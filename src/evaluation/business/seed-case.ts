import { assumed, withInputs, type BusinessInputs } from "./inputs";
import type { InputRanges } from "./sensitivity";

const STATED = "stated in the project's starting documents, unmeasured";

/**
 * The case behind "1,566 % ROI". Seven of the inputs are not in the starting documents, since their ROI needs none of them: an
 * error costs no minute there. They are given the values that make both sides do the same work.
 */
export const SEED_INPUTS: BusinessInputs = {
  annotators: assumed(10, "people", STATED),
  annotatorMonthlyCost: assumed(5000, "per person and month", STATED),
  infrastructureMonthlyCost: assumed(2000, "per month", STATED),
  maintenanceMonthlyCost: assumed(1000, "per month", STATED),
  developmentCost: assumed(0, "once", "not counted in the starting documents"),
  documentsPerMonth: assumed(20000, "documents per month", "ten people, 100 documents each on 20 days; none is named for this comparison"),
  sentencesPerDocument: assumed(10, "sentences per document", "a short news item"),
  entitiesPerSentence: assumed(2.3, "entities per sentence", "about that of the GMB corpus"),
  precision: assumed(0.999, "fraction", "the claimed F1, which the claimed ROI does not use"),
  recall: assumed(0.999, "fraction", "the claimed F1, which the claimed ROI does not use"),
  correctedShare: assumed(1, "fraction", "every error is found and corrected"),
  minutesPerError: assumed(0, "minutes per error", "the starting documents count no cost of an error"),
  hourlyWage: assumed(31.25, "per hour", "5,000 a month over 160 hours: the annotators of the same case"),
};

/** What correcting one entity takes: reading its sentence, deciding, and mending two or three tags. */
export const MINUTES_PER_ERROR = assumed(0.5, "minutes per error", "half a minute to read, decide and mend; swept from 0.1 to 1");

/** The seed's case with the price of errors in it: measured rates, assumed minutes. */
export function withPriceOfErrors(
  inputs: BusinessInputs, rates: Pick<BusinessInputs, "entitiesPerSentence" | "precision" | "recall">, minutesPerError = MINUTES_PER_ERROR,
): BusinessInputs {
  return withInputs(inputs, { ...rates, minutesPerError });
}

/** Wide but possible values of each input: half to one and a half of the costs, half to twice the work, look-up table to good model. */
export const SWEPT_RANGES: InputRanges = {
  annotators: { low: 5, high: 15 },
  annotatorMonthlyCost: { low: 2500, high: 7500 },
  infrastructureMonthlyCost: { low: 1000, high: 3000 },
  maintenanceMonthlyCost: { low: 500, high: 1500 },
  documentsPerMonth: { low: 10000, high: 40000 },
  sentencesPerDocument: { low: 5, high: 20 },
  precision: { low: 0.7, high: 0.95 },
  recall: { low: 0.7, high: 0.95 },
  correctedShare: { low: 0.5, high: 1 },
  hourlyWage: { low: 15, high: 45 },
};

/** As above, and minutes per error, which the seed's own case cannot sweep without leaving its assumption. */
export const PRICED_RANGES: InputRanges = { ...SWEPT_RANGES, minutesPerError: { low: 0.1, high: 1 } };
