import type { Card } from "../card";
import { counted } from "../../reports/percent";
import { formatTable } from "../../terminal/table";
import { wrap } from "../../terminal/wrap";
import { NUMBER_PREFIX } from "./number-facts";
import { RATING_NAMES, RATINGS } from "../schedule/memory";
import type { Progress, Review } from "../schedule/progress";
import { standingOf, type StandingCard } from "../schedule/standing";
import { countDue, endOfDay } from "./selection";
import { topicScores, type TopicScore } from "./weakness";

export interface DrillStatistics {
  readonly cards: number;
  readonly standing: { readonly [standing in StandingCard["standing"]]: number };
  readonly answers: number;
  readonly days: number;
  /** How often each rating was given, by its name. */
  readonly ratings: { readonly [name: string]: number };
  /** Of answers to cards that were answered before: the share that was no "again". Null where there is none. */
  readonly recalled: number | null;
  /** Cards due by the end of today and of the six days after. */
  readonly dueByDay: readonly number[];
  readonly topics: readonly TopicScore[];
  /** Answered cards that no page holds now; numbers that `--defend` drew never stand on one. */
  readonly kept: number;
}

const DAYS_AHEAD = 7;

function recalledShare(all: readonly (readonly Review[])[]): number | null {
  const later = all.flatMap((reviews) => reviews.slice(1));
  return later.length === 0 ? null : later.filter(({ rating }) => rating > 1).length / later.length;
}

function dueByDay(deck: readonly Card[], progress: Progress, now: Date): number[] {
  const ends: Date[] = [endOfDay(now)];
  while (ends.length < DAYS_AHEAD) ends.push(endOfDay(ends.at(-1)!));
  return ends.map((end) => countDue(deck, progress, now, end));
}

export function drillStatistics(deck: readonly Card[], progress: Progress, now: Date): DrillStatistics {
  const known = new Set(deck.map(({ id }) => id));
  const standings = deck.map((card) => standingOf(card, progress, now).standing);
  const of = (standing: StandingCard["standing"]) => standings.filter((each) => each === standing).length;
  const all = [...progress.values()].map(({ reviews }) => reviews);
  const given = all.flat();
  return {
    cards: deck.length,
    standing: { new: of("new"), stale: of("stale"), due: of("due"), later: of("later") },
    answers: given.length,
    days: new Set(given.map(({ at }) => new Date(at).toDateString())).size,
    ratings: Object.fromEntries(RATINGS.map((each) => [RATING_NAMES[each], given.filter(({ rating }) => rating === each).length])),
    recalled: recalledShare(all),
    dueByDay: dueByDay(deck, progress, now),
    topics: topicScores(deck, progress),
    kept: [...progress.keys()].filter((id) => !known.has(id) && !id.startsWith(NUMBER_PREFIX)).length,
  };
}

const WIDTH = 80;

/** The statistics for a terminal. */
export function formatStatistics(statistics: DrillStatistics): string {
  const { cards, standing, answers, days, ratings, recalled, dueByDay: due, topics, kept } = statistics;
  const given = Object.entries(ratings).map(([name, times]) => `${times} ${name}`).join(", ");
  const lines = [
    `${counted(cards, "card")}: ${standing.new} new, ${standing.stale} with a changed number, ${standing.due} due, ${standing.later} due later.`,
    answers === 0 ? "No answer yet: nerbook drill asks the first cards." : `${counted(answers, "answer")} on ${counted(days, "day")}: ${given}.`,
    ...(recalled === null ? [] : [`Known again when asked again: ${Math.round(100 * recalled)} %.`]),
    `Due by the end of today and of the next days: ${due.join(", ")}.`,
    ...(kept > 0 ? [`${counted(kept, "answered card")} that no page here holds; their progress is kept.`] : []),
  ].flatMap((line) => wrap(line, WIDTH));
  const rows = topics.map(({ topic, answered, score }) => [topic, answered, score.toFixed(1)]);
  return [lines.join("\n"), ...(rows.length > 0 ? [formatTable(["topic, weakest first", "answered", "mean of 4"], rows)] : [])].join("\n\n");
}
