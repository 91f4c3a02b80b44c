import { place } from "../corpus/place";
import { detectScheme, toIob2 } from "../corpus/schemes";
import { TagChecker, TaggingScheme } from "../corpus/tags";
import { DataError } from "../errors";
import { TagColumns } from "./column-file";
import { conllevalReport } from "./conlleval";
import { Repair } from "./entities";
import { repairTags } from "./repair-tags";
import { EntityScores, scoreEntities } from "./score-entities";
import { TagError, TagLists } from "./tag-lists";
import { tokenAccuracy } from "./token-accuracy";

export type SchemeChoice = TaggingScheme | "auto";

export interface FileScores {
  readonly scheme: TaggingScheme;
  readonly scores: EntityScores;
  /** The two columns in IOB2, before any repair. */
  readonly converted: { readonly gold: TagLists; readonly predicted: TagLists };
}

function checkTags(checker: TagChecker, tags: TagLists, lines: TagColumns["lines"], column: string): void {
  tags.forEach((sentence, s) => sentence.forEach((tag, i) => checker.check(tag, lines[s]![i]!, column)));
}

/** The prefixes of both columns count; between IOB1 and IOB2 the gold column decides, as predictions may break either. */
function resolveScheme({ gold, predicted, lines }: TagColumns, file: string, choice: SchemeChoice): TaggingScheme {
  if (choice === "IOB2") return choice;
  const checker = new TagChecker(file, choice === "auto" ? undefined : choice);
  checkTags(checker, gold, lines, "gold");
  checkTags(checker, predicted, lines, "predicted");
  return choice === "auto" ? detectScheme(gold.map((tags) => ({ tags })), checker, file) : choice;
}

function withLine(error: unknown, file: string, lines: TagColumns["lines"]): unknown {
  if (!(error instanceof TagError)) return error;
  const line = lines[error.sentence]![error.position]!;
  return new DataError(`${place(file, line, error.side)}: ${error.fault}.`, { cause: error });
}

/**
 * Entity scores of a file's two tag columns, converted from their scheme to IOB2 first; the token accuracy is that of
 * the tags as written. Throws a DataError that names file and line for a tag the scheme or the repair does not allow.
 */
export function scoreColumns(columns: TagColumns, file: string, choice: SchemeChoice, repair: Repair): FileScores {
  const scheme = resolveScheme(columns, file, choice);
  const convert = (sentences: TagLists): TagLists => sentences.map((tags) => toIob2(tags, scheme));
  const [gold, predicted] = [convert(columns.gold), convert(columns.predicted)];
  try {
    const scores = scoreEntities(gold, predicted, { scheme: "IOB2", repair });
    const asWritten = tokenAccuracy(columns.gold, columns.predicted);
    return { scheme, scores: { ...scores, tokenAccuracy: asWritten }, converted: { gold, predicted } };
  } catch (error) {
    throw withLine(error, file, columns.lines);
  }
}

/**
 * conlleval's report on a scored file. conlleval itself lets stray I- tags begin entities; under `discard` it is shown
 * the tags with those removed.
 */
export function conllevalOf({ converted }: FileScores, repair: Repair): string {
  const shown = (tags: readonly string[]): readonly string[] => (repair === "discard" ? repairTags(tags, repair) : tags);
  const lines = converted.gold.flatMap((tags, s) => {
    const [gold, predicted] = [shown(tags), shown(converted.predicted[s]!)];
    return [...gold.map((tag, i) => `token ${tag} ${predicted[i]}`), ""];
  });
  return conllevalReport(lines);
}
