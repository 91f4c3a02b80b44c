/**
 * Phrase structure rules with weights, read from text:
 *
 *     Name            a line without indent names a symbol
 *       3 A b [c] {d} an alternative: weight, then symbols
 *       1+ A , and A  "+" marks expansion that grows the sentence: it is favored when a long sentence is wanted
 *
 * Symbols: `Upper` another rule; `*Upper` the rule of the article's topic; `lower` or `lower/POS` a word; `[list:form]` a word of the
 * lexicon; `[~list]` an adjective for that list; `{kind}` an entity or quantity; a trailing `?` makes a symbol optional. A line that
 * holds `#` stands for two, with `:s` (singular) and `:p` (plural) in its place, which is how subject and verb agree. `Name<$>` is a
 * family of rules: `$` is replaced by what a use of it holds between the angle brackets.
 */
export interface Alternative {
  readonly weight: number;
  readonly grows: boolean;
  readonly symbols: readonly string[];
}
export type Grammar = ReadonlyMap<string, readonly Alternative[]>;

const NUMBERS = [":s", ":p"];

function alternative(line: string): Alternative {
  const [head, ...symbols] = line.trim().split(/\s+/) as [string, ...string[]];
  const match = /^([0-9.]+)(\+?)$/.exec(head);
  if (match === null || symbols.length === 0) throw new RangeError(`The grammar line "${line.trim()}" needs a weight and a symbol.`);
  return { weight: Number(match[1]), grows: match[2] === "+", symbols };
}

function addRule(grammar: Map<string, Alternative[]>, name: string, lines: readonly string[]): void {
  const expanded = lines.flatMap((line) => (line.includes("#") ? NUMBERS.map((number) => line.replace(/#/g, number)) : [line]));
  grammar.set(name, [...(grammar.get(name) ?? []), ...expanded.map(alternative)]);
}

/** Reads rule texts into one grammar; rules of one name add up. Throws a RangeError for a line it cannot read. */
export function readGrammar(...texts: readonly string[]): Grammar {
  const grammar = new Map<string, Alternative[]>();
  for (const block of texts.join("\n").split(/\n(?=\S)/)) {
    const [name, ...lines] = block.split("\n").filter((line) => line.trim() !== "") as [string | undefined, ...string[]];
    if (name === undefined) continue;
    if (!name.includes("#")) addRule(grammar, name.trim(), lines);
    else for (const number of NUMBERS) addRule(grammar, name.trim().replace(/#/g, number), lines.map((line) => line.replace(/#/g, number)));
  }
  return grammar;
}

/** The alternatives of a symbol; a use such as `Noun<official>:s` is answered by the family `Noun<$>:s`. */
export function alternativesOf(grammar: Map<string, readonly Alternative[]>, symbol: string): readonly Alternative[] {
  const known = grammar.get(symbol);
  if (known !== undefined) return known;
  const argument = /<([^>]+)>/.exec(symbol)?.[1];
  const family = argument === undefined ? undefined : grammar.get(symbol.replace(`<${argument}>`, "<$>"));
  if (argument === undefined || family === undefined) throw new RangeError(`The grammar has no rule for the symbol "${symbol}".`);
  const filled = family.map((item) => ({ ...item, symbols: item.symbols.map((part) => part.replace(/\$/g, argument)) }));
  grammar.set(symbol, filled);
  return filled;
}
