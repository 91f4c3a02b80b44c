"use strict";
// Spaced repetition: the card that comes next, its answer step by step, and its grade.
(() => {
  const drill = globalThis.nerbookDrill;
  const get = (id) => document.getElementById(id);

  function countsText({ changed, due, fresh, later }) {
    const all = changed.length + due.length + fresh.length + later.length;
    const stale = changed.length > 0 ? `${changed.length} with a changed number, ` : "";
    return `${stale}${due.length} due, ${fresh.length} new, ${later.length} later; ${all} in this choice.`;
  }

  function restText({ later }, progress, now) {
    if (later.length === 0) return "No question fits this choice.";
    const first = Date.parse(progress.cards[later[0].id].memory.due);
    return `Nothing is due. The next question comes back in ${drill.spanText(first - now.getTime())}.`;
  }

  class Practice {
    #page;
    #store;
    #skipped = new Set();
    #current;
    #ahead = false;

    constructor(page, store) {
      this.#page = page;
      this.#store = store;
    }

    get hasCard() {
      return this.#current !== undefined;
    }

    /** Begins with what the choices hold. */
    begin() {
      this.stop();
      this.#next(false);
    }

    /** Leaves out no card any more. */
    forgetSkipped() {
      this.#skipped.clear();
    }

    stop() {
      [this.#current, this.#ahead] = [undefined, false];
    }

    /** Asks what is not due yet. */
    goAhead() {
      this.#ahead = true;
      this.#next(true);
    }

    reveal() {
      if (!this.#current) return;
      const [entry, now] = [this.#store.read().cards[this.#current.id], new Date()];
      drill.showNextStep(this.#current, () => drill.labelGrades(drill.previews(entry, now), now, drill.spanText));
    }

    /** Grades the card at hand, once its answer was shown. */
    grade(value) {
      if (!this.#current || !drill.answerShown()) return;
      const { id } = this.#current;
      const progress = this.#store.read();
      const entry = drill.review(this.#current, progress.cards[id], value, new Date());
      this.#store.write({ ...progress, cards: { ...progress.cards, [id]: entry } });
      this.#skipped.delete(id);
      this.#next(true);
    }

    skip() {
      if (!this.#current) return;
      this.#skipped.delete(this.#current.id);
      this.#skipped.add(this.#current.id);
      this.#next(true);
    }

    #next(takesFocus) {
      const [progress, now] = [this.#store.read(), new Date()];
      const sorted = drill.sortCards(this.#page.wanted, progress, now);
      this.#page.say(countsText(sorted));
      const later = { changed: [], due: [], fresh: this.#ahead ? sorted.later : [] };
      this.#current = drill.nextCard(sorted, this.#skipped) ?? drill.nextCard(later, this.#skipped);
      if (!this.#current) return this.#rest(sorted, progress, now, takesFocus);
      this.#page.showOnly("drill-card");
      drill.showQuestion(this.#current, drill.changedNumbers(this.#current, progress.cards[this.#current.id]), takesFocus);
    }

    #rest(sorted, progress, now, takesFocus) {
      this.#page.showOnly("drill-rest");
      get("drill-rest-text").textContent = restText(sorted, progress, now);
      get("drill-ahead").hidden = sorted.later.length === 0;
      if (takesFocus) get("drill-rest-text").focus({ preventScroll: true });
    }
  }

  globalThis.nerbookDrill = { ...drill, Practice };
})();
