/** What prose says a number is, and where it says so: `[81.21 %](results/numbers.md#model2-strict-f1)`. */
export interface NumberReference {
  readonly text: string;
  readonly key: string;
}

const REFERENCE = /(?<!!)\[([^\]]*)\]\(((?:\.\.?\/)*(?:results\/)?numbers\.md)#([a-z0-9-]+)\)/g;

export function referencesIn(page: string): NumberReference[] {
  return [...page.matchAll(REFERENCE)].map((match) => ({ text: match[1]!, key: match[3]! }));
}

/** The page with every reference showing what its number is now. A key that `texts` does not hold stays as it is. */
export function withNumbers(page: string, texts: ReadonlyMap<string, string>): string {
  return page.replace(REFERENCE, (whole: string, _: string, target: string, key: string) => {
    const text = texts.get(key);
    return text === undefined ? whole : `[${text}](${target}#${key})`;
  });
}

/** References that are not what the numbers say, as sentences. */
export function staleReferences(page: string, texts: ReadonlyMap<string, string>): string[] {
  return referencesIn(page).flatMap(({ text, key }) => {
    const now = texts.get(key);
    if (now === undefined) return [`there is no number "${key}"`];
    return now === text ? [] : [`"${text}" is ${now} now (${key})`];
  });
}
