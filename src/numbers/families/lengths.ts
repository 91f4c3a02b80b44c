import { type AddressedNumber, type Family, fileOrigin, slug } from "../number";
import { as, column, counted, rowsOf, short, tableNumbers, tableOrigin, type Cells, type Column, type TableNumbers } from "../table-numbers";
import type { Sources } from "../sources";

function byLength(prefix: string, about: string) {
  return ({ length }: Cells) => (length === undefined ? null : { key: `length-${slug(length)}${prefix}`, about: `length ${length}${about}` });
}

const CUTS: readonly Column[] = [
  column("padding %", "test-padding-share", "Padding among all positions", as("%")),
  column("tokens cut %", "test-cut-tokens", "Tokens cut off", as("%")),
  column("sentences cut", "test-cut-sentences", "Sentences cut", counted),
  column("entities cut %", "cut-entities", "Entities lost or damaged", as("%")),
  column("entities lost", "lost-entities", "Entities beyond the length", counted),
  column("entities damaged", "damaged-entities", "Entities that the cut goes through", counted),
  column("strict F1 % of a perfect tagger", "perfect-f1", "Strict F1 of a tagger without any error", as("%")),
];

const QUALITY: readonly Column[] = [
  column("minus bucketed (points)", "minus-bucketed", "Strict F1 minus that of bucketed batches", as("points")),
  column("95 % interval", "minus-bucketed-interval", "Its 95 % interval over sentences", as("points")),
  column("with seeds", "minus-bucketed-interval-with-seeds", "Its 95 % interval over sentences and seeds", as("points")),
  column("p (Holm)", "minus-bucketed-p", "Approximate randomization, adjusted by Holm", as("")),
  column("against bucketed", "minus-bucketed-verdict", "What the length is against bucketed batches", as("")),
];

/** Cutting alone: from one seed all fixed lengths see the same sentences in the same batches. */
const CUTTING: readonly Column[] = [
  column("minus 104 (points)", "minus-104", "Strict F1 minus that of the longest length", as("points")),
  column("95 % interval", "minus-104-interval", "Its 95 % interval over sentences", as("points")),
  column("with seeds", "minus-104-interval-with-seeds", "Its 95 % interval over sentences and seeds", as("points")),
  column("p (Holm)", "minus-104-p", "Approximate randomization, adjusted by Holm", as("")),
  column("against 104", "minus-104-verdict", "What the length is against the longest", as("")),
];

const COSTS: readonly Column[] = [
  column("positions an epoch", "positions", "Positions that an epoch computes with its padding", counted),
  column("padding skipped", "positions-skipped", "Positions of an epoch, padding skipped", counted),
  column("CPU s an epoch", "epoch-cpu-seconds", "Processor seconds of an epoch", short("s")),
  column("MiB of the largest batch", "batch-memory", "Memory of the largest batch by formula", short("MiB")),
];

const PADDED: readonly Column[] = [
  column("accuracy %, padding counted", "padded-accuracy", "Accuracy with the padding counted", as("%")),
  column("all O, padding counted %", "padded-all-o", "The same of tagging everything O", as("%")),
];

const TABLES: readonly TableNumbers[] = [
  { notebook: "08", caption: /^Test part, cut and padded/, row: byLength("", " on the test part"), columns: CUTS },
  { notebook: "08", caption: /^Test part, trained on /, row: byLength("", ", trained on a quarter"), columns: QUALITY },
  { notebook: "08", caption: /^Trained on /, row: byLength("-full", ", trained on everything"), columns: QUALITY },
  { notebook: "08", caption: /^Strict F1 against the longest length$/, row: byLength("", ", trained on a quarter"), columns: CUTTING },
  { notebook: "08", caption: /^Training on /, row: byLength("", ", a quarter of the training part"), columns: COSTS },
  { notebook: "08", caption: /^Test part, one set of predictions a row/, row: byLength("", ""), columns: PADDED },
  {
    notebook: "02", caption: /^What a fixed length costs on the whole corpus/, row: byLength("", " on the whole corpus"),
    columns: [
      column("padding %", "padding-share", "Padding among all positions", as("%")), column("tokens cut %", "cut-tokens", "Tokens cut off", as("%")),
      column("sentences cut", "cut-sentences", "Sentences cut", counted),
    ],
  },
  {
    notebook: "02", caption: /^Positions computed in one epoch/,
    row: ({ batching }) => {
      const key = /bucketed/.test(batching!) ? "bucketed" : /longest/.test(batching!) ? "shuffled" : "padded";
      return { key: `batching-${key}`, about: batching! };
    },
    columns: [
      column("positions", "positions", "Positions that an epoch computes", counted),
      column("positions a token", "positions-per-token", "Positions for each token", as("")),
    ],
  },
];

/** The corpus as the original read it, padded to the claimed length. */
function originalPadding(sources: Sources): AddressedNumber[] {
  const table = sources.table("08", /^All parts together/);
  const row = table && rowsOf(table).find(({ reading }) => reading === "as the original read them");
  const share = row?.["padding % at 75"];
  return !table || share === undefined ? [] : [{
    key: "original-padding-share", what: "Padding at length 75 in the corpus as the original read it",
    metric: `padding % at 75 in the table “${table.caption}”`, text: `${share} %`,
    from: [tableOrigin(table), fileOrigin("src/reports/length-cuts.ts")],
  }];
}

/** What a fixed length cuts and pads, and what it does to a score. */
export const lengths: Family = {
  title: "Sentence lengths: cutting and padding",
  numbers: (sources) => [...TABLES.flatMap((table) => tableNumbers(sources, table)), ...originalPadding(sources)],
};
