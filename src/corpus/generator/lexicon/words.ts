import { ADJECTIVES, ADVERBS, NOUN_TO_ADJECTIVES } from "./adjectives";
import { GROUP_NOUNS } from "./nouns.groups";
import { PEOPLE_NOUNS } from "./nouns.people";
import { MASS_NOUNS, THING_NOUNS } from "./nouns.things";
import { VERBS } from "./verbs";
import { zipfList, type ZipfList } from "../zipf";

type WordLists = ReadonlyMap<string, ZipfList<string>>;

function lists(source: Readonly<Record<string, string>>): WordLists {
  return new Map(Object.entries(source).map(([name, text]) => [name, zipfList(text)]));
}

export const nounLists: WordLists = lists({ ...PEOPLE_NOUNS, ...GROUP_NOUNS, ...THING_NOUNS });
export const massLists: WordLists = lists(MASS_NOUNS);
export const verbLists: WordLists = lists(VERBS);
export const adverbLists: WordLists = lists(ADVERBS);
const adjectiveLists: WordLists = lists(ADJECTIVES);

/** The adjectives that go with the nouns of a list; nouns without a list of their own take those of plans. */
export function adjectivesFor(nounList: string): ZipfList<string> {
  return adjectiveLists.get(NOUN_TO_ADJECTIVES[nounList] ?? "plan")!;
}

/** Penn tags of the words that rules spell out; a word with another tag is written `word/TAG` in its rule. */
const FUNCTION_WORDS: Readonly<Record<string, string>> = {
  DT: "the a an this these those some any no each all another both every either neither",
  IN: `of in on at by for from with about after against as before because between during if into near over since than that through
    under until while whether without although amid among despite following including like off outside per inside toward unless upon
    within along across beyond behind around above below except though throughout alongside`,
  CC: "and but or nor", TO: "to", MD: "will would could should may might must can cannot",
  PRP: "it they he she them him we i you", "PRP$": "its their his her our",
  VBZ: "is has does", VBD: "was were had did", VBP: "are have do", VB: "be", VBN: "been", VBG: "being having",
  WP: "who what", WDT: "which", WRB: "where when how why", POS: "'s '", EX: "there",
  RB: "not also still far soon again later already ago only too even just once ahead back together abroad", RP: "up out down",
  ".": ". ?", ",": ",", ":": ": -- ;", "``": "\"", LRB: "(", RRB: ")",
  JJ: "many several few other such same own more", RBR: "less", JJR: "better worse", JJS: "most least", CD: "one", $: "$",
};
const functionPos = new Map(Object.entries(FUNCTION_WORDS).flatMap(([pos, words]) => words.split(/\s+/).map((word) => [word, pos] as
    const)));

/** The Penn tag of a word spelled out in a rule; nouns are the fallback, plural ones by their ending. */
export function literalPos(word: string): string {
  return functionPos.get(word) ?? (/[^s]s$/.test(word) ? "NNS" : "NN");
}
