import type { Corpus, Sentence } from "../corpus/types";
import {
  agreementCeiling, noiseReport, oracleCeiling, stringReport, type AgreementBounds, type AgreementCeiling, type NoiseReport,
  type OracleCeiling, type StringReport,
} from "../evaluation/noise";
import { count, counted, percent, percentText } from "./percent";

type Row = { readonly [column: string]: string | number | null };

/** All that is known of the labels' noise. */
export interface LabelNoise {
  readonly groups: NoiseReport;
  readonly strings: StringReport;
  readonly oracle: OracleCeiling;
  readonly testOracle: OracleCeiling;
  readonly agreement: AgreementCeiling;
}

export function labelNoise(corpus: Corpus, test: readonly Sentence[]): LabelNoise {
  const { sentences } = corpus;
  return {
    groups: noiseReport(sentences),
    strings: stringReport(sentences),
    oracle: oracleCeiling(sentences),
    testOracle: oracleCeiling(test),
    agreement: agreementCeiling(sentences),
  };
}

export function noiseRows({ groups, strings }: LabelNoise): Row[] {
  const { repeated, conflicting } = groups;
  const row = (fact: string, amount: number, of: number | null) => ({ fact, count: amount, of });
  return [
    row("token sequences that occur more than once", repeated.groups, null),
    row("… tagged in more than one way", conflicting.groups, repeated.groups),
    row("sentences that repeat or are repeated", repeated.sentences, null),
    row("… in a group tagged in more than one way", conflicting.sentences, repeated.sentences),
    row("… their tokens tagged unlike the most of the group", conflicting.minorityTokens, repeated.tokens),
    row("… their mentions that not the whole group bears", conflicting.disputedMentions, repeated.mentions),
    row("mention strings with several types", strings.ambiguous.length, strings.strings),
    row("… mentions of such strings", strings.ambiguousMentions, strings.mentions),
    row("… mentions of another type than their string's most frequent", strings.minority, strings.mentions),
  ];
}

/** Indices that one cell shows of a group. */
const SHOWN_INDICES = 6;

function indicesText(indices: readonly number[]): string {
  const shown = indices.slice(0, SHOWN_INDICES).join(", ");
  return indices.length <= SHOWN_INDICES ? shown : `${shown} and ${indices.length - SHOWN_INDICES} more`;
}

/** The groups that disagree most, by their sentences' indices in the corpus: no words. */
export function conflictRows({ groups }: LabelNoise, most: number): Row[] {
  const ordered = [...groups.groups].sort((a, b) => b.disputedMentions - a.disputedMentions || b.minorityTokens - a.minorityTokens);
  return ordered.slice(0, most).map(({ sentences, taggings, positions, minorityTokens, disputedMentions }) => ({
    sentences: indicesText(sentences),
    "different taggings": taggings,
    "tokens in dispute": indicesText(positions),
    "minority tokens": minorityTokens,
    "disputed mentions": disputedMentions,
  }));
}

export function ambiguousRows({ strings }: LabelNoise, most: number): Row[] {
  return strings.ambiguous.slice(0, most).map(({ text, types, mentions, minority }) => ({
    string: text,
    mentions,
    "types and how often": types.map((each) => `${each.type} ${count(each.count)}`).join(", "),
    "not the most frequent type": minority,
    "%": percent(minority / mentions),
  }));
}

function percentOrNull(share: number | null): number | null {
  return share === null ? null : percent(share);
}

function oracleRow(where: string, { tokenAccuracy, mentions }: OracleCeiling): Row {
  return {
    ceiling: `one answer per token sequence, ${where}`,
    "token accuracy %": percent(tokenAccuracy),
    "F1 %": percent(mentions.f1),
    assumes: "a tagger sees one sentence at a time; what occurs once is perfectly predictable (generous)",
  };
}

function agreementRow(name: string, bound: keyof AgreementBounds, agreement: AgreementCeiling, assumes: string): Row {
  return {
    ceiling: name,
    "token accuracy %": percentOrNull(agreement.tokenAccuracy[bound]),
    "F1 %": percentOrNull(agreement.f1[bound]),
    assumes,
  };
}

/** What label noise lets any tagger reach, under which assumptions. */
export function ceilingRows({ oracle, testOracle, agreement, strings }: LabelNoise): Row[] {
  const { sentences } = agreement.repeated;
  const rests = sentences === 0 ? "no sentence is repeated" : `rests on ${counted(sentences, "repeated sentence")}`;
  const alike = `independent annotations; other sentences are like the repeated ones; ${rests}`;
  return [
    oracleRow("whole corpus", oracle),
    oracleRow("test part", testOracle),
    agreementRow("agreement of repeated sentences, at most", "highest", agreement, alike),
    agreementRow("agreement of repeated sentences, at least", "lowest", agreement, `the same; ${rests}`),
    {
      ceiling: "type from the string alone, spans given",
      "token accuracy %": null,
      "F1 %": percentOrNull(strings.typeCeiling),
      assumes: "no context; binds look-ups, not models that read",
    },
  ];
}

function disputedText({ repeated, conflicting }: NoiseReport): string {
  if (repeated.mentions === 0) return "";
  return `; ${percentText(conflicting.disputedMentions / repeated.mentions)} of the mentions in repeated sentences are not in every repetition`;
}

function groupSentence(noise: NoiseReport): string {
  const { repeated, conflicting } = noise;
  if (repeated.groups === 0) return "No sentence occurs twice: repeated sentences say nothing of the labels, and no ceiling follows from them.";
  if (repeated.groups === 1) {
    const ways = conflicting.groups === 1 ? "more than one way" : "one way";
    return `The only token sequence that occurs more than once is tagged in ${ways}${disputedText(noise)}.`;
  }
  const tagged = `${conflicting.groups === 0 ? "none is" : counted(conflicting.groups, "is", "are")} tagged in more than one way`;
  return `Of ${count(repeated.groups)} token sequences that occur more than once, ${tagged}${disputedText(noise)}.`;
}

function oracleSentence({ groups, oracle }: LabelNoise): string {
  if (groups.conflicting.groups === 0) return "No repeated sentence contradicts another, so no exact ceiling follows from them.";
  const reach = `can exceed an F1 of ${percentText(oracle.mentions.f1)} on the whole corpus`;
  return `By its repeated sentences alone, no tagger that reads one sentence at a time ${reach}.`;
}

function ceilingSentence(noise: LabelNoise): string[] {
  if (noise.groups.repeated.groups === 0) return [];
  const { lowest, highest } = noise.agreement.f1;
  if (lowest === null || highest === null) return [oracleSentence(noise)];
  const [from, to] = [percentText(lowest), percentText(highest)];
  const ceiling = from === to ? `the ceiling would be ${to}` : `the ceiling would lie between ${from} and ${to}`;
  const guide = "repeated sentences are short and formulaic, so that is a rough guide";
  return [`${oracleSentence(noise)} If all sentences were annotated as consistently as the repeated ones, ${ceiling}; ${guide}.`];
}

function stringSentence({ strings }: LabelNoise): string[] {
  const { typeCeiling, ambiguous } = strings;
  if (typeCeiling === null) return ["The corpus holds no mention: its strings say nothing of types."];
  if (ambiguous.length === 0) return ["No mention string carries several types: who knows the strings knows the type of every mention."];
  const known = `who knows the string and no context types at most ${percentText(typeCeiling)} of the mentions rightly`;
  const cause = "Part of that is ambiguity, which context resolves, and part is noise; the counts cannot tell them apart.";
  return [`${counted(ambiguous.length, "mention string carries", "mention strings carry")} several types; ${known}. ${cause}`];
}

export function noiseFindings(noise: LabelNoise): string[] {
  return [groupSentence(noise.groups), ...stringSentence(noise), ...ceilingSentence(noise)];
}
