import { slug, type Family } from "../number";
import { as, column, counted, tableNumbers, type Cells, type Column, type TableNumbers } from "../table-numbers";
import { pairNumbers, systemKey } from "./pairs";

/** `Model 2 trained on gmb` is `model2`; what was trained on the other corpus says so: `model2-there`. */
function taggerKey(title: string, home: string): string {
  const [, name, corpus] = /^(.*?) trained on (.*)$/.exec(title) ?? [null, title, home];
  return corpus === home ? systemKey(name!) : `${systemKey(name!)}-there`;
}

const SCORES: readonly Column[] = [
  column("strict F1 %", "f1", "Strict F1 under the common types", as("%")),
  column("strict P %", "precision", "Strict precision", as("%")),
  column("strict R %", "recall", "Strict recall", as("%")),
  column("95 % interval", "interval", "95 % interval of the F1 over sentences", as("%")),
  column("with seeds", "interval-with-seeds", "95 % interval of the F1 over sentences and seeds", as("%")),
  column("F1 % (begin)", "begin-f1", "F1, stray I- tags beginning an entity", as("%")),
  column("sentences trained on", "trained-on", "Sentences trained on", counted),
];

/** Tables whose rows are no system: mappings, types, corpora, slices. */
const OTHER_TABLES: readonly TableNumbers[] = [
  {
    notebook: "13", caption: /^Strict F1 \(%\) on the test part under other mappings/,
    row: ({ mapping }) => ({ key: `transfer-${slug(mapping!)}`, about: `mapping: ${mapping!}` }),
    columns: [
      column("gold mentions", "mentions", "Gold mentions", counted),
      column("Model 2 trained on gmb", "f1", "Strict F1 of Model 2 trained on gmb", as("%")),
    ],
  },
  {
    notebook: "13", caption: /^Strict F1 \(%\) of each common type/, row: ({ type }) => ({ key: `transfer-type-${slug(type!)}`, about: type! }),
    columns: [
      column("gold mentions", "mentions", "Gold mentions", counted),
      column("Model 2 trained on gmb", "model2-f1", "Strict F1 of Model 2 trained on gmb", as("%")),
      column("Model 2 trained on wikigold", "model2-there-f1", "Strict F1 of Model 2 trained on wikigold", as("%")),
    ],
  },
  {
    notebook: "13", caption: /^What a training part, as far as the models saw it/,
    row: ({ "trained on": known, "tested on": test }) =>
      ({ key: `transfer-known-${slug(known!)}-${slug(test!)}`, about: `trained on ${known!}, tested on ${test!}` }),
    columns: [
      column("tokens never seen %", "unseen-tokens", "Tokens never seen", as("%")),
      column("tokens UNK to Model 2 %", "unknown-tokens", "Tokens unknown to Model 2", as("%")),
      column("mentions of known words %", "known-words", "Mentions of known words", as("%")),
      column("mentions seen as mentions %", "seen", "Mentions seen as mentions", as("%")),
      column("seen with their type %", "seen-with-type", "Mentions seen with their type", as("%")),
    ],
  },
  {
    notebook: "13", caption: /^Where the difference in recall comes from/,
    row: ({ system, "mentions by": rule }) =>
      ({ key: `transfer-recall-${systemKey(system!)}-${slug(rule!)}`, about: `${system!}, mentions by ${rule!}` }),
    columns: [
      column("recall gains (points)", "gain", "Recall gained", as("points")),
      column("from the mix of slices", "mix", "Of it from the mix of slices", as("points")),
      column("within slices", "within", "Of it within slices", as("points")),
    ],
  },
];

function tables(home: string): TableNumbers[] {
  const bySystem = (prefix: string, about: string) => ({ system }: Cells) =>
    ({ key: `${prefix}-${taggerKey(system!, home)}`, about: `${system!}, ${about}` });
  return [
    { notebook: "13", caption: /^Test part of /, row: bySystem("transfer", "on the second corpus's test part"), columns: SCORES },
    { notebook: "13", caption: /^All of /, row: bySystem("transfer-whole", "on all of the second corpus"), columns: SCORES },
    {
      notebook: "13", caption: /^Trained on .*, scored on either test part/,
      row: ({ system }) => ({ key: `transfer-${systemKey(system!)}`, about: system! }),
      columns: [
        column("F1 %, gmb", "home-f1", "Strict F1 at home under the common types", as("%")),
        column("difference (points)", "fall", "Difference to the score at home", as("points")),
        column("95 % interval", "fall-interval", "Its 95 % interval", as("points")),
      ],
    },
    ...OTHER_TABLES,
  ];
}

/** Models on another corpus. */
export const transfer: Family = {
  title: "Another corpus",
  numbers: (sources) => {
    const home = sources.book.manifest.corpus.name;
    const key = (title: string) => taggerKey(title, home);
    return [
      ...tables(home).flatMap((table) => tableNumbers(sources, table)),
      ...pairNumbers(sources, "13", /^Strict F1 of the first minus the second, the same sentences/, "transfer-", key),
      ...pairNumbers(sources, "13", /^Strict F1 of the first minus the second on the whole/, "transfer-whole-", key),
    ];
  },
};
