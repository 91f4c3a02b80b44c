import { readGrammar, type Alternative } from "../grammar";
import { CONFLICT_RULES } from "./conflict";
import { DESCRIPTION_RULES } from "./descriptions";
import { ECONOMY_RULES } from "./economy";
import { POLITICS_RULES } from "./politics";
import { SHARED_RULES } from "./shared";
import { SOCIETY_RULES } from "./society";

export const TOPICS = ["Conflict", "Politics", "Diplomacy", "Justice", "Economy", "Disaster", "Science", "Sport", "Culture"] as const;
export type Topic = (typeof TOPICS)[number];

/** Articles per topic, as weights. */
export const TOPIC_WEIGHTS: Readonly<Record<Topic, number>> = {
  Conflict: 22, Politics: 18, Diplomacy: 16, Justice: 9, Economy: 11, Disaster: 9, Science: 7, Sport: 5, Culture: 6,
};

/** A fresh grammar of all topics; it is a map of its own because uses of rule families are filled in on demand. */
export function newsGrammar(): Map<string, readonly Alternative[]> {
  return new Map(readGrammar(SHARED_RULES, DESCRIPTION_RULES, CONFLICT_RULES, POLITICS_RULES, ECONOMY_RULES, SOCIETY_RULES));
}
