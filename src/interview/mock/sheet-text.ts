import { formatTable } from "../../terminal/table";
import { wrap } from "../../terminal/wrap";
import type { ScoreSheet } from "./sheet";
import { sheetWords, type QuestionWords, type SheetTable } from "./sheet-words";

const WIDTH = 80;

/** The score sheet for a terminal; places to read are not broken, so that they can be copied. */
export function formatSheet(sheet: ScoreSheet, width: number = WIDTH): string {
  const { title, course, points, tables, tips } = sheetWords(sheet);
  const places = tips.map(({ section, place }) => `  ${section}\n    ${place}`);
  return [
    [title, course, points].flatMap((line) => wrap(line, width)).join("\n"),
    ...tables.map(({ header, rows }) => formatTable(header, rows)),
    ...(places.length > 0 ? [`Read next:\n${places.join("\n")}`] : []),
  ].join("\n\n");
}

function tableText({ header, rows }: SheetTable): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replace(/\|/g, "\\|")).join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Several lines become a quotation, so that what was typed makes no headings or lists of the page. */
function typedText({ label, text }: QuestionWords["typed"][number]): string {
  const lines = text.split(/\r?\n/);
  return lines.length === 1 ? `${label}: ${text}` : `${label}:\n\n${lines.map((line) => `> ${line}`.trimEnd()).join("\n")}`;
}

function questionText({ question, id, facts, typed }: QuestionWords, number: number): string {
  return [`### ${number}. ${question}`, [`\`${id}\``, ...facts].join(" · "), ...typed.map(typedText)].join("\n\n");
}

/** The score sheet as a page of Markdown, with every question and what was typed. */
export function sheetPage(sheet: ScoreSheet): string {
  const { title, begun, course, points, tables, tips, questions } = sheetWords(sheet);
  const places = tips.map(({ section, place }) => `- ${section}: \`${place}\``);
  const parts = [
    `# ${title}`,
    `${begun} ${course}`,
    points,
    ...tables.flatMap((table) => [`## ${table.title}`, tableText(table)]),
    ...(places.length > 0 ? ["## Read next", places.join("\n")] : []),
    ...(questions.length > 0 ? ["## Questions", ...questions.map((each, i) => questionText(each, i + 1))] : []),
  ];
  return `${parts.join("\n\n")}\n`;
}
