import { IRREGULAR_VERBS } from "./lexicon/verbs";

const IRREGULAR_PLURALS: Readonly<Record<string, string>> = {
  child: "children", person: "people", man: "men", woman: "women", midwife: "midwives", torpedo: "torpedoes",
  wife: "wives", knife: "knives", wolf: "wolves", thief: "thieves",
  goose: "geese", sheep: "sheep", deer: "deer", fish: "fish", salmon: "salmon", series: "series",
  aircraft: "aircraft", spacecraft: "spacecraft", species: "species",
  headquarters: "headquarters", barracks: "barracks", bacterium: "bacteria", buffalo: "buffaloes",
  mosquito: "mosquitoes", embargo: "embargoes", tornado: "tornadoes", half: "halves", outskirts: "outskirts",
};
const HISSING = /(s|x|z|ch|sh)$/;
const CONSONANT_Y = /[^aeiou]y$/;

/** The plural of an English noun; of a compound, the plural of its last word. */
export function plural(noun: string): string {
  const irregular = IRREGULAR_PLURALS[noun];
  if (irregular !== undefined) return irregular;
  const space = noun.lastIndexOf(" ");
  if (space >= 0) return noun.slice(0, space + 1) + plural(noun.slice(space + 1));
  if (/(woman|[^u]man)$/.test(noun) && noun !== "human") return noun.replace(/man$/, "men");
  if (/sis$/.test(noun)) return noun.replace(/is$/, "es");
  if (CONSONANT_Y.test(noun)) return `${noun.slice(0, -1)}ies`;
  return HISSING.test(noun) ? `${noun}es` : `${noun}s`;
}

const irregularVerbs = new Map(IRREGULAR_VERBS.split("|").map((row) => {
  const [base, past, participle] = row.trim().split(/\s+/) as [string, string, string];
  return [base, { past, participle }] as const;
}));
/** Verbs of two syllables whose stress is on the second, and so double their last letter. */
const DOUBLING = new Set(
  "admit commit permit refer prefer occur transfer control patrol compel expel rebel equip acquit abet deter kidnap".split(" "),
);

function doubled(verb: string): string {
  const short = /^[^aeiou]*[aeiou][bdgklmnprt]$/.test(verb);
  return short || DOUBLING.has(verb) ? verb + verb[verb.length - 1]! : verb;
}

function regularPast(verb: string): string {
  if (verb.endsWith("e")) return `${verb}d`;
  if (CONSONANT_Y.test(verb)) return `${verb.slice(0, -1)}ied`;
  if (/[^aeiou]ic$/.test(verb)) return `${verb}ked`;
  return `${doubled(verb)}ed`;
}

function gerund(verb: string): string {
  if (verb === "die") return "dying";
  if (verb.endsWith("ee") || verb.endsWith("ye")) return `${verb}ing`;
  if (verb.endsWith("e")) return `${verb.slice(0, -1)}ing`;
  return `${doubled(verb)}ing`;
}

function thirdPerson(verb: string): string {
  if (verb === "have") return "has";
  if (CONSONANT_Y.test(verb)) return `${verb.slice(0, -1)}ies`;
  return HISSING.test(verb) || verb.endsWith("o") ? `${verb}es` : `${verb}s`;
}

export type VerbForm = "base" | "past" | "participle" | "gerund" | "present:s" | "present:p";
const FORMS: Readonly<Record<VerbForm, { readonly pos: string; readonly build: (verb: string) => string }>> = {
  base: { pos: "VB", build: (verb) => verb },
  past: { pos: "VBD", build: (verb) => irregularVerbs.get(verb)?.past ?? regularPast(verb) },
  participle: { pos: "VBN", build: (verb) => irregularVerbs.get(verb)?.participle ?? regularPast(verb) },
  gerund: { pos: "VBG", build: gerund },
  "present:s": { pos: "VBZ", build: thirdPerson },
  "present:p": { pos: "VBP", build: (verb) => verb },
};

export function isVerbForm(form: string): form is VerbForm {
  return form in FORMS;
}

/** A form of a verb whose particles (`call on`) follow unchanged, with the Penn tag of that form. */
export function inflected(verb: string, form: VerbForm): { readonly word: string; readonly pos: string } {
  const [head, ...particles] = verb.split(" ") as [string, ...string[]];
  const { pos, build } = FORMS[form];
  return { word: [build(head), ...particles].join(" "), pos };
}
