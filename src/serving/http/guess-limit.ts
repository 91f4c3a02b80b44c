import * as crypto from "node:crypto";
import { LRUCache } from "lru-cache";

export interface GuessSettings {
  /** Wrong keys that one address may send in a window. */
  readonly most: number;
  readonly windowMilliseconds: number;
}

export const GUESS_DEFAULTS: GuessSettings = { most: 30, windowMilliseconds: 60_000 };

const ADDRESSES = 10_000;
const KNOWN_KEYS = 1_000;

interface Guesses {
  readonly since: number;
  readonly count: number;
}

function hashOf(key: string): string {
  return crypto.createHash("sha256").update(key).digest("base64");
}

/**
 * Makes guessing keys slow: an address that sent too many wrong ones is not heard until its window is over. Keys that were right
 * before are, so that who guesses from behind a proxy does not shut out the others behind it. `now` is monotonic, in milliseconds.
 */
export class GuessLimit {
  private readonly wrong = new LRUCache<string, Guesses>({ max: ADDRESSES });
  private readonly right = new LRUCache<string, true>({ max: KNOWN_KEYS });

  constructor(private readonly now: () => number = () => performance.now(), private readonly settings: GuessSettings = GUESS_DEFAULTS) {}

  private guessesOf(address: string): Guesses {
    const guesses = this.wrong.get(address);
    return guesses && this.now() - guesses.since < this.settings.windowMilliseconds ? guesses : { since: this.now(), count: 0 };
  }

  /** Seconds for which a key from an address is not looked at; 0 when it is. */
  waitFor(address: string, key: string): number {
    const { since, count } = this.guessesOf(address);
    if (count < this.settings.most || this.right.has(hashOf(key))) return 0;
    return Math.max(1, Math.ceil((since + this.settings.windowMilliseconds - this.now()) / 1000));
  }

  wasRight(key: string): void {
    this.right.set(hashOf(key), true);
  }

  wasWrong(address: string, key: string): void {
    this.right.delete(hashOf(key));
    const { since, count } = this.guessesOf(address);
    this.wrong.set(address, { since, count: count + 1 });
  }
}
