"use strict";
// The drill page: choices, keys and progress. Without it the page lists all questions with their answers.
(() => {
  const drill = globalThis.nerbookDrill;
  const get = (id) => document.getElementById(id);
  const setup = get("drill-setup");
  const cards = drill.readCards(get("all-cards"));
  const skipped = new Set();
  let current;
  let interview;
  let ticking;
  let ahead = false;

  const told = new Set();

  function tell(line) {
    told.add(line);
    get("drill-trouble").hidden = false;
    get("drill-trouble").textContent = [...told].join(" ");
  }

  const store = drill.createStore(() => globalThis.localStorage, tell);

  function wishes() {
    return Object.fromEntries(new FormData(setup));
  }

  /** Practice asks every kind of card, the other modes one. */
  const KINDS = { number: "number", mock: "question" };

  function wanted() {
    const { mode, topic, depth, round } = wishes();
    return cards.filter((card) => drill.fits(card, { topic, depth, round, kind: KINDS[mode] }));
  }

  function showOnly(id) {
    for (const panel of document.querySelectorAll("#drill > .panel")) panel.hidden = panel.id !== id;
  }

  function say(line) {
    get("drill-counts").textContent = line;
  }

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

  function showRest(sorted, progress, now, takesFocus) {
    showOnly("drill-rest");
    get("drill-rest-text").textContent = restText(sorted, progress, now);
    get("drill-ahead").hidden = sorted.later.length === 0;
    if (takesFocus) get("drill-rest-text").focus({ preventScroll: true });
  }

  function nextPractice(takesFocus) {
    const [progress, now] = [store.read(), new Date()];
    const sorted = drill.sortCards(wanted(), progress, now);
    say(countsText(sorted));
    current = drill.nextCard(sorted, skipped) ?? (ahead ? sorted.later[0] : undefined);
    if (!current) return showRest(sorted, progress, now, takesFocus);
    showOnly("drill-card");
    drill.showQuestion(current, drill.changedNumbers(current, progress.cards[current.id]), takesFocus);
  }

  function endInterview() {
    clearInterval(ticking);
    showOnly("drill-sheet");
    document.body.dataset.sheet = "shown";
    const ended = interview;
    [interview, current] = [undefined, undefined];
    setup.hidden = false;
    get("drill-clock").hidden = true;
    get("drill-end").hidden = true;
    say("The interview has ended.");
    drill.showSheet(ended, wishes().round.replace("-", " "));
  }

  function nextQuestion() {
    current = interview.left() > 0 ? interview.take() : undefined;
    if (!current) return endInterview();
    say(`Question ${interview.scores.length + 1}.`);
    showOnly("drill-card");
    drill.showQuestion(current, [], true);
  }

  function tick() {
    const left = interview.left();
    get("drill-clock").textContent = drill.clockText(left);
    if (left > 0) return;
    clearInterval(ticking);
    say("Time is up: end this answer and grade it.");
  }

  function random() {
    return crypto.getRandomValues(new Uint32Array(1))[0] / 2 ** 32;
  }

  function beginInterview() {
    const chosen = wanted();
    delete document.body.dataset.sheet;
    if (chosen.length === 0) { say("No question fits this choice."); return; }
    // A touch of a choice would end the interview, and its scores with it.
    setup.hidden = true;
    interview = drill.startInterview(chosen, Number(setup.elements.minutes.value), () => Date.now(), random);
    get("drill-clock").hidden = false;
    get("drill-end").hidden = false;
    ticking = setInterval(tick, 500);
    tick();
    nextQuestion();
  }

  /** What follows a choice: cards at once, or the start of an interview. */
  function settle() {
    clearInterval(ticking);
    setup.hidden = false;
    [interview, current, ahead] = [undefined, undefined, false];
    delete document.body.dataset.sheet;
    const isMock = wishes().mode === "mock";
    for (const control of document.querySelectorAll(".mock-only")) control.hidden = !isMock;
    for (const id of ["drill-clock", "drill-end"]) get(id).hidden = true;
    if (!isMock) return nextPractice(false);
    showOnly("none");
    say(`${wanted().length} questions to draw from. Set topic, depth, round and minutes, then start.`);
  }

  function next() {
    if (interview) nextQuestion();
    else nextPractice(true);
  }

  function reveal() {
    if (!current) return;
    const [entry, now] = [store.read().cards[current.id], new Date()];
    drill.showNextStep(current, () => drill.labelGrades(interview ? undefined : drill.previews(entry, now), now, drill.spanText));
  }

  function grade(value) {
    if (!current || !drill.answerShown()) return;
    if (interview) interview.grade(current, value);
    else {
      const progress = store.read();
      const entry = drill.review(current, progress.cards[current.id], value, new Date());
      store.write({ ...progress, cards: { ...progress.cards, [current.id]: entry } });
      skipped.delete(current.id);
    }
    next();
  }

  function skip() {
    if (!current) return;
    if (interview) interview.skip(current);
    else {
      skipped.delete(current.id);
      skipped.add(current.id);
    }
    next();
  }

  function showKeys() {
    document.querySelector(".keeping").open = true;
    get("drill-keys").scrollIntoView?.({ block: "nearest" });
  }

  function exportProgress() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([drill.serializeProgress(store.read())], { type: "application/json" }));
    link.download = "nerbook-drill-progress.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  async function importProgress({ target }) {
    const file = target.files[0];
    if (!file) return;
    try {
      const { progress, taken } = drill.mergeProgress(store.read(), drill.parseProgress(await file.text()));
      store.write(progress);
      settle();
      say(`${taken} reviews were taken over from ${file.name}.`);
    } catch (error) {
      tell(`${file.name} was not taken over: ${error.message}.`);
    }
    target.value = "";
  }

  function askReset() {
    const count = Object.keys(store.read().cards).length;
    get("drill-confirm-text").textContent = `Forget the progress of ${count} question${count === 1 ? "" : "s"} in this browser?`;
    get("drill-confirm").hidden = false;
    get("drill-confirm-no").focus();
  }

  function closeReset(forget) {
    get("drill-confirm").hidden = true;
    get("drill-reset").focus();
    if (!forget) return;
    store.write(drill.emptyProgress());
    skipped.clear();
    settle();
  }

  const KEYS = { s: skip, "?": showKeys, 1: () => grade(1), 2: () => grade(2), 3: () => grade(3), 4: () => grade(4) };

  function onKey(event) {
    const target = event.target instanceof Element ? event.target : document.body;
    if (event.ctrlKey || event.metaKey || event.altKey || target.closest("input, select, textarea")) return;
    const opens = (event.key === " " || event.key === "Enter") && !target.closest("button, a, summary, label");
    const action = opens && current ? reveal : Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : undefined;
    if (!action) return;
    event.preventDefault();
    action();
  }

  const CLICKS = {
    "drill-reveal": reveal,
    "drill-skip": skip,
    "drill-end": endInterview,
    "drill-ahead": () => { ahead = true; nextPractice(true); },
    "drill-export": exportProgress,
    "drill-reset": askReset,
    "drill-confirm-yes": () => closeReset(true),
    "drill-confirm-no": () => closeReset(false),
    "sheet-print": () => window.print(),
    "sheet-close": settle,
  };

  for (const [id, action] of Object.entries(CLICKS)) get(id).addEventListener("click", action);
  for (const button of document.querySelectorAll("[data-grade]")) button.addEventListener("click", () => grade(Number(button.dataset.grade)));
  get("drill-import").addEventListener("change", importProgress);
  setup.addEventListener("change", ({ target }) => { if (target.name !== "minutes") settle(); });
  setup.addEventListener("submit", (event) => {
    event.preventDefault();
    beginInterview();
  });
  document.addEventListener("keydown", onKey);
  for (const element of document.querySelectorAll("#all-cards, .without-script")) element.hidden = true;
  get("drill").hidden = false;
  settle();
})();
