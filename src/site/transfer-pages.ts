import type { TransferRecord, TransferScore } from "../experiments/transfer-record";
import { TRANSFERS_FOLDER } from "../experiments/transfer-record";
import { MODEL_TITLES } from "../models/options";
import type { TableRow } from "../notebooks/table";
import { percent } from "../reports/percent";
import { escapeHtml } from "./html";
import { settingRows, table } from "./record-tables";

function modelOf({ training }: TransferRecord): string {
  return (MODEL_TITLES as { readonly [model: string]: string | undefined })[training.model] ?? training.model;
}

function listRow(transfer: TransferRecord): TableRow {
  const { hash, training, corpus, split, metrics } = transfer;
  return {
    record: hash,
    model: modelOf(transfer),
    seed: training.seed,
    "trained in record": training.hash,
    "tagged corpus": corpus.name,
    split,
    "strict F1 %, test part": percent(metrics.test.discard.f1),
    "strict F1 %, whole corpus": percent(metrics.whole.discard.f1),
  };
}

/** The list of what trained models say of another corpus. */
export function transfersHtml(transfers: readonly TransferRecord[]): string {
  const what = "What a trained model, as it is, says of another corpus, scored under the types that both corpora have in common.";
  return `<h2>Transfers to another corpus</h2>\n<p>${what}</p>\n${table(transfers.map(listRow))}`;
}

function scoreRow(part: string, { discard, begin }: TransferScore): TableRow {
  return {
    part,
    "strict P %": percent(discard.precision),
    "strict R %": percent(discard.recall),
    "strict F1 %": percent(discard.f1),
    "F1 % (begin)": percent(begin.f1),
  };
}

/** The page of one transfer. */
export function transferBody(transfer: TransferRecord): string {
  const { hash, kind, protocolVersion, training, corpus, split, mapping, metrics, predictions, taggedAt, environment } = transfer;
  const file = `${hash}.json`;
  const sentence = `${modelOf(transfer)}, seed ${training.seed}, trained in record ${training.hash}, tags ${corpus.name}.`;
  return [
    `<h1>Transfer ${hash}</h1>`,
    `<p>${escapeHtml(sentence)} The whole record: <a href="../results/${TRANSFERS_FOLDER}/${file}">${file}</a>.</p>`,
    "<h2>Scores</h2>",
    table([scoreRow("test", metrics.test), scoreRow("whole corpus", metrics.whole)], "Entities of the common types, scored on whole sentences"),
    "<h2>What determines it</h2>",
    table(settingRows({ hash, kind, protocolVersion, training, corpus, split, predictions }), "The transfer"),
    table(settingRows(mapping), "Common types"),
    "<h2>Where it was made</h2>",
    table(settingRows({ ...environment, taggedAt }), "Environment and time, which another machine would not repeat"),
  ].join("\n");
}
