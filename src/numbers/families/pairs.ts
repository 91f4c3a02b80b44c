import { compareSeeds } from "../../evaluation";
import { strictScores } from "../../reports/model-report";
import { probabilityText } from "../../reports/percent";
import { recordOrigin, slug, type AddressedNumber, type Family } from "../number";
import { completeArm, METRICS } from "../record-numbers";
import { rowsOf, tableOrigin, type Cells } from "../table-numbers";
import type { NotebookTable } from "../notebook-tables";
import type { Sources } from "../sources";

const IDS: { readonly [system: string]: string } = {
  "Baseline (as built)": "baseline", "Baseline (per token)": "baseline-per-token", "Model 2": "model2", "Advanced": "advanced",
  "Look-up table": "look-up",
};

/** A system of a table as an address: `tuned Model 2` is `tuned-model2`. */
export function systemKey(title: string): string {
  const [, tuned, name, rest] = /^(tuned )?(.*?)( as it was| trained on \w+)?$/.exec(title)!;
  return [tuned && "tuned", IDS[name!] ?? slug(name!), rest && slug(rest.replace(" trained on", ""))].filter(Boolean).join("-");
}

interface Difference {
  readonly points: string;
  readonly interval: string;
  readonly withSeeds: string | undefined;
}

/** A number with the other sign: `1.22` is `−1.22`. */
function negated(text: string): string {
  const plain = text.replace(/^[-−]/, "");
  return plain === text.replace("+", "") && Number(plain) !== 0 ? `−${plain}` : plain;
}

function turned(range: string | undefined): string | undefined {
  const [low, high] = range?.split(" to ") ?? [];
  return low === undefined || high === undefined ? range : `${negated(high)} to ${negated(low)}`;
}

const OPPOSITES: { readonly [outcome: string]: string } = { better: "worse", worse: "better" };

/** Prose says what a model has above a floor, also where it is less than nothing. */
const FLOOR = /^Look-up table/;

/** The difference of a row as it stands, and turned around. */
function differencesOf(cells: Cells): readonly [Difference, Difference] {
  const [points, interval, withSeeds] = [cells["difference (points)"]!.replace("-", "−"), cells["95 % interval"]!, cells["with seeds"]];
  return [{ points, interval, withSeeds }, { points: negated(points), interval: turned(interval)!, withSeeds: turned(withSeeds) }];
}

interface Side {
  readonly key: string;
  readonly about: string;
  readonly difference: Difference;
  readonly outcome: string;
}

function sidesOf(prefix: string, cells: Cells, key: (title: string) => string): Side[] {
  const [first, second, outcome] = [cells["first"]!, cells["second"]!, cells["the first is"]!];
  const [forth, back] = differencesOf(cells);
  const side = (a: string, b: string, difference: Difference, is: string): Side =>
    ({ key: `${prefix}${key(a)}-minus-${key(b)}`, about: `${a} minus ${b}`, difference, outcome: is });
  const reversed = side(second, first, back, OPPOSITES[outcome] ?? outcome);
  return [side(first, second, forth, outcome), ...(FLOOR.test(first) ? [reversed] : [])];
}

function sideNumbers(table: NotebookTable, cells: Cells, { key, about, difference, outcome }: Side): AddressedNumber[] {
  const number = (end: string, what: string, column: string, text: string | undefined): AddressedNumber[] => {
    if (text === undefined || text.startsWith("–")) return [];
    const metric = `${column} in the table “${table.caption}”`;
    return [{ key: `${key}${end}`, what: `${what}: ${about}`, metric, text, from: [tableOrigin(table)] }];
  };
  const { points, interval, withSeeds } = difference;
  return [
    ...number("", "Difference of strict F1", "difference (points)", `${points} points`),
    ...number("-interval", "Its 95 % bootstrap interval over sentences", "95 % interval", `${interval} points`),
    ...number("-interval-with-seeds", "Its 95 % interval over sentences and seeds", "with seeds", withSeeds && `${withSeeds} points`),
    ...number("-p", "Approximate randomization, adjusted by Holm", "p (Holm)", cells["p (Holm)"]),
    ...number("-verdict", "What the first is", "the first is", outcome),
  ];
}

/** Every judged pair of a table, and in both directions where a floor comes first. */
export function pairNumbers(sources: Sources, notebook: string, caption: RegExp, prefix = "", key = systemKey): AddressedNumber[] {
  const table = sources.table(notebook, caption);
  if (table === null) return [];
  return rowsOf(table).flatMap((cells) => sidesOf(prefix, cells, key).flatMap((side) => sideNumbers(table, cells, side)));
}

const MODELS = ["advanced", "model2", "baseline-per-token", "baseline"] as const;

/** The seeds of two models of the headline against each other, by rank. */
function seedNumbers({ book }: Sources): AddressedNumber[] {
  const systems = MODELS.map((id) => ({ id, records: completeArm(book, "headline", id) })).filter(({ records }) => records.length > 1);
  return systems.flatMap((a, i) => systems.slice(i + 1).map((b) => ({
    key: `${a.id}-minus-${b.id}-seeds-p`, what: `Exact test of Mann and Whitney over seeds: ${a.id} against ${b.id}`,
    metric: `compareSeeds of ${METRICS.strictF1.name}`,
    text: probabilityText(compareSeeds(strictScores(a.records), strictScores(b.records)).p), from: [...a.records, ...b.records].map(recordOrigin),
  })));
}

/** Every two systems of the headline against each other. */
export const pairs: Family = {
  title: "Differences between systems",
  numbers: (sources) => [...pairNumbers(sources, "06", /^Strict F1 of the first minus the second/), ...seedNumbers(sources)],
};
