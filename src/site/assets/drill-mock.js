"use strict";
// A mock interview: the terminal's plan, course and sheet (nerbookMock) with a page before them. It is kept at every step.
(() => {
  const drill = globalThis.nerbookDrill;
  const mock = globalThis.nerbookMock;
  const get = (id) => document.getElementById(id);
  const TICK_MS = 500;

  /** The questions to come that this page still has; what was typed to one that it has not stays. */
  function onThisPage(course, cards, now) {
    const known = new Set(cards.map(({ id }) => id));
    const { id } = course.questions[course.position];
    const { position, questions, ...rest } = known.has(id) ? course : mock.skip(course, now);
    return { ...rest, position, questions: questions.filter((question, i) => i < position || known.has(question.id)) };
  }

  function minutesText(seconds) {
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }

  function clockText(milliseconds) {
    return milliseconds > 0 ? `${minutesText(Math.ceil(milliseconds / 1000))} left` : mock.TIME_IS_OVER;
  }

  class MockInterview {
    #cards;
    #store;
    #say;
    #onEnd;
    #course;
    #ticking;

    /** `say` gets lines for the reader, `onEnd` the sheet and whether it outlives the page. */
    constructor({ cards, store, say, onEnd }) {
      this.#cards = cards;
      this.#store = store;
      this.#say = say;
      this.#onEnd = onEnd;
    }

    get isUnderWay() {
      return this.#course !== undefined;
    }

    /** Begins with a round, minutes, a seed and a plan. */
    begin(setting) {
      this.#enter(mock.beginCourse(setting, new Date()));
    }

    /** Goes on with an interview that was kept; the question at hand can be finished even where its time is over. */
    goOn({ course }) {
      const here = onThisPage(course, this.#cards, new Date());
      if (here.position < here.questions.length) return this.#enter(here);
      this.#course = here;
      this.end("all questions asked");
    }

    /** Ends an interview that was kept, as it was when the page was left. */
    giveUp({ course, keptAt }) {
      this.#course = course;
      this.end("interrupted", keptAt);
    }

    /** Leaves the interview to another tab. */
    leave() {
      clearInterval(this.#ticking);
      this.#course = undefined;
      drill.showMock(false);
    }

    /** What stands in the box where an answer is typed. */
    type(text) {
      this.#keep(mock.typing(this.#course, text));
    }

    /** Shows what comes next of the question; after all of it the scores are wanted. */
    reveal() {
      if (this.#course.draft.stage === "scores") return get("mock-scores").requestSubmit();
      this.#keep(mock.reply(this.#course, get("mock-text").value));
      this.#show();
    }

    score(scores) {
      this.#next(mock.score(this.#course, scores, new Date()));
    }

    skip() {
      this.#next(mock.skip(this.#course, new Date()));
    }

    mark(value) {
      if (this.#course.draft.stage === "scores") drill.setMark(value);
    }

    end(reason, now = new Date()) {
      const sheet = mock.sheetOf(this.#course, reason, now);
      this.leave();
      this.#store.dropCourse();
      this.#onEnd(sheet, sheet.attempts.length > 0 && this.#store.keepSheet(sheet));
    }

    #enter(course) {
      drill.showMock(true);
      this.#keep(course);
      this.#ticking = setInterval(() => this.#tick(), TICK_MS);
      this.#show();
      this.#tick();
    }

    #keep(course) {
      this.#course = course;
      this.#store.keepCourse(course, new Date());
    }

    #next(course) {
      const end = mock.endOf(course, new Date());
      this.#course = course;
      if (end) return this.end(end);
      this.#keep(course);
      this.#show();
    }

    #show() {
      const { questions, position, draft } = this.#course;
      const { id, minutes } = questions[position];
      this.#say(`Question ${position + 1} of ${questions.length}, about ${minutes} min for this one.`);
      drill.showStage(this.#cards.find((card) => card.id === id), draft);
    }

    #tick() {
      const left = mock.millisecondsLeft(this.#course, new Date());
      get("drill-clock").textContent = clockText(left);
      if (left > 0) return;
      clearInterval(this.#ticking);
      this.#say("Time is over: finish this question and score it.");
    }
  }

  globalThis.nerbookDrill = { ...drill, clockText, MockInterview };
})();
