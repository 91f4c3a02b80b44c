import { businessCase, SEED_INPUTS } from "../../evaluation";
import { INPUT_NAMES } from "../../evaluation/business/inputs";
import { percentText } from "../../reports/percent";
import { fileOrigin, slug, type AddressedNumber, type Family } from "../number";
import { column, counted, short, tableNumbers, type CellText, type Cells, type Column, type TableNumbers } from "../table-numbers";
import { whole, withUnit } from "../texts";
import { systemKey } from "./pairs";

const CASE = [fileOrigin("src/evaluation/business/business-case.ts"), fileOrigin("src/evaluation/business/seed-case.ts")];

function dashed(name: string): string {
  return slug(name.replace(/([a-z])([A-Z])/g, "$1-$2"));
}

/** What the starting documents' own inputs give. */
function claimedNumbers(): AddressedNumber[] {
  const { monthlyCost, monthlySaving, returnOnInvestment, costReduction } = businessCase(SEED_INPUTS);
  const number = (key: string, what: string, text: string): AddressedNumber =>
    ({ key: `business-${key}`, what, metric: "businessCase(SEED_INPUTS)", text, from: CASE });
  return [
    number("manual-cost", "Manual work a month by the starting documents' inputs", whole(monthlyCost.manual)),
    number("system-cost", "Infrastructure and maintenance a month by the same", whole(monthlyCost.system)),
    number("saving-claimed", "Saving a month by the same, where an error costs nothing", whole(monthlySaving)),
    number("return-claimed", "Return a month by the same", returnOnInvestment === null ? "none" : `${whole(100 * returnOnInvestment)} %`),
    number("cost-reduction-claimed", "Reduction of cost by the same", costReduction === null ? "none" : percentText(costReduction)),
    ...INPUT_NAMES.map((name) => {
      const { value, unit, note } = SEED_INPUTS[name];
      return number(`input-${dashed(name)}`, `Input ${name}, ${unit}: ${note}`, withUnit(value, ""));
    }),
  ];
}

/** A return that has turned into a loss has a minus sign, and no more decimals than its inputs deserve. */
const returned: CellText = (cell) => `${withUnit(Number(cell), "%")}`;
const minutes: CellText = (cell) => withUnit(Number(cell), "minutes");

const MONTH: readonly Column[] = [
  column("errors in 1,000 documents", "errors", "Errors in 1,000 documents", counted),
  column("correction a month", "correction", "Correcting errors, a month", counted),
  column("automated a month", "automated", "Automated work with its corrections, a month", counted),
  column("saving a month", "saving", "Saving a month", counted),
  column("return % a month", "return", "Return a month", returned),
  column("no saving from (minutes an error)", "minutes-limit", "Minutes an error from which nothing is saved", minutes),
];

/** `Model 2, measured cost too` is `model2-measured`. */
function caseKey(title: string): string {
  return title.endsWith(", measured cost too") ? `${systemKey(title.replace(", measured cost too", ""))}-measured` : systemKey(title);
}

/** Addresses say first what they are, then of whom: `business-return-advanced`. */
function monthTables(notebook: string, caption: RegExp, isWanted: (title: string) => boolean): TableNumbers[] {
  return MONTH.map((each) => ({
    notebook, caption, columns: [{ ...each, key: "" }],
    row: (cells: Cells) => (isWanted(cells["case"]!) ? { key: `business-${each.key}-${caseKey(cells["case"]!)}`, about: cells["case"]! } : null),
  }));
}

const TABLES: readonly TableNumbers[] = [
  ...monthTables("06", /^A month of each system/, (title) => !title.startsWith("as claimed")),
  ...monthTables("14", /^A month: as claimed/, (title) => title.endsWith(", measured cost too")),
  {
    notebook: "06", caption: /^Minutes to correct an error/,
    row: ({ "minutes an error": each }) => ({ key: `business-minutes-${slug(each!)}`, about: `${each!} minutes an error, Advanced` }),
    columns: [
      column("saving a month", "saving", "Saving a month", counted),
      column("return % a month", "return", "Return a month", returned),
      column("correction a month", "correction", "Correcting errors, a month", counted),
    ],
  },
  {
    notebook: "14", caption: /^What volumes would take/,
    row: (cells) => ({ key: `business-volume-${cells["documents a day"]!}`, about: `${whole(Number(cells["documents a day"]))} documents a day` }),
    columns: [
      column("sentences/s", "rate", "Sentences a second", short("sentences/s")), column("cores busy", "busy-cores", "Cores kept busy", short("")),
      column("cores rented", "rented-cores", "Cores rented for the peak", counted),
      column("a month", "monthly", "Machines a month at an assumed price", counted),
      column("in 1,000 documents", "per-thousand", "Machines for 1,000 documents at an assumed price", short("")),
    ],
  },
  {
    notebook: "14", caption: /^Inputs, as claimed and here/,
    row: ({ input }) => ({ key: `business-${dashed(input!)}`, about: `input ${input!}` }),
    columns: [column("here", "here", "As it is here", short("")), column("claimed", "claimed", "As claimed", short(""))],
  },
];

/** The business case: as claimed, with errors priced, with machines measured. */
export const business: Family = {
  title: "The business case",
  numbers: (sources) => [...claimedNumbers(), ...TABLES.flatMap((table) => tableNumbers(sources, table))],
};
