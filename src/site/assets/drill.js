"use strict";
// The drill page: what a click, a key or a choice does. Without it the page lists all questions with their answers.
(() => {
  const drill = globalThis.nerbookDrill;
  const get = (id) => document.getElementById(id);
  const getStorage = () => globalThis.localStorage;
  const page = new drill.DrillPage();
  const tell = (line) => page.tell(line);
  const store = drill.createStore(getStorage, tell);
  const mockStore = new drill.MockStore(getStorage, tell);
  const practice = new drill.Practice(page, store);
  const start = new drill.MockStart(page, mockStore);
  const keeping = new drill.Keeping(page, store, () => { if (!start.interview.isUnderWay) settle(); });

  /** Whoever asks at the moment. */
  function asking() {
    return start.interview.isUnderWay ? start.interview : practice;
  }

  /** What follows a choice: cards at once, or the start of an interview. */
  function settle() {
    practice.stop();
    start.arrange();
    if (!page.isMock) practice.begin();
  }

  /** A digit grades a card, or scores a criterion of an interview. */
  function digit(value) {
    if (start.interview.isUnderWay) start.interview.mark(value);
    else if (value > 0) practice.grade(value);
  }

  function showKeys() {
    document.querySelector(".keeping").open = true;
    get("drill-keys").scrollIntoView?.({ block: "nearest" });
  }

  const reveal = () => asking().reveal();
  const skip = () => asking().skip();
  const KEYS = { s: skip, "?": showKeys, ...Object.fromEntries([0, 1, 2, 3, 4].map((value) => [value, () => digit(value)])) };
  /** Where letters and digits are typed or chosen; a digit on a score scores. */
  const TAKEN = "input:not([type=radio]), select, textarea";
  /** What Space and Enter have a use for by themselves. */
  const USED = "button, a, summary, label, input";

  function actionOf({ key }, target) {
    if (target.id === "mock-text" && key === "Escape") return () => get("drill-question").focus();
    if (target.closest(TAKEN)) return undefined;
    if ((key === " " || key === "Enter") && !target.closest(USED)) return practice.hasCard || start.interview.isUnderWay ? reveal : undefined;
    return Object.hasOwn(KEYS, key) ? KEYS[key] : undefined;
  }

  function onKey(event) {
    const target = event.target instanceof Element ? event.target : document.body;
    const isChord = event.ctrlKey || event.metaKey || event.altKey;
    const gives = isChord && event.key === "Enter" && target.id === "mock-text";
    const action = isChord ? gives && reveal : actionOf(event, target);
    if (!action) return;
    event.preventDefault();
    // A key that is held down gives one answer, not all of them.
    if (!event.repeat) action();
  }

  function followOtherPage() {
    if (!start.followOtherPage()) return;
    settle();
    page.say(`The interview was ${mockStore.readCourse() ? "taken up" : "ended"} on another page.`);
  }

  /** A page that the reader came back to has heard nothing of what happened meanwhile. */
  function onReturn({ persisted }) {
    if (persisted && !mockStore.isOwn()) followOtherPage();
  }

  function anotherInterview() {
    settle();
    page.setup.elements.mode.focus();
  }

  const CLICKS = {
    "drill-reveal": reveal,
    "drill-skip": skip,
    "drill-end": () => start.interview.end("ended early"),
    "drill-ahead": () => practice.goAhead(),
    "drill-export": () => keeping.export(),
    "drill-reset": () => keeping.askReset(),
    "drill-confirm-yes": () => { practice.forgetSkipped(); keeping.closeReset(true); },
    "drill-confirm-no": () => keeping.closeReset(false),
    "mock-go-on": () => { practice.stop(); start.goOn(); },
    "mock-give-up": () => { practice.stop(); start.giveUp(); },
    "mock-last": () => start.showLast(),
    "sheet-print": () => window.print(),
    "sheet-save": () => start.saveSheet(),
    "sheet-close": anotherInterview,
  };

  for (const [id, action] of Object.entries(CLICKS)) get(id).addEventListener("click", action);
  for (const button of document.querySelectorAll("[data-grade]")) button.addEventListener("click", () => practice.grade(Number(button.dataset.grade)));
  get("drill-import").addEventListener("change", (event) => keeping.import(event));
  get("mock-text").addEventListener("input", ({ target }) => start.interview.type(target.value));
  get("mock-scores").addEventListener("submit", (event) => {
    event.preventDefault();
    start.interview.score(drill.readMarks());
  });
  page.setup.addEventListener("change", settle);
  page.setup.addEventListener("submit", (event) => {
    event.preventDefault();
    start.begin();
  });
  document.addEventListener("keydown", onKey);
  globalThis.addEventListener("storage", (event) => { if (mockStore.concerns(event)) followOtherPage(); });
  globalThis.addEventListener("pageshow", onReturn);
  for (const element of document.querySelectorAll("#all-cards, .without-script")) element.hidden = true;
  get("drill").hidden = false;
  settle();
})();
