"use strict";
// A mock interview: questions against the clock, and a sheet with the scores, which prints.
(() => {
  const get = (id) => document.getElementById(id);
  const GRADES = { 1: "no answer", 2: "weak", 3: "good", 4: "would hire on it" };
  const DEPTH_ORDER = ["screening", "senior", "staff"];

  /** Cards in a random order: one of each depth in turn, from easy to hard. */
  function drawInterview(cards, random) {
    const drawn = cards.map((card) => ({ card, rank: DEPTH_ORDER.indexOf(card.depth), at: random() })).sort((a, b) => a.at - b.at);
    const depths = DEPTH_ORDER.map((_, rank) => drawn.filter((entry) => entry.rank === rank));
    const rounds = Math.max(0, ...depths.map((depth) => depth.length));
    const blocks = Array.from({ length: rounds }, (_, i) => depths.flatMap((depth) => depth.slice(i, i + 1)));
    return blocks.flat().map(({ card }) => card);
  }

  function minutesText(seconds) {
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }

  function clockText(milliseconds) {
    return `${minutesText(Math.max(0, Math.ceil(milliseconds / 1000)))} left`;
  }

  /** An interview over cards; times come from `clock`, in milliseconds. */
  function startInterview(cards, minutes, clock, random) {
    const queue = drawInterview(cards, random);
    const end = clock() + minutes * 60_000;
    const since = clock();
    let asked = since;
    const scores = [];
    const take = () => { asked = clock(); return queue.shift(); };
    return {
      minutes,
      scores,
      take,
      left: () => end - clock(),
      skip: (card) => queue.push(card),
      grade: (card, grade) => scores.push({ card, grade, seconds: Math.round((clock() - asked) / 1000) }),
      total: () => Math.round((clock() - since) / 1000),
    };
  }

  function element(tag, text, attributes = {}) {
    const made = document.createElement(tag);
    made.textContent = text;
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  }

  function row(tag, cells) {
    const made = document.createElement("tr");
    made.append(...cells.map((cell) => element(tag, cell, tag === "th" ? { scope: "col" } : {})));
    return made;
  }

  function scoreTable(scores) {
    const table = document.createElement("table");
    const [head, body] = [document.createElement("thead"), document.createElement("tbody")];
    head.append(row("th", ["Question", "Depth", "Topic", "Time", "Score"]));
    body.append(...scores.map(({ card, grade, seconds }) =>
      row("td", [card.question.textContent, card.depth, card.topic, minutesText(seconds), `${grade} – ${GRADES[grade]}`])));
    table.append(head, body);
    return table;
  }

  function summaryText({ scores, minutes, total }, round) {
    const mean = scores.reduce((sum, { grade }) => sum + grade, 0) / Math.max(scores.length, 1);
    const result = scores.length === 0 ? "No question was answered" : `${scores.length} answered, mean score ${mean.toFixed(1)} of 4`;
    return `${round || "All rounds"}, ${minutes} minutes planned, ${minutesText(total())} used. ${result}. These scores are not part of your progress.`;
  }

  function weakest(scores) {
    const weak = scores.filter(({ grade }) => grade <= 2).map(({ card }) => card.topic);
    return weak.length === 0 ? "" : `Read again: ${[...new Set(weak)].join(", ")}.`;
  }

  /** Shows the sheet of an interview. */
  function showSheet(interview, round) {
    const { scores } = interview;
    const frame = element("div", "", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Scores" });
    if (scores.length > 0) frame.append(scoreTable(scores));
    const notes = element("p", "Notes:", { class: "notes" });
    get("sheet-body").replaceChildren(element("p", summaryText(interview, round)), ...(scores.length > 0 ? [frame] : []), element("p", weakest(scores)), notes);
    get("drill-sheet").hidden = false;
    get("sheet-title").focus();
  }

  globalThis.nerbookDrill = { ...globalThis.nerbookDrill, clockText, drawInterview, showSheet, startInterview };
})();
