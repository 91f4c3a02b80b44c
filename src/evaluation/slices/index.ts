/** Scores by slice: seen and unseen, length, frequency, ambiguity; and what another split adds. */
export { frequencyIn, hasAllWords, hasStringAndType, readLexicon, typesIn } from "./lexicon";
export type { TrainingLexicon } from "./lexicon";
export { mentionsBySentence } from "./mentions";
export type { Mention } from "./mentions";
export {
  byAmbiguity, byEntityLength, byFrequency, bySentence, bySentenceLength, byString, byStringAndType, byWords, standardRules,
} from "./rules";
export type { SliceRule } from "./rules";
export { scoreSlices } from "./score-slices";
export type { SliceScore, SliceScores } from "./score-slices";
export { splitEffect } from "./split-effect";
export type { SplitEffect } from "./split-effect";
