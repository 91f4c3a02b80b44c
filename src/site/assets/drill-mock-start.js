"use strict";
// Before and after a mock interview: what the choices hold, an interview to go on with, and the sheet.
(() => {
  const drill = globalThis.nerbookDrill;
  const mock = globalThis.nerbookMock;
  const get = (id) => document.getElementById(id);
  const KEPT = "The sheet stays in this browser until another interview ends.";
  const LOST = "This browser could not keep the sheet: save it as a file before you leave the page.";
  const EMPTY = "Nothing was answered, so no sheet was kept.";
  const TICK_MS = 1000;

  /** An interview is of one round: while the mode lasts there is no choice of every round, and then there is again. */
  function chooseRound({ round }, isMock) {
    const [every] = round.options;
    every.hidden = every.disabled = isMock;
    if (isMock && round.value === "") [round.dataset.before, round.selectedIndex] = ["every", 1];
    if (isMock || round.dataset.before !== "every") return;
    delete round.dataset.before;
    round.selectedIndex = 0;
  }

  class MockStart {
    #page;
    #store;
    #interview;
    #sheet;
    /** The interview that is offered, as it was kept. */
    #offered;

    constructor(page, store) {
      this.#page = page;
      this.#store = store;
      this.#interview = new drill.MockInterview({ cards: page.cards, store, say: (line) => page.say(line), onEnd: (...ended) => this.#showSheet(...ended) });
      setInterval(() => this.#tellOffer(), TICK_MS);
    }

    /** The interview, for what it is told while it is under way. */
    get interview() {
      return this.#interview;
    }

    /** Shows what the mode needs, and offers to go on with an interview that was cut off, whatever the mode. */
    arrange() {
      chooseRound(this.#page.setup.elements, this.#page.isMock);
      this.#sheet = undefined;
      const kept = this.#showControls();
      if (!this.#page.isMock) return;
      this.#page.showOnly("none");
      this.#page.say(kept ? "Go on with the interview that is under way, or end it; then another one can begin." : this.#planText(this.#plan(0)));
    }

    begin() {
      const plan = this.#plan(Date.now() % 10_000);
      if (plan.plan.length === 0) return this.#page.say(this.#planText(plan));
      this.#enter(() => this.#interview.begin(plan));
    }

    goOn() {
      this.#withKept((kept) => this.#enter(() => this.#interview.goOn(kept)));
    }

    giveUp() {
      this.#withKept((kept) => this.#interview.giveUp(kept));
    }

    showLast() {
      const sheet = this.#store.readSheet();
      if (sheet) this.#showSheet(sheet, !this.#store.hasSheetOfPage);
      else this.arrange();
    }

    saveSheet() {
      drill.saveSheet(this.#sheet);
    }

    /** Another page took up an interview, went on with it or ended it. Says whether it was this one. */
    followOtherPage() {
      const wasHere = this.#interview.isUnderWay;
      if (wasHere) {
        this.#interview.leave();
        this.#page.setup.hidden = false;
      }
      this.#showControls();
      return wasHere;
    }

    #plan(seed) {
      const deck = this.#page.wanted.map((card) => ({ ...card, question: card.markdown }));
      const [round, minutes] = [this.#page.wishes.round, Number(this.#page.wishes.minutes)];
      return { round, minutes, seed, plan: mock.planInterview(deck, round, minutes, seed), fewest: mock.fewestMinutes(deck, round) };
    }

    #planText({ plan, minutes, fewest }) {
      const { validationMessage } = this.#page.setup.elements.minutes;
      if (validationMessage) return validationMessage;
      if (fewest === undefined) return "No question fits this choice.";
      if (plan.length === 0) return `No question of this choice fits into ${minutes} minutes; ${fewest} minutes hold the shortest.`;
      return `${plan.length} of ${this.#page.wanted.length} questions fit into ${minutes} minutes, from the warm-up to the deepest.`;
    }

    #enter(start) {
      // A touch of a choice would end the interview.
      this.#page.setup.hidden = true;
      this.#offer(undefined);
      this.#page.showOnly("drill-card");
      start();
    }

    /** Takes up what is kept, if it still is. */
    #withKept(act) {
      const { setup } = this.#page;
      const kept = this.#store.readCourse();
      if (kept) {
        setup.elements.mode.value = "mock";
        chooseRound(setup.elements, true);
        setup.elements.round.value = kept.course.round;
        act(kept);
      } else this.arrange();
    }

    #showControls() {
      const { isMock } = this.#page;
      const kept = this.#interview.isUnderWay ? undefined : this.#store.readCourse();
      this.#offer(kept);
      for (const control of document.querySelectorAll(".mock-only")) control.hidden = !isMock || Boolean(kept);
      get("mock-last").hidden = !isMock || this.#sheet !== undefined || !this.#store.readSheet();
      return kept;
    }

    #offer(kept) {
      this.#offered = kept;
      get("mock-offer").hidden = !kept;
      this.#tellOffer();
    }

    /** Its time runs on while it is offered. */
    #tellOffer() {
      if (this.#offered) get("mock-offer-text").textContent = mock.standingText(this.#offered.course, new Date());
    }

    #showSheet(sheet, isKept) {
      this.#sheet = sheet;
      this.#page.setup.hidden = false;
      this.#showControls();
      this.#page.showOnly("drill-sheet");
      document.body.dataset.sheet = "shown";
      this.#page.say(sheet.attempts.length === 0 ? EMPTY : isKept ? KEPT : LOST);
      drill.showSheet(sheet, this.#page.cards);
    }
  }

  globalThis.nerbookDrill = { ...drill, MockStart };
})();
