import type { Card } from "../card";
import { counted } from "../../reports/percent";
import { RATING_NAMES, RATINGS } from "../schedule/memory";
import type { DrillResult } from "./drill";
import { countDue, endOfDay } from "./selection";
import { weakestTopics } from "./weakness";

function ratingsText({ answered }: DrillResult): string {
  return RATINGS.map((rating) => `${answered.filter((each) => each.rating === rating).length} ${RATING_NAMES[rating]}`).join(", ");
}

/** What a drill came to: answers, ratings, what is due until the end of tomorrow, and the weakest topics. */
export function drillSummary(result: DrillResult, deck: readonly Card[], now: Date): string[] {
  const { answered, skipped, progress } = result;
  const weakest = weakestTopics(deck, progress);
  const due = countDue(deck, progress, now, endOfDay(endOfDay(now)));
  return [
    `${counted(answered.length, "answer")}${answered.length > 0 ? `: ${ratingsText(result)}` : ""}${skipped > 0 ? `; ${skipped} skipped` : ""}.`,
    `Due by the end of tomorrow: ${counted(due, "card")}.`,
    ...(weakest.length > 0 ? [`Weakest topics: ${weakest.map(({ topic, score }) => `${topic} (${score.toFixed(1)} of 4)`).join(", ")}.`] : []),
  ];
}
