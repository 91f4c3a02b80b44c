import { SEARCH_BUDGET, type TunedModel } from "../experiments/manifest/search-space";
import type { SearchRecord } from "../experiments/record";
import type { ArmResult } from "../experiments/run-experiment";
import { winnerOf } from "../experiments/tuned";
import { MODEL_TITLES } from "../models/options";
import type { ModelConfigs } from "../models/build";
import { counted, mean, percent, pointsText } from "./percent";

type Row = { readonly [column: string]: string | number | null };

/** The configurations of one model that were looked at, the one of the headline first. */
export interface Search {
  readonly model: TunedModel;
  readonly results: readonly ArmResult<SearchRecord>[];
}

interface Lead {
  readonly first: ArmResult<SearchRecord>;
  readonly second: ArmResult<SearchRecord>;
  /** A fraction. */
  readonly lead: number;
}

function validationF1({ records }: ArmResult<SearchRecord>): number {
  return mean(records.map(({ metrics }) => metrics.validation.entities.discard.micro.f1));
}

function cpuSeconds({ records }: ArmResult<SearchRecord>): number | null {
  const values = records.flatMap(({ timings }) => timings.trainingCpuSeconds ?? []);
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) : null;
}

/** One row a configuration, as tried: validation alone, and which one won. */
export function searchRows({ results }: Search): Row[] {
  const winner = results.length > 0 ? winnerOf(results) : undefined;
  return results.map((result) => {
    const [record] = result.records as [SearchRecord];
    const seconds = cpuSeconds(result);
    return {
      configuration: result.arm.title,
      parameters: record.metrics.parameters,
      "best epoch": record.metrics.bestEpoch,
      epochs: record.metrics.epochs,
      "of at most": record.config.training.maximumEpochs,
      "training loss, best epoch": Number((record.history[record.metrics.bestEpoch - 1]?.loss ?? NaN).toFixed(4)),
      "validation strict F1 %": percent(validationF1(result)),
      "against the first (points)": percent(validationF1(result) - validationF1(results[0]!)),
      "CPU s": seconds === null ? null : Number(seconds.toPrecision(4)),
      won: result.arm === winner ? "winner" : "",
    };
  });
}

function total(values: readonly (number | null)[]): number | null {
  return values.some((value) => value === null) ? null : values.reduce<number>((sum, value) => sum + value!, 0);
}

/** One row a model: what it was given, and what it took of it. */
export function budgetRows(searches: readonly Search[]): Row[] {
  return searches.filter(({ results }) => results.length > 0).map(({ model, results }) => {
    const { config, metrics } = results[0]!.records[0]!;
    const seconds = total(results.map(cpuSeconds));
    return {
      model: MODEL_TITLES[model],
      configurations: results.length,
      "of at most": SEARCH_BUDGET,
      "training sentences": metrics.trainingSentences,
      "most epochs": config.training.maximumEpochs,
      patience: config.training.patience,
      "seeds each": results[0]!.records.length,
      "epochs run": results.reduce((sum, { records }) => sum + records.reduce((more, record) => more + record.metrics.epochs, 0), 0),
      "CPU s": seconds === null ? null : Number(seconds.toPrecision(4)),
    };
  });
}

/** The configuration with the best validation F1, the next one, and how far apart they are; null below two configurations. */
export function leadOf({ results }: Pick<Search, "results">): Lead | null {
  const [first, second] = [...results].sort((a, b) => validationF1(b) - validationF1(a));
  return first && second ? { first, second, lead: validationF1(first) - validationF1(second) } : null;
}

/** How close the search was: the winner's lead over the next and over the model as it was, on validation. */
function leadSentence({ model, results }: Search): string[] {
  const found = leadOf({ results });
  if (found === null) return [];
  const { first, second, lead } = found;
  const base = results[0]!;
  const gained = pointsText(validationF1(first) - validationF1(base));
  const overBase = first.arm === base.arm ? "which is the model as it was" : `${gained} points above the model as it was`;
  return [`${MODEL_TITLES[model]}: of ${counted(results.length, "configuration")}, "${first.arm.title}" wins on validation, ${overBase} ` +
    `and ${pointsText(lead)} above the next one ("${second.arm.title}").`];
}

/** One sentence a model; leads on validation, which no test stands behind. */
export function searchFindings(searches: readonly Search[]): string[] {
  return searches.flatMap(leadSentence);
}

/** The sum of an Advanced model's four rates of dropout: how strongly it is regularized, all else equal. */
function dropoutOf({ records }: ArmResult<SearchRecord>): number {
  const { embeddingDropout, lstmDropout, recurrentDropout, hiddenDropout } = records[0]!.config.hyperparameters as ModelConfigs["advanced"];
  return embeddingDropout + lstmDropout + recurrentDropout + hiddenDropout;
}

function bestOf(results: readonly ArmResult<SearchRecord>[]): ArmResult<SearchRecord> | undefined {
  return [...results].sort((a, b) => validationF1(b) - validationF1(a))[0];
}

function sideText(side: "less" | "more", results: readonly ArmResult<SearchRecord>[], base: ArmResult<SearchRecord>): string {
  const best = bestOf(results);
  if (!best) return `no configuration with ${side} dropout was tried`;
  const gain = validationF1(best) - validationF1(base);
  const amount = Math.abs(gain) < 5e-5 ? "level with it" : `${pointsText(Math.abs(gain))} points ${gain > 0 ? "above" : "below"} it`;
  return `the best of ${results.length} with ${side} dropout ("${best.arm.title}") is ${amount}`;
}

const TIE = 5e-5;

/** Two trainings of one configuration seldom differ by more than this many standard deviations of one. */
const SELDOM = 2 * Math.SQRT2;

function leadsOf(gain: number, seedDeviation: number | null): string {
  if (seedDeviation === null) return "one seed each, and nothing known of other seeds: a hint, no proof";
  const spread = `seeds alone have a standard deviation of ${pointsText(seedDeviation)} points`;
  if (gain > SELDOM * seedDeviation) return `${spread}; one seed each, so a hint and no proof`;
  return `but ${spread}, and two trainings of one configuration may differ as much`;
}

/** Over-regularized means that less dropout would do better. */
function regularizationVerdict(gains: readonly [less: number, more: number], seedDeviation: number | null): string {
  const gain = Math.max(...gains);
  if (gain <= TIE) return "its dropout was about right among those tried";
  const side = gains[0] >= gains[1] ? "less dropout: over-regularized" : "more dropout: not over-regularized";
  return `validation speaks for ${side} (${leadsOf(gain, seedDeviation)})`;
}

/**
 * Whether the Advanced model as it was had too much dropout, from the configurations that differ from it in nothing else.
 * `seedDeviation` is the standard deviation of its validation F1 over seeds, where several are known.
 */
export function regularizationFinding({ results }: Search, seedDeviation: number | null): string[] {
  const [base, ...others] = results;
  if (!base) return [];
  const difference = (result: ArmResult<SearchRecord>) => dropoutOf(result) - dropoutOf(base);
  const less = others.filter((result) => difference(result) < -1e-9);
  const more = others.filter((result) => difference(result) > 1e-9);
  if (less.length + more.length === 0) return [];
  if (results.every((result) => validationF1(result) === 0)) {
    return ["Over-regularized? No configuration of the search finds an entity on validation: nothing can be said."];
  }
  const sides = `${sideText("less", less, base)}; ${sideText("more", more, base)}`;
  const gainOf = (side: readonly ArmResult<SearchRecord>[]) => Math.max(0, ...side.map((result) => validationF1(result) - validationF1(base)));
  const said = regularizationVerdict([gainOf(less), gainOf(more)], seedDeviation);
  return [`Over-regularized? Against the Advanced model as it was, on validation: ${sides}. So ${said}.`];
}
