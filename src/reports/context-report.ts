import { countItems } from "../corpus";
import type { Sentence } from "../corpus/types";
import { confusionMatrix } from "../evaluation";
import { readPredictions } from "../experiments/predictions";
import type { TrialRecord } from "../experiments/record";
import { sentencesOf, trainingSentences } from "../experiments/dataset";
import type { Study } from "../experiments/study";
import { predictionsFile } from "../experiments/workspace";
import { percent } from "./percent";

type Row = { readonly [column: string]: string | number | null };

const GROUPS = ["one tag in training", "several tags in training", "not seen in training"] as const;
type Group = (typeof GROUPS)[number];

function tagsByWord(sentences: readonly Sentence[]): Map<string, Set<string>> {
  const seen = new Map<string, Set<string>>();
  for (const { words, tags } of sentences) {
    words.forEach((word, i) => seen.set(word, (seen.get(word) ?? new Set<string>()).add(tags[i]!)));
  }
  return seen;
}

function groupOf(word: string, seen: ReadonlyMap<string, ReadonlySet<string>>): Group {
  const tags = seen.get(word);
  if (!tags) return "not seen in training";
  return tags.size === 1 ? "one tag in training" : "several tags in training";
}

function testPredictions(study: Study, record: TrialRecord): (readonly string[])[] {
  return readPredictions(predictionsFile(study.workspace, record)).map(({ tags }) => tags);
}

/**
 * Where context pays: token accuracy on the test part apart for words that had one tag in training, several, or none.
 * One column a system; all systems must have been trained on the same sentences.
 */
export function accuracyByWordKind(study: Study, systems: readonly { readonly title: string; readonly record: TrialRecord }[]): Row[] {
  const { config } = systems[0]!.record;
  const seen = tagsByWord(trainingSentences(study.dataset, config.trainingSentences));
  const test = sentencesOf(study.dataset, study.dataset.split.test);
  const groups = test.map((sentence) => sentence.words.map((word) => groupOf(word, seen)));
  const predictions = systems.map(({ record }) => testPredictions(study, record));
  return GROUPS.map((group) => {
    const places = groups.flatMap((row, s) => row.flatMap((own, i) => (own === group ? [[s, i] as const] : [])));
    const right = predictions.map((tags) => places.filter(([s, i]) => tags[s]![i] === test[s]!.tags[i]).length / places.length);
    const shares = right.map((share) => (places.length > 0 ? percent(share) : null));
    return {
      "words of the test part": group,
      tokens: places.length,
      ...Object.fromEntries(systems.map(({ title }, k) => [`${title} %`, shares[k]!])),
    };
  });
}

/** The confusion matrix of a record's test predictions, as its figure takes it: tags of the test part by falling frequency, O first. */
export function testConfusion(study: Study, record: TrialRecord): { labels: string[]; counts: readonly (readonly number[])[] } {
  const gold = sentencesOf(study.dataset, study.dataset.split.test).map((sentence) => [...sentence.tags]);
  const predicted = testPredictions(study, record).map((tags) => [...tags]);
  const labels = Object.keys(countItems([...gold.flat(), ...predicted.flat()]));
  return { labels, counts: confusionMatrix(gold, predicted, labels) };
}
