import type { Scene } from "./scene";
import { entity, outside, type Token } from "./token";
import type { Person } from "./world";

/** The share of first mentions that carry the title; the others are first and family name. */
const TITLED_INTRODUCTIONS = 0.4;
/** Later mentions: "Mr. Haddad", "Haddad", "General Haddad"; what is left over is in full. */
const LATER_FORMS = { courtesy: 0.28, family: 0.55, title: 0.07 } as const;

/** "spokesman Haddad" instead of "spokesman Omar Haddad", once he is known. */
const PLAIN_FAMILY_NAMES = 0.5;
const COURTESY_TITLES = new Set(["Mr.", "Ms.", "Mrs.", "Miss", "Sir", "Lady"]);

/** What may follow a nationality: "Afghan General Haddad", but not "Afghan Mr. Haddad". */
function officialTitle({ title }: Person): readonly string[] {
  return COURTESY_TITLES.has(title[0]!) ? [] : title;
}

function laterMention(person: Person, scene: Scene): readonly string[] {
  const form = scene.random.uniform();
  if (form < LATER_FORMS.courtesy) return [person.female ? "Ms." : "Mr.", person.last];
  if (form < LATER_FORMS.courtesy + LATER_FORMS.family) return [person.last];
  if (form < LATER_FORMS.courtesy + LATER_FORMS.family + LATER_FORMS.title) return [...person.title, person.last];
  return [person.first, person.last];
}

/** `titled` always has title and full name, `plain` never a title, `any` what the flow of the article asks for. */
type PersonForm = "titled" | "plain" | "any";

/** Somebody of the cast, named as fits; mostly not the one that this sentence has named already. */
export function personTokens(form: PersonForm, scene: Scene): Token[] {
  const person = scene.unnamed(() => scene.article.person());
  const first = scene.introduce(person);
  scene.lastPerson = person;
  if (form === "titled") return entity([...officialTitle(person), person.first, person.last], "per");
  if (form === "any" && first && scene.chance(TITLED_INTRODUCTIONS)) return entity([...person.title, person.first, person.last], "per");
  if (form === "plain" && !first && scene.chance(PLAIN_FAMILY_NAMES)) return entity([person.last], "per");
  return entity(form === "plain" || first ? [person.first, person.last] : laterMention(person, scene), "per");
}

/** "he" or "she" for the person named last; a name where nobody was. */
export function pronoun(scene: Scene, male: string, female: string, pos: string): Token[] {
  if (scene.lastPerson === undefined && pos === "PRP") return personTokens("any", scene);
  return [outside(scene.lastPerson?.female === true ? female : male, pos)];
}
