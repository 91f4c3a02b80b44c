"use strict";
// What is asked next, and when it comes back. Nothing here touches the page but readCards.
(() => {
  /** The cards that the page holds, in its order. */
  function readCards(root) {
    return [...root.querySelectorAll("li[data-id]")].map((item) => ({
      id: item.dataset.id,
      kind: item.dataset.kind,
      depth: item.dataset.depth,
      round: item.dataset.round,
      topic: item.dataset.topic,
      section: item.dataset.section,
      page: item.dataset.page,
      chapter: item.dataset.chapter,
      numbers: JSON.parse(item.dataset.numbers),
      markdown: item.dataset.question,
      question: item.querySelector("summary"),
      steps: [...item.querySelectorAll(".step")],
    }));
  }

  /** Whether a card is among those wanted; an empty wish is none. */
  function fits(card, filter) {
    return Object.entries(filter).every(([name, value]) => !value || card[name] === value);
  }

  const UNKNOWN = "?";

  /** Numbers of a card that are not what they were at its last review; one that was not there then has not changed. */
  function changedNumbers(card, entry) {
    if (!entry) return [];
    const other = ([key, text]) => text !== UNKNOWN && key in entry.numbers && entry.numbers[key] !== text;
    return Object.entries(card.numbers).filter(other).map(([key, text]) => ({ key, was: entry.numbers[key], now: text }));
  }

  function dueTime(entry) {
    return Date.parse(entry.memory.due);
  }

  /** Cards by what is to be done with them: changed, due, new, and later in the order in which they come back. */
  function sortCards(cards, progress, now) {
    const entryOf = ({ id }) => progress.cards[id];
    const byDue = (a, b) => dueTime(entryOf(a)) - dueTime(entryOf(b));
    const changed = cards.filter((card) => changedNumbers(card, entryOf(card)).length > 0).sort(byDue);
    const rest = cards.filter((card) => !changed.includes(card));
    const seen = rest.filter(entryOf).sort(byDue);
    return {
      changed,
      due: seen.filter((card) => dueTime(entryOf(card)) <= now.getTime()),
      fresh: rest.filter((card) => !entryOf(card)),
      later: seen.filter((card) => dueTime(entryOf(card)) > now.getTime()),
    };
  }

  /** The next card: changed before due before new; what was skipped comes after all others, in the order in which it was. */
  function nextCard({ changed, due, fresh }, skipped) {
    const waiting = [...changed, ...due, ...fresh];
    const again = [...skipped].flatMap((id) => waiting.find((card) => card.id === id) ?? []);
    return waiting.find(({ id }) => !skipped.has(id)) ?? again[0];
  }

  const STATES = ["New", "Learning", "Review", "Relearning"];
  /** As `nerbook drill` schedules. */
  const scheduler = () => globalThis.FSRS.fsrs({ learning_steps: ["10m"], relearning_steps: ["10m"], enable_fuzz: false });

  function toSchedule(memory, now) {
    if (!memory) return globalThis.FSRS.createEmptyCard(now);
    const { due, stability, difficulty, scheduledDays, learningSteps, repetitions, lapses, state, lastReview } = memory;
    return {
      due: new Date(due), stability, difficulty, elapsed_days: 0, scheduled_days: scheduledDays, learning_steps: learningSteps,
      reps: repetitions, lapses, state: STATES.indexOf(state), last_review: new Date(lastReview),
    };
  }

  /** A memory after a grade from 1 (again) to 4 (easy). A clock that went back does not make a review lie before the last one. */
  function remember(memory, grade, now) {
    const at = memory ? new Date(Math.max(now.getTime(), Date.parse(memory.lastReview))) : now;
    const { card } = scheduler().next(toSchedule(memory, at), at, grade);
    return {
      due: card.due.toISOString(), stability: card.stability, difficulty: card.difficulty, scheduledDays: card.scheduled_days,
      learningSteps: card.learning_steps, repetitions: card.reps, lapses: card.lapses, state: STATES[card.state], lastReview: at.toISOString(),
    };
  }

  /** What is kept of a card after a grade. */
  function review(card, entry, grade, now) {
    return {
      memory: remember(entry?.memory, grade, now),
      numbers: Object.fromEntries(Object.entries(card.numbers).filter(([, text]) => text !== UNKNOWN)),
      reviews: [...(entry?.reviews ?? []), { at: now.toISOString(), rating: grade }],
    };
  }

  /** When a card would come back after each grade. */
  function previews(entry, now) {
    return [1, 2, 3, 4].map((grade) => new Date(remember(entry?.memory, grade, now).due));
  }

  const UNITS = [["minute", 60], ["hour", 60], ["day", 24], ["month", 30.4], ["year", 12]];

  /** A span in its largest unit that fits, such as `10 minutes`. */
  function spanText(milliseconds) {
    let [value, name] = [milliseconds / 1000, "second"];
    for (const [unit, size] of UNITS) {
      if (unit !== "minute" && value / size < 1) break;
      [value, name] = [value / size, unit];
    }
    const whole = Math.max(Math.round(value), 1);
    return `${whole} ${name}${whole === 1 ? "" : "s"}`;
  }

  globalThis.nerbookDrill = { ...globalThis.nerbookDrill, changedNumbers, fits, nextCard, previews, readCards, review, sortCards, spanText };
})();
