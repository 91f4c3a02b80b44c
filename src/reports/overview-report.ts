import { planExperiments } from "../experiments/trial-list";
import type { Study } from "../experiments/study";
import { findRecord } from "../experiments/workspace";
import { MODEL_TITLES } from "../models/options";
import type { Comparison } from "./comparison";
import { comparisonFindings } from "./comparison-findings";
import { strictScores } from "./model-report";
import { counted, listed, mean, percentText } from "./percent";
import { systemRows } from "./summary";
import type { Uncertainty } from "./uncertainty-report";

type Row = { readonly [column: string]: string | number | null };

const HEADLINE = [
  "system", "seeds", "strict F1 %", "95 % interval", "F1 % (begin)", "token accuracy %", "accuracy %, padding to 75 counted",
] as const;

/** One row a system: what a reader in a hurry must see. */
export function headlineRows(comparison: Comparison, uncertainty: Uncertainty | null): Row[] {
  return systemRows(comparison, uncertainty).map((row) => Object.fromEntries(HEADLINE.map((column) => [column, row[column] ?? null])));
}

/** What stands above the headline: which models it speaks of, or that there is nothing to show yet. */
export function knownText({ models }: Comparison): string {
  const known = models.map(({ model, records }) => `${MODEL_TITLES[model]} with ${counted(records.length, "seed")}`);
  if (known.length > 0) return `Computed from records: ${listed(known)}, and the two floors.`;
  return "**No model has a record yet, so only the floors are shown.** Run the notebooks, then this one again: `npx nerbook reproduce` does both.";
}

/** One row an experiment: its question, and how many of its trials have a record. */
export function stateRows(study: Study): Row[] {
  return planExperiments(study).map(({ experiment, trials }) => ({
    notebook: experiment.notebook,
    experiment: experiment.id,
    question: experiment.question,
    arms: new Set(trials.map(({ arm }) => arm)).size,
    trials: trials.length,
    "with a record": trials.filter(({ hash }) => findRecord(study.workspace, hash) !== undefined).length,
  }));
}

/** How a number leads to its record, shown on the best model's first one. */
export function addressText({ models }: Comparison): string {
  const [best] = [...models].sort((a, b) => mean(strictScores(b.records)) - mean(strictScores(a.records)));
  if (!best) return "Once there is a record, an example stands here.";
  const [record] = best.records;
  const f1 = percentText(strictScores([record!])[0]!);
  return [
    `For example, ${f1} is the strict F1 of ${MODEL_TITLES[best.model]} with seed ${record!.seed}: \`metrics.test.entities.discard.micro.f1\` in`,
    `\`results/${record!.hash}.json\` of this run's folder, and of this repository once the run is published.`,
    `Its configuration, corpus, split and seed stand there too, and \`results/${record!.predictions.file}\` holds the tags that it was computed from.`,
  ].join(" ");
}

/** What the comparison found; where nothing has been trained, that. */
export function overviewFindings(comparison: Comparison, uncertainty: Uncertainty | null): string[] {
  return comparison.models.length > 0 ? comparisonFindings(comparison, uncertainty) : ["Nothing has been trained yet; the floors alone " +
    "say nothing of the models."];
}
