import { REGIONS, ARTICLE_PLACES } from "./lexicon/names.places";
import { personTokens, pronoun } from "./person-mentions";
import type { Scene } from "./scene";
import { entity, outside, type EntityType, type Token } from "./token";
import type { Country, OrganizationKind } from "./world";
import { zipfList, type ZipfList } from "./zipf";

/**
 * A place named as an actor is an organization to the annotator this often, a place otherwise: seldom a country ("India rejected
 * the plan"), mostly a capital that stands for a government ("Washington rejected the plan").
 */
const METONYMY_SHARE = { country: 0.12, capital: 0.85 } as const;
/** "U.S." instead of "United States" or "American"; a place in all three, as the real corpus has it. */
const SHORT_UNITED_STATES_SHARE = 0.6;
/** What `{place}` stands for; the rest are regions. */
const PLACE_SHARES = { country: 0.45, city: 0.45 } as const;
const ARTICLE_REGION_SHARE = 0.35;
const WITH_ARTICLE = new Set(["United States", "Netherlands", "Philippines"]);
const WITHOUT_ARTICLE = new Set([
  "NATO", "OPEC", "UNICEF", "ASEAN", "Amnesty International", "Human Rights Watch", "Doctors Without Borders", "Congress", "Parliament",
]);
/** Bodies are mostly called by their short form once introduced. */
const SHORT_FORM_SHARE = 0.8;
const regions = zipfList(REGIONS);
const articleRegions = zipfList(ARTICLE_PLACES);
const the = outside("the", "DT");

function countryTokens(country: Country, scene: Scene, type: EntityType): Token[] {
  const name = country.name.join(" ");
  if (!WITH_ARTICLE.has(name)) return entity(country.name, type);
  const short = name === "United States" && scene.chance(SHORT_UNITED_STATES_SHARE);
  return [the, ...entity(short ? ["U.S."] : country.name, type)];
}

const country = (scene: Scene): Country => scene.unnamed(() => scene.article.country());
const city = (scene: Scene): readonly string[] => scene.unnamed(() => scene.article.city());

function actorType(scene: Scene, kind: keyof typeof METONYMY_SHARE): EntityType {
  return scene.chance(METONYMY_SHARE[kind]) ? "org" : "geo";
}

/** "the Dutch capital, Amsterdam". */
function capital({ article }: Scene): Token[] {
  const { adjective, cities } = article.home;
  return [the, ...entity(adjective, "gpe", "JJ"), outside("capital", "NN"), outside(",", ","), ...entity(cities[0]!, "geo")];
}

function nationality(scene: Scene): Token[] {
  const adjective = scene.unnamed(() => scene.article.country().adjective);
  if (adjective[0] === "American" && scene.chance(SHORT_UNITED_STATES_SHARE)) return entity(["U.S."], "geo");
  return entity(adjective, "gpe", "JJ");
}

/** A body, with its article where news English uses one; later mentions are mostly the short form. */
function organizationTokens(kind: OrganizationKind, scene: Scene): Token[] {
  const organization = scene.unnamed(() => scene.article.organization(kind));
  const first = scene.introduce(organization);
  const name = !first && scene.chance(SHORT_FORM_SHARE) ? organization.short : organization.name;
  const bare = kind === "company" || kind === "media" || kind === "team" || (kind === "university" && !name.includes("of"));
  const proper = name.length === 1 && kind !== "alliance" && kind !== "ministry";
  const article = !bare && !proper && !WITHOUT_ARTICLE.has(name.join(" ")) && name[0] !== "The";
  return [...(article ? [the] : []), ...entity(name, "org")];
}

function region(scene: Scene): Token[] {
  const withArticle = scene.chance(ARTICLE_REGION_SHARE);
  const list: ZipfList<string> = withArticle ? articleRegions : regions;
  return [...(withArticle ? [the] : []), ...entity(list.draw(scene.random).split(" "), "geo")];
}

function place(scene: Scene): Token[] {
  const choice = scene.random.uniform();
  if (choice < PLACE_SHARES.country) return countryTokens(country(scene), scene, "geo");
  return choice < PLACE_SHARES.country + PLACE_SHARES.city ? entity(city(scene), "geo") : region(scene);
}

/** Feasts and wars of numbers stand without an article, games and battles with one. */
function eventTokens(kind: "event" | "tournament", scene: Scene): Token[] {
  const name = scene.article.named(kind);
  const withArticle = name.length > 1 && !name.includes("World") || name.includes("Cup");
  return [...(withArticle ? [the] : []), ...entity(name, "eve")];
}

/** "Herat, Afghanistan". */
function cityInCountry(scene: Scene): Token[] {
  const { home } = scene.article;
  const town = scene.chance(0.5) ? scene.random.pick(home.cities) : scene.article.town();
  return [...entity(town, "geo"), outside(",", ","), ...countryTokens(home, scene, "geo")];
}

type Mention = (scene: Scene) => Token[];
const ORGANIZATION_KINDS: readonly OrganizationKind[] =
  ["party", "militia", "company", "agency", "university", "team", "media", "ministry", "alliance"];

/** Named entities by the kind that rules write between braces. */
export const MENTIONS: ReadonlyMap<string, Mention> = new Map<string, Mention>([
  ["person", (scene) => personTokens("any", scene)],
  ["athlete", (scene) => personTokens("plain", scene)],
  ["artist", (scene) => personTokens("plain", scene)],
  ["person:titled", (scene) => personTokens("titled", scene)],
  ["person:plain", (scene) => personTokens("plain", scene)],
  ["pronoun", (scene) => pronoun(scene, "he", "she", "PRP")],
  ["possessive", (scene) => pronoun(scene, "his", "her", "PRP$")],
  ["country", (scene) => countryTokens(country(scene), scene, "geo")],
  ["country:actor", (scene) => countryTokens(country(scene), scene, actorType(scene, "country"))],
  ["country:team", (scene) => entity(country(scene).name, "org")],
  ["country:bare", (scene) => entity(country(scene).name, "geo")],
  ["capital", capital],
  ["city", (scene) => entity(city(scene), "geo")],
  ["city:full", cityInCountry],
  ["city:actor", (scene) => entity(scene.unnamed(() => scene.article.country().cities[0]!), actorType(scene, "capital"))],
  ["place", place],
  ["region", region],
  ["nationality", nationality],
  ["nationals", (scene) => entity(scene.article.country().people, "gpe", "NNPS")],
  ["event", (scene) => eventTokens("event", scene)],
  ["tournament", (scene) => eventTokens("tournament", scene)],
  ["ministry:bare", (scene) => entity(scene.article.organization("ministry").name, "org")],
  ["art", (scene) => entity(scene.article.named("art"), "art")],
  ["prize", (scene) => [the, ...entity(scene.article.named("prize"), "art")]],
  ["disease", (scene) => entity(scene.article.named("disease"), "nat")],
  ["storm", (scene) => entity(scene.article.named("storm"), "nat")],
  ...ORGANIZATION_KINDS.map((kind): [string, Mention] => [kind, (scene) => organizationTokens(kind, scene)]),
]);
