import { formatDuration } from "../../terminal/duration";
import { formatTable } from "../../terminal/table";
import { counted } from "../../reports/percent";
import { DIMENSIONS, RUBRIC, totalOf } from "./rubric";
import { pointsOf, readingTips, scoresByDimension, scoresByTopic, type Attempt, type ScoreSheet } from "./sheet";

const ROUND_TITLES = { "technical": "technical", "system-design": "system design", "behavioral": "behavioral" } as const;

export function titleOf({ round, partial }: Pick<ScoreSheet, "round" | "partial">): string {
  return `Mock interview, ${ROUND_TITLES[round]}${partial ? " (partial)" : ""}`;
}

function courseText({ attempts, planned, seconds, minutes, end }: ScoreSheet): string {
  return `${attempts.length} of ${counted(planned, "question")} in ${formatDuration(seconds)} of ${minutes} min; ${end}.`;
}

function pointsText(sheet: ScoreSheet): string {
  const { reached, possible } = pointsOf(sheet);
  return possible === 0 ? "No question was scored." : `${reached} of ${possible} points, by your own scoring.`;
}

const DIMENSION_HEADER = ["dimension", "mean of 4"] as const;

function topicRows(sheet: ScoreSheet): string[][] {
  return scoresByTopic(sheet).map(({ name, questions, mean }) => [name, String(questions), mean.toFixed(1)]);
}

function dimensionRows(sheet: ScoreSheet): string[][] {
  return scoresByDimension(sheet).map(({ name, mean }) => [RUBRIC[name].title, mean.toFixed(1)]);
}

/** The score sheet for a terminal of 80 columns. */
export function formatSheet(sheet: ScoreSheet): string {
  const topics = topicRows(sheet);
  const tables = [formatTable(["topic, weakest first", "questions", "mean of 4"], topics), formatTable(DIMENSION_HEADER, dimensionRows(sheet))];
  const tips = readingTips(sheet).map(({ section, place }) => `  ${section}\n    ${place}`);
  return [
    `${titleOf(sheet)}\n${courseText(sheet)}\n${pointsText(sheet)}`,
    ...(topics.length > 0 ? tables : []),
    ...(tips.length > 0 ? [`Read next:\n${tips.join("\n")}`] : []),
  ].join("\n\n");
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replace(/\|/g, "\\|")).join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

function quoted(title: string, text: string): string[] {
  return text === "" ? [] : [`${title}: ${text}`];
}

function attemptText(attempt: Attempt, number: number): string {
  const { question, id, depth, topic, seconds, scores, answer, followUpAnswer } = attempt;
  const points = scores === null ? "not scored" : `${totalOf(scores)} points: ${DIMENSIONS.map((name) => `${name} ${scores[name]}`).join(", ")}`;
  return [
    `### ${number}. ${question}`,
    `\`${id}\` · ${depth} · ${topic} · ${formatDuration(seconds)} · ${points}`,
    ...quoted("Typed", answer),
    ...quoted("Typed to the follow-up", followUpAnswer),
  ].join("\n\n");
}

/** The score sheet as a page of Markdown, with every question and what was typed. */
export function sheetPage(sheet: ScoreSheet): string {
  const { startedAt, seed, attempts } = sheet;
  const topics = topicRows(sheet);
  const tables = ["## By topic", table(["topic", "questions", "mean of 4"], topics), "## By dimension", table(DIMENSION_HEADER, dimensionRows(sheet))];
  const tips = readingTips(sheet).map(({ section, place }) => `- ${section}: \`${place}\``);
  const parts = [
    `# ${titleOf(sheet)}`,
    `Begun ${startedAt}, seed ${seed}. ${courseText(sheet)}`,
    pointsText(sheet),
    ...(topics.length > 0 ? tables : []),
    ...(tips.length > 0 ? ["## Read next", tips.join("\n")] : []),
    ...(attempts.length > 0 ? ["## Questions", ...attempts.map((attempt, i) => attemptText(attempt, i + 1))] : []),
  ];
  return `${parts.join("\n\n")}\n`;
}
