import { counted, grouped } from "../corpus/place";
import { Cell, formatTable } from "../terminal/table";
import { COMPARED_READINGS, ComparedReading, Disagreement, DisputedSpan } from "./disagreement";
import { EntityScores } from "./score-entities";
import { Counts } from "./scores";

const WIDTH = 80;
const LONGEST_TYPE = 18;

const READ_AS: { readonly [reading in ComparedReading]: string } = {
  begin: "a stray I- tag begins an entity (conlleval, seqeval's default mode)",
  discard: "a stray I- tag is read as O (seqeval's strict mode with IOB2)",
};

/** Keeps a text's beginning and end in the width given. */
function fitted(text: string, width: number): string {
  const characters = [...text];
  if (characters.length <= width) return text;
  const half = (width - 1) >> 1;
  return `${characters.slice(0, width - 1 - half).join("")}…${characters.slice(characters.length - half).join("")}`;
}

/** conlleval's first line outgrows a terminal on a large file: it goes on, indented, after its middle. */
function broken(line: string): string[] {
  const middle = line.length > WIDTH ? line.indexOf("; found:") : -1;
  return middle < 0 ? [line] : [line.slice(0, middle + 1), `  ${line.slice(middle + 2)}`];
}

function percent(fraction: number): string {
  return (100 * fraction).toFixed(2);
}

function scoreRow(name: string, { micro, types, perType, repairs }: EntityScores): Cell[] {
  const sum = (count: keyof Counts): number => types.reduce((total, type) => total + perType[type]![count], 0);
  const scores = [micro.precision, micro.recall, micro.f1].map(percent);
  return [name, ...scores, sum("support"), sum("predicted"), sum("correct"), repairs.gold + repairs.predicted];
}

function scoreTable(report: Disagreement): string {
  const rows = COMPARED_READINGS.map((reading) => scoreRow(reading, report[reading]));
  const difference = report.begin.micro.f1 - report.discard.micro.f1;
  return [
    formatTable(["reading", "precision %", "recall %", "F1 %", "gold", "predicted", "correct", "stray"], rows),
    ...COMPARED_READINGS.map((reading) => `${reading}: ${READ_AS[reading]}`),
    `F1 under begin minus F1 under discard: ${difference < 0 ? "−" : ""}${percent(Math.abs(difference))} points`,
  ].join("\n");
}

function spanRow({ side, reading, type, sentence, firstLine, lastLine, matched }: DisputedSpan): Cell[] {
  const lines = firstLine === lastLine ? `${firstLine}` : `${firstLine}–${lastLine}`;
  return [lines, sentence + 1, side, fitted(type, LONGEST_TYPE), reading, matched ? "yes" : "no"];
}

function spanTable(spans: readonly DisputedSpan[]): string {
  if (spans.length === 0) return "No span differs: both columns read the same either way.";
  const matched = spans.filter((span) => span.matched).length;
  return [
    `${counted(spans.length, "span")} in only one reading, ${grouped(matched)} of them matched by the other column:`,
    formatTable(["lines", "sentence", "column", "type", "only in", "matched"], spans.map(spanRow)),
  ].join("\n");
}

/** The report as text of at most 80 columns; a line that a long name makes longer loses its middle. */
export function formatDisagreement(report: Disagreement, file: string): string {
  const conlleval = report.conlleval.trimEnd().split("\n").flatMap(broken).join("\n");
  const title = `${file} (${report.scheme})`;
  const blocks = [`${title}\n${scoreTable(report)}`, `conlleval's report:\n${conlleval}`, spanTable(report.spans)];
  return blocks.join("\n\n").split("\n").map((line) => fitted(line, WIDTH)).join("\n");
}
