import type { Sentence } from "./types";

/** V8 copies a slice shorter than this and keeps the whole text that was sliced alive behind a longer one. */
const SHORTEST_SLICE = 13;

function detached(text: string): string {
  return text.length < SHORTEST_SLICE ? text : Buffer.from(text, "utf16le").toString("utf16le");
}

/** Gives equal texts one shared string: a million tokens are some ten thousand words. */
export class StringPool {
  private readonly strings = new Map<string, string>();

  share(text: string): string {
    const known = this.strings.get(text);
    if (known !== undefined) return known;
    const own = detached(text);
    this.strings.set(own, own);
    return own;
  }
}

/** Gathers tokens into sentences while a file is read. */
export class SentenceCollector {
  private readonly pool = new StringPool();
  private readonly sentences: Sentence[] = [];
  private words: string[] = [];
  private tags: string[] = [];
  private pos: string[] = [];

  add(word: string, tag: string, pos: string | undefined): void {
    this.words.push(this.pool.share(word));
    this.tags.push(this.pool.share(tag));
    if (pos !== undefined) this.pos.push(this.pool.share(pos));
  }

  /** Closes the sentence that is being gathered; does nothing when it has no token. */
  endSentence(): void {
    if (this.words.length === 0) return;
    const { words, tags, pos } = this;
    this.sentences.push(pos.length > 0 ? { words, tags, pos } : { words, tags });
    this.words = [];
    this.tags = [];
    this.pos = [];
  }

  finish(): readonly Sentence[] {
    this.endSentence();
    return this.sentences;
  }
}
