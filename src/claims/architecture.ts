import { returnsOf } from "../evaluation";
import type { TrialRecord } from "../experiments/record";
import { count, mean } from "../reports/percent";
import { undecided, type Claim, type Derivation } from "./claim";
import type { SpokenVerdict } from "./attention-verdict";
import type { Evidence } from "./evidence";
import { strictF1 } from "./measures";
import { ORIGIN, PUBLISHED, STARTING_DOCUMENTS, type PublishedModel } from "./origin";
import { differencesOf, rangeOfMean, type Range } from "./seeds";
import { amount, differenceText, percentOver } from "./texts";

const MODELS: readonly (readonly [arm: PublishedModel, title: string])[] = [["baseline", "Baseline"], ["model2", "Model 2"], ["advanced", "Advanced"]];

/** The same layers with the words and tags of whole sentences, where they were trained. */
function sizeOnWholeSentences(evidence: Evidence, arm: PublishedModel): string {
  const [record] = evidence.records("headline", arm);
  return record ? ` With the ${count(record.metrics.vocabulary)} word ids of whole sentences the same layers have ${count(record.metrics.parameters)}.` : "";
}

function sizeClaim([arm, title]: (typeof MODELS)[number]): Claim {
  const value = PUBLISHED.parameters[arm];
  return {
    id: `${arm}-size`, theme: "architecture", claimed: `${title}: ${count(value)} parameters`, value: { value, unit: "parameters" }, source: ORIGIN,
    protocol: "vocabulary 3,799 and 9 tags, of the one-token corpus",
    derivation: "parameters of the model built for the vocabulary and the tags of that corpus",
    rule: "reproduced: equal in every record; else not reproduced",
    notebook: "12",
    derive: (evidence) => {
      const records = evidence.records("legacy", arm);
      if (records.length === 0) return null;
      const sizes = [...new Set(records.map(({ metrics }) => metrics.parameters))];
      const [{ metrics }] = records as [TrialRecord];
      return {
        measured: `${sizes.map(count).join(", ")} parameters`,
        verdict: sizes.length === 1 && sizes[0] === value ? "reproduced" : "not reproduced",
        cause: `At ${count(metrics.vocabulary)} word ids and ${metrics.tags} tags.${sizeOnWholeSentences(evidence, arm)}`,
        records,
      };
    },
  };
}

function pointsPerMillion(records: readonly TrialRecord[]): number {
  const average = (measure: (record: TrialRecord) => number) => mean(records.map(measure));
  return returnsOf({
    system: "", f1: average(strictF1), parameters: average(({ metrics }) => metrics.parameters), trainingSeconds: 0, trainingCpuSeconds: null,
  }).pointsPerMillionParameters!;
}

function deriveEfficiency(evidence: Evidence): Derivation | null {
  const [baseline, model2, advanced] = (["baseline-per-token", "model2", "advanced"] as const).map((arm) => evidence.records("headline", arm));
  if ([baseline!, model2!, advanced!].some((records) => records.length === 0)) return null;
  const points = [baseline!, model2!, advanced!].map(pointsPerMillion) as [number, number, number];
  const isMost = points[1] > points[0] && points[1] > points[2];
  const gap = differencesOf(advanced!, model2!, strictF1);
  const [most, least] = [mean(advanced!.map(({ metrics }) => metrics.parameters)), mean(model2!.map(({ metrics }) => metrics.parameters))];
  return {
    measured: `F1 points a million: ${points.map(amount).join(" / ")}`,
    verdict: isMost ? "reproduced" : "refuted",
    cause: [
      `Strict F1 a million parameters on whole sentences, Baseline per token / Model 2 / Advanced. Such a quotient favors the small:`,
      `the Advanced model, ${(most / least).toFixed(1)} times as large, minus Model 2 is ${differenceText(gap, rangeOfMean(gap))}.`,
    ].join(" "),
    records: [...baseline!, ...model2!, ...advanced!],
  };
}

const efficiency: Claim = {
  id: "efficiency", theme: "architecture", claimed: "Model 2 makes the most of its parameters", value: null, source: STARTING_DOCUMENTS,
  protocol: "scores that were not comparable, over parameters",
  derivation: "strict F1 on whole sentences a million parameters; the Baseline per token, as the one as built finds next to nothing",
  rule: "reproduced: the highest of the three; else refuted",
  notebook: "06",
  derive: deriveEfficiency,
};

const SHOWN: { readonly [outcome in SpokenVerdict["outcome"]]: string } = {
  "better": "it helps", "worse": "it costs", "not distinguishable": "no difference could be shown",
};

/** Seeds alone take the test's sentences as given, and so cannot say what other sentences would show: the paired test decides. */
function attentionEffect(differences: readonly number[], range: Range, paired: SpokenVerdict | null): string {
  const seeds = `attention moves strict F1 by ${differenceText(differences, range)}`;
  if (paired === null) return `${seeds}, with the test's sentences as given: whether others would show a difference, only the paired test can tell.`;
  const { points, interval, p, outcome } = paired;
  const adjusted = p.startsWith("<") ? `p ${p}` : `p = ${p}`;
  return `${seeds}; paired over the test's sentences by ${points} (95 % interval ${interval}, adjusted ${adjusted}): ${SHOWN[outcome]}.`;
}

function deriveAttention(evidence: Evidence): Derivation | null {
  const built = evidence.records("legacy", "advanced");
  const [without, withIt] = [evidence.records("attention", "without"), evidence.records("attention", "with")];
  const differences = differencesOf(withIt, without, strictF1);
  if (differences.length === 0 || built.length === 0) return null;
  const measured = `with it ${percentOver(withIt.map(strictF1))}, without ${percentOver(without.map(strictF1))}`;
  const range = rangeOfMean(differences);
  if (range === null) return undecided(measured, built, without, withIt);
  const published = PUBLISHED.parameters.advanced;
  const hasNone = built.every(({ metrics }) => metrics.parameters === published);
  return {
    measured,
    verdict: hasNone ? "refuted" : "not reproduced",
    cause: [
      hasNone
        ? `Without any attention the model has the published ${count(published)} parameters: what was built had none.`
        : `The model without attention does not have the published ${count(published)} parameters.`,
      `Built here and trained on a quarter of the sentences, ${attentionEffect(differences, range, evidence.attention())}`,
    ].join(" "),
    records: [...built, ...without, ...withIt],
  };
}

const attention: Claim = {
  id: "attention", theme: "architecture", claimed: "the Advanced model has attention", value: null, source: STARTING_DOCUMENTS,
  protocol: "described, with a record of its parameters",
  derivation: "its parameters without attention; then one variant with it, trained beside the one without",
  rule: "refuted: the published number of parameters is that of the model without attention",
  notebook: "12",
  derive: deriveAttention,
};

/** What was said of the models themselves. */
export const architectureClaims: readonly Claim[] = [...MODELS.map(sizeClaim), efficiency, attention];
