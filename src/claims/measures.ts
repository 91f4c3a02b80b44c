import type { TrialRecord } from "../experiments/record";

/** One number of a record; fractions in [0, 1] unless it says otherwise. */
export type Measure = (record: TrialRecord) => number;

/** What the protocol of the record calls accuracy: over padding too, where that entered its training. */
export const reportedAccuracy: Measure = ({ metrics }) => metrics.padded?.accuracy ?? metrics.test.token.accuracy;

/** What the original calls F1: over tokens, weighted by support, O included, and padding where there is any. */
export const reportedF1: Measure = ({ metrics }) => metrics.padded?.weightedF1 ?? weightedF1OfWords({ metrics });

/** The same over words alone. */
export function weightedF1OfWords({ metrics }: Pick<TrialRecord, "metrics">): number {
  return metrics.test.token.withOutside.weighted.f1;
}

/** Words with the right tag; on the one-token reading, first words. */
export const wordsRight: Measure = ({ metrics }) => metrics.test.token.accuracy;

/** Sentences with every position right, padding too where it was counted. */
export const reportedSequences: Measure = ({ metrics }) => metrics.padded?.sequenceAccuracy ?? metrics.test.sequenceAccuracy;

/** Entities with the right type and both ends, stray I- tags dropped. */
export const strictF1: Measure = ({ metrics }) => metrics.test.entities.discard.micro.f1;

/** What the predictions would be said to reach if all were padded to 75 and the padding counted as right. */
export const padded75: Measure = ({ metrics }) => metrics.padded?.accuracy ?? metrics.test.padded75;

/** Words with a wrong tag, a count. */
export const wrongWords: Measure = ({ metrics }) => Math.round((1 - metrics.test.token.accuracy) * metrics.test.tokens);

/** Wrong positions by the record's own protocol, a count. */
export const reportedErrors: Measure = (record) => record.metrics.padded?.wrong ?? wrongWords(record);

/** Entities in the gold tags of the test part, a count. */
export const goldEntities: Measure = ({ metrics }) =>
  Object.values(metrics.test.entities.discard.perType).reduce((sum, { support }) => sum + support, 0);
