import type { RandomGenerator } from "../../random/generator";
import { TOPICS, TOPIC_WEIGHTS, type Topic } from "./rules";
import { pickWeighted } from "./token";
import { countries, type Country, type NameKind, type Organization, type OrganizationKind, type Person, type World } from "./world";

const SENTENCES_PER_ARTICLE = { least: 6, most: 15 } as const;
const CAST_SIZE = { people: 5, towns: 3, foreignCountries: 2 } as const;
/** The home country's share of all mentions of a country; the chance that a second body of one kind enters an article. */
const HOME_SHARE = 0.5;
const SECOND_ORGANIZATION_SHARE = 0.35;
const BIG_CITY_SHARE = 0.32;

/** What one article is about: a topic, a country, and a small cast, so that neighboring sentences share names. */
export class Article {
  readonly topic: Topic;
  readonly home: Country;
  readonly foreign: readonly Country[];
  readonly length: number;
  private readonly people: readonly Person[];
  private readonly towns: readonly (readonly string[])[];
  private readonly organizations = new Map<OrganizationKind, Organization[]>();
  private readonly names = new Map<NameKind, readonly string[]>();

  constructor(private readonly random: RandomGenerator, private readonly world: World) {
    this.topic = pickWeighted(random, TOPICS, (topic) => TOPIC_WEIGHTS[topic]);
    this.home = countries.draw(random);
    this.foreign = Array.from({ length: CAST_SIZE.foreignCountries }, () => countries.draw(random));
    this.length = SENTENCES_PER_ARTICLE.least + random.integer(SENTENCES_PER_ARTICLE.most - SENTENCES_PER_ARTICLE.least + 1);
    this.people = Array.from({ length: CAST_SIZE.people }, () => world.person(this.country(), this.topic));
    this.towns = Array.from({ length: CAST_SIZE.towns }, () => world.town(this.home));
  }

  country(): Country {
    return this.random.uniform() < HOME_SHARE ? this.home : this.random.pick(this.foreign);
  }

  /** The first of the cast is named most. */
  person(): Person {
    const rank = Math.min(this.random.integer(CAST_SIZE.people), this.random.integer(CAST_SIZE.people));
    return this.people[rank]!;
  }

  /** A town of the home country. */
  town(): readonly string[] {
    return this.random.pick(this.towns);
  }

  city(): readonly string[] {
    if (this.random.uniform() >= BIG_CITY_SHARE) return this.town();
    const { cities } = this.country();
    return cities[Math.min(this.random.integer(cities.length), this.random.integer(cities.length))]!;
  }

  organization(kind: OrganizationKind): Organization {
    const known = this.organizations.get(kind) ?? [];
    const wanted = known.length === 0 || (known.length === 1 && this.random.uniform() < SECOND_ORGANIZATION_SHARE);
    if (!wanted) return this.random.pick(known);
    const added = this.world.organization(kind, this.country());
    this.organizations.set(kind, [...known, added]);
    return added;
  }

  named(kind: NameKind): readonly string[] {
    const known = this.names.get(kind) ?? this.world.named(kind, this.country());
    this.names.set(kind, known);
    return known;
  }
}
