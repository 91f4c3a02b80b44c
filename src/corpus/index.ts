/** The corpus room's public face: reading, finding, generating, splitting and describing corpora. */
export type { CorpusFormat, ReadOptions } from "./read";
export { readCorpus } from "./read";
export type { ResolveOptions } from "./resolve";
export { resolveCorpus } from "./resolve";
export { generateCorpus } from "./generator";
export type { SplitOptions } from "./splits";
export { splitCorpus } from "./splits";
export { legacyCorpus } from "./legacy";
export type { CorpusFacts, Counts, LengthFacts, PartFacts } from "./facts";
export { corpusFacts, countEntities, countItems, countTokens, percentile } from "./facts";
export {
  countAdjacentEntities, countAmbiguousStrings, countLonger, countWithoutEntity, entityStrings, paddingShare,
} from "./details";
export { conflictingDuplicates, countDuplicates, duplicateGroups } from "./duplicates";
export type { EntitySpan } from "./entities";
export { entitySpans } from "./entities";
export { countViolations, fromIob2, toIob2 } from "./schemes";
export type { TaggingScheme } from "./tags";
export { OUTSIDE, TAGGING_SCHEMES, typeOf } from "./tags";
export type { Encoding } from "./charset";
export { ENCODINGS } from "./charset";
export { GMB_SHA256 } from "./gmb";
export type { Corpus, PartName, Sentence, Split, SplitName } from "./types";
export { PART_NAMES } from "./types";
