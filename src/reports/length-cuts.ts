import { entitySpans, legacyCorpus, type Corpus, type Sentence } from "../corpus";
import { lengthCost, planTraining } from "../encoding";
import { completeWithOutside, scoreEntities } from "../evaluation";
import { experimentNamed } from "../experiments/manifest/catalog";
import { createGenerator, deriveSeed } from "../random/generator";
import { percent } from "./percent";
import { lengthsOf, positionsOf } from "./preprocessing-report";

type Row = { readonly [column: string]: string | number | null };

/** The length that the starting documents call the sweet spot. */
export const CLAIMED_LENGTH = 75;

/** What one length does to sentences that are padded and cut to it. Shares are fractions of 1. */
export interface LengthCut {
  /** In tokens; null for batches of sentences of like length, each padded to its own longest, which cut nothing. */
  readonly length: number | null;
  readonly sentences: number;
  readonly sentencesCut: number;
  readonly tokensCutShare: number;
  readonly entities: number;
  /** Entities that lie beyond the length as a whole. */
  readonly entitiesLost: number;
  /** Entities that begin before the length and end beyond it. */
  readonly entitiesDamaged: number;
  /** Padding among all positions. */
  readonly paddingShare: number;
  /** Strict F1 on uncut gold of a tagger that gives every token left to it its gold tag, and O to the rest. */
  readonly perfectF1: number;
}

/** The fixed lengths that are trained, in rising order. */
export function trainedLengths(): number[] {
  return experimentNamed("sequence-length").arms.flatMap(({ value }) => value ?? []).sort((a, b) => a - b);
}

export function longest(lengths: readonly number[]): number {
  return lengths.reduce((most, length) => Math.max(most, length), 0);
}

function perfectF1(sentences: readonly Sentence[], length: number): number {
  const gold = sentences.map(({ tags }) => [...tags]);
  const kept = gold.map((tags) => completeWithOutside(tags.slice(0, length), tags.length));
  return scoreEntities(gold, kept, { scheme: "IOB2", repair: "discard" }).micro.f1;
}

/** Measures one length, in tokens, on sentences; nothing is trained. */
export function measureCut(sentences: readonly Sentence[], length: number): LengthCut {
  const { paddingShare, truncatedTokenShare, truncatedSentences } = lengthCost(lengthsOf(sentences), length);
  const spans = sentences.flatMap(({ tags }) => entitySpans(tags));
  return {
    length,
    sentences: sentences.length,
    sentencesCut: truncatedSentences,
    tokensCutShare: truncatedTokenShare,
    entities: spans.length,
    entitiesLost: spans.filter(({ start }) => start >= length).length,
    entitiesDamaged: spans.filter(({ start, end }) => start < length && end > length).length,
    paddingShare,
    perfectF1: perfectF1(sentences, length),
  };
}

/** The same of batches of so many sentences of like length: the first epoch's plan of seed 0. */
export function measureBucketed(sentences: readonly Sentence[], batchSize: number): LengthCut {
  const lengths = lengthsOf(sentences);
  const plan = planTraining(lengths, batchSize, { kind: "bucketed" }, createGenerator(deriveSeed(0, "shuffle")));
  const tokens = lengths.reduce((sum, length) => sum + length, 0);
  return { ...measureCut(sentences, Math.max(1, longest(lengths))), length: null, paddingShare: 1 - tokens / positionsOf(plan, lengths) };
}

/** All lengths, in the order given, and bucketed batches after them. */
export function measureCuts(sentences: readonly Sentence[], lengths: readonly number[], batchSize: number): LengthCut[] {
  return [...lengths.map((length) => measureCut(sentences, length)), measureBucketed(sentences, batchSize)];
}

export function lengthName(length: number | null): string {
  return length === null ? "bucketed" : String(length);
}

export function entitiesCutShare({ entities, entitiesLost, entitiesDamaged }: LengthCut): number {
  return entities === 0 ? 0 : (entitiesLost + entitiesDamaged) / entities;
}

/** One row a length: what is cut, what is padded, and how far a tagger without any error could get. */
export function cutRows(cuts: readonly LengthCut[]): Row[] {
  return cuts.map((cut) => ({
    length: lengthName(cut.length),
    "sentences cut": cut.sentencesCut,
    "tokens cut %": percent(cut.tokensCutShare),
    "entities lost": cut.entitiesLost,
    "entities damaged": cut.entitiesDamaged,
    "entities cut %": percent(entitiesCutShare(cut)),
    "padding %": percent(cut.paddingShare),
    "strict F1 % of a perfect tagger": percent(cut.perfectF1),
  }));
}

/** Cut entities against padding, as the figure takes them. */
export function cutData(cuts: readonly LengthCut[]) {
  return cuts.map((cut) => ({
    label: lengthName(cut.length), fixed: cut.length !== null, paddingShare: cut.paddingShare,
    entitiesCutShare: entitiesCutShare(cut), tokensCutShare: cut.tokensCutShare,
  }));
}

/** Lengths of a corpus in one reading. */
export interface ReadLengths {
  readonly reading: string;
  readonly lengths: readonly number[];
}

/** The corpus as it is, and as the original experiment read it: what its claim about a length was tried on. */
export function readingsOf(corpus: Corpus): readonly [whole: ReadLengths, original: ReadLengths] {
  return [
    { reading: "whole sentences", lengths: lengthsOf(corpus.sentences) },
    { reading: "as the original read them", lengths: lengthsOf(legacyCorpus(corpus).sentences) },
  ];
}

/** One row a reading, at the claimed length. */
export function readingRows(readings: readonly ReadLengths[], length = CLAIMED_LENGTH): Row[] {
  return readings.map((read) => {
    const cost = lengthCost(read.lengths, length);
    const tokens = read.lengths.reduce((sum, own) => sum + own, 0);
    return {
      reading: read.reading,
      sentences: read.lengths.length,
      "tokens, mean": Number((tokens / read.lengths.length).toFixed(2)),
      "tokens, longest": longest(read.lengths),
      [`longer than ${length}`]: cost.truncatedSentences,
      [`padding % at ${length}`]: percent(cost.paddingShare),
    };
  });
}
