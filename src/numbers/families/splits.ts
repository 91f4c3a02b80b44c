import { slug, type Family } from "../number";
import { as, column, counted, tableNumbers, type Cells, type TableNumbers } from "../table-numbers";
import { systemKey } from "./pairs";

function leakageRow(cells: Cells) {
  const [split, known, heldOut] = [cells["split"]!, cells["known"]!, cells["held out"]!];
  return { key: `leakage-${slug(split)}-${known}-${heldOut}`, about: `${split} split, what ${heldOut} shares with ${known}` };
}

const TABLES: readonly TableNumbers[] = [
  {
    notebook: "07", caption: /^What held-out parts share with known ones/, row: leakageRow,
    columns: [
      column("equal sentences", "equal", "Sentences that stand there word for word", counted),
      column("near-duplicates", "near", "Near-duplicates", counted),
      column("equal or near %", "equal-or-near", "Sentences that are equal or near", as("%")),
      column("mention strings shared %", "shared-strings", "Mention strings shared", as("%")),
      column("mentions never seen %", "unseen-mentions", "Mentions never seen", as("%")),
      column("never seen with their type %", "unseen-with-type", "Mentions never seen with their type", as("%")),
      column("with a word never seen %", "unseen-word", "Mentions with a word never seen", as("%")),
      column("tokens never seen %", "unseen-tokens", "Tokens never seen", as("%")),
    ],
  },
  {
    notebook: "07", caption: /^Strict F1 under two ways of splitting/,
    row: ({ system }) => ({ key: `split-effect-${systemKey(system!)}`, about: `${system!}, random minus reference split` }),
    columns: [
      column("F1 %, reference", "reference-f1", "Strict F1 on the reference split", as("%")),
      column("F1 %, random", "random-f1", "Strict F1 on a random split", as("%")),
      column("difference (points)", "difference", "Difference of strict F1", as("points")),
      column("95 % interval", "interval", "Its 95 % interval", as("points")),
    ],
  },
  {
    notebook: "07", caption: /^Where the difference in recall comes from/,
    row: ({ system, "mentions by": rule }) =>
      (/^(string|every)/.test(rule!) ? { key: `split-recall-${systemKey(system!)}-${slug(rule!)}`, about: `${system!}, by ${rule!}` } : null),
    columns: [
      column("recall gains (points)", "gain", "Recall that a random split gains", as("points")),
      column("from the mix of slices", "mix", "Of it from the mix of slices", as("points")),
      column("within slices", "within", "Of it within slices", as("points")),
    ],
  },
  {
    notebook: "02", caption: /^Test sentences that the training part holds/,
    row: ({ split }) => ({ key: `shared-sentences-${slug(split!.replace(/ \(.*\)/, ""))}`, about: split! }),
    columns: [
      column("also in train", "", "Test sentences that the training part holds", counted),
      column("%", "share", "Share of test sentences that the training part holds", as("%")),
    ],
  },
  {
    notebook: "02", caption: /^What a minimum count costs/,
    row: ({ "minimum count": least }) =>
      ({ key: `minimum-count-${least!}`, about: `words seen at least ${least!} time${least === "1" ? "" : "s"}` }),
    columns: [
      column("vocabulary", "vocabulary", "Word ids", counted),
      column("validation tokens covered %", "coverage", "Validation tokens covered", as("%")),
    ],
  },
];

/** What parts of a split share, what a random one would change, and what a vocabulary covers. */
export const splits: Family = {
  title: "Splits, leakage and vocabulary",
  numbers: (sources) => TABLES.flatMap((table) => tableNumbers(sources, table)),
};
