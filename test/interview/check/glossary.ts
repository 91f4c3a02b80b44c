export interface Term {
  readonly name: string;
  readonly text: string;
}

/** The terms of the glossary: its third-level sections. */
export function termsOf(glossary: string): Term[] {
  return glossary.split(/^### /m).slice(1).map((section) => {
    const [name, ...rest] = section.split("\n");
    return { name: name!.trim(), text: rest.join("\n").trim() };
  });
}

/** Words for which the glossary has another one. */
const INSTEAD: readonly (readonly [RegExp, string])[] = [
  [/\btest sets?\b/i, "test part"],
  [/\b(?:train|training) sets?\b/i, "training part"],
  [/\bvalidation sets?\b/i, "validation part"],
  [/\blookup\b/i, "look-up"],
  [/\bhidden (?:units|dimension)\b/i, "units"],
  [/\bmicrobatch/i, "micro-batch"],
  [/\bground truth\b/i, "gold tags"],
];

/** Terms that are defined twice, not in order, or without a text. */
export function glossaryFaults(glossary: string): string[] {
  const terms = termsOf(glossary);
  const names = terms.map(({ name }) => name.toLowerCase());
  return [
    ...names.filter((name, i) => names.indexOf(name) !== i).map((name) => `"${name}" is defined twice`),
    ...names.flatMap((name, i) => (i > 0 && names[i - 1]!.localeCompare(name, "en") > 0 ? [`"${name}" stands behind "${names[i - 1]!}"`] : [])),
    ...terms.filter(({ text }) => text.length < 20).map(({ name }) => `"${name}" has no definition`),
  ];
}

/** Where prose uses another word than the glossary. */
export function otherWords(passages: readonly { readonly text: string; readonly line: number }[]): string[] {
  return passages.flatMap(({ text, line }) =>
    INSTEAD.flatMap(([pattern, word]) => {
      const found = pattern.exec(text)?.[0];
      return found ? [`line ${line}: "${found}"; the glossary says "${word}"`] : [];
    }),
  );
}
