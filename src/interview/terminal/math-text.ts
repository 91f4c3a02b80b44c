import { ACCENTS, CLOSING, DRESS, DROPPED, LOWERED, OPERATORS, RAISED, SIGNS, SPACES, WORDS } from "./math-symbols";

const TOKEN = /\\([a-zA-Z]+)|\\(\\|[\s\S])|\s+|[\s\S]/gu;
/** Private marks for where spaces go; `tidy` takes them away. */
const SPACE_AFTER_WORD = "\u0001";
const SPACE_BEFORE_WORD = "\u0002";
const SPACE_BEFORE_FACTOR = "\u0003";
const SPACE = "\u0004";
const NO_SPACE_BEFORE = "\u0005";

/** Reads a formula from left to right. */
class Reader {
  private readonly tokens: readonly string[];
  private at = 0;

  constructor(formula: string) {
    this.tokens = formula.match(TOKEN) ?? [];
  }

  peek(): string | undefined {
    return this.tokens[this.at];
  }

  next(): string | undefined {
    return this.tokens[this.at++];
  }

  skipSpace(): void {
    while (/^\s+$/.test(this.peek() ?? "")) this.at++;
  }

  skipSpaceUnless(follows: RegExp): void {
    if (!follows.test(this.tokens[this.at + 1] ?? "")) this.skipSpace();
  }
}

function command(token: string): string | undefined {
  return token.length > 1 && token.startsWith("\\") ? token.slice(1) : undefined;
}

function accented(text: string, mark: string): string {
  const [first = "", ...rest] = text;
  return first + mark + rest.join("");
}

/** Whether a fraction's upper part can stand without parentheses: it is no sum. */
function isProduct(text: string): boolean {
  return !/[\s+−·×±=/|]/.test(text);
}

/** Whether a lower part can: it is one letter or number with its marks. */
function isSingle(text: string): boolean {
  return /^(\p{N}[\p{N},.]*|[∂√]?\p{L}\p{M}*[₀-₉ₐ-ₜᵢⱼᵣᵤᵥ₊₋⁰-⁹ⁱⁿᵃ-ᶻᵀ]*)$/u.test(text);
}

function inParentheses(text: string, bare: boolean): string {
  return bare || /^\([^()]*\)$/.test(text) ? text : `(${text})`;
}

function script(text: string, letters: ReadonlyMap<string, string>, mark: string): string {
  const tight = text.replace(/\s+/g, "");
  const small = [...tight].map((letter) => letters.get(letter));
  if (small.every((letter) => letter !== undefined)) return small.join("");
  return /^([A-Za-z0-9]+|[α-ωΑ-Ω])$/.test(tight) ? `${mark}${tight}` : `${mark}(${text.trim()})`;
}

/** A group, or the one thing that stands where an argument is due. */
function argument(reader: Reader): string {
  reader.skipSpace();
  return tidy(atom(reader));
}

function group(reader: Reader, end: string): string {
  let text = "";
  for (let token = reader.peek(); token !== undefined && token !== end; token = reader.peek()) text += scripted(reader);
  reader.next();
  return text;
}

function fraction(reader: Reader): string {
  const [above, below] = [argument(reader), argument(reader)];
  const text = `${inParentheses(above, isProduct(above))}/${inParentheses(below, isSingle(below))}`;
  return `${SPACE_AFTER_WORD}${text}${SPACE_BEFORE_FACTOR}`;
}

function root(reader: Reader): string {
  const text = argument(reader);
  return `√${inParentheses(text, isSingle(text))}`;
}

/** The text as it stands, but for what carries no meaning. */
function dressed(reader: Reader): string {
  reader.skipSpace();
  return atom(reader);
}

function sized(name: string): string | undefined {
  if (DROPPED.has(name)) return "";
  if (name in SPACES) return SPACES[name]!;
  if (name in OPERATORS) return `${SPACE}${OPERATORS[name]!}${SPACE}`;
  return name in CLOSING ? `${NO_SPACE_BEFORE}${CLOSING[name]!}` : SIGNS[name];
}

function named(name: string, reader: Reader): string {
  if (name === "frac" || name === "tfrac" || name === "dfrac") return fraction(reader);
  if (name === "binom") return `(${argument(reader)} choose ${argument(reader)})`;
  if (name === "sqrt") return root(reader);
  if (name === "begin" || name === "end") return argument(reader) && "";
  if (name === "\\") return "\n";
  if (name in ACCENTS) return accented(argument(reader), ACCENTS[name]!);
  return DRESS.has(name) ? dressed(reader) : (sized(name) ?? name);
}

/** The space that ends a command's name is none, unless something is compared or added behind it. */
function skipEnd(name: string, reader: Reader): void {
  if (name in SIGNS || DROPPED.has(name)) reader.skipSpaceUnless(/^[=+\-<>/]$/);
}

function atom(reader: Reader): string {
  const token = reader.next();
  if (token === undefined) return "";
  if (token === "{") return group(reader, "}");
  if (token === "-") return "−";
  if (token === "&" || token === "~") return " ";
  if (token === "'") return "′";
  const name = command(token);
  if (name === undefined) return /^\s+$/.test(token) ? " " : token;
  const text = named(name, reader);
  skipEnd(name, reader);
  return text;
}

/** One thing with what stands below and above it. */
function scripted(reader: Reader): string {
  const name = command(reader.peek() ?? "") ?? "";
  let text = atom(reader);
  for (let mark = reader.peek(); mark === "_" || mark === "^"; mark = reader.peek()) {
    reader.next();
    text += script(argument(reader), mark === "_" ? LOWERED : RAISED, mark);
  }
  if (WORDS.has(name) || name === "operatorname") return `${SPACE_AFTER_WORD}${text}${SPACE_BEFORE_WORD}`;
  return name === "sum" || name === "prod" ? `${text}${SPACE_BEFORE_WORD}` : text;
}

function tidy(text: string): string {
  return text
    .replace(/[ \u0001-\u0003]*\u0005/g, "")
    .replace(/[ \u0001-\u0004]*\u0004[ \u0001-\u0004]*/g, " ")
    .replace(/(?<=[\p{L}\p{N}\p{M})\]])\u0001(?=\S)/gu, " ")
    .replace(/\u0002\u0001?(?=[\p{L}\p{N}∂√|])/gu, " ")
    .replace(/\u0003\u0001?(?=[\p{L}\p{N}∂√(])/gu, " ")
    .replace(/[\u0001-\u0005]/g, "")
    .replace(/[ \t]*\n\s*/g, "\n")
    .replace(/ {4,}/g, "   ")
    .trim();
}

/** A formula in LaTeX as a person types it: `\frac{2PR}{P+R}` is `2PR/(P+R)`. What is not known is shown by its name. */
export function mathText(formula: string): string {
  const reader = new Reader(formula);
  let text = "";
  while (reader.peek() !== undefined) text += scripted(reader);
  return tidy(text);
}
