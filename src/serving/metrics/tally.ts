/** What one version said since the last scrape: plain numbers, since a labeled counter costs ten times as much a step. */
export class Tally {
  tokens = 0;
  unknownWords = 0;
  cacheHits = 0;
  cacheMisses = 0;
  readonly tags = new Map<string, number>();

  constructor(readonly model: string, readonly version: string) {}

  addTag(tag: string): void {
    this.tags.set(tag, (this.tags.get(tag) ?? 0) + 1);
  }
}

type PlainCount = "tokens" | "unknownWords" | "cacheHits" | "cacheMisses";

/** Tallies by version, emptied one count at a time into the counters that show them. */
export class Tallies {
  private readonly byVersion = new Map<string, Tally>();

  of(model: string, version: string): Tally {
    const known = this.byVersion.get(version);
    if (known) return known;
    const tally = new Tally(model, version);
    this.byVersion.set(version, tally);
    return tally;
  }

  /** Hands over a count of every version and sets it to 0. */
  take(count: PlainCount, receive: (tally: Tally, amount: number) => void): void {
    for (const tally of this.byVersion.values()) {
      receive(tally, tally[count]);
      tally[count] = 0;
    }
  }

  takeTags(receive: (tally: Tally, tag: string, amount: number) => void): void {
    for (const tally of this.byVersion.values()) {
      for (const [tag, amount] of tally.tags) receive(tally, tag, amount);
      tally.tags.clear();
    }
  }
}
