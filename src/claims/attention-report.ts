import type { Study } from "../experiments/study";
import { mean, meanAndDeviation } from "../reports/percent";
import { pairedVerdicts } from "../reports/paired-verdicts";
import { WITH_ATTENTION } from "./attention-verdict";
import type { Evidence } from "./evidence";
import { strictF1 } from "./measures";

type Row = { readonly [column: string]: string | number | null };

function averageOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value): value is number => value !== null);
  return known.length === 0 ? null : Math.round(mean(known));
}

/** The Advanced model with and without the attention that was described; times of the training in processor seconds. */
export function attentionRows(evidence: Evidence): Row[] {
  return evidence.arms("attention").filter(({ records }) => records.length > 0).map(({ title, records }) => ({
    "Advanced model": title,
    seeds: records.length,
    parameters: averageOf(records.map(({ metrics }) => metrics.parameters)),
    "strict F1 %": meanAndDeviation(records.map(strictF1)),
    "training sentences": records[0]!.metrics.trainingSentences,
    "processor seconds": averageOf(records.map(({ timings }) => timings.trainingCpuSeconds ?? null)),
  }));
}

/** Whether attention made a difference on the study's test part: intervals over its sentences, a randomization test, seeds where there are several. */
export function attentionText(study: Study, evidence: Evidence): string {
  const [a, b] = [
    { name: WITH_ATTENTION, records: evidence.records("attention", "with") },
    { name: "the one without", records: evidence.records("attention", "without") },
  ];
  if (a!.records.length === 0 || b!.records.length === 0) return "One of the two has no record yet.";
  const [found] = pairedVerdicts(study, "attention", [{ a: a!, b: b! }]) ?? [];
  return found ? found.sentence : "The test part is too small to compare anything on it.";
}
