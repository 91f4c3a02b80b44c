"use strict";
// Draws a question of a mock interview as far as it was answered: a box to type in, then the form with the scores.
(() => {
  const get = (id) => document.getElementById(id);
  const REVEAL = { answer: "Show a strong answer", followUp: "Show what follows" };
  const BOX = { answer: "Your answer, if you type it", followUp: "Your answer to what they ask next, if you type it" };

  function part(name, text) {
    const step = document.createElement("div");
    step.className = "step";
    const [title, words] = [document.createElement("p"), document.createElement("p")];
    [title.className, title.textContent] = ["part-name", name];
    [words.className, words.textContent] = ["typed", text];
    step.append(title, words);
    return step;
  }

  function typed(text) {
    return text === "" ? [] : [part("You typed", text)];
  }

  /** What stands below the question at a stage. */
  function stepsAt(card, { stage, answer, followUpAnswer }) {
    if (stage === "answer") return [];
    const [strong, ...rest] = card.steps.map((step) => globalThis.nerbookDrill.copyOf(step));
    const name = document.createElement("p");
    [name.className, name.textContent] = ["part-name", "A strong answer"];
    strong.prepend(name);
    const first = [...typed(answer), strong];
    return stage === "followUp" ? first : [...first, ...typed(followUpAnswer), ...rest];
  }

  function focusOn(element) {
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
    element.scrollIntoView?.({ block: "nearest" });
  }

  /** Shows a question at its stage; the focus goes to what is new there. */
  function showStage(card, draft) {
    const { stage, unfinished } = draft;
    globalThis.nerbookDrill.showQuestion(card, [], stage === "answer");
    const steps = stepsAt(card, draft);
    get("drill-steps").replaceChildren(...steps);
    const isScored = stage === "scores";
    get("mock-answer").hidden = isScored;
    get("mock-scores").hidden = !isScored;
    get("drill-reveal").hidden = isScored;
    get("mock-text").value = unfinished;
    get("mock-scores").reset();
    if (!isScored) {
      get("drill-reveal").textContent = REVEAL[stage];
      get("mock-label").textContent = BOX[stage];
    }
    if (stage !== "answer") focusOn(isScored ? steps.at(-2) : steps.at(-1));
  }

  /** Takes away what only a mock interview shows, or brings its clock and its end. */
  function showMock(isShown) {
    for (const id of ["drill-clock", "drill-end"]) get(id).hidden = !isShown;
    if (isShown) return;
    for (const id of ["mock-answer", "mock-scores"]) get(id).hidden = true;
  }

  function criteria() {
    return [...document.querySelectorAll("#mock-scores .criterion")];
  }

  function isOpen(criterion) {
    return criterion.querySelector("input:checked") === null;
  }

  /** Scores the criterion that has the focus, or the first one that has no score, and leads on to the next. */
  function setMark(mark) {
    const all = criteria();
    const criterion = all.find((each) => each.contains(document.activeElement)) ?? all.find(isOpen);
    if (!criterion) return;
    criterion.querySelector(`input[value="${mark}"]`).checked = true;
    const next = all.find(isOpen);
    (next ? next.querySelector("input") : get("mock-keep")).focus();
  }

  function readMarks() {
    return Object.fromEntries([...new FormData(get("mock-scores"))].map(([name, value]) => [name, Number(value)]));
  }

  globalThis.nerbookDrill = { ...globalThis.nerbookDrill, readMarks, setMark, showMock, showStage };
})();
