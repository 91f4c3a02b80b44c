import type { Card } from "../card";
import type { Progress } from "../schedule/progress";

export interface TopicScore {
  readonly topic: string;
  /** Cards that were answered. */
  readonly answered: number;
  /** The mean of their last ratings, 1 to 4. */
  readonly score: number;
}

/** How each topic stands by its cards' last ratings, the weakest first; topics without an answer are left out. */
export function topicScores(deck: readonly Card[], progress: Progress): TopicScore[] {
  const ratings = new Map<string, number[]>();
  for (const { id, topic } of deck) {
    const last = progress.get(id)?.reviews.at(-1)?.rating;
    if (last !== undefined) ratings.set(topic, [...(ratings.get(topic) ?? []), last]);
  }
  const scores = [...ratings].map(([topic, all]) => ({ topic, answered: all.length, score: all.reduce((sum, each) => sum + each, 0) / all.length }));
  return scores.sort((a, b) => a.score - b.score || (a.topic < b.topic ? -1 : 1));
}

const GOOD = 3;
const MOST = 3;

/** The topics below "good", at most three. */
export function weakestTopics(deck: readonly Card[], progress: Progress): TopicScore[] {
  return topicScores(deck, progress).filter(({ score }) => score < GOOD).slice(0, MOST);
}
