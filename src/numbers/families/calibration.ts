import { signedPoints } from "../../claims/texts";
import { slug, type AddressedNumber, type Family } from "../number";
import { as, column, counted, rowsOf, tableNumbers, tableOrigin, type Cells, type Column, type TableNumbers } from "../table-numbers";
import type { Sources } from "../sources";
import { fixed } from "../texts";

const CONFIDENCES: { readonly [title: string]: string } = {
  "tokens": "tokens", "entities, product of their tokens": "entities",
  "entities, mean of their tokens": "entities-mean", "entities, least of their tokens": "entities-least",
};

function stageOf(temperature: string | undefined): string {
  return Number(temperature) === 1 ? "before" : "after";
}

function confidenceRow({ confidence, T }: Cells) {
  const key = CONFIDENCES[confidence!];
  if (key === undefined) return null;
  return { key: `calibration-${key}-${stageOf(T)}`, about: `${confidence!}, ${stageOf(T)} temperature scaling, Model 2, seed 0` };
}

function tokensRow({ confidence, T }: Cells) {
  if (confidence !== "tokens") return null;
  return { key: stageOf(T) === "before" ? "ece-model2" : "ece-model2-scaled", about: `tokens, Model 2, seed 0, T = ${T!}` };
}

function fittedRow({ confidence, T }: Cells) {
  if (confidence !== "tokens" || stageOf(T) === "before") return null;
  return { key: "calibration-temperature", about: "fitted on the validation part" };
}

const SCORES: readonly Column[] = [
  column("ECE %", "ece", "Expected calibration error", as("%")),
  column("ECE % by chance", "ece-by-chance", "Calibration error that chance alone would show", as("%")),
  column("right %", "right", "Predictions that are right", as("%")),
  column("mean confidence %", "confidence", "Mean confidence", as("%")),
  column("worst bin %", "worst-bin", "Error of the worst bin", as("%")),
  column("predictions", "predictions", "Predictions", counted),
];

/** The names under which the guide's readers look for them first. */
const SHORT: TableNumbers = {
  notebook: "07", caption: /^Calibration on the test part/, row: tokensRow,
  columns: [column("ECE %", "", "Expected calibration error", as("%"))],
};

const DECODING: TableNumbers = {
  notebook: "07", caption: /^Argmax and transition-constrained Viterbi/,
  row: ({ reading, decoding }) => ({ key: `decoding-${decoding!}-${reading!}`, about: `${decoding!}, read as ${reading!}, Model 2, seed 0` }),
  columns: [
    column("F1 %", "f1", "Strict F1", as("%")),
    column("P %", "precision", "Strict precision", as("%")),
    column("R %", "recall", "Strict recall", as("%")),
    column("tags repaired", "repairs", "Stray tags that the reading changes", counted),
    column("sentences not IOB2", "invalid-sentences", "Sentences that are not valid IOB2", counted),
    column("token accuracy %", "token-accuracy", "Token accuracy", as("%")),
  ],
};

const CHANGES: TableNumbers = {
  notebook: "07", caption: /^What Viterbi changes/,
  row: (cells) => ({ key: `decoding-changed-${slug(cells["Viterbi answers otherwise"]!)}`, about: cells["Viterbi answers otherwise"]! }),
  columns: [column("count", "", "What Viterbi answers otherwise", counted)],
};

const TABLES: readonly TableNumbers[] = [
  SHORT,
  { notebook: "07", caption: /^Calibration on the test part/, row: confidenceRow, columns: SCORES },
  {
    notebook: "07", caption: /^Calibration on the test part/, row: fittedRow,
    columns: [column("T", "", "Temperature", (cell) => fixed(Number(cell), 2))],
  },
  {
    notebook: "07", caption: /^Whole distributions/,
    row: ({ temperature }) => ({ key: `calibration-${stageOf(temperature)}`, about: `T = ${temperature!}` }),
    columns: [
      column("validation loss (nats a token)", "validation-loss", "Loss on the validation part", as("nats a token")),
      column("test loss (nats a token)", "test-loss", "Loss on the test part", as("nats a token")),
      column("test Brier, whole distribution", "brier", "Brier score on the test part", as("")),
    ],
  },
  DECODING,
  CHANGES,
];

/** What constrained decoding adds to the F1 of argmax. */
function gainNumbers(sources: Sources): AddressedNumber[] {
  const table = sources.table(DECODING.notebook, DECODING.caption);
  if (table === null) return [];
  const rows = rowsOf(table);
  const f1 = (decoding: string, reading: string) =>
    Number(rows.find((row) => row["decoding"] === decoding && row["reading"] === reading)?.["F1 %"]);
  return ["discard", "begin"].map((reading) => {
    const points = f1("viterbi", reading) - f1("argmax", reading);
    return {
      key: `decoding-gain-${reading}`, what: `F1 of constrained Viterbi minus that of argmax, read as ${reading}, Model 2, seed 0`,
      metric: `F1 % in the table “${table.caption}”`, text: `${signedPoints(points / 100)} points`, from: [tableOrigin(table)],
    };
  });
}

/** How far confidences can be believed, and what constrained decoding changes. */
export const calibration: Family = {
  title: "Calibration and decoding",
  numbers: (sources) => [...TABLES.flatMap((table) => tableNumbers(sources, table)), ...gainNumbers(sources)],
};
