import type { Verdict } from "../evaluation";
import { counted, listed, mean, meanAndDeviation, percentText, pointsText } from "./percent";
import type { SystemSplitEffect } from "./split-report";
import type { MappingScore, MeasuredTagging, MeasuredTransfer, TypeTransfer } from "./transfer-report";

function strictText({ strict, tagging }: MeasuredTagging): string {
  const seeds = tagging.floor ? "" : ` (${counted(tagging.runs.length, "seed")})`;
  return `${meanAndDeviation(strict.map(({ f1 }) => f1))} %${seeds}`;
}

function taggingOf({ taggings }: MeasuredTransfer, id: string, side: string): MeasuredTagging | undefined {
  return taggings.find(({ tagging }) => tagging.id === id && tagging.side === side);
}

function verdictOn(measured: MeasuredTransfer, pairs: readonly (readonly [string, string])[], a?: MeasuredTagging, b?: MeasuredTagging): Verdict | undefined {
  const at = pairs.findIndex(([first, second]) => first === a?.tagging.name && second === b?.tagging.name);
  return measured.verdicts[at];
}

/** What the model carried over reaches, beside itself at home and beside the one trained there. */
function mainSentences(measured: MeasuredTransfer, pairs: readonly (readonly [string, string])[], home: SystemSplitEffect | undefined): string[] {
  const [carried, native] = [taggingOf(measured, "model2", "here"), taggingOf(measured, "model2", "there")];
  if (!carried) return [];
  const atHome = home ? ` On its own test part, under the same types, it has ${percentText(home.before)}.` : "";
  const beside = native ? ` ${native.tagging.name}: ${strictText(native)}.` : " No model could be trained there: the training part holds no entity.";
  const found = verdictOn(measured, pairs, carried, native);
  return [
    `${carried.tagging.name} reaches a strict F1 of ${strictText(carried)} on the second corpus's test part.${atHome}${beside}`,
    ...(found ? [found.sentence] : []),
  ];
}

/** What a table of words makes of the same trainings. */
function floorSentences(measured: MeasuredTransfer, pairs: readonly (readonly [string, string])[]): string[] {
  const carried = taggingOf(measured, "model2", "here");
  return (["here", "there"] as const).flatMap((side) => {
    const found = verdictOn(measured, pairs, carried, taggingOf(measured, "look-up", side));
    return found ? [found.sentence] : [];
  });
}

function typeSentence(types: readonly TypeTransfer[]): string[] {
  const compared = types.flatMap(({ type, difference }) => (difference ? [{ type, ...difference }] : []));
  if (compared.length < 2) return [];
  const named = (wanted: (low: number, high: number) => boolean) =>
    compared.filter(({ low, high }) => wanted(low, high)).map(({ type, estimate }) => `${type} (${pointsText(estimate)} points)`);
  const groups = [
    { what: "lower than the model trained there on", types: named((_, high) => high < 0) },
    { what: "higher on", types: named((low) => low > 0) },
    { what: "not distinguishable from it on", types: named((low, high) => low <= 0 && high >= 0) },
  ].filter((group) => group.types.length > 0);
  return [`Type by type, the model carried over is ${groups.map((group) => `${group.what} ${listed(group.types)}`).join("; ")} ` +
    "(95 % intervals, each type for itself)."];
}

/** Whether the order of the models at home holds on the whole second corpus. */
function orderSentence(whole: MeasuredTransfer, pairs: readonly (readonly [string, string])[]): string[] {
  const ordered = [...whole.taggings].sort((a, b) => mean(b.strict.map(({ f1 }) => f1)) - mean(a.strict.map(({ f1 }) => f1)));
  if (whole.support === 0) return [];
  const undecided = pairs.filter((_, i) => whole.verdicts[i]?.outcome === "not distinguishable").map(([a, b]) => `${a} and ${b}`);
  const doubt = undecided.length > 0 ? ` Not distinguishable: ${undecided.join("; ")}.` : whole.verdicts.length > 0 ? " All pairs are told apart." : "";
  return [`On the whole second corpus (${counted(whole.part.sentences.length, "sentence")}), the order is ` +
    `${listed(ordered.map((each) => `${each.tagging.name} ${strictText(each)}`))}.${doubt}`];
}

export interface TransferResult {
  /** On the second corpus's test part. */
  readonly test: MeasuredTransfer;
  readonly testPairs: readonly (readonly [string, string])[];
  readonly types: readonly TypeTransfer[];
  readonly whole: MeasuredTransfer;
  readonly wholePairs: readonly (readonly [string, string])[];
  readonly effects: readonly SystemSplitEffect[];
}

/** What was found, with nothing of why. */
export function transferFindings({ test, testPairs, types, whole, wholePairs, effects }: TransferResult): string[] {
  if (test.support === 0) return ["Under the common types the second corpus's test part holds no mention: there is nothing to find, and no F1 says anything."];
  return [
    ...mainSentences(test, testPairs, effects.find(({ system }) => system === "model2")),
    ...floorSentences(test, testPairs),
    ...typeSentence(types),
    ...orderSentence(whole, wholePairs),
  ];
}

/** How far the same tags move when only the mapping of types is another: types under another name, or no types at all. */
export function mappingFinding([used, ...others]: readonly MappingScore[]): string[] {
  const first = used?.scores[0];
  const spans = others[others.length - 1];
  if (!first || !spans || used.support === 0) return [];
  const renamed = others.slice(0, -1).filter(({ title }) => title.includes(" as "));
  const shown = [...renamed, spans].map(({ title, scores }) => `${percentText(scores[0]!.f1)} under "${title}"`);
  return [`The same tags of ${first.name} score ${percentText(first.f1)} under the mapping used, ${listed(shown)}: that much is the ` +
    "mapping's, not the model's."];
}
