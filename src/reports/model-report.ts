import type { Evaluation } from "../evaluation";
import type { TrialRecord } from "../experiments/record";
import type { Study } from "../experiments/study";
import { MODEL_TITLES, type ModelName } from "../models/options";
import type { LayerSummary } from "../models/summary";
import { count, counted, listed, mean, meanAndDeviation, percent, percentText } from "./percent";

type Row = { readonly [column: string]: string | number | null };

export function layerRows(layers: readonly LayerSummary[]): Row[] {
  return layers.map((layer) => ({ layer: layer.name, kind: layer.kind, parameters: layer.parameters }));
}

/** The strict F1 on the test part of each record. */
export function strictScores(records: readonly TrialRecord[]): number[] {
  return records.map((record) => record.metrics.test.entities.discard.micro.f1);
}

/** One row a record, in the order given: the scores side by side. */
export function scoreRows(named: readonly { readonly system: string; readonly record: TrialRecord }[]): Row[] {
  return named.map(({ system, record }) => {
    const { test } = record.metrics;
    const { discard, begin } = test.entities;
    return {
      system,
      seed: record.kind === "floor" ? null : record.seed,
      "strict P %": percent(discard.micro.precision),
      "strict R %": percent(discard.micro.recall),
      "strict F1 %": percent(discard.micro.f1),
      "F1 % (begin)": percent(begin.micro.f1),
      "token accuracy %": percent(test.token.accuracy),
      "token F1 % without O": percent(test.token.withoutOutside.micro.f1),
      "whole sentences %": percent(test.sequenceAccuracy),
    };
  });
}

/** Per epoch: loss, validation scores, and which epoch's weights were kept. */
export function historyRows(record: TrialRecord): Row[] {
  return record.history.map((epoch) => ({
    epoch: epoch.epoch,
    "training loss (nats)": Number(epoch.loss.toFixed(4)),
    "validation strict F1 %": percent(epoch.validationF1),
    "validation token accuracy %": percent(epoch.validationAccuracy),
    kept: epoch.epoch === record.metrics.bestEpoch ? "kept" : "",
  }));
}

/** Learning curves as their figure takes them. */
export function learningCurveData(system: ModelName, records: readonly TrialRecord[]) {
  return {
    system,
    runs: records.map((record) => ({
      seed: record.seed,
      kept: record.metrics.bestEpoch,
      history: record.history.map((epoch) => ({ epoch: epoch.epoch, trainLoss: epoch.loss, validationF1: epoch.validationF1 })),
    })),
  };
}

/** Strict scores per type, averaged over records (seeds); support is the gold count. */
export function typeScores(
  records: readonly TrialRecord[],
): { type: string; precision: number; recall: number; f1: number; support: number }[] {
  const perType = records.map((record) => record.metrics.test.entities.discard.perType);
  const types = [...new Set(perType.flatMap((scores) => Object.keys(scores)))].sort();
  return types
    .map((type) => {
      const of = (key: "precision" | "recall" | "f1") => mean(perType.map((scores) => scores[type]?.[key] ?? 0));
      return {
        type,
        precision: of("precision"),
        recall: of("recall"),
        f1: of("f1"),
        support: Math.max(...perType.map((scores) => scores[type]?.support ?? 0)),
      };
    })
    .sort((a, b) => b.support - a.support);
}

export function typeRows(records: readonly TrialRecord[]): Row[] {
  return typeScores(records).map((score) => ({
    type: score.type,
    support: score.support,
    "precision %": percent(score.precision),
    "recall %": percent(score.recall),
    "F1 %": percent(score.f1),
  }));
}

export function costRows(records: readonly TrialRecord[]): Row[] {
  return records.map(({ seed, config, metrics, timings, environment }) => ({
    model: "model" in config ? MODEL_TITLES[config.model] : config.floor,
    seed,
    parameters: metrics.parameters,
    epochs: metrics.epochs,
    "best epoch": metrics.bestEpoch,
    "training s": timings.trainingSeconds,
    "s an epoch": timings.secondsPerEpoch,
    "ms a sentence": timings.latencyMilliseconds,
    "tokens/s": Math.round(timings.inferenceTokensPerSecond),
    "peak MiB": Math.round(timings.peakMemoryMebibytes),
    backend: environment.backend,
  }));
}

function againstLookUp(difference: number): string {
  if (Math.abs(difference) < 5e-5) return "level with the look-up table";
  return `${Math.abs(100 * difference).toFixed(2)} points ${difference > 0 ? "above" : "below"} the look-up table`;
}

/** Entities of the gold tags. */
export function supportOf(evaluation: Evaluation): number {
  return Object.values(evaluation.entities.discard.perType).reduce((sum, type) => sum + type.support, 0);
}

/** Below this F1 a type counts as not learned. */
const WEAK_F1 = 0.3;

function typeSentences(records: readonly TrialRecord[]): string[] {
  const types = typeScores(records).filter((score) => score.support > 0);
  const [best, ...others] = [...types].sort((a, b) => b.f1 - a.f1);
  if (!best || others.length === 0 || best.f1 < WEAK_F1) return [];
  const weak = others.filter((score) => score.f1 < WEAK_F1).map((score) => score.type);
  const rest = weak.length > 0 ? `; ${listed(weak)} ${weak.length === 1 ? "stays" : "stay"} below ${percentText(WEAK_F1)}` : "";
  return [`The best type is ${best.type} (F1 ${percentText(best.f1)})${rest}.`];
}

/** What a model's records say, beside the floor that it must beat. */
export function modelFindings(model: ModelName, records: readonly TrialRecord[], lookUp: TrialRecord): string[] {
  const tests = records.map((record) => record.metrics.test);
  if (supportOf(lookUp.metrics.test) === 0) return ["The test part holds no entity: there is nothing to find, and F1 says nothing."];
  const scores = strictScores(records);
  const floor = lookUp.metrics.test.entities.discard.micro.f1;
  const begin = mean(tests.map((test) => test.entities.begin.micro.f1));
  const accuracy = mean(tests.map((test) => test.token.accuracy));
  const padded = mean(tests.map((test) => test.padded75));
  return [
    `${MODEL_TITLES[model]} reaches a strict entity F1 of ${meanAndDeviation(scores)} % on the test part ` +
      `(${counted(records.length, "seed")}), ${againstLookUp(mean(scores) - floor)}.`,
    `Read as conlleval reads stray I- tags, the same predictions score ${percentText(begin)}: the reading alone moves the score by ` +
      `${Math.abs(100 * (begin - mean(scores))).toFixed(2)} points.`,
    `Its token accuracy is ${percentText(accuracy)}, and ${percentText(padded)} once padding to 75 is counted as ` +
      `right${padded > accuracy ? ": the same predictions, a better-looking number" : ""}.`,
    ...typeSentences(records),
    `The weights kept are those of epoch ${listed(records.map((record) => String(record.metrics.bestEpoch)))} of ` +
      `${listed(records.map((record) => String(record.metrics.epochs)))}, chosen on the validation part.`,
  ];
}

/** What repeating one pooled vector for every token came to, from the predictions themselves. */
export function pooledFinding(records: readonly TrialRecord[], allO: TrialRecord): string {
  const accuracy = mean(records.map((record) => record.metrics.test.token.accuracy));
  const floor = allO.metrics.test.token.accuracy;
  const gap = 100 * (accuracy - floor);
  const comparison =
    Math.abs(gap) < 0.005
      ? "exactly what tagging everything O gives"
      : `${Math.abs(gap).toFixed(2)} points ${gap > 0 ? "above" : "below"} tagging everything O`;
  return `The Baseline as built gives all tokens of a sentence one tag; its token accuracy is ${percentText(accuracy)}, ${comparison}.`;
}

/** A caution where a profile's numbers must not be taken for results. */
export function cautionOf(study: Study): string {
  const { profile, dataset } = study;
  const own = profile.caution
    ? `**${profile.caution}**`
    : `Full profile: all ${count(dataset.split.train.length)} training sentences, early stopping on validation.`;
  return /^embedded(-\d+){0,2}$/.test(dataset.corpus.name)
    ? `${own} The embedded corpus is generated: its scores say nothing about real text.`
    : own;
}

/** A figure's caption: corpus, part and profile. */
export function captionOf(study: Study, part = "test part"): string {
  const suffix = study.profile.caution ? `${study.profile.name} profile: under-trained` : `${study.profile.name} profile`;
  return `${study.dataset.corpus.name}, ${part} · ${suffix}`;
}
