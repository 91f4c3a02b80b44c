import {
  auditSeedCase, businessCase, INPUT_NAMES, measuredErrorRates, PRICED_RANGES, returnInPercent, SEED_INPUTS, sweep, SWEPT_RANGES,
  tornado, withPriceOfErrors, type BusinessCase, type BusinessInputs, type InputRange, type InputRanges,
} from "../evaluation";
import type { Study } from "../experiments/study";
import { systemsOf, type Comparison, type System } from "./comparison";
import { strictScores } from "./model-report";
import { count, counted, mean, percent } from "./percent";

type Row = { readonly [column: string]: string | number | null };

function whole(value: number | null): number | null {
  return value === null ? null : Math.round(value);
}

/** Each claim of the starting documents beside what follows from its own inputs. */
export function auditRows(): Row[] {
  return auditSeedCase().map(({ claim, stated, derived, unit, verdict, derivation }) => ({
    claim, stated, derived: Number(derived.toPrecision(6)), unit, verdict, derivation,
  }));
}

/** Every input by name, with its source and why this number. */
export function inputRows(inputs: BusinessInputs): Row[] {
  return INPUT_NAMES.map((name) => {
    const { value, unit, source, note } = inputs[name];
    return { input: name, value: Number(value.toPrecision(4)), unit, source, note };
  });
}

/** A system with the case that its error rates make. */
export interface PricedSystem {
  readonly title: string;
  readonly f1: number;
  readonly inputs: BusinessInputs;
}

/** The counts of all seeds side by side: their rates are those of the seeds taken together. */
function countsOf({ records }: System) {
  return Object.fromEntries(records.flatMap(({ metrics }, run) =>
    Object.entries(metrics.test.entities.discard.perType).map(([type, counts]) => [`${run} ${type}`, counts])));
}

function price(study: Study, system: System): PricedSystem {
  const { title, records, floor } = system;
  const sentences = records.reduce((sum, { metrics }) => sum + metrics.test.sentences, 0);
  const runs = floor ? "" : `, ${counted(records.length, "seed")}`;
  const rates = measuredErrorRates(countsOf(system), sentences, `${title} on the test part of ${study.dataset.corpus.name}${runs}`);
  return { title, f1: mean(strictScores(records)), inputs: withPriceOfErrors(SEED_INPUTS, rates) };
}

/** The seed's case with the price of errors in it, at every system's own error rates; all-O automates nothing. */
export function pricedSystems(study: Study, comparison: Comparison): PricedSystem[] {
  return systemsOf(comparison).filter(({ id }) => id !== "all-O").map((system) => price(study, system));
}

/** The system with the highest strict F1. */
export function bestPriced(systems: readonly PricedSystem[]): PricedSystem {
  return [...systems].sort((a, b) => b.f1 - a.f1)[0]!;
}

function caseCells({ monthlyCost, monthlySaving, returnOnInvestment, errorsPer1000Documents, breakEven }: BusinessCase): Row {
  return {
    "errors in 1,000 documents": whole(errorsPer1000Documents.total),
    "correction a month": whole(monthlyCost.correction),
    "automated a month": whole(monthlyCost.automated),
    "saving a month": whole(monthlySaving),
    "return % a month": returnOnInvestment === null ? null : percent(returnOnInvestment),
    "no saving from (minutes an error)": breakEven.minutesPerError === null ? null : Number(breakEven.minutesPerError.toPrecision(3)),
  };
}

/** One row a system, the case as claimed first: what a month of it comes to. */
export function caseRows(systems: readonly PricedSystem[]): Row[] {
  const claimed = { title: "as claimed: an error costs nothing", inputs: SEED_INPUTS };
  return [claimed, ...systems].map(({ title, inputs }) => ({ case: title, ...caseCells(businessCase(inputs)) }));
}

const SWEPT_MINUTES = [0, 0.05, 0.1, 0.25, 0.5, 1] as const;

/** The case along the one input that the claim left out. */
export function minuteRows({ inputs }: PricedSystem): Row[] {
  return sweep(inputs, "minutesPerError", SWEPT_MINUTES).map(({ value, result }) => ({
    "minutes an error": value,
    "correction a month": whole(result.monthlyCost.correction),
    "saving a month": whole(result.monthlySaving),
    "return % a month": result.returnOnInvestment === null ? null : percent(result.returnOnInvestment),
  }));
}

/** The ranges of the priced case, those of the error rates stretched to hold what was measured; rates of 0 cannot move alone. */
function rangesFor({ precision, recall }: BusinessInputs): InputRanges {
  const { precision: _, recall: __, ...others } = PRICED_RANGES;
  if (precision.value === 0) return others;
  const holding = ({ low, high }: InputRange, value: number) => ({ low: Math.min(low, value), high: Math.max(high, value) });
  return {
    ...others,
    precision: holding(PRICED_RANGES.precision!, precision.value),
    recall: holding(PRICED_RANGES.recall!, recall.value),
  };
}

/** The return as claimed and with errors priced, each input swept alone. */
export function tornadoData({ title, inputs }: PricedSystem) {
  return {
    output: { title: "Return on investment", unit: "% per month" },
    panels: [
      { label: "As claimed: errors cost nothing", ...tornado(SEED_INPUTS, SWEPT_RANGES, returnInPercent) },
      { label: `Errors corrected (${title})`, ...tornado(inputs, rangesFor(inputs), returnInPercent) },
    ],
  };
}

function inPercent(value: number | null): string {
  return value === null ? "none" : `${(100 * value).toLocaleString("en-US", { maximumFractionDigits: 1 }).replace("-", "−")} %`;
}

export function businessFindings(best: PricedSystem): string[] {
  const claimed = businessCase(SEED_INPUTS);
  const priced = businessCase(best.inputs);
  const { value } = best.inputs.minutesPerError;
  const idle = tornado(SEED_INPUTS, SWEPT_RANGES, returnInPercent).bars.filter(({ atLow, atHigh }) => atLow === atHigh);
  const rates = idle.filter(({ input }) => input === "precision" || input === "recall").length;
  const saving = `the saving of ${count(claimed.monthlySaving)} a month`;
  const left = priced.monthlySaving > 0
    ? `leaves ${count(priced.monthlySaving)} of ${saving}`
    : `turns ${saving} into a loss of ${count(-priced.monthlySaving)}`;
  const anyway = rates === 2 ? ", and would give it with any precision and recall" : "";
  const claim = `The claimed return is its inputs and nothing else: they give ${inPercent(claimed.returnOnInvestment)} a month${anyway}.`;
  if (best.f1 === 0) return [claim];
  return [
    [
      claim,
      `Correcting the errors of ${best.title} at an assumed ${value} minutes each ${left} (return ${inPercent(priced.returnOnInvestment)}).`,
    ].join(" "),
  ];
}
