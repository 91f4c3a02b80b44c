import type { RandomGenerator } from "../../random/generator";

/**
 * Hoppe's urn with a constant rate of mutation: a draw is a newcomer with probability `newShare`, else one of all former draws,
 * so what was often named is named again, and new names keep arriving until the last article.
 */
export class Urn<T> {
  private readonly history: T[] = [];

  constructor(private readonly newShare: number) {}

  draw(random: RandomGenerator, create: () => T): T {
    const fresh = this.history.length === 0 || random.uniform() < this.newShare;
    const item = fresh ? create() : random.pick(this.history);
    this.history.push(item);
    return item;
  }
}
