import { countDuplicates } from "./duplicates";
import { entitySpans } from "./entities";
import { countViolations } from "./schemes";
import { splitCorpus } from "./splits";
import { PART_NAMES } from "./types";
import type { Corpus, PartName, Sentence } from "./types";

export type Counts = { readonly [key: string]: number };

export interface LengthFacts {
  readonly min: number;
  readonly median: number;
  readonly mean: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export interface PartFacts {
  readonly sentences: number;
  readonly tokens: number;
  readonly entities: Counts;
}

/** What `nerbook corpus --json` prints. */
export interface CorpusFacts {
  readonly name: string;
  readonly path: string;
  readonly sha256: string;
  readonly encoding: Corpus["encoding"];
  readonly sentences: number;
  readonly tokens: number;
  /** Distinct words, upper and lower case apart. */
  readonly wordTypes: number;
  /** Tokens per tag, most frequent first. */
  readonly tags: Counts;
  /** Entities per type in the strict reading, most frequent first. */
  readonly entities: Counts;
  /** Sentence lengths in tokens. */
  readonly lengths: LengthFacts;
  /** Sentences beyond the first of each token sequence. */
  readonly duplicates: number;
  /** I- tags that continue no entity of their type. */
  readonly violations: number;
  /** The parts of the reference split. */
  readonly splits: { readonly [part in PartName]: PartFacts };
}

/** Occurrences of each item, most frequent first, ties in code unit order. */
export function countItems(items: Iterable<string>): Counts {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)));
}

function* tagsOf(sentences: readonly Sentence[]): Iterable<string> {
  for (const { tags } of sentences) yield* tags;
}

function* entityTypesOf(sentences: readonly Sentence[]): Iterable<string> {
  for (const { tags } of sentences) for (const span of entitySpans(tags)) yield span.type;
}

/** The number of tokens in the sentences. */
export function countTokens(sentences: readonly Sentence[]): number {
  return sentences.reduce((total, { words }) => total + words.length, 0);
}

/** The entities of the sentences per type, most frequent first. */
export function countEntities(sentences: readonly Sentence[]): Counts {
  return countItems(entityTypesOf(sentences));
}

/** The smallest value that at least `share` (in (0, 1]) of the ascending values do not exceed: the nearest-rank percentile. */
export function percentile(ascending: ArrayLike<number>, share: number): number {
  const rank = Math.ceil(share * ascending.length - 1e-9);
  return ascending[Math.max(1, rank) - 1]!;
}

function lengthFacts(sentences: readonly Sentence[]): LengthFacts {
  const ascending = Uint32Array.from(sentences, ({ words }) => words.length).sort();
  const at = (share: number) => percentile(ascending, share);
  const mean = countTokens(sentences) / sentences.length;
  return { min: ascending[0]!, median: at(0.5), mean, p90: at(0.9), p95: at(0.95), p99: at(0.99), max: ascending[ascending.length - 1]! };
}

function partFacts(sentences: readonly Sentence[]): PartFacts {
  return { sentences: sentences.length, tokens: countTokens(sentences), entities: countEntities(sentences) };
}

function countWordTypes(sentences: readonly Sentence[]): number {
  const types = new Set<string>();
  for (const { words } of sentences) for (const word of words) types.add(word);
  return types.size;
}

/** The facts of a corpus and of its reference split. Throws a DataError when the corpus is too small for that split. */
export function corpusFacts(corpus: Corpus): CorpusFacts {
  const { name, path, sha256, encoding, sentences } = corpus;
  const split = splitCorpus(corpus, "reference");
  const parts = PART_NAMES.map((part) => [part, partFacts(split[part].map((index) => sentences[index]!))]);
  return {
    name, path, sha256, encoding,
    sentences: sentences.length,
    tokens: countTokens(sentences),
    wordTypes: countWordTypes(sentences),
    tags: countItems(tagsOf(sentences)),
    entities: countEntities(sentences),
    lengths: lengthFacts(sentences),
    duplicates: countDuplicates(sentences),
    violations: sentences.reduce((total, { tags }) => total + countViolations(tags), 0),
    splits: Object.fromEntries(parts) as CorpusFacts["splits"],
  };
}
