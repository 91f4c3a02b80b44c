import type { Sentence } from "../corpus/types";
import { buildVocabulary } from "../encoding";
import { renameEntities, type TypeNames } from "../evaluation/type-mapping";
import { mentionLeakage, type Share } from "../evaluation/leakage";
import { byString, byStringAndType, byWords, readLexicon, type SliceRule } from "../evaluation/slices";
import { sentencesOf, trainingSentences, type Dataset } from "../experiments/dataset";
import { scoreFloors, trainingLimit } from "../experiments/study";
import { percent, percentText } from "./percent";
import { tokenCoverage } from "./preprocessing-report";
import { splitEffects, type SplitScores, type SystemSplitEffect } from "./split-report";
import { readTestPart, type TestPart } from "./test-part";
import { corpusTitles, runsAs, type TransferPart, type TransferRuns } from "./transfer-systems";

type Row = { readonly [column: string]: string | number | null };

/** What a training part knows of a test part, both under the common types; fractions. */
export interface Acquaintance {
  readonly trainedOn: string;
  readonly testedOn: string;
  readonly unseenTokens: number;
  /** Tokens that the model reads as UNK: never seen, or too seldom to be in its vocabulary. */
  readonly unknownTokens: number;
  /** Mentions all of whose words training has, in mentions or not; shares of mentions are null where there is none. */
  readonly mentionsOfKnownWords: number | null;
  readonly seenMentions: number | null;
  readonly seenMentionsWithType: number | null;
  /** Test sentences that training holds word for word. */
  readonly sharedSentences: number;
}

function named(sentences: readonly Sentence[], names: TypeNames): Sentence[] {
  return sentences.map((sentence) => ({ ...sentence, tags: renameEntities(sentence.tags, names, "discard") }));
}

function trainingOf({ study, mapping }: TransferRuns, dataset: Dataset): Sentence[] {
  return named(trainingSentences(dataset, trainingLimit(study)), dataset === study.dataset ? mapping.source : mapping.target);
}

function testOf({ study, mapping }: TransferRuns, dataset: Dataset): Sentence[] {
  return named(sentencesOf(dataset, dataset.split.test), dataset === study.dataset ? mapping.source : mapping.target);
}

/** The share that is not in a share of mentions; null without a mention. */
function remainder({ share, of }: Share): number | null {
  return of === 0 ? null : 1 - share;
}

function acquaintance(runs: TransferRuns, known: Dataset, asked: Dataset): Omit<Acquaintance, "trainedOn" | "testedOn"> {
  const [training, test] = [trainingOf(runs, known), testOf(runs, asked)];
  const { config } = runs.carried[0]!.records[0]!;
  const vocabulary = buildVocabulary(training, "vocabulary" in config ? config.vocabulary : { minimumCount: 1, maximumSize: null });
  const leakage = mentionLeakage(training, test);
  const texts = new Set(training.map(({ words }) => words.join(" ")));
  return {
    unseenTokens: leakage.unseenTokens.share,
    unknownTokens: 1 - tokenCoverage(vocabulary, test),
    mentionsOfKnownWords: remainder(leakage.mentionsWithUnseenWord),
    seenMentions: remainder(leakage.unseenMentions),
    seenMentionsWithType: remainder(leakage.unseenMentionsWithType),
    sharedSentences: test.filter(({ words }) => texts.has(words.join(" "))).length,
  };
}

/** Both training parts against both test parts, but for what nobody asks: trained there, tested here. */
export function acquaintances(runs: TransferRuns): Acquaintance[] {
  const { study, other } = runs;
  const titles = corpusTitles(study);
  return [
    { trainedOn: titles.here, testedOn: titles.here, ...acquaintance(runs, study.dataset, study.dataset) },
    { trainedOn: titles.here, testedOn: titles.there, ...acquaintance(runs, study.dataset, other) },
    { trainedOn: titles.there, testedOn: titles.there, ...acquaintance(runs, other, other) },
  ];
}

function percentOrNull(share: number | null): number | null {
  return share === null ? null : percent(share);
}

export function acquaintanceRows(all: readonly Acquaintance[]): Row[] {
  return all.map((each) => ({
    "trained on": each.trainedOn,
    "tested on": each.testedOn,
    "tokens never seen %": percent(each.unseenTokens),
    "tokens UNK to Model 2 %": percent(each.unknownTokens),
    "mentions of known words %": percentOrNull(each.mentionsOfKnownWords),
    "mentions seen as mentions %": percentOrNull(each.seenMentions),
    "seen with their type %": percentOrNull(each.seenMentionsWithType),
    "sentences seen": each.sharedSentences,
  }));
}

/** Model 2 and the look-up table on their own corpus's test part, under the common types. */
function partHere({ study, mapping, carried }: TransferRuns): TestPart {
  const part = readTestPart(study, [
    { system: "model2", records: carried[0]!.records },
    { system: "look-up", records: [scoreFloors(study)["look-up"]] },
  ]);
  const rename = (tags: readonly string[]) => renameEntities(tags, mapping.source, "discard");
  return {
    indices: part.indices,
    sentences: named(part.sentences, mapping.source),
    systems: part.systems.map(({ system, runs }) => ({ system, runs: runs.map((run) => run.map(rename)) })),
  };
}

/** The same two, trained here, on the second corpus's test part. */
function partThere(runs: TransferRuns, part: TransferPart): TestPart {
  const carried = part.taggings.filter(({ side }) => side === "here");
  return {
    indices: runs.other.split.test,
    sentences: named(part.sentences, part.mapping.target),
    systems: carried.map((tagging) => ({ system: tagging.id, runs: runsAs(part, tagging) })),
  };
}

function rulesOf(training: readonly Sentence[]): SliceRule[] {
  const lexicon = readLexicon(training);
  return [byWords(lexicon), byString(lexicon), byStringAndType(lexicon)];
}

/** What leaving home does to Model 2 and to the look-up table, and how much of it is other words and other names. */
export function homeEffects(runs: TransferRuns, part: TransferPart): SystemSplitEffect[] {
  const titles = corpusTitles(runs.study);
  const rules = rulesOf(trainingOf(runs, runs.study.dataset));
  const scores = (split: string, tested: TestPart): SplitScores => ({ split, part: tested, rules });
  return splitEffects(scores(titles.here, partHere(runs)), scores(titles.there, partThere(runs, part)));
}

const NAMED_RULE = "string with type in training";
/** Differences closer to nothing than this, in fractions, are printed as nothing. */
const SAME = 5e-5;

/** How the difference in recall divides: other shares of mentions never seen, or other recalls within the seen and the unseen. */
function effectSentence(effects: readonly SystemSplitEffect[]): string[] {
  const effect = effects.find(({ system }) => system === "model2")?.effects.find(({ rule }) => rule === NAMED_RULE);
  if (!effect || Math.abs(effect.recall) < SAME) return [];
  const points = (fraction: number) => `${fraction < 0 ? "−" : "+"}${Math.abs(100 * fraction).toFixed(2)}`;
  const lower = `${Math.abs(100 * effect.recall).toFixed(2)} points ${effect.recall < 0 ? "lower" : "higher"}`;
  return [
    `Its recall is ${lower} than at home: ${points(effect.recallByMix)} points because other shares of the mentions were seen in ` +
      `training with their type, ${points(effect.recallWithinSlices)} because it finds others of the seen and of the unseen, where ` +
      "contexts and rules of annotation differ.",
  ];
}

function wordSentence(home: Acquaintance, away: Acquaintance, native: Acquaintance): string {
  const others = `${percentText(home.unseenTokens)} of its own test part's, and ${percentText(native.unseenTokens)} for training on ${native.trainedOn}`;
  return `Training on ${away.trainedOn} never saw the words of ${percentText(away.unseenTokens)} of the second corpus's test tokens (${others}).`;
}

function mentionSentence(home: Acquaintance, away: Acquaintance, native: Acquaintance): string[] {
  const [own, there, trained] = [home, away, native].map(({ mentionsOfKnownWords }) => mentionsOfKnownWords);
  if (there === null || there === undefined) return [];
  const text = (share: number | null | undefined) => (share === null || share === undefined ? "no mention" : percentText(share));
  return [`It knew every word of ${percentText(there)} of the mentions there (${text(own)} of its own, and ${text(trained)} for training ` +
    `on ${native.trainedOn}).`];
}

/** Why a model scores otherwise away from home, from what its training part knew. */
export function causeFindings([home, away, native]: readonly Acquaintance[], effects: readonly SystemSplitEffect[]): string[] {
  if (!home || !away || !native) return [];
  return [[wordSentence(home, away, native), ...mentionSentence(home, away, native), ...effectSentence(effects)].join(" ")];
}
