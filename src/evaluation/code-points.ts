/**
 * Orders texts by Unicode code point, as Python's `sorted` does. JavaScript's `<` goes by UTF-16 unit and puts
 * U+FF00 after U+1F600; a locale's order is different again. Returns a number below, at or above zero.
 */
export function compareCodePoints(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  let i = 0;
  while (i < shorter && a.charCodeAt(i) === b.charCodeAt(i)) i++;
  if (i === shorter) return a.length - b.length;
  return unitRank(a.charCodeAt(i)) - unitRank(b.charCodeAt(i));
}

/** Surrogates stand for code points above U+FFFF, so they rank above every other unit. */
function unitRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

export function sortedByCodePoint(texts: Iterable<string>): string[] {
  return [...texts].sort(compareCodePoints);
}
