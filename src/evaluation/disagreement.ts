import type { TaggingScheme } from "../corpus/tags";
import type { TagColumns } from "./column-file";
import type { Entity } from "./entities";
import { entitiesBySentence } from "./errors/sentence-entities";
import { conllevalOf, SchemeChoice, scoreColumns } from "./score-columns";
import type { EntityScores } from "./score-entities";
import type { Side, TagLists } from "./tag-lists";

/** The two readings of a stray I- tag that scorers use: conlleval's and seqeval's default, and seqeval's strict mode. */
export type ComparedReading = "begin" | "discard";
export const COMPARED_READINGS: readonly ComparedReading[] = ["begin", "discard"];

/** A span that one reading has and the other does not. */
export interface DisputedSpan {
  /** The column it was read from. */
  readonly side: Side;
  /** The reading that has it. */
  readonly reading: ComparedReading;
  readonly type: string;
  /** The sentence, and the first and last token in it, both included; all counted from 0. */
  readonly sentence: number;
  readonly start: number;
  readonly end: number;
  /** The lines of those two tokens, counted from 1. */
  readonly firstLine: number;
  readonly lastLine: number;
  /** Whether that reading has the same span of the same type in the other column: then it raises the count of correct ones. */
  readonly matched: boolean;
}

export interface Disagreement {
  readonly scheme: TaggingScheme;
  readonly begin: EntityScores;
  readonly discard: EntityScores;
  /** conlleval's report on the tags in IOB2; it reads as `begin` does. */
  readonly conlleval: string;
  /** In file order; a gold span before a predicted one of the same place. */
  readonly spans: readonly DisputedSpan[];
}

type SpansBySentence = readonly (readonly Entity[])[];
type Readings = { readonly [reading in ComparedReading]: { readonly [side in Side]: SpansBySentence } };

function includes(spans: readonly Entity[], { type, start, end }: Entity): boolean {
  return spans.some((span) => span.end === end && span.start === start && span.type === type);
}

function readBoth(gold: TagLists, predicted: TagLists): Readings {
  const read = (reading: ComparedReading): Readings[ComparedReading] => ({
    gold: entitiesBySentence(gold, reading, "gold"),
    predicted: entitiesBySentence(predicted, reading, "predicted"),
  });
  return { begin: read("begin"), discard: read("discard") };
}

function disputedIn(readings: Readings, lines: readonly number[], sentence: number): DisputedSpan[] {
  const spansOf = (reading: ComparedReading, side: Side): readonly Entity[] => readings[reading][side][sentence]!;
  const sides: readonly Side[] = ["gold", "predicted"];
  const found = sides.flatMap((side) => COMPARED_READINGS.flatMap((reading) => {
    const other = spansOf(reading === "begin" ? "discard" : "begin", side);
    const partners = spansOf(reading, side === "gold" ? "predicted" : "gold");
    return spansOf(reading, side).filter((span) => !includes(other, span)).map(({ type, start, end }): DisputedSpan => ({
      side, reading, type, sentence, start, end, firstLine: lines[start]!, lastLine: lines[end]!,
      matched: includes(partners, { type, start, end }),
    }));
  }));
  return found.sort((a, b) => a.start - b.start || a.end - b.end);
}

/**
 * How the readings of stray I- tags differ on a file: both scores, conlleval's report and every span that only one
 * reading has. On valid IOB2 there is none. Throws a DataError that names file and line for a tag that the scheme does
 * not allow or that `discard` cannot read.
 */
export function compareReadings(columns: TagColumns, file: string, choice: SchemeChoice): Disagreement {
  const discard = scoreColumns(columns, file, choice, "discard");
  const begin = scoreColumns(columns, file, choice, "begin");
  const readings = readBoth(begin.converted.gold, begin.converted.predicted);
  return {
    scheme: begin.scheme,
    begin: begin.scores,
    discard: discard.scores,
    conlleval: conllevalOf(begin, "begin"),
    spans: columns.lines.flatMap((lines, sentence) => disputedIn(readings, lines, sentence)),
  };
}
