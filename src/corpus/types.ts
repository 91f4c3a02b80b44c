/** One sentence: parallel columns of one length. Tags are IOB2 after reading, whatever scheme the file used. */
export interface Sentence {
  readonly words: readonly string[];
  readonly tags: readonly string[];
  /** Part-of-speech column, where the file has one. */
  readonly pos?: readonly string[];
}

/** A corpus as it was read: immutable, in file order. A sentence's index in `sentences` is its identity everywhere. */
export interface Corpus {
  /** `gmb`, `embedded`, or the file's base name. */
  readonly name: string;
  /** Where it came from: a file's path, or a line such as `generated (6000 sentences, seed 1)`. */
  readonly path: string;
  /** Lower-case hexadecimal sha256 of the file's bytes, or of the generated text. */
  readonly sha256: string;
  readonly encoding: "utf-8" | "windows-1252" | "latin-1";
  readonly sentences: readonly Sentence[];
}

export type SplitName = "reference" | "random" | "sequential";
export type PartName = "train" | "validation" | "test";
export const PART_NAMES: readonly PartName[] = ["train", "validation", "test"];

/** Sentence indices of each part; together they need not cover the corpus. */
export interface Split {
  readonly name: SplitName;
  readonly train: readonly number[];
  readonly validation: readonly number[];
  readonly test: readonly number[];
}
