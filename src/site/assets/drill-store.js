"use strict";
// Progress of the drill, in the format of `nerbook drill` (src/interview/schedule), so that a file of one can be read by the other.
// It is one text in local storage. Where storage cannot be used, it lives as long as the page and the reader is told.
(() => {
  const FORMAT = "nerbook drill";
  const VERSION = 1;
  const KEY = "nerbook-drill";
  const ASIDE = "nerbook-drill-unreadable";
  const STATES = ["Learning", "Review", "Relearning"];
  const COUNTS = ["stability", "difficulty", "scheduledDays", "learningSteps", "repetitions", "lapses"];

  const emptyProgress = () => ({ format: FORMAT, version: VERSION, cards: {} });

  function isObject(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
  }

  function isTime(value) {
    return typeof value === "string" && Number.isFinite(Date.parse(value));
  }

  function isMemory(memory) {
    if (!isObject(memory) || !STATES.includes(memory.state)) return false;
    return isTime(memory.due) && isTime(memory.lastReview) && COUNTS.every((name) => Number.isFinite(memory[name]));
  }

  function isReview(review) {
    return isObject(review) && isTime(review.at) && [1, 2, 3, 4].includes(review.rating);
  }

  /** Whether what is kept of a card can be used. */
  function isEntry(entry) {
    if (!isObject(entry) || !isMemory(entry.memory) || !isObject(entry.numbers)) return false;
    return Object.values(entry.numbers).every((text) => typeof text === "string") && Array.isArray(entry.reviews) && entry.reviews.every(isReview);
  }

  /** Reads progress from a text. Throws an Error whose message says what is wrong with it, as the rest of a sentence. */
  function parseProgress(text) {
    let found;
    try { found = JSON.parse(text); } catch { throw new Error("it is not JSON"); }
    if (!isObject(found) || found.format !== FORMAT || !isObject(found.cards)) throw new Error("it does not hold progress of the drill");
    if (found.version !== VERSION) throw new Error(`it has version ${found.version} and this page reads ${VERSION}`);
    const wrong = Object.keys(found.cards).find((id) => !isEntry(found.cards[id]));
    if (wrong !== undefined) throw new Error(`its card ${wrong} is incomplete`);
    return { ...emptyProgress(), cards: found.cards };
  }

  function serializeProgress({ cards }) {
    const sorted = Object.fromEntries(Object.entries(cards).sort(([a], [b]) => (a < b ? -1 : 1)));
    return `${JSON.stringify({ ...emptyProgress(), cards: sorted }, null, 1)}\n`;
  }

  /** Both in one; where both know a card, the later review counts. */
  function mergeProgress(own, other) {
    const later = Object.entries(other.cards).filter(([id, entry]) => {
      const known = own.cards[id];
      return !known || Date.parse(known.memory.lastReview) < Date.parse(entry.memory.lastReview);
    });
    return { progress: { ...own, cards: { ...own.cards, ...Object.fromEntries(later) } }, taken: later.length };
  }

  const FOR_NOW = "It lasts until you close the page; export it to a file.";
  const FORGETFUL = `Your progress cannot be kept: this browser gives the page no storage (a private window, or storage is off). ${FOR_NOW}`;
  const FULL = `Your progress could not be saved: the browser's storage is full. ${FOR_NOW}`;

  /** Progress over a storage. */
  class ProgressStore {
    #getStorage;
    #report;
    /** What is known where storage cannot be used; undefined where it can. */
    #memory;

    constructor(getStorage, report) {
      this.#getStorage = getStorage;
      this.#report = report;
    }

    /** What is known now; another tab may have added to it. */
    read() {
      if (this.#memory) return this.#memory;
      const progress = this.#stored();
      return this.#memory ?? progress;
    }

    write(progress) {
      if (this.#memory) { this.#memory = progress; return; }
      try { this.#storage().setItem(KEY, serializeProgress(progress)); } catch {
        this.#memory = progress;
        this.#report(this.#storage() ? FULL : FORGETFUL);
      }
    }

    #storage() {
      try { return this.#getStorage(); } catch { return undefined; }
    }

    #stored() {
      let text;
      try { text = this.#storage().getItem(KEY); } catch { this.#forget(FORGETFUL); }
      if (!text) return emptyProgress();
      try { return parseProgress(text); } catch (error) {
        this.#putAside(text, error);
        return emptyProgress();
      }
    }

    #forget(line) {
      this.#memory ??= emptyProgress();
      this.#report(line);
    }

    /** A stored text that cannot be read stays aside, so that nothing is lost without a word. */
    #putAside(text, { message }) {
      if (message.includes("version")) return this.#forget(`Your saved progress is not touched: ${message}. What you do now lasts until you close the page.`);
      try { this.#storage().setItem(ASIDE, text); } catch { /* Then it is lost; the line below says what counts. */ }
      this.#report(`Your saved progress could not be read (${message}) and begins anew.`);
    }
  }

  /** Progress over a storage; `getStorage` may throw, and `report` gets a line where something cannot be kept. */
  function createStore(getStorage, report) {
    return new ProgressStore(getStorage, report);
  }

  globalThis.nerbookDrill = { ...globalThis.nerbookDrill, createStore, emptyProgress, mergeProgress, parseProgress, serializeProgress };
})();
