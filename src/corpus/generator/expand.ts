import { alternativesOf, type Alternative } from "./grammar";
import { inflected, isVerbForm, plural } from "./inflection";
import { adjectivesFor, adverbLists, literalPos, massLists, nounLists, verbLists } from "./lexicon/words";
import { MENTIONS } from "./mentions";
import { QUANTITIES } from "./quantities";
import { COMMON_SHARE } from "./rules/descriptions";
import type { Scene } from "./scene";
import { outside, pickWeighted, type Token } from "./token";
import type { ZipfList } from "./zipf";

type MutableGrammar = Map<string, readonly Alternative[]>;

const OPTIONAL_SHARE = 0.45;
const LATE_OPTIONAL_SHARE = 0.1;
const MAXIMUM_DEPTH = 14;
const TYPICAL_LENGTH = 20;
const REDRAWS = 4;
const SINGULAR_IN_S = new Set(["gas", "chaos"]);

/** One sentence in the making: expands symbols from left to right, longer where a long sentence is wanted. */
export class Expansion {
  readonly tokens: Token[] = [];
  private readonly appetite: number;

  constructor(private readonly grammar: MutableGrammar, private readonly scene: Scene, private readonly targetLength: number) {
    this.appetite = targetLength / TYPICAL_LENGTH;
  }

  expand(symbol: string, depth = 0): void {
    if (symbol.endsWith("?")) {
      if (this.scene.chance(this.optionalShare())) this.expand(symbol.slice(0, -1), depth);
    } else if (symbol.startsWith("*")) this.expand(this.scene.article.topic + symbol.slice(1), depth);
    else if (symbol.startsWith("{")) this.expandMention(symbol, depth);
    else if (symbol.startsWith("[")) this.tokens.push(...this.word(symbol.slice(1, -1)));
    else if (/^[A-Z]/.test(symbol) || this.grammar.has(symbol)) this.expandRule(symbol, depth);
    else this.tokens.push(this.literal(symbol));
  }

  private optionalShare(): number {
    if (this.tokens.length > this.targetLength) return LATE_OPTIONAL_SHARE;
    return Math.min(0.9, OPTIONAL_SHARE * this.appetite);
  }

  private expandRule(symbol: string, depth: number): void {
    const growth = depth > MAXIMUM_DEPTH || this.tokens.length > this.targetLength ? 0 : this.appetite * this.appetite;
    const weightOf = (item: Alternative): number => item.weight * (item.grows ? growth : 1);
    const chosen = pickWeighted(this.scene.random, alternativesOf(this.grammar, symbol), weightOf);
    for (const part of chosen.symbols) this.expand(part, depth + 1);
  }

  /** By name, or by a description where the rules have one and chance wants it. */
  private expandMention(symbol: string, depth: number): void {
    const kind = symbol.slice(1, -1);
    const described = this.scene.chance(COMMON_SHARE[kind] ?? 0);
    if (described) this.expandRule(`Common${symbol}`, depth);
    else this.tokens.push(...this.mention(kind));
  }

  private mention(kind: string): Token[] {
    const build = MENTIONS.get(kind) ?? QUANTITIES.get(kind);
    if (build === undefined) throw new RangeError(`The grammar names the entity {${kind}}, which does not exist.`);
    return build(this.scene);
  }

  private literal(symbol: string): Token {
    const slash = symbol.lastIndexOf("/");
    return slash > 0 ? outside(symbol.slice(0, slash), symbol.slice(slash + 1)) : outside(symbol, literalPos(symbol));
  }

  /** `[list:form]`, `[list]` or `[~list]`; a phrase of several words becomes several tokens. */
  private word(content: string): Token[] {
    if (content.startsWith("~")) return spread(this.fresh(adjectivesFor(content.slice(1))), "JJ");
    const [name, ...form] = content.split(":") as [string, ...string[]];
    return this.inflectedWord(name, form.join(":"));
  }

  private inflectedWord(name: string, form: string): Token[] {
    if (isVerbForm(form)) {
      const { word, pos } = inflected(this.fresh(listNamed(name, verbLists)), form);
      return spread(word, pos, "RP", "first");
    }
    if (adverbLists.has(name)) return spread(this.fresh(listNamed(name, adverbLists)), "RB");
    const mass = massLists.get(name);
    if (mass !== undefined) return this.mass(this.fresh(mass));
    const noun = this.fresh(listNamed(name, nounLists));
    return form === "p" ? spread(plural(noun), "NNS") : spread(noun, "NN");
  }

  private mass(word: string): Token[] {
    return spread(word, /[^su]s$/.test(word) && !SINGULAR_IN_S.has(word) ? "NNS" : "NN");
  }

  /** A word that this sentence does not hold yet, if a few draws find one. */
  private fresh(list: ZipfList<string>): string {
    const { random, usedWords } = this.scene;
    let word = list.draw(random);
    for (let draw = 0; draw < REDRAWS && usedWords.has(word); draw++) word = list.draw(random);
    usedWords.add(word);
    return word;
  }
}

function listNamed(name: string, source: ReadonlyMap<string, ZipfList<string>>): ZipfList<string> {
  const list = source.get(name);
  if (list === undefined) throw new RangeError(`The grammar names the word list [${name}], which does not exist.`);
  return list;
}

/** The tokens of a phrase: its head (the last word, or the first of a verb) has the given tag, the others `NN` or the particle's. */
function spread(phrase: string, pos: string, otherPos = "NN", head: "first" | "last" = "last"): Token[] {
  const words = phrase.split(" ");
  const headIndex = head === "first" ? 0 : words.length - 1;
  return words.map((word, index) => outside(word, index === headIndex ? pos : otherPos));
}
