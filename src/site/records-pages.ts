import type { AnyRecord, TrialRecord } from "../experiments/record";
import type { TransferRecord } from "../experiments/transfer-record";
import type { TableRow } from "../notebooks/table";
import { percent } from "../reports/percent";
import type { Summary } from "../reports/summary";
import { escapeHtml } from "./html";
import { isTrial, systemOf } from "./known-rows";
import { settingRows, table } from "./record-tables";
import { transfersHtml } from "./transfer-pages";

type Evaluation = AnyRecord["metrics"]["validation"];

function listRow(record: AnyRecord): TableRow {
  const { metrics } = record;
  const test = isTrial(record) ? record.metrics.test : undefined;
  return {
    record: record.hash,
    system: systemOf(record),
    kind: record.kind,
    corpus: record.corpus.name,
    split: record.split,
    seed: record.kind === "floor" ? null : record.seed,
    "strict F1 %": test ? percent(test.entities.discard.micro.f1) : null,
    "validation F1 %": percent(metrics.validation.entities.discard.micro.f1),
    epochs: metrics.epochs,
  };
}

function comparedSections(summary: Summary, records: readonly AnyRecord[]): string[] {
  const compared = records.filter(({ hash }) => summary.records.includes(hash));
  return summary.systems.map((row) => {
    const title = String(row["system"]);
    const own = compared.filter((record) => systemOf(record) === title).sort((a, b) => a.seed - b.seed);
    return `<h3>${escapeHtml(title)}</h3>\n${table(own.map(listRow))}`;
  });
}

export interface Listed {
  readonly records: readonly AnyRecord[];
  readonly transfers: readonly TransferRecord[];
  readonly summary?: Summary;
}

/** The page that lists all records, those behind the comparison first, system by system, and what was tagged elsewhere last. */
export function recordsBody({ records, transfers, summary }: Listed): string {
  const compared = new Set(summary?.records ?? []);
  const others = records.filter(({ hash }) => !compared.has(hash));
  return [
    "<h1>Records</h1>",
    "<p>Every number of the comparison comes from a record: a configuration on a corpus, a split and a seed, with what came of it. " +
      "A record’s name is a hash of all that determines the result, so the same trial can be made again and has the same name.</p>",
    ...(summary ? ["<h2>Behind the comparison</h2>", ...comparedSections(summary, records)] : []),
    ...(others.length > 0 ? [`<h2>${summary ? "Other records" : "All records"}</h2>`, table(others.map(listRow))] : []),
    ...(records.length === 0 ? ["<p>There is none yet.</p>"] : []),
    ...(transfers.length > 0 ? [transfersHtml(transfers)] : []),
  ].join("\n");
}

function scoreRow(part: string, evaluation: Evaluation): TableRow {
  const { discard, begin } = evaluation.entities;
  return {
    part,
    sentences: evaluation.sentences,
    "strict P %": percent(discard.micro.precision),
    "strict R %": percent(discard.micro.recall),
    "strict F1 %": percent(discard.micro.f1),
    "F1 % (begin)": percent(begin.micro.f1),
    "token accuracy %": percent(evaluation.token.accuracy),
    "whole sentences %": percent(evaluation.sequenceAccuracy),
  };
}

function typeRows({ entities }: Evaluation): TableRow[] {
  const types = Object.entries(entities.discard.perType).sort(([, a], [, b]) => b.support - a.support);
  return types.map(([type, { support, precision, recall, f1 }]) => ({
    type,
    support,
    "precision %": percent(precision),
    "recall %": percent(recall),
    "F1 %": percent(f1),
  }));
}

function historyRows({ history }: AnyRecord): TableRow[] {
  return history.map(({ epoch, loss, validationF1, validationAccuracy, learningRate }) => ({
    epoch,
    "training loss (nats)": loss.toFixed(4),
    "validation strict F1 %": percent(validationF1).toFixed(2),
    "validation token accuracy %": percent(validationAccuracy).toFixed(2),
    "learning rate": String(learningRate),
  }));
}

function circumstances(record: AnyRecord): object {
  const { hash, kind, protocolVersion, corpus, split, seed, metrics } = record;
  const { vocabulary, tags, trainingSentences, parameters, epochs, bestEpoch } = metrics;
  const predictions = isTrial(record) ? { predictions: record.predictions } : {};
  return { hash, kind, protocolVersion, corpus, split, seed, trainingSentences, vocabulary, tags, parameters, epochs, bestEpoch, ...predictions };
}

function sentence(record: AnyRecord): string {
  const seed = record.kind === "floor" ? "" : `, seed ${record.seed}`;
  const kind = record.kind === "search" ? " It belongs to a search, which never sees the test part." : "";
  return `${systemOf(record)}${seed}, on ${record.corpus.name}, ${record.split} split.${kind}`;
}

/** The page of one record. */
export function recordBody(record: AnyRecord): string {
  const { metrics } = record;
  const test: TrialRecord["metrics"]["test"] | undefined = isTrial(record) ? record.metrics.test : undefined;
  return [
    `<h1>Record ${record.hash}</h1>`,
    `<p>${escapeHtml(sentence(record))} The whole record: <a href="../results/${record.hash}.json">${record.hash}.json</a>.</p>`,
    "<h2>Scores</h2>",
    table([...(test ? [scoreRow("test", test)] : []), scoreRow("validation", metrics.validation)], "Entities scored on whole sentences"),
    table(typeRows(test ?? metrics.validation), `Strict scores by type, ${test ? "test" : "validation"} part`),
    "<h2>What determines it</h2>",
    table(settingRows(circumstances(record)), "The trial"),
    table(settingRows(record.config), "Its configuration"),
    ...(record.history.length > 0 ? ["<h2>Training</h2>", table(historyRows(record), "Epoch by epoch")] : []),
    "<h2>Where it was made</h2>",
    table(settingRows({ ...record.environment, ...record.timings }), "Environment and timings, which another machine would not repeat"),
  ].join("\n");
}
