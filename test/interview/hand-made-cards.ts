import type { Card } from "../../src/interview/card";

/** A card with what a test does not care about filled in. */
export function card(id: string, rest: Partial<Card> = {}): Card {
  return {
    id, kind: "question", depth: "screening", round: "technical", topic: "metrics", section: "Chapter 10: Metrics",
    question: `What is ${id}?`, answer: `The answer to ${id}.`, followUp: `And why ${id}? Because of it.`,
    evidence: "[file](../src/errors.ts).", numbers: [], page: "INTERVIEW_PREP_GUIDE.md", ...rest,
  };
}

/** As many cards of each depth of one round, over three topics. */
export function deckOf(each: number, round: Card["round"] = "technical"): Card[] {
  const topics = ["corpus", "metrics", "audit"];
  return (["screening", "senior", "staff"] as const).flatMap((depth) =>
    Array.from({ length: each }, (_, i) => card(`${round}-${depth}-${i}`, { depth, round, topic: topics[i % topics.length]! })),
  );
}
