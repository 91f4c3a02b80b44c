import {
  classifyMentions, confuseTypes, countOutcomes, ERROR_KINDS, inspectOutcomes, OUTCOME_KINDS, type ErrorKind, type InspectionRow,
  type OutcomeKind, type TypeConfusion,
} from "../evaluation/errors";
import { systemName } from "../figures/systems";
import { count, counted, listed, mean, percentText } from "./percent";
import { goldOf, runsOf, type TestPart } from "./test-part";

type Row = { readonly [column: string]: string | number | null };

/** How one system errs, averaged over its seeds (strict reading). */
export interface SystemErrors {
  readonly system: string;
  readonly seeds: number;
  readonly kinds: { readonly [kind in OutcomeKind]: number };
  /** Gold mentions. */
  readonly support: number;
  readonly predicted: number;
  /** Outcomes that are not correct. */
  readonly errors: number;
}

/** The taxonomy of every system of the part. */
export function systemErrors(part: TestPart): SystemErrors[] {
  const gold = goldOf(part);
  return part.systems.map(({ system, runs }) => {
    const taxonomies = runs.map((run) => countOutcomes(classifyMentions(gold, run, "discard")));
    const kinds = OUTCOME_KINDS.map((kind) => [kind, mean(taxonomies.map((each) => each.kinds[kind].outcomes))] as const);
    return {
      system,
      seeds: runs.length,
      kinds: Object.fromEntries(kinds) as { readonly [kind in OutcomeKind]: number },
      support: taxonomies[0]!.support,
      predicted: mean(taxonomies.map((each) => each.predicted)),
      errors: mean(taxonomies.map((each) => each.errors)),
    };
  });
}

/** One row a system; counts are means over its seeds, rounded. */
export function errorRows(systems: readonly SystemErrors[]): Row[] {
  return systems.map(({ system, seeds, kinds, support, predicted, errors }) => ({
    system: systemName(system),
    seeds,
    "gold mentions": support,
    predicted: Math.round(predicted),
    ...Object.fromEntries(OUTCOME_KINDS.map((kind) => [kind, Math.round(kinds[kind])])),
    "all errors": Math.round(errors),
  }));
}

export function taxonomyData(systems: readonly SystemErrors[]): { system: string; errors: { readonly [kind: string]: number } }[] {
  return systems.map(({ system, kinds }) => ({
    system,
    errors: Object.fromEntries(ERROR_KINDS.map((kind) => [kind, kinds[kind]])),
  }));
}

/** For a system whose bar would say nothing: what it finds, in one sentence. */
export function foundSentence({ system, kinds, support, predicted }: SystemErrors): string {
  if (support === 0) return `There is no mention to find; ${systemName(system)} predicts ${predicted === 0 ? "none" : counted(predicted, "mention")}.`;
  const found = `finds ${count(kinds.correct)} of ${counted(support, "mention")}`;
  if (Math.round(predicted) === 0) return `${systemName(system)} predicts no mention at all and ${found}.`;
  return `${systemName(system)} predicts ${counted(predicted, "mention")} and ${found}.`;
}

/** Which type a system takes for which; one run, that of its first seed. */
export function firstConfusion(part: TestPart, system: string): TypeConfusion {
  return confuseTypes(classifyMentions(goldOf(part), runsOf(part, system)[0]!, "discard"));
}

export interface InspectionChoice {
  /** Rows of each kind of error. */
  readonly perKind: number;
  /** Adds one whole sentence a row, for a reader's own machine. */
  readonly wholeSentences: boolean;
}

/** A mention may be a whole sentence where a model takes it for one; no table shows that many words of a row. */
const MOST_WORDS = 8;

function shortened(text: string | null): string | null {
  if (text === null) return null;
  const words = text.split(" ");
  return words.length <= MOST_WORDS ? text : `${words.slice(0, MOST_WORDS / 2).join(" ")} … (${words.length} words)`;
}

function errorKey({ kind, gold, goldType, predicted, predictedType }: InspectionRow): string {
  return JSON.stringify([kind, gold, goldType, predicted, predictedType]);
}

/** Equal errors together, those that occur most often first, ties as first met. */
function equalErrors(rows: readonly InspectionRow[]): InspectionRow[][] {
  const groups = new Map<string, InspectionRow[]>();
  for (const row of rows) {
    const group = groups.get(errorKey(row));
    if (group) group.push(row);
    else groups.set(errorKey(row), [row]);
  }
  return [...groups.values()].sort((a, b) => b.length - a.length);
}

function inspectionRow(group: readonly InspectionRow[]): Row {
  const { kind, sentence, start, end, gold, goldType, predicted, predictedType, text } = group[0]!;
  return {
    error: kind,
    times: group.length,
    gold: shortened(gold),
    "gold type": goldType,
    predicted: shortened(predicted),
    "predicted type": predictedType,
    "first in sentence": sentence,
    tokens: start === end ? String(start) : `${start}–${end}`,
    ...(text === undefined ? {} : { "whole sentence": text }),
  };
}

/** The most frequent errors of each kind in a system's first run: mention strings, types and places, counted from 0 in the corpus. */
export function inspectionRows(part: TestPart, system: string, { perKind, wholeSentences }: InspectionChoice): Row[] {
  const outcomes = classifyMentions(goldOf(part), runsOf(part, system)[0]!, "discard");
  const rows = inspectOutcomes(part.sentences, outcomes, { sentenceIndices: part.indices, wholeSentences });
  return ERROR_KINDS.flatMap((kind) =>
    equalErrors(rows.filter((row) => row.kind === kind)).slice(0, perKind).map(inspectionRow),
  );
}

function mostFrequent(kinds: SystemErrors["kinds"]): ErrorKind[] {
  return [...ERROR_KINDS].filter((kind) => kinds[kind] > 0).sort((a, b) => kinds[b] - kinds[a]);
}

const NAMED_KINDS = 3;

function taxonomySentence({ system, kinds, errors }: SystemErrors): string {
  if (errors === 0) return `${systemName(system)} makes no error.`;
  const made = mostFrequent(kinds);
  const number = errors < 1 ? "less than 1 error" : counted(Math.round(errors), "error");
  if (made.length === 1) return `${systemName(system)} makes one kind of error alone: ${made[0]!} (${number}).`;
  const shares = listed(made.slice(0, NAMED_KINDS).map((kind) => `${kind} ${percentText(kinds[kind] / errors)}`));
  return `Of ${systemName(system)}'s ${number} the ${made.length > NAMED_KINDS ? "most frequent " : ""}kinds are ${shares}.`;
}

/** Where both sides see a mention and differ only in its span or type. */
function nearMissSentence({ system, kinds, errors }: SystemErrors): string[] {
  const apart = kinds.missed + kinds.spurious;
  if (errors === apart) return [];
  const share = percentText((errors - apart) / errors);
  const counting = "strict scoring counts each of them as missed and as spurious";
  return [`${share} of ${systemName(system)}'s errors overlap a gold mention: ${counting}.`];
}

function confusionSentence(system: string, { labels, counts }: TypeConfusion): string {
  const types = labels.slice(0, -1);
  if (types.length < 2) return `There is ${types.length === 0 ? "no type" : `one type, ${types[0]!}`}: none can be taken for another.`;
  const cells = types.flatMap((gold, g) => types.map((predicted, p) => ({ gold, predicted, times: counts[g]![p]! })));
  const [worst] = cells.filter(({ gold, predicted, times }) => gold !== predicted && times > 0).sort((a, b) => b.times - a.times);
  if (!worst) return `${systemName(system)} takes no type for another.`;
  const { gold, predicted, times } = worst;
  const often = times === 1 ? "once" : `${count(times)} times`;
  return `The confusion of types that ${systemName(system)} makes most often is ${gold} read as ${predicted}, ${often}.`;
}

/** What the taxonomy and the confusion of one system come to. */
export function errorFindings(errors: SystemErrors, confusion: TypeConfusion): string[] {
  return [taxonomySentence(errors), ...nearMissSentence(errors), confusionSentence(errors.system, confusion)];
}
