/**
 * Seeded pseudo-random numbers: sfc32 (Chris Doty-Humphrey's Small Fast Counter, as tested in PractRand), its four
 * words filled from the seed by a murmur3-style mixer. The whole state is four integers, so a checkpoint can hold it.
 */
export type GeneratorState = readonly [number, number, number, number];

export interface RandomGenerator {
  /** The next unsigned 32-bit integer. */
  next(): number;
  /** A double in [0, 1) with 32 random bits. */
  uniform(): number;
  /** An integer in [0, bound). Throws a RangeError when bound is not a positive integer. */
  integer(bound: number): number;
  /** A new array with the same items in random order (Fisher–Yates). */
  shuffled<T>(items: readonly T[]): T[];
  /** One of the items. */
  pick<T>(items: readonly T[]): T;
  state(): GeneratorState;
}

const WARM_UP_ROUNDS = 12;

function mix(word: number): number {
  let h = word >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A seed for a named purpose, so that two uses of one seed never share a stream. */
export function deriveSeed(seed: number, ...labels: (string | number)[]): number {
  let h = mix(seed ^ 0x9e3779b9);
  for (const character of labels.join("\u0000")) h = mix(h ^ character.codePointAt(0)! ^ 0x5bd1e995);
  return h;
}

class Sfc32 implements RandomGenerator {
  constructor(private a: number, private b: number, private c: number, private counter: number) {}

  next(): number {
    const result = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + result) | 0;
    return result >>> 0;
  }

  uniform(): number {
    return this.next() / 4294967296;
  }

  integer(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1) throw new RangeError(`A random integer needs a positive whole bound, not ${bound}.`);
    return Math.floor(this.uniform() * bound);
  }

  shuffled<T>(items: readonly T[]): T[] {
    const result = [...items];
    for (let i = result.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      [result[i], result[j]] = [result[j]!, result[i]!];
    }
    return result;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.integer(items.length)]!;
  }

  state(): GeneratorState {
    return [this.a, this.b, this.c, this.counter];
  }
}

/** A generator whose stream depends on the seed (any 32-bit integer) alone. */
export function createGenerator(seed: number): RandomGenerator {
  const generator = new Sfc32(mix(seed), mix(seed ^ 0xdeadbeef), mix(seed ^ 0x243f6a88), 1);
  for (let i = 0; i < WARM_UP_ROUNDS; i++) generator.next();
  return generator;
}

/** The generator that continues where `state()` was taken. */
export function restoreGenerator(state: GeneratorState): RandomGenerator {
  return new Sfc32(...state);
}
