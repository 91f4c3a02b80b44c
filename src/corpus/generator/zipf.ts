import type { RandomGenerator } from "../../random/generator";

/** Zipf's law with Mandelbrot's shift: the item of rank r (from 1) has weight 1 / (r + RANK_SHIFT). */
const RANK_SHIFT = 1.5;

/** A list whose items are drawn by rank, the first most often. Only + and / are used, so every platform draws alike. */
export class ZipfList<T> {
  private readonly cumulative: readonly number[];

  constructor(readonly items: readonly T[]) {
    let sum = 0;
    this.cumulative = items.map((_, index) => (sum += 1 / (index + 1 + RANK_SHIFT)));
  }

  draw(random: RandomGenerator): T {
    const target = random.uniform() * this.cumulative[this.cumulative.length - 1]!;
    let low = 0;
    let high = this.items.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.cumulative[middle]! > target) high = middle;
      else low = middle + 1;
    }
    return this.items[low]!;
  }
}

/** The words of a white-space separated list, each once, `_` read as a space inside a word. */
export function listed(text: string): string[] {
  return [...new Set(text.trim().split(/\s+/))].map((word) => word.replace(/_/g, " "));
}

/** A Zipf list of the words of a white-space separated list. */
export function zipfList(text: string): ZipfList<string> {
  return new ZipfList(listed(text));
}
