import { sortedByCodePoint } from "./code-points";
import { Entity } from "./entities";
import { PRF } from "./scores";
import { collectSpans, matchSpans, SpanMatching, SpanPair } from "./span-matching";
import { checkParallel, TagLists } from "./tag-lists";

export interface SpanScore extends PRF {
  readonly correct: number;
  readonly incorrect: number;
  readonly partial: number;
  readonly missed: number;
  readonly spurious: number;
  /** Gold entities: correct + incorrect + partial + missed. */
  readonly possible: number;
  /** Predicted entities: correct + incorrect + partial + spurious. */
  readonly actual: number;
}

/**
 * The four ways SemEval-2013 task 9.1 judges an overlap. `strict` asks for span and type, `exact` for the span, `entType`
 * for the type, and `partial` gives half a point for another span, whatever the type.
 */
export interface Schemes {
  readonly strict: SpanScore;
  readonly exact: SpanScore;
  readonly partial: SpanScore;
  readonly entType: SpanScore;
}

export interface SpanOptions {
  /** The types that count; by default all that occur. */
  readonly types?: readonly string[];
  /** The least share of a gold entity's tokens that a prediction must cover to be held against it; 0.01 by default. */
  readonly minOverlap?: number;
}

export interface SpanScores {
  readonly overall: Schemes;
  readonly perType: { readonly [type: string]: Schemes };
}

interface Document {
  readonly gold: readonly Entity[];
  readonly predicted: readonly Entity[];
}

const LEAST_OVERLAP = 0.01;

function hasSameSpan({ gold, predicted }: SpanPair): boolean {
  return gold.start === predicted.start && gold.end === predicted.end;
}

function hasSameType({ gold, predicted }: SpanPair): boolean {
  return gold.type === predicted.type;
}

function ratio(numerator: number, denominator: number): number {
  return denominator === 0 ? 0 : numerator / denominator;
}

function judge(matchings: readonly SpanMatching[], isCorrect: (pair: SpanPair) => boolean, givesHalf: boolean): SpanScore {
  const sum = (count: (matching: SpanMatching) => number): number => matchings.reduce((total, each) => total + count(each), 0);
  const pairs = sum((each) => each.pairs.length);
  const correct = sum((each) => each.pairs.filter(isCorrect).length);
  const [missed, spurious] = [sum((each) => each.missed), sum((each) => each.spurious)];
  const partial = givesHalf ? pairs - correct : 0;
  const incorrect = givesHalf ? 0 : pairs - correct;
  const [possible, actual] = [pairs + missed, pairs + spurious];
  const precision = ratio(correct + partial / 2, actual);
  const recall = ratio(correct + partial / 2, possible);
  const f1 = ratio(2 * precision * recall, precision + recall);
  return { correct, incorrect, partial, missed, spurious, possible, actual, precision, recall, f1 };
}

function judgeAll(documents: readonly Document[], minOverlap: number): Schemes {
  const matchings = documents.map(({ gold, predicted }) => matchSpans(gold, predicted, minOverlap));
  return {
    strict: judge(matchings, (pair) => hasSameSpan(pair) && hasSameType(pair), false),
    exact: judge(matchings, hasSameSpan, false),
    partial: judge(matchings, hasSameSpan, true),
    entType: judge(matchings, hasSameType, false),
  };
}

function onlyTypes(documents: readonly Document[], types: ReadonlySet<string>): Document[] {
  const keep = (entities: readonly Entity[]): Entity[] => entities.filter((entity) => types.has(entity.type));
  return documents.map(({ gold, predicted }) => ({ gold: keep(gold), predicted: keep(predicted) }));
}

function typesIn(documents: readonly Document[]): string[] {
  return sortedByCodePoint(new Set(documents.flatMap(({ gold, predicted }) => [...gold, ...predicted].map((entity) => entity.type))));
}

/**
 * Span scores after SemEval-2013 task 9.1, one tag list per document; counts are added over documents, then divided.
 * They are nervaluate 1.1.0's with its merging of documents mended (partial matches keep their half point). `perType`
 * filters both sides to the type first, so a wrong type is incorrect overall but missed and spurious there: its columns
 * do not sum to `overall`. Throws a DataError for unequal lengths or no token at all.
 */
export function scoreSpans(gold: TagLists, predicted: TagLists, options: SpanOptions = {}): SpanScores {
  checkParallel(gold, predicted);
  const all = gold.map((tags, i): Document => ({ gold: collectSpans(tags), predicted: collectSpans(predicted[i]!) }));
  const types = options.types ?? typesIn(all);
  const minOverlap = options.minOverlap ?? LEAST_OVERLAP;
  const perType: { [type: string]: Schemes } = Object.create(null);
  for (const type of types) perType[type] = judgeAll(onlyTypes(all, new Set([type])), minOverlap);
  return { overall: judgeAll(onlyTypes(all, new Set(types)), minOverlap), perType };
}
