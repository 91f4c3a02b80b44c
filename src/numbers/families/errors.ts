import { ERROR_KINDS } from "../../evaluation/errors";
import { slug, type AddressedNumber, type Family } from "../number";
import { as, column, counted, rowsOf, tableNumbers, tableOrigin, type Cells, type TableNumbers } from "../table-numbers";
import type { Sources } from "../sources";
import { fixed, whole } from "../texts";
import { systemKey } from "./pairs";

/** Counts of the table are rounded means: their shares hold no second decimal. */
function share(fraction: number): string {
  return `${fixed(100 * fraction, 1)} %`;
}

function systemNumbers(cells: Cells, caption: string, from: AddressedNumber["from"]): AddressedNumber[] {
  const [system, errors] = [cells["system"]!, Number(cells["all errors"])];
  const key = systemKey(system);
  const prefix = key === "model2" ? "error" : `error-${key}`;
  const number = (end: string, what: string, metric: string, text: string): AddressedNumber =>
    ({ key: `${prefix}-${end}`, what: `${what}: ${system}, mean over seeds`, metric: `${metric} in the table “${caption}”`, text, from });
  return [
    number("total", "Errors on the test part", "all errors", whole(errors)),
    number("correct", "Mentions that are right", "correct", whole(Number(cells["correct"]))),
    number("predicted", "Mentions that are predicted", "predicted", whole(Number(cells["predicted"]))),
    ...ERROR_KINDS.flatMap((kind) => [
      number(`${slug(kind)}-share`, `Errors of the kind “${kind}” among all errors`, `${kind} / all errors`, share(Number(cells[kind]) / errors)),
      number(`${slug(kind)}-count`, `Errors of the kind “${kind}”`, kind, whole(Number(cells[kind]))),
    ]),
    number("overlap-share", "Errors that overlap a gold mention among all errors", "1 − (missed + spurious) / all errors",
      share(1 - (Number(cells["missed"]) + Number(cells["spurious"])) / errors)),
  ];
}

function taxonomy(sources: Sources): AddressedNumber[] {
  const table = sources.table("07", /^Outcomes of the test part's mentions/);
  return table === null ? [] : rowsOf(table).flatMap((cells) => systemNumbers(cells, table.caption, [tableOrigin(table)]));
}

const RULES: { readonly [rule: string]: string } = {
  "string in training": "string", "string with type in training": "typed", "every word in training": "words", "mention length": "mention-length",
  "sentence length": "sentence-length", "mentions in training": "mentions", "types in training": "types", "its sentence in training": "sentence",
};

/** `4+` and `1–10` as parts of an address. */
function sliceKey(slice: string): string {
  return slug(slice.replace("+", "-or-more"));
}

const SLICES: TableNumbers = {
  notebook: "07", caption: /^Strict scores by slice/,
  row: (cells) => {
    const rule = RULES[cells["mentions by"]!];
    if (rule === undefined) return null;
    return { key: `slice-${rule}-${sliceKey(cells["slice"]!)}`, about: `mentions by ${cells["mentions by"]!}, ${cells["slice"]!}` };
  },
  columns: [
    column("gold mentions", "mentions", "Gold mentions", counted),
    column("Model 2 F1 %", "model2-f1", "Strict F1 of Model 2", as("%")),
    column("Model 2 P %", "model2-precision", "Strict precision of Model 2", as("%")),
    column("Model 2 R %", "model2-recall", "Strict recall of Model 2", as("%")),
    column("Advanced F1 %", "advanced-f1", "Strict F1 of the Advanced model", as("%")),
    column("Baseline (per token) F1 %", "baseline-per-token-f1", "Strict F1 of the Baseline per token", as("%")),
    column("Look-up table F1 %", "look-up-f1", "Strict F1 of the Look-up table", as("%")),
  ],
};

const WORDS: TableNumbers = {
  notebook: "05", caption: /^Token accuracy by what training knew of the word/,
  row: (cells) => ({ key: `words-${slug(cells["words of the test part"]!)}`, about: `words of the test part, ${cells["words of the test part"]!}` }),
  columns: [
    column("tokens", "tokens", "Tokens of the test part", counted),
    column("look-up table %", "look-up-accuracy", "Token accuracy of the Look-up table", as("%")),
    column("Model 2 %", "model2-accuracy", "Token accuracy of Model 2, seed 0", as("%")),
    column("Advanced %", "advanced-accuracy", "Token accuracy of the Advanced model, seed 0", as("%")),
  ],
};

const NOISE_KEYS: readonly (readonly [RegExp, string])[] = [
  [/^token sequences that occur/, "repeated-sequences"], [/^… tagged in more than one way/, "repeated-sequences-ambiguous"],
  [/^sentences that repeat or/, "repeated-sentences"], [/^… in a group tagged/, "repeated-sentences-ambiguous"],
  [/^… their tokens tagged unlike/, "minority-tokens"], [/^… their mentions that not/, "disputed-mentions"],
  [/^mention strings with several/, "ambiguous-strings"], [/^… mentions of such/, "ambiguous-string-mentions"],
  [/^… mentions of another/, "minority-type-mentions"],
];

const NOISE: readonly TableNumbers[] = [
  {
    notebook: "07", caption: /^Repeated sentences and ambiguous strings/,
    row: ({ fact }) => {
      const key = NOISE_KEYS.find(([pattern]) => pattern.test(fact!))?.[1];
      return key === undefined ? null : { key: `noise-${key}`, about: fact! };
    },
    columns: [column("count", "", "Noise of the gold tags", counted), column("of", "of", "Noise of the gold tags, of how many", counted)],
  },
  {
    notebook: "07", caption: /^Ceilings and what they assume/,
    row: ({ ceiling }) => ({ key: `ceiling-${slug(ceiling!)}`, about: ceiling! }),
    columns: [column("F1 %", "f1", "Ceiling of the F1", as("%")), column("token accuracy %", "accuracy", "Ceiling of the token accuracy", as("%"))],
  },
];

/** How the models err: kinds of errors, slices of the test part, and what the gold tags allow. */
export const errors: Family = {
  title: "Errors, slices and the noise of the gold tags",
  numbers: (sources) => [...taxonomy(sources), ...[SLICES, WORDS, ...NOISE].flatMap((table) => tableNumbers(sources, table))],
};
