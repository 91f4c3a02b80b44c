/** Rows and matrices start at multiples of this, a cache line. */
const ALIGNMENT = 16;

/** Hands out words of a machine's memory, one after the other; what is taken after a mark is given back by returning to it. */
export class Arena {
  constructor(private top: number) {}

  /** The first of so many words. */
  allocate(words: number): number {
    const word = this.top;
    this.top += Math.ceil(words / ALIGNMENT) * ALIGNMENT;
    return word;
  }

  mark(): number {
    return this.top;
  }

  release(mark: number): void {
    this.top = mark;
  }
}

/** Words that hold a `[depth, columns]` matrix in packed panels, whatever an implementation's panel width (32 at most). */
export function packedWords(depth: number, columns: number): number {
  return Math.ceil(columns / 32) * 32 * depth;
}
