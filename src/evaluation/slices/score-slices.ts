import type { Sentence } from "../../corpus/types";
import type { Repair } from "../entities";
import { ClassScore, Counts, scoreOf } from "../scores";
import { checkParallel, TagLists } from "../tag-lists";
import { Mention, mentionsBySentence } from "./mentions";
import type { SliceRule } from "./rules";

/** Scores of one slice; precision, recall and F1 are 0 where they divide by nothing, as `support` and `predicted` tell. */
export interface SliceScore extends ClassScore {
  readonly slice: string;
}

export interface SliceScores {
  readonly rule: string;
  /** Every slice of the rule in its order, an empty one too. */
  readonly slices: readonly SliceScore[];
}

type Tally = { -readonly [Count in keyof Counts]: number };

interface Found {
  readonly gold: readonly Mention[];
  readonly predicted: readonly Mention[];
  readonly correct: readonly Mention[];
}

/** Mentions of one sentence never share a last token, which therefore finds the only one that may be equal. */
function correctAmong(gold: readonly Mention[], predicted: readonly Mention[]): Mention[] {
  const byEnd = new Map(gold.map((mention) => [mention.end, mention]));
  return predicted.filter(({ start, end, type }) => {
    const partner = byEnd.get(end);
    return partner !== undefined && partner.start === start && partner.type === type;
  });
}

function findMentions(sentences: readonly Sentence[], predicted: TagLists, repair: Repair): Found {
  const tags = sentences.map((sentence) => sentence.tags);
  checkParallel(tags, predicted);
  const gold = mentionsBySentence(sentences, tags, repair, "gold");
  const predictions = mentionsBySentence(sentences, predicted, repair, "predicted");
  const correct = gold.flatMap((mentions, i) => correctAmong(mentions, predictions[i]!));
  return { gold: gold.flat(), predicted: predictions.flat(), correct };
}

function countSlices({ gold, predicted, correct }: Found, rule: SliceRule): SliceScores {
  const tallies = new Map(rule.slices.map((slice): [string, Tally] => [slice, { support: 0, predicted: 0, correct: 0 }]));
  const count = (mentions: readonly Mention[], what: keyof Counts): void => mentions.forEach((mention) => {
    const slice = rule.sliceOf(mention);
    const tally = tallies.get(slice);
    if (tally === undefined) throw new RangeError(`The rule "${rule.name}" does not list the slice "${slice}".`);
    tally[what]++;
  });
  count(gold, "support");
  count(predicted, "predicted");
  count(correct, "correct");
  return { rule: rule.name, slices: [...tallies].map(([slice, counts]) => ({ slice, ...scoreOf(counts), ...counts })) };
}

/**
 * Strict mention scores by slice, for each rule. `sentences` carry words and gold tags. A gold mention counts in the
 * slice of its own words, type and place, a predicted one in that of its own: a prediction on other boundaries or of
 * another type may be spurious in one slice while its gold mention is missed in another. So the precision of a slice
 * says how far to trust predictions that look like it, the recall how many of its gold mentions are found, and each of
 * the three counts sums to that of `scoreEntities`. Throws a DataError for unequal lengths, no token, or unreadable tags.
 */
export function scoreSlices(
  sentences: readonly Sentence[], predicted: TagLists, rules: readonly SliceRule[], repair: Repair
): readonly SliceScores[] {
  const found = findMentions(sentences, predicted, repair);
  return rules.map((rule) => countSlices(found, rule));
}
