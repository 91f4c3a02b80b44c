export { compareCodePoints, sortedByCodePoint } from "./code-points";
export { parseTagColumns } from "./column-file";
export type { ColumnNumbers, TagColumns } from "./column-file";
export { conllevalReport } from "./conlleval";
export { confusionMatrix } from "./confusion";
export { entitiesOf, readEntities, REPAIRS } from "./entities";
export type { Entity, Reading, Repair } from "./entities";
export {
  assumed, auditSeedCase, businessCase, INPUT_NAMES, measured, measuredErrorRates, MINUTES_PER_ERROR, PRICED_RANGES, returnInPercent,
  savingPerMonth, SEED_INPUTS, sweep, SWEPT_RANGES, tornado, withInputs, withPriceOfErrors, withValue,
} from "./business";
export type {
  AuditedClaim, BusinessCase, BusinessInputs, InputName, InputRange, InputRanges, Quantity, SweptCase, Tornado, TornadoBar,
} from "./business";
export {
  jouleProxy, paretoFront, percentile, requestsInFlight, returnsOf, summarizeLatencies, throughput, trainingCost, WATTS_PER_CORE,
} from "./efficiency";
export type { Assumption, LatencySummary, MeasuredSystem, Objective, Returns, TrainingCost } from "./efficiency";
export { compareReadings } from "./disagreement";
export { evaluateTagging } from "./evaluate-tagging";
export type { EntityEvaluation, Evaluation, NullablePRF, RecordedAverages } from "./evaluate-tagging";
export { allOutside, lookupTags, trainLookupTable } from "./floors";
export type { LookupTable } from "./floors";
export { repairTags } from "./repair-tags";
export { conllevalOf, scoreColumns } from "./score-columns";
export type { FileScores, SchemeChoice } from "./score-columns";
export { RunningEntityScores, scoreEntities } from "./score-entities";
export { scorePadded } from "./score-padded";
export type { PaddedScores } from "./score-padded";
export type { EntityOptions, EntityScores } from "./score-entities";
export { scoreSpans } from "./score-spans";
export type { Schemes, SpanOptions, SpanScore, SpanScores } from "./score-spans";
export { formatEntityScores } from "./score-table";
export type { Averages, ClassScore, ClassScores, Counts, PRF } from "./scores";
export { TagError } from "./tag-lists";
export type { TagLists } from "./tag-lists";
export { paddedTokenAccuracy, sequenceAccuracy, tokenAccuracy } from "./token-accuracy";
export { scoreTokens, tagsOf } from "./token-scores";
export type { TokenScores } from "./token-scores";
export { completeWithOutside } from "./truncation";
export {
  approximateRandomization, bootstrapIntervals, compareSeeds, countSentences, holm, microScores, pairedBootstrap, seedSpread, verdict,
} from "./uncertainty";
export type {
  BootstrapIntervals, BootstrapOptions, Comparison, DifferenceTest, Interval, Outcome, PairIntervals, ScoreInterval, ScoreIntervals,
  SeedComparison, SeedSpread, SentenceCounts, SystemCounts, SystemIntervals, Verdict,
} from "./uncertainty";
