/** What the parts of a split share: sentences, near-duplicates, mentions and words. */
export { mentionLeakage } from "./mention-leakage";
export type { MentionLeakage } from "./mention-leakage";
export { DEFAULT_THRESHOLD, nearestNeighbors } from "./neighbors";
export type { Neighbor } from "./neighbors";
export { leakageReport, testStatuses } from "./report";
export type { LeakageOptions, LeakageReport, PairLeakage } from "./report";
export { SENTENCE_STATUSES } from "./sentence-leakage";
export type { SentenceStatus } from "./sentence-leakage";
export type { Share } from "./shares";
export { jaccard, normalizeWord, shingleSets } from "./shingles";
export type { Normalization, ShingleOptions, Shingles } from "./shingles";
