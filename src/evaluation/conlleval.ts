import { sortedByCodePoint } from "./code-points";
import { BOUNDARY_LINE, ChunkLine, ChunkTag, parseChunkLines } from "./conlleval-lines";
import { formatPercentLikeC } from "./printf";

/** Chunks by type. */
type Tally = Map<string, number>;

interface ChunkCounts {
  readonly gold: Tally;
  readonly guessed: Tally;
  readonly correct: Tally;
  readonly tokens: number;
  readonly correctTokens: number;
}

const ENDS = new Set(["BB", "BO", "IB", "IO", "EE", "EI", "EO"]);
const STARTS = new Set(["BB", "IB", "OB", "OI", "OE", "EE", "EI"]);
const TYPE_WIDTH = 17;

function isBracket(tag: ChunkTag): boolean {
  return tag.prefix === "[" || tag.prefix === "]";
}

function isInside(tag: ChunkTag): boolean {
  return tag.prefix !== "O" && tag.prefix !== ".";
}

function endsBetween(before: ChunkTag, after: ChunkTag): boolean {
  return ENDS.has(`${before.prefix}${after.prefix}`) || (isInside(before) && before.type !== after.type) || isBracket(before);
}

function startsBetween(before: ChunkTag, after: ChunkTag): boolean {
  return STARTS.has(`${before.prefix}${after.prefix}`) || (isInside(after) && before.type !== after.type) || isBracket(after);
}

function increment(tally: Tally, type: string): void {
  tally.set(type, (tally.get(type) ?? 0) + 1);
}

function isSameTag(a: ChunkTag, b: ChunkTag): boolean {
  return a.prefix === b.prefix && a.type === b.type;
}

function countTokens(lines: readonly ChunkLine[]): Pick<ChunkCounts, "tokens" | "correctTokens"> {
  const tokens = lines.filter((line) => line.isToken);
  return { tokens: tokens.length, correctTokens: tokens.filter((line) => isSameTag(line.gold, line.guessed)).length };
}

/** A chunk is correct when both sides start together with one type and then end together. */
function countChunks(lines: readonly ChunkLine[]): ChunkCounts {
  const [gold, guessed, correct]: [Tally, Tally, Tally] = [new Map(), new Map(), new Map()];
  let before = BOUNDARY_LINE;
  let isOpenOnBoth = false;
  for (const line of lines) {
    const isSameType = line.gold.type === line.guessed.type;
    const goldEnds = endsBetween(before.gold, line.gold);
    const guessedEnds = endsBetween(before.guessed, line.guessed);
    if (isOpenOnBoth && goldEnds && guessedEnds && before.gold.type === before.guessed.type) {
      increment(correct, before.gold.type);
      isOpenOnBoth = false;
    } else if (goldEnds !== guessedEnds || !isSameType) isOpenOnBoth = false;
    const goldStarts = startsBetween(before.gold, line.gold);
    const guessedStarts = startsBetween(before.guessed, line.guessed);
    if (goldStarts && guessedStarts && isSameType) isOpenOnBoth = true;
    if (goldStarts) increment(gold, line.gold.type);
    if (guessedStarts) increment(guessed, line.guessed.type);
    before = line;
  }
  if (isOpenOnBoth) increment(correct, before.gold.type);
  return { gold, guessed, correct, ...countTokens(lines) };
}

function percentage(part: number, whole: number): number {
  return whole === 0 ? 0 : (100 * part) / whole;
}

/** conlleval takes FB1 from the percentages: 100 times the F1 of the fractions has other last bits in half of all counts. */
function scoreText(correct: number, guessed: number, gold: number): string {
  const precision = percentage(correct, guessed);
  const recall = percentage(correct, gold);
  const fb1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  const [p, r, f] = [precision, recall, fb1].map(formatPercentLikeC);
  return `precision: ${p}%; recall: ${r}%; FB1: ${f}`;
}

/** Types on either side in byte order, which is code-point order; the empty type twice when both sides have it. */
function reportedTypes({ gold, guessed }: ChunkCounts): string[] {
  const types = sortedByCodePoint(new Set([...gold.keys(), ...guessed.keys()]));
  return gold.has("") && guessed.has("") ? ["", ...types] : types;
}

function typeRow({ gold, guessed, correct }: ChunkCounts, type: string): string {
  const padding = " ".repeat(Math.max(0, TYPE_WIDTH - Buffer.byteLength(type)));
  const found = guessed.get(type) ?? 0;
  return `${padding}${type}: ${scoreText(correct.get(type) ?? 0, found, gold.get(type) ?? 0)}  ${found}`;
}

function total(tally: Tally): number {
  return [...tally.values()].reduce((sum, count) => sum + count, 0);
}

/**
 * The report that conlleval.pl (2004-01-26) prints, byte for byte, for lines without line ends. The last number of a
 * type's row is the guessed count, and its quirks are kept: the row of an empty type appears twice when both sides have it.
 * Throws a DataError that names the line for ragged input.
 */
export function conllevalReport(lines: readonly string[]): string {
  const counts = countChunks(parseChunkLines(lines));
  const [gold, guessed, correct] = [total(counts.gold), total(counts.guessed), total(counts.correct)];
  const report = [`processed ${counts.tokens} tokens with ${gold} phrases; found: ${guessed} phrases; correct: ${correct}.`];
  if (counts.tokens > 0) {
    const accuracy = formatPercentLikeC(percentage(counts.correctTokens, counts.tokens));
    report.push(`accuracy: ${accuracy}%; ${scoreText(correct, guessed, gold)}`);
  }
  return [...report, ...reportedTypes(counts).map((type) => typeRow(counts, type)), ""].join("\n");
}
