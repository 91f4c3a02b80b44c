import { evaluateTagging } from "../../src/evaluation";
import { GMB_SHA256 } from "../../src/corpus";
import { evidenceOf, type AddressBook, type Evidence } from "../../src/claims/evidence";
import type { TrialRecord } from "../../src/experiments/record";
import type { LoadTest } from "../../src/reports/load-record";

/** How many of 1,000 first words a made record gets right, and how it counts them. */
export interface MadeRecord {
  readonly seed: number;
  readonly right: number;
  /** The length that it was padded to; 1 counts no padding. */
  readonly length: number;
  readonly parameters?: number;
}

const WORDS = 1000;
/** Two entities in ten words: B-geo and B-per. */
const GOLD = Array.from({ length: WORDS }, (_, i) => [i % 10 === 0 ? "B-geo" : i % 10 === 5 ? "B-per" : "O"]);

/** Wrong words are spread over entities and others alike. */
function tagsOf(right: number): string[][] {
  return GOLD.map(([tag], i) => ((i * 7) % WORDS < right ? [tag!] : [tag === "O" ? "B-geo" : "O"]));
}

function paddedOf(length: number, right: number): TrialRecord["metrics"]["padded"] {
  const positions = WORDS * length;
  const accuracy = 1 - (WORDS - right) / positions;
  return { length, positions, wrong: WORDS - right, wrongPadding: 0, accuracy, weightedF1: accuracy, sequenceAccuracy: right / WORDS };
}

/** A record of the one-token corpus by the number of words that are right. */
export function madeRecord(name: string, { seed, right, length, parameters = 1 }: MadeRecord): TrialRecord {
  const test = evaluateTagging(GOLD, tagsOf(right));
  const padded = length > 1 ? paddedOf(length, right) : undefined;
  return {
    hash: `${name}-${seed}`, kind: "training", seed, split: "random", corpus: { name: "made-legacy", sha256: "0" },
    config: { model: name, trainingSentences: null },
    metrics: { parameters, vocabulary: 3799, tags: 9, trainingSentences: 28776, epochs: 1, bestEpoch: 1, validation: test, test, ...(padded && { padded }) },
    timings: { latencyMilliseconds: 2, inferenceTokensPerSecond: 1000, trainingSeconds: 1, secondsPerEpoch: 1, peakMemoryMebibytes: 1 },
    environment: { cpu: "a processor", kernels: "wasm", backend: "wasm", node: "20", threads: 1, commit: "0" },
  } as unknown as TrialRecord;
}

type Arms = { readonly [experiment: string]: { readonly [arm: string]: readonly TrialRecord[] } };

/** A book of GMB in the full profile that holds the given records, changed as asked. */
export function bookOf(arms: Arms, changes: Partial<AddressBook> = {}): AddressBook {
  const trials = (records: readonly TrialRecord[]) => records.map(({ seed, hash }) => ({ seed, hash }));
  const experiments = Object.entries(arms).map(([id, own]) => ({
    id, arms: Object.entries(own).map(([arm, records]) => ({ id: arm, title: arm, trials: trials(records) })),
  }));
  return { corpus: { name: "gmb", sha256: GMB_SHA256 }, profile: "full", split: "reference", experiments, ...changes } as AddressBook;
}

export function evidenceWith(arms: Arms, changes: Partial<AddressBook> = {}, load: LoadTest | null = null): Evidence {
  const records = new Map(Object.values(arms).flatMap((own) => Object.values(own)).flat().map((record) => [record.hash, record]));
  return evidenceOf(bookOf(arms, changes), (hash) => records.get(hash), load);
}

/** A record a seed, by the words right with each. */
export function madeSeeds(name: string, length: number, rights: readonly number[], parameters?: number): TrialRecord[] {
  return rights.map((right, seed) => madeRecord(name, { seed, right, length, ...(parameters !== undefined && { parameters }) }));
}
