import type { RandomGenerator } from "../../random/generator";
import { ALLIANCES } from "./lexicon/names.others";
import { TITLES } from "./lexicon/names.people";
import { COUNTRIES } from "./lexicon/names.places";
import { familyName, fillPattern, firstName, ministryPatterns, namePatterns, organizationPatterns, townName } from "./names";
import { Urn } from "./urn";
import { ZipfList } from "./zipf";

/** The chance that a cast member is new to the corpus, by kind: it decides how many names of the test part are unseen. */
const NEW_SHARE = {
  person: 0.6, town: 0.55, organization: 0.6, event: 0.25, tournament: 0.3, art: 0.4, prize: 0.25, storm: 0.4, disease: 0.15,
} as const;
const FEMALE_SHARE = 0.3;

export interface Country {
  readonly name: readonly string[];
  readonly adjective: readonly string[];
  readonly people: readonly string[];
  readonly cities: readonly (readonly string[])[];
  readonly style: string;
}
export interface Person {
  readonly title: readonly string[];
  readonly first: string;
  readonly last: string;
  readonly female: boolean;
}
/** A body with its full name and the shorter form of later mentions. */
export interface Organization {
  readonly name: readonly string[];
  readonly short: readonly string[];
}
export type OrganizationKind = "party" | "militia" | "company" | "agency" | "university" | "team" | "media" | "ministry" | "alliance";
export type NameKind = keyof typeof namePatterns;

const tokens = (name: string): readonly string[] => name.split("_");

export const countries = new ZipfList<Country>(COUNTRIES.trim().split("\n").map((line) => {
  const [name, adjective, people, cities, style] = line.split(" ") as [string, string, string, string, string];
  return { name: tokens(name), adjective: tokens(adjective), people: tokens(people), cities: cities.split(",").map(tokens), style };
}));
const alliances = new ZipfList(ALLIANCES.split("|").map((name) => ({ name: tokens(name.trim()), short: tokens(name.trim()) })));
const titles = new Map(Object.entries(TITLES).map(([topic, text]) => [topic, new ZipfList(text.split("|"))]));

/** Titles that only one sex bears, and what the other sex is called where one of them is drawn. */
const MALE_TITLES: Readonly<Record<string, string>> = {
  "Mr.": "Ms.", Sir: "Lady", King: "Queen", Prince: "Princess", Pope: "Dr.", Cardinal: "Dr.", Archbishop: "Professor",
};
const FEMALE_TITLES: Readonly<Record<string, string>> = { "Ms.": "Mr.", "Mrs.": "Mr.", Miss: "Mr.", Queen: "King", Lady: "Sir" };

function titleFor(title: string, female: boolean): readonly string[] {
  return ((female ? MALE_TITLES : FEMALE_TITLES)[title] ?? title).split(" ");
}

/** The short form of a name: its initials, or what is left without the company's suffix. */
function shortForm(kind: OrganizationKind, name: readonly string[]): readonly string[] {
  if (kind === "company" && name.length === 2) return name.slice(0, 1);
  const capitals = name.filter((word) => /^[A-Z]/.test(word));
  if (kind === "ministry" || kind === "team" || capitals.length < 3) return name;
  return [capitals.map((word) => word[0]!).join("")];
}

/** Everybody and everything that articles have named so far. */
export class World {
  private readonly people = new Map<Country, Urn<Person>>();
  private readonly towns = new Map<Country, Urn<readonly string[]>>();
  private readonly organizations = new Map<OrganizationKind, Urn<Organization>>();
  private readonly names = new Map<NameKind, Urn<readonly string[]>>();

  constructor(private readonly random: RandomGenerator) {}

  person(country: Country, topic: string): Person {
    const urn = this.urnOf(this.people, country, NEW_SHARE.person);
    return urn.draw(this.random, () => {
      const female = this.random.uniform() < FEMALE_SHARE;
      const first = firstName(this.random, female ? "female" : "male");
      return { title: titleFor(titles.get(topic)!.draw(this.random), female), first, last: familyName(this.random, country.style), female };
    });
  }

  town(country: Country): readonly string[] {
    return this.urnOf(this.towns, country, NEW_SHARE.town).draw(this.random, () => townName(this.random, country.style));
  }

  organization(kind: OrganizationKind, country: Country): Organization {
    if (kind === "alliance") return alliances.draw(this.random);
    if (kind === "ministry") return this.ministry(country);
    return this.urnOf(this.organizations, kind, NEW_SHARE.organization).draw(this.random, () => {
      const name = this.filled(this.random.pick(organizationPatterns.get(kind)!), country);
      return { name, short: shortForm(kind, name) };
    });
  }

  /** A named event, work or force of nature. */
  named(kind: NameKind, country: Country): readonly string[] {
    const draw = () => this.filled(namePatterns[kind].draw(this.random), country);
    return this.urnOf(this.names, kind, NEW_SHARE[kind]).draw(this.random, draw);
  }

  private ministry(country: Country): Organization {
    const name = this.filled(ministryPatterns.draw(this.random), country);
    return { name, short: name };
  }

  private filled(pattern: string, country: Country): readonly string[] {
    const { name, adjective, style } = country;
    const town = (): string => this.anyTown(country).join(" ");
    return fillPattern(this.random, pattern, { town, country: name.join(" "), adjective: adjective.join(" "), style });
  }

  private anyTown(country: Country): readonly string[] {
    return this.random.uniform() < 0.4 ? this.random.pick(country.cities) : this.town(country);
  }

  private urnOf<K, T>(urns: Map<K, Urn<T>>, key: K, newShare: number): Urn<T> {
    const known = urns.get(key);
    if (known !== undefined) return known;
    const urn = new Urn<T>(newShare);
    urns.set(key, urn);
    return urn;
  }
}
