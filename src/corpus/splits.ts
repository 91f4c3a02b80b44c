import { DataError } from "../errors";
import { createGenerator, deriveSeed } from "../random/generator";
import { duplicateGroups } from "./duplicates";
import { counted } from "./place";
import { PART_NAMES } from "./types";
import type { Corpus, PartName, Sentence, Split, SplitName } from "./types";

export interface SplitOptions {
  /** Puts sentences with the same tokens into one part, that of the first of them in the split's order. Off by default. */
  readonly keepDuplicatesTogether?: boolean;
  /** Where the training part and the validation part end, in per cent of the sentences: 70 and 85 when not given. */
  readonly percents?: readonly [trainEnd: number, validationEnd: number];
}

type Parts = { readonly [part in PartName]: readonly number[] };

/** Where train and validation end: 70 % and 85 %, rounded down, in whole-number arithmetic so that no rounding error moves a cut. */
export const STANDARD_PERCENTS = [70, 85] as const;

function cut(order: readonly number[], percents: NonNullable<SplitOptions["percents"]>): Parts {
  const [trainEnd, validationEnd] = percents.map((percent) => Math.floor((order.length * percent) / 100)) as [number, number];
  return { train: order.slice(0, trainEnd), validation: order.slice(trainEnd, validationEnd), test: order.slice(validationEnd) };
}

function orderOf(count: number, name: SplitName, seed: number): number[] {
  const fileOrder = [...Array(name === "reference" ? Math.max(0, count - 1) : count).keys()];
  return name === "random" ? createGenerator(deriveSeed(seed, "split")).shuffled(fileOrder) : fileOrder;
}

function duplicatesTogether(parts: Parts, order: readonly number[], sentences: readonly Sentence[]): Parts {
  const partOf = new Map<number, PartName>();
  for (const name of PART_NAMES) for (const index of parts[name]) partOf.set(index, name);
  for (const group of duplicateGroups(sentences, order)) for (const index of group) partOf.set(index, partOf.get(group[0]!)!);
  const members = (name: PartName) => order.filter((index) => partOf.get(index) === name);
  return { train: members("train"), validation: members("validation"), test: members("test") };
}

function frozen(indices: readonly number[]): readonly number[] {
  return Object.freeze([...indices].sort((a, b) => a - b));
}

/**
 * Divides a corpus 70/15/15 (or as `percents` says) into sentence indices, ascending in each part.
 * `reference`: file order after the last sentence is dropped, as the published figures on GMB have it; `sequential`: file order,
 * all sentences; `random`: all sentences, shuffled by the seed (neighboring sentences of one article then fall on both sides).
 * Throws a DataError when a part would be empty.
 */
export function splitCorpus(corpus: Corpus, name: SplitName, seed = 0, options: SplitOptions = {}): Split {
  const order = orderOf(corpus.sentences.length, name, seed);
  const plain = cut(order, options.percents ?? STANDARD_PERCENTS);
  const parts = options.keepDuplicatesTogether ? duplicatesTogether(plain, order, corpus.sentences) : plain;
  const empty = PART_NAMES.find((part) => parts[part].length === 0);
  if (empty !== undefined) throw tooSmall(corpus, name, empty);
  return Object.freeze({ name, train: frozen(parts.train), validation: frozen(parts.validation), test: frozen(parts.test) });
}

function tooSmall(corpus: Corpus, name: SplitName, empty: PartName): DataError {
  return new DataError(
    `${corpus.path} has ${counted(corpus.sentences.length, "sentence")}, too few for the ${name} split: ` +
      `its ${empty} part would be empty; ` +
      "give a corpus with more (and more different) sentences, five at the least."
  );
}
