import type { Sentence } from "../../corpus/types";
import { DataError } from "../../errors";
import type { Entity } from "../entities";
import { ERROR_KINDS, Outcome, OutcomeKind } from "./outcomes";

/** One outcome as a table row: the words of mentions alone, never those around them unless asked for. */
export interface InspectionRow {
  readonly kind: OutcomeKind;
  /** The sentence's index in the corpus, or in the lists given where no indices were. */
  readonly sentence: number;
  /** The first and last token that any of the mentions covers, counted from 0, both included. */
  readonly start: number;
  readonly end: number;
  /** Several mentions of one side stand in sentence order with " | " between them; null where there is none. */
  readonly gold: string | null;
  readonly goldType: string | null;
  readonly predicted: string | null;
  readonly predictedType: string | null;
  /** The whole sentence; only where `wholeSentences` asks for it. */
  readonly text?: string;
}

export interface InspectionOptions {
  /** The kinds to show; by default every error. */
  readonly kinds?: readonly OutcomeKind[];
  /** The corpus index of each sentence. */
  readonly sentenceIndices?: readonly number[];
  /** Adds the whole sentence to each row: for a reader's own machine, as a corpus may forbid to pass its sentences on. */
  readonly wholeSentences?: boolean;
}

type Words = Pick<Sentence, "words">;

const BETWEEN = " | ";

function joined(mentions: readonly Entity[], show: (mention: Entity) => string): string | null {
  return mentions.length === 0 ? null : mentions.map(show).join(BETWEEN);
}

function wordsAt(sentences: readonly Words[], index: number): readonly string[] {
  const sentence = sentences[index];
  if (sentence !== undefined) return sentence.words;
  throw new DataError(`An error lies in sentence ${index + 1}, but only ${sentences.length} were given; give those that were scored.`);
}

function rowOf(outcome: Outcome, words: readonly string[], options: InspectionOptions): InspectionRow {
  const { kind, sentence, gold, predicted } = outcome;
  const text = ({ start, end }: Entity): string => words.slice(start, end + 1).join(" ");
  const typeOf = ({ type }: Entity): string => type;
  const all = [...gold, ...predicted];
  return {
    kind,
    sentence: options.sentenceIndices?.[sentence] ?? sentence,
    start: Math.min(...all.map(({ start }) => start)),
    end: Math.max(...all.map(({ end }) => end)),
    gold: joined(gold, text),
    goldType: joined(gold, typeOf),
    predicted: joined(predicted, text),
    predictedType: joined(predicted, typeOf),
    ...(options.wholeSentences ? { text: words.join(" ") } : {}),
  };
}

/**
 * The rows of an inspection table, in the order of the outcomes. `sentences` are those that were classified. Throws a
 * DataError when an outcome lies in a sentence that is not there.
 */
export function inspectOutcomes(
  sentences: readonly Words[], outcomes: readonly Outcome[], options: InspectionOptions = {}
): readonly InspectionRow[] {
  const kinds = new Set<OutcomeKind>(options.kinds ?? ERROR_KINDS);
  return outcomes.filter(({ kind }) => kinds.has(kind)).map((outcome) => rowOf(outcome, wordsAt(sentences, outcome.sentence), options));
}
