import type { RandomGenerator } from "../../random/generator";
import {
  ART_PATTERNS, DISEASE_PATTERNS, EVENT_PATTERNS, MINISTRIES, ORGANIZATION_PATTERNS, PRIZE_PATTERNS, SLOT_WORDS, STORM_PATTERNS,
  TOURNAMENT_PATTERNS,
} from "./lexicon/names.others";
import { FIRST_NAMES, SURNAMES, TOWN_SURNAMES, WORD_SURNAMES } from "./lexicon/names.people";
import { STYLES } from "./lexicon/names.places";
import { ZipfList, zipfList } from "./zipf";

/** How a family name comes about; what is left over is invented from syllables. */
const SURNAME_SOURCES = { town: 0.2, word: 0.1, list: 0.22 } as const;
/** How often a town carries a name that people carry too, or a name in two parts. */
const TOWN_SOURCES = { surname: 0.2, twoPart: 0.08 } as const;
const MIDDLE_SYLLABLE_SHARE = 0.4;

const firstNames = { male: zipfList(FIRST_NAMES.male), female: zipfList(FIRST_NAMES.female) };
const surnames = zipfList(SURNAMES);
const townSurnames = zipfList(TOWN_SURNAMES);
const wordSurnames = zipfList(WORD_SURNAMES);
const slotWords = new Map(Object.entries(SLOT_WORDS).map(([slot, text]) => [slot, zipfList(text)]));
const syllables = new Map(Object.entries(STYLES).map(([style, lists]) => [style, lists.map((text) => text.split(" "))]));
const TOWN_PREFIXES = ["New", "Port", "Lake", "Mount", "Fort", "East", "North", "Upper", "Santa", "El"];

/** The names of a `|`-separated list; line breaks in it mean nothing. */
function patterns(text: string): readonly string[] {
  return text.split("|").map((pattern) => pattern.trim());
}

export const ministryPatterns = new ZipfList(patterns(MINISTRIES));
export const organizationPatterns = new Map(Object.entries(ORGANIZATION_PATTERNS).map(([kind, text]) => [kind, patterns(text)]));
export const namePatterns = {
  event: new ZipfList(patterns(EVENT_PATTERNS)),
  tournament: new ZipfList(patterns(TOURNAMENT_PATTERNS)),
  art: new ZipfList(patterns(ART_PATTERNS)),
  prize: new ZipfList(patterns(PRIZE_PATTERNS)),
  storm: new ZipfList(patterns(STORM_PATTERNS)),
  disease: new ZipfList(patterns(DISEASE_PATTERNS)),
} as const;

/** A name made of syllables in a country's style. */
export function inventName(random: RandomGenerator, style: string, kind: "family" | "town"): string {
  const [starts, middles, familyEnds, townEnds] = syllables.get(style)! as [string[], string[], string[], string[]];
  const middle = random.uniform() < MIDDLE_SYLLABLE_SHARE ? random.pick(middles) : "";
  const name = random.pick(starts) + middle + random.pick(kind === "family" ? familyEnds : townEnds);
  return name.replace(/([a-z])\1\1/g, "$1$1");
}

export function firstName(random: RandomGenerator, sex: "male" | "female"): string {
  return firstNames[sex].draw(random);
}

/** A family name: one that is a town's too, one that is a word, one from the list, or an invented one. */
export function familyName(random: RandomGenerator, style: string): string {
  const source = random.uniform();
  if (source < SURNAME_SOURCES.town) return townSurnames.draw(random);
  if (source < SURNAME_SOURCES.town + SURNAME_SOURCES.word) return wordSurnames.draw(random);
  if (source < SURNAME_SOURCES.town + SURNAME_SOURCES.word + SURNAME_SOURCES.list) return surnames.draw(random);
  return inventName(random, style, "family");
}

/** A town's name as tokens. */
export function townName(random: RandomGenerator, style: string): readonly string[] {
  const source = random.uniform();
  if (source < TOWN_SOURCES.surname) return [townSurnames.draw(random)];
  const name = inventName(random, style, "town");
  return source < TOWN_SOURCES.surname + TOWN_SOURCES.twoPart ? [random.pick(TOWN_PREFIXES), name] : [name];
}

/** What a pattern may take from the country that a name is from. */
export interface NameOrigin {
  readonly town: () => string;
  readonly country: string;
  readonly adjective: string;
  readonly style: string;
}

/** Fills the slots of a pattern and splits it into tokens. */
export function fillPattern(random: RandomGenerator, pattern: string, origin: NameOrigin): readonly string[] {
  const filled = pattern.replace(/\{(\w+)\}/g, (_, slot: string) => {
    if (slot === "town") return origin.town();
    if (slot === "country" || slot === "adjective") return origin[slot];
    if (slot === "name") return inventName(random, origin.style, "family");
    if (slot === "surname") return familyName(random, origin.style);
    if (slot === "first") return firstName(random, random.uniform() < 0.6 ? "female" : "male");
    return slotWords.get(slot)!.draw(random);
  });
  return filled.replace(/_/g, " ").split(" ");
}
