import type { SplitName } from "../corpus/types";
import type { LeakageReport, PairLeakage, Share } from "../evaluation/leakage";
import type { SliceRule } from "../evaluation/slices";
import { prepareDataset, trainingSentences } from "../experiments/dataset";
import { trainingLimit, type Study } from "../experiments/study";
import { count, counted, percent, percentText } from "./percent";
import { testRules } from "./slice-report";
import type { TestPart } from "./test-part";

type Row = { readonly [column: string]: string | number | null };

/** The same study of the corpus divided in another way. */
export function studyWithSplit(study: Study, split: SplitName): Study {
  return { ...study, dataset: prepareDataset(study.dataset.corpus, split) };
}

/** The study and one to hold against it: the random split, or the reference split where the study's own is random. */
export function studiesToCompare(study: Study): readonly [ordered: Study, random: Study] {
  if (study.dataset.split.name !== "random") return [study, studyWithSplit(study, "random")];
  return [studyWithSplit(study, "reference"), study];
}

/** The ways to slice a study's test part, against the training sentences that its models see. */
export function rulesOf(study: Study, part: TestPart): SliceRule[] {
  return testRules(trainingSentences(study.dataset, trainingLimit(study)), part.sentences, study.dataset.split.name);
}

function percentOf({ of, share }: Share): number | null {
  return of === 0 ? null : percent(share);
}

function pairRow(split: string, pair: PairLeakage): Row {
  return {
    split,
    known: pair.known,
    "held out": pair.heldOut,
    sentences: pair.duplicates.of,
    "equal sentences": pair.duplicates.count,
    "near-duplicates": pair.nearDuplicates.count,
    "equal or near %": percent(pair.duplicates.share + pair.nearDuplicates.share),
    "mention strings shared %": percentOf(pair.sharedStrings),
    "mentions never seen %": percentOf(pair.unseenMentions),
    "never seen with their type %": percentOf(pair.unseenMentionsWithType),
    "with a word never seen %": percentOf(pair.mentionsWithUnseenWord),
    "tokens never seen %": percentOf(pair.unseenTokens),
  };
}

/** One row a split and pair of parts: what the held-out part shares with the known one. */
export function leakageRows(reports: readonly LeakageReport[]): Row[] {
  return reports.flatMap(({ split, pairs }) => pairs.map((pair) => pairRow(split, pair)));
}

/** What counted as near, and how it was searched. */
export function nearnessText({ nearness }: LeakageReport): string {
  const { threshold, shingleLength, normalization } = nearness;
  const words = normalization === "none" ? "words as they are written" : "words in lower case, every digit as 0";
  return (
    `Near: the Jaccard similarity of two sentences' sets of token ${shingleLength}-grams (${words}, a mark at either end) is at least ` +
    `${threshold}. The search is exact, by an inverted index over each set's rarest n-grams (prefix filtering); the code is ` +
    "`src/evaluation/leakage`, no library."
  );
}

function testPair(report: LeakageReport): PairLeakage {
  return report.pairs.find(({ known, heldOut }) => known === "train" && heldOut === "test")!;
}

function unseenText({ of, share }: Share): string {
  return of === 0 ? "it holds no mention" : `${percentText(share)} of its mentions are strings that training never holds as mentions`;
}

function sharedSentence(report: LeakageReport): string {
  const { duplicates, nearDuplicates, unseenMentions } = testPair(report);
  const shared = counted(duplicates.count, "stands", "stand");
  const near = count(nearDuplicates.count);
  const sentences = `Of the ${report.split} split's ${counted(duplicates.of, "test sentence")}, ${shared} in the training part word for word`;
  return `${sentences} and ${near} nearly so; ${unseenText(unseenMentions)}.`;
}

/** A share beside an earlier one: `17.80 %, 13.83 points lower`. */
function besideText(share: number, earlier: number): string {
  const difference = 100 * (share - earlier);
  if (Math.abs(difference) < 0.005) return `${percentText(share)} as well`;
  return `${percentText(share)}, ${Math.abs(difference).toFixed(2)} points ${difference < 0 ? "lower" : "higher"}`;
}

function repeatedShare({ duplicates, nearDuplicates }: PairLeakage): number {
  return duplicates.share + nearDuplicates.share;
}

/** What a random split changes; of mentions never seen only where both test parts hold mentions. */
function randomSentence(ordered: PairLeakage, random: PairLeakage): string {
  const [a, b] = [ordered.unseenMentions, random.unseenMentions];
  const isKnown = a.of > 0 && b.of > 0;
  const lead = isKnown ? `the share of mentions never seen is ${besideText(b.share, a.share)}; that` : "the share";
  const repeated = besideText(repeatedShare(random), repeatedShare(ordered));
  return `In a random split ${lead} of test sentences equal or near to one of training is ${repeated}.`;
}

export function leakageFindings(ordered: LeakageReport, random: LeakageReport): string[] {
  return [sharedSentence(ordered), randomSentence(testPair(ordered), testPair(random))];
}
