import type { TrialRecord } from "../experiments/record";
import { count } from "../reports/percent";
import type { Claim } from "./claim";
import { ORIGIN, PUBLISHED } from "./origin";

interface CountClaim {
  readonly id: string;
  readonly claimed: string;
  readonly value: number;
  readonly unit: string;
  readonly derivation: string;
  readonly why: string;
  readonly counted: (record: TrialRecord) => number;
}

function sentencesOfParts({ metrics }: TrialRecord): number {
  return metrics.trainingSentences + metrics.validation.sentences + metrics.test.sentences;
}

const COUNTS: readonly CountClaim[] = [
  {
    id: "sentences", claimed: "47,960 sentences, the longest of 1 token", value: PUBLISHED.reading.sentences, unit: "sentences",
    derivation: "training, validation and test sentences of the reader protocol legacy",
    why: "The name of a sentence stands on its first row only; grouped by it, each sentence keeps one word, and the missing name makes one more.",
    counted: sentencesOfParts,
  },
  {
    id: "vocabulary", claimed: "vocabulary 3,799", value: PUBLISHED.reading.vocabulary, unit: "word ids",
    derivation: "distinct first words of all parts, PAD and UNK, the word None taken for missing",
    why: "So many words begin the sentences of all parts, the test part included; most words of the corpus never begin one.",
    counted: ({ metrics }) => metrics.vocabulary,
  },
  {
    id: "tags", claimed: "9 tags", value: PUBLISHED.reading.tags, unit: "tags",
    derivation: "tags of the first words: O and a B- tag of each type",
    why: "A first word begins or is no entity: no I- tag is left, and so no entity of two words.",
    counted: ({ metrics }) => metrics.tags,
  },
];

function countClaim({ id, claimed, value, unit, derivation, why, counted }: CountClaim): Claim {
  return {
    id, theme: "reading", claimed, value: { value, unit }, source: ORIGIN, derivation,
    protocol: "rows grouped by sentence name without filling it forward, vocabulary over all parts",
    rule: "reproduced: equal in every record; else not reproduced",
    notebook: "12",
    derive: (evidence) => {
      const records = evidence.records("legacy", "model2");
      if (records.length === 0) return null;
      const counts = [...new Set(records.map(counted))];
      const isExact = counts.length === 1 && counts[0] === value;
      return { measured: `${counts.map(count).join(", ")} ${unit}`, verdict: isExact ? "reproduced" : "not reproduced", cause: why, records };
    },
  };
}

/** What the original's own records say of its corpus. */
export const readingClaims: readonly Claim[] = COUNTS.map(countClaim);
