"use strict";
// Draws one card: its labels, its question, and its answer step by step.
(() => {
  const REVEAL = { answer: "Show the answer", followUp: "Show what follows", evidence: "Show the evidence" };
  const get = (id) => document.getElementById(id);

  function label(text) {
    const span = document.createElement("span");
    span.className = "label";
    span.textContent = text.replace("-", " ");
    return span;
  }

  /** A copy of what stands in an element of the list; anchors stay with the list. */
  function copyOf(element) {
    const copy = element.cloneNode(true);
    for (const named of [copy, ...copy.querySelectorAll("[id]")]) named.removeAttribute("id");
    return copy;
  }

  function showChanged(changes) {
    const told = changes.map(({ was, now }) => `${was} is ${now} now`);
    get("drill-stale").hidden = told.length === 0;
    get("drill-stale").textContent = told.length > 0 ? `A number changed since you reviewed this: ${told.join("; ")}.` : "";
  }

  function spaced(nodes) {
    return nodes.flatMap((node) => [node, " "]);
  }

  /** Shows a card with its question alone; the focus follows where the reader asked for the next one. */
  function showQuestion(card, changes, takesFocus) {
    get("drill-card").hidden = false;
    get("drill-labels").replaceChildren(...spaced([card.depth, card.round, card.topic].map(label)));
    showChanged(changes);
    get("drill-question").replaceChildren(...copyOf(card.question).childNodes);
    get("drill-steps").replaceChildren();
    get("drill-grades").hidden = true;
    get("drill-reveal").hidden = false;
    get("drill-reveal").textContent = REVEAL.answer;
    if (!takesFocus) return;
    get("drill-question").focus({ preventScroll: true });
    get("drill-card").scrollIntoView?.({ block: "nearest" });
  }

  /** Shows the next step of a card, if there is one more, and moves the focus to it. `onGrades` is called when grades first show. */
  function showNextStep(card, onGrades) {
    const shown = get("drill-steps").children.length;
    const step = card.steps[shown];
    if (!step) return;
    const copy = copyOf(step);
    copy.tabIndex = -1;
    get("drill-steps").append(copy);
    const following = card.steps[shown + 1];
    get("drill-reveal").hidden = !following;
    if (following) get("drill-reveal").textContent = REVEAL[following.dataset.step];
    if (shown === 0) {
      get("drill-grades").hidden = false;
      onGrades();
    }
    copy.focus({ preventScroll: true });
    copy.scrollIntoView?.({ block: "nearest" });
  }

  /** Writes on the grades when the card would come back; without times, nothing. */
  function labelGrades(times, now, spanText) {
    document.querySelectorAll("#drill-grades [data-grade] span").forEach((span, i) => {
      span.textContent = times ? `in ${spanText(times[i].getTime() - now.getTime())}` : "";
    });
  }

  function answerShown() {
    return get("drill-steps").children.length > 0;
  }

  globalThis.nerbookDrill = { ...globalThis.nerbookDrill, answerShown, copyOf, labelGrades, showNextStep, showQuestion };
})();
