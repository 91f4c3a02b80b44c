/** What became of each mention: the error taxonomy, the confusion between types and the inspection table. */
export { inspectOutcomes } from "./inspection";
export type { InspectionOptions, InspectionRow } from "./inspection";
export { classifyMentions, ERROR_KINDS, OUTCOME_KINDS } from "./outcomes";
export type { ErrorKind, Outcome, OutcomeKind } from "./outcomes";
export { entitiesBySentence } from "./sentence-entities";
export { countOutcomes } from "./taxonomy";
export type { KindCounts, Taxonomy } from "./taxonomy";
export { confuseTypes } from "./type-confusion";
export type { TypeConfusion } from "./type-confusion";
