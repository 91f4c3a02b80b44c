import { slug, type Family } from "../number";
import { as, column, counted, short, tableNumbers, type Cells, type TableNumbers } from "../table-numbers";

/** How a batch was counted belongs to its address, but for the formula, which goes without saying. */
function memoryRow({ labels: title }: Cells) {
  const name = title!.replace(/, (by formula|its arrays|its tensors).*/, (_, how: string) => (how === "by formula" ? "" : ` ${how}`));
  return { key: `labels-memory-${slug(name)}`, about: title! };
}

const TABLES: readonly TableNumbers[] = [
  {
    notebook: "09", caption: /^Label memory/, row: memoryRow,
    columns: [
      column("sparse (KiB)", "sparse", "Memory of class ids", short("KiB")),
      column("categorical (KiB)", "categorical", "Memory of one-hot rows", short("KiB")),
      column("ratio", "ratio", "How many times as much one-hot rows take", as("")),
    ],
  },
  {
    notebook: "09", caption: /^Categorical minus sparse/,
    row: ({ measure }) => ({ key: /reported/.test(measure!) ? "labels-difference-reported" : "labels-difference-words", about: measure! }),
    columns: [
      column("difference (points)", "", "Categorical minus sparse labels", as("points")),
      column("95 % interval", "interval", "Its 95 % interval", as("points")),
    ],
  },
  {
    notebook: "09", caption: /^Largest difference in any epoch/,
    row: ({ what }) => ({ key: `labels-${slug(what!.replace(/^the /, ""))}`, about: `changed: ${what!}` }),
    columns: [
      column("epoch loss (nats)", "loss-difference", "Largest difference of an epoch's loss in nats", as("")),
      column("validation F1 (points)", "f1-difference", "Largest difference of validation F1", as("points")),
    ],
  },
  {
    notebook: "09", caption: /^Milliseconds/,
    row: ({ work }) => ({ key: `labels-time-${slug(work!.replace(/,? ids under both/, ""))}`, about: work! }),
    columns: [column("median (ms)", "", "Median time", short("ms"))],
  },
  {
    notebook: "09", caption: /^Test parts of one word a sentence/, row: ({ run }) => ({ key: `labels-run-${slug(run!)}`, about: run! }),
    columns: [
      column("accuracy % as that protocol reports it", "reported", "Accuracy as the protocol reports it", as("%")),
      column("accuracy % of the words", "words", "Accuracy of the words", as("%")),
      column("positions a word", "positions", "Positions for each word", counted),
    ],
  },
];

/** Sparse against categorical labels. */
export const labels: Family = { title: "Label encodings", numbers: (sources) => TABLES.flatMap((table) => tableNumbers(sources, table)) };
