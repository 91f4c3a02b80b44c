import type { RandomGenerator } from "../../random/generator";
import type { Article } from "./article";
import type { Organization, Person } from "./world";

const REDRAWS = 3;

/** Who and what an article's former sentences have introduced, so that later mentions may be shorter. */
export interface Memory {
  readonly introduced: ReadonlySet<Person | Organization>;
  readonly lastPerson: Person | undefined;
}
export const EMPTY_MEMORY: Memory = { introduced: new Set(), lastPerson: undefined };

/** The state of one sentence while it is generated; `memory()` is what the next sentence may know. */
export class Scene {
  lastPerson: Person | undefined;
  readonly usedWords = new Set<string>();
  private readonly named = new Set<object>();
  private readonly introduced: Set<Person | Organization>;

  constructor(readonly random: RandomGenerator, readonly article: Article, before: Memory) {
    this.introduced = new Set(before.introduced);
    this.lastPerson = before.lastPerson;
  }

  /** Notes a mention and tells whether it is the first. */
  introduce(mentioned: Person | Organization): boolean {
    const first = !this.introduced.has(mentioned);
    this.introduced.add(mentioned);
    return first;
  }

  /** Something that this sentence has not named yet, if a few draws find it. */
  unnamed<T extends object>(draw: () => T): T {
    let item = draw();
    for (let again = 0; again < REDRAWS && this.named.has(item); again++) item = draw();
    this.named.add(item);
    return item;
  }

  chance(probability: number): boolean {
    return this.random.uniform() < probability;
  }

  memory(): Memory {
    return { introduced: this.introduced, lastPerson: this.lastPerson };
  }
}
