import type { SplitName } from "../corpus/types";
import type { LeakageReport, PairLeakage } from "../evaluation/leakage";
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

function pairRow(split: string, pair: PairLeakage): Row {
  return {
    split,
    known: pair.known,
    "held out": pair.heldOut,
    sentences: pair.duplicates.of,
    "equal sentences": pair.duplicates.count,
    "near-duplicates": pair.nearDuplicates.count,
    "equal or near %": percent(pair.duplicates.share + pair.nearDuplicates.share),
    "mention strings shared %": percent(pair.sharedStrings.share),
    "mentions never seen %": percent(pair.unseenMentions.share),
    "never seen with their type %": percent(pair.unseenMentionsWithType.share),
    "with a word never seen %": percent(pair.mentionsWithUnseenWord.share),
    "tokens never seen %": percent(pair.unseenTokens.share),
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

function sharedSentence(report: LeakageReport): string {
  const { duplicates, nearDuplicates, unseenMentions } = testPair(report);
  const shared = counted(duplicates.count, "stands", "stand");
  return `Of the ${report.split} split's ${counted(duplicates.of, "test sentence")}, ${shared} in the training part word for word and ${count(nearDuplicates.count)} nearly so; ${percentText(unseenMentions.share)} of its mentions are strings that training never holds as mentions.`;
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

export function leakageFindings(ordered: LeakageReport, random: LeakageReport): string[] {
  const [a, b] = [testPair(ordered), testPair(random)];
  return [
    sharedSentence(ordered),
    `In a random split the share of mentions never seen is ${besideText(b.unseenMentions.share, a.unseenMentions.share)}; that of test sentences equal or near to one of training is ${besideText(repeatedShare(b), repeatedShare(a))}.`,
  ];
}
