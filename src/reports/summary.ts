import type { ProfileName } from "../experiments/profiles";
import type { Study } from "../experiments/study";
import { qualityRows, type Comparison } from "./comparison";
import { undecidedSentence } from "./comparison-findings";
import { cellsOf, counted, percent } from "./percent";
import { intervalRows, measureUncertainty, publishedReferences, verdictsOf, type PairVerdict, type Uncertainty } from "./uncertainty-report";

type Value = string | number | null;

/** What a run came to, as `summary.json`: the comparison's table, and the records it was computed from. */
export interface Summary {
  readonly corpus: { readonly name: string; readonly sha256: string };
  readonly split: string;
  readonly profile: ProfileName;
  /** What every reader must be told with these numbers; empty where nothing need be said. */
  readonly caution: string;
  readonly testSentences: number;
  readonly systems: readonly { readonly [column: string]: Value }[];
  /** What others published for this corpus and split: F1 in per cent, in a reading that they do not state. */
  readonly published: readonly { readonly system: string; readonly f1: number }[];
  /** Null where the test part is too small for any. */
  readonly uncertainty: { readonly level: number; readonly resamples: number; readonly verdicts: readonly PairVerdict[] } | null;
  readonly records: readonly string[];
}

/** One row a system: all that the summary says of it. */
export function systemRows(comparison: Comparison, uncertainty: Uncertainty | null): Summary["systems"] {
  const quality = qualityRows(comparison);
  return intervalRows(comparison, uncertainty).map((row, i) => ({ ...row, ...quality[i] }));
}

export function summarize(study: Study, comparison: Comparison): Summary {
  const { corpus, split } = study.dataset;
  const uncertainty = measureUncertainty(study, comparison);
  const records = [...Object.values(comparison.floors), ...comparison.models.flatMap((model) => model.records)];
  return {
    corpus: { name: corpus.name, sha256: corpus.sha256 },
    split: split.name,
    profile: study.profile.name,
    caution: study.profile.caution,
    testSentences: split.test.length,
    systems: systemRows(comparison, uncertainty),
    published: publishedReferences(study).map(({ label, f1 }) => ({ system: label, f1: percent(f1) })),
    uncertainty: uncertainty && { level: uncertainty.level, resamples: uncertainty.resamples, verdicts: verdictsOf(uncertainty) },
    records: records.map((record) => record.hash),
  };
}

function markdownTable(rows: Summary["systems"], columns: readonly string[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(columns), line(columns.map((_, i) => (i === 0 ? "---" : "---:"))), ...cellsOf(rows, columns).map(line)].join("\n");
}

/** The whole table, for `summary.md`. */
export function summaryMarkdown(summary: Summary): string {
  const caution = summary.caution ? `**${summary.caution}**\n\n` : "";
  return `# ${summary.corpus.name}, ${summary.profile} profile\n\n${caution}${markdownTable(summary.systems, Object.keys(summary.systems[0] ?? {}))}\n`;
}

const PADDED = "accuracy %, padding to 75 counted";
const HEADLINE_COLUMNS = ["system", "strict F1 %", "95 % interval", "F1 % (begin)", "token accuracy %", PADDED];

function seedSentence({ systems, uncertainty }: Summary): string {
  const seeds = systems.flatMap((row) => (typeof row["seeds"] === "number" ? [row["seeds"]] : []));
  const [fewest, most] = [Math.min(...seeds), Math.max(...seeds)];
  const amount = fewest === most ? `${most}` : `${fewest} to ${most}`;
  const over = most > 1 ? `F1: mean ± standard deviation over ${amount} seeds a model.` : "One seed a model: nothing is known about other seeds.";
  const interval = "The interval says what other test sentences would do to strict F1 (bootstrap";
  return uncertainty ? `${over} ${interval}, ${uncertainty.resamples.toLocaleString("en-US")} resamples).` : over;
}

function verdictSentences({ uncertainty }: Summary): string[] {
  const [lead] = uncertainty?.verdicts ?? [];
  return uncertainty && lead ? [`${lead.sentence} ${undecidedSentence(uncertainty.verdicts, uncertainty.level)}`] : [];
}

function paddingSentence(summary: Summary): string {
  const nothing = summary.systems.find((row) => row["system"] === "All O");
  return `The last column is made as 99.9 % was made, by counting padding as right: there, the tagger that finds nothing has ${nothing?.[PADDED] ?? "–"} %.`;
}

function publishedRows({ published }: Summary): Summary["systems"] {
  return published.map(({ system, f1 }) => ({ system: `${system} (published, not run here)`, "strict F1 %": f1.toFixed(2) }));
}

/** The README's headline: the honest numbers beside what padding would make of them. */
export function headlineMarkdown(summary: Summary): string {
  const corpus = summary.corpus.name === "gmb" ? "GMB" : `the corpus \`${summary.corpus.name}\``;
  return [
    `Test part of ${corpus}, ${summary.split} split, ${counted(summary.testSentences, "sentence")}, entities scored on whole sentences ` +
      `(\`${summary.profile}\` profile):`,
    markdownTable([...summary.systems, ...publishedRows(summary)], HEADLINE_COLUMNS),
    ...(summary.caution ? [`**${summary.caution}**`] : []),
    seedSentence(summary),
    ...verdictSentences(summary),
    paddingSentence(summary),
    `Computed from the records ${summary.records.map((hash) => `[${hash.slice(0, 6)}](results/${hash}.json)`).join(", ")}.`,
  ].join("\n\n");
}

const HEADLINE = /(<!-- headline -->\n)[\s\S]*?(\n<!-- \/headline -->)/;

/** A README with its headline replaced. Throws a RangeError when the text has no place for it. */
export function withHeadline(readme: string, summary: Summary): string {
  if (!HEADLINE.test(readme)) throw new RangeError("The README has no <!-- headline --> … <!-- /headline --> block.");
  return readme.replace(HEADLINE, (_, open: string, close: string) => `${open}${headlineMarkdown(summary)}${close}`);
}
