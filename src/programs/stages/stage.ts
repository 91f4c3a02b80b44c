import type { Emission } from "../emission";

/** A matrix in the machine's memory with one row a token, or one row a sentence. */
export interface Value {
  readonly word: number;
  readonly stride: number;
  readonly width: number;
  readonly per: "token" | "sentence";
}

/** A batch's data as words in memory. */
export interface PlacedBatch {
  readonly steps: number;
  readonly rows: number;
  readonly sentenceCount: number;
  readonly counts: number;
  readonly words: number;
  readonly positions: number;
  readonly slots: number;
  readonly sentences: number;
  /** The rows of the embedding table that occur, each with a slot; only while training. */
  readonly usedWords?: { readonly slots: number; readonly count: number };
}

/** One pass over a batch. */
export interface Pass {
  readonly emission: Emission;
  readonly batch: PlacedBatch;
  readonly training: boolean;
  /** Steps over all epochs: dropout masks are drawn from it. */
  readonly step: number;
}

export function rowsOf(value: Pick<Value, "per">, batch: PlacedBatch): number {
  return value.per === "token" ? batch.rows : batch.sentenceCount;
}

/** A new matrix without gaps between its rows. */
export function newValue({ emission, batch }: Pass, width: number, per: Value["per"]): Value {
  return { word: emission.allocate(rowsOf({ per }, batch) * width), stride: width, width, per };
}

/** A stage's output, and how its gradient becomes that of its input (which is not asked of the first stage). */
export interface Step {
  readonly output: Value;
  readonly backward: (gradient: Value) => Value | undefined;
}

/** One layer of a model as instructions. */
export interface Stage {
  readonly name: string;
  /** Packs the weights that `forward` reads, and with `training` also those that going back reads. */
  readonly pack: (emission: Emission, training: boolean) => void;
  readonly forward: (pass: Pass, input: Value) => Step;
}

export function noPacking(): void {}
