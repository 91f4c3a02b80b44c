import { grouped } from "../corpus/place";
import { Cell, formatTable } from "../terminal/table";
import { Repair } from "./entities";
import { EntityScores } from "./score-entities";
import { Counts, PRF } from "./scores";

const WIDTH = 80;
const LONGEST_TYPE = 18;
const HEADER = ["type", "precision %", "recall %", "F1 %", "support", "predicted", "correct"];

const READ_AS: { readonly [repair in Repair]: string } = {
  begin: "began an entity",
  discard: "were read as O",
  reject: "were stray",
};

function percent(fraction: number): string | null {
  return Number.isNaN(fraction) ? null : (100 * fraction).toFixed(2);
}

/** Keeps a text's beginning, so that a table never grows wider than a terminal. */
function clipped(text: string, width: number): string {
  const characters = [...text];
  return characters.length <= width ? text : `${characters.slice(0, width - 1).join("")}…`;
}

function row(name: string, { precision, recall, f1 }: PRF, counts?: Counts): Cell[] {
  const shownCounts = counts ? [counts.support, counts.predicted, counts.correct] : [null, null, null];
  return [clipped(name, LONGEST_TYPE), percent(precision), percent(recall), percent(f1), ...shownCounts];
}

function totalsOf({ types, perType }: EntityScores): Counts {
  const sum = (count: keyof Counts): number => types.reduce((total, type) => total + perType[type]![count], 0);
  return { support: sum("support"), predicted: sum("predicted"), correct: sum("correct") };
}

/** Scores as a table of at most 80 columns: a row per type, the three averages, token accuracy and repairs. */
export function formatEntityScores(scores: EntityScores, title: string, repair: Repair): string {
  const rows = [
    ...scores.types.map((type) => row(type, scores.perType[type]!, scores.perType[type]!)),
    row("micro", scores.micro, totalsOf(scores)),
    row("macro", scores.macro),
    row("weighted", scores.weighted),
  ];
  const { gold, predicted } = scores.repairs;
  return [
    clipped(title, WIDTH),
    formatTable(HEADER, rows),
    `token accuracy ${percent(scores.tokenAccuracy)} %`,
    `repair ${repair}: ${grouped(gold)} gold and ${grouped(predicted)} predicted stray tags ${READ_AS[repair]}`,
  ].join("\n");
}
