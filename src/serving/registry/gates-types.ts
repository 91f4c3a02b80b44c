import type { Sentence } from "../../corpus/types";
import type { TagLists } from "../../evaluation";
import type { Slot } from "../slots";
import type { GateLimits } from "./gates-limits";
import type { DataFingerprint } from "./manifest";

/** What one gate found. A score, or a difference of two, is a fraction; a time is in milliseconds. */
export interface GateResult {
  readonly gate: string;
  readonly passed: boolean;
  /** Null where nothing could be measured. */
  readonly measured: number | null;
  readonly limit: number | null;
  readonly sentence: string;
}

export interface Latency {
  /** Of one sentence alone, without queue and network. */
  readonly p95Milliseconds: number;
  readonly source: "record" | "measured";
}

/** A version as gates see it. What is null is not known. */
export interface Contender {
  readonly version: string;
  /** What it was trained and scored on. */
  readonly data: DataFingerprint | null;
  /** The tags that it gave to the test part's sentences. */
  readonly predicted: TagLists | null;
  /** Strict F1 as its record has it. */
  readonly recorded: { readonly test: number; readonly validation: number } | null;
  readonly latency: Latency | null;
}

/** The data on which versions are compared, with its gold tags. */
export interface JudgedData {
  readonly data: DataFingerprint;
  readonly test: readonly Sentence[];
  /** How many sentences the validation part has. */
  readonly validationSentences: number;
  /** How often each word occurs in the training part. */
  readonly trainingWords: ReadonlyMap<string, number>;
}

export interface GateInput {
  readonly slot: Slot;
  readonly candidate: Contender;
  /** The slot's active version; null for the first one. */
  readonly rival: Contender | null;
  /** Null where the candidate does not say what it was trained on. */
  readonly judged: JudgedData | null;
  /** What the drift of live traffic will be measured against: its size, and the strict F1 there. */
  readonly reference: { readonly sentences: number; readonly f1: number } | null;
  readonly limits: GateLimits;
}
