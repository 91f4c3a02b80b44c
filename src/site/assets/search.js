"use strict";
// The search of the interview material. Index and library are scripts beside the page, loaded when the box is first used, since a
// page that is opened from a folder may not read files.
(() => {
  const assets = new URL(".", document.currentScript.src);
  const MOST = 12;
  const SNIPPET = 170;
  const OPTIONS = {
    fields: ["title", "text"],
    storeFields: ["place", "page", "title", "text"],
    searchOptions: { boost: { title: 3 }, prefix: true, fuzzy: (term) => (term.length > 5 ? 0.15 : false) },
  };

  function loadScript(name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL(name, assets).href;
      script.addEventListener("load", resolve);
      script.addEventListener("error", () => reject(new Error(`${name} could not be loaded.`)));
      document.head.append(script);
    });
  }

  let engine;

  function loadEngine() {
    engine ??= Promise.all([loadScript("minisearch.js"), loadScript("search-index.js")]).then(() => {
      const index = new window.MiniSearch(OPTIONS);
      index.addAll(window.nerbookSearch.map(([place, page, title, text], id) => ({ id, place, page, title, text })));
      return index;
    });
    return engine;
  }

  /** Entries with all words of a question, or, where there is none, with any of them. */
  function findIn(index, query) {
    const strict = index.search(query, { combineWith: "AND" });
    return strict.length > 0 ? strict : index.search(query);
  }

  function wordsPattern(words) {
    const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).sort((a, b) => b.length - a.length);
    return new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join("|")})(?![\\p{L}\\p{N}])`, "giu");
  }

  /** A piece of a text around the first word that was found. */
  function snippetOf(text, pattern) {
    const at = Math.max(text.search(pattern), 0);
    const start = at < SNIPPET / 2 ? 0 : text.lastIndexOf(" ", at - SNIPPET / 3) + 1;
    const end = text.length <= start + SNIPPET ? text.length : Math.max(text.lastIndexOf(" ", start + SNIPPET), start + SNIPPET / 2);
    return `${start > 0 ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`;
  }

  /** Text with the words that were found marked. */
  function marked(text, pattern) {
    const pieces = [];
    let last = 0;
    for (const { index, 0: found } of text.matchAll(pattern)) {
      const mark = document.createElement("mark");
      mark.textContent = found;
      pieces.push(text.slice(last, index), mark);
      last = index + found.length;
    }
    return [...pieces, text.slice(last)];
  }

  function line(className, ...content) {
    const span = document.createElement("span");
    span.className = className;
    span.append(...content);
    return span;
  }

  function resultItem({ place, page, title, text, terms }) {
    const pattern = wordsPattern(terms);
    const link = document.createElement("a");
    link.href = new URL(`../${place}`, assets).href;
    link.append(line("found-title", ...marked(title, pattern)));
    if (page !== title) link.append(" ", line("found-page", page));
    link.append(" ", line("found-text", ...marked(snippetOf(text, pattern), pattern)));
    const item = document.createElement("li");
    item.append(link);
    return item;
  }

  const form = document.querySelector("form.search");
  const [box, panel] = ["search-box", "search-found"].map((id) => document.getElementById(id));
  const [status, list] = ["p", "ul"].map((tag) => panel.querySelector(tag));

  function close() {
    panel.hidden = true;
    list.replaceChildren();
    status.textContent = "";
  }

  function say(results) {
    if (results.length === 0) return "Nothing found.";
    const shown = results.length > MOST ? `The best ${MOST} of ${results.length} places` : results.length === 1 ? "One place" : `${results.length} places`;
    return `${shown}. Arrow keys move, Enter opens.`;
  }

  async function search() {
    const query = box.value.trim();
    if (query === "") return close();
    try {
      const index = await loadEngine();
      if (box.value.trim() !== query) return;
      const results = findIn(index, query);
      list.replaceChildren(...results.slice(0, MOST).map(resultItem));
      status.textContent = say(results);
    } catch (error) {
      console.error(error);
      status.textContent = "The search could not be loaded; the folder assets beside this page is not whole.";
    }
    panel.hidden = false;
  }

  function links() {
    return [...list.querySelectorAll("a")];
  }

  /** Moves through box and results; above the first result is the box. */
  function move(step) {
    const stops = [box, ...links()];
    const next = stops[stops.indexOf(document.activeElement) + step];
    next?.focus();
  }

  function isWriting({ target }) {
    return target instanceof Element && target.closest("input:not([type='file']), select, textarea, [contenteditable]") !== null;
  }

  function onFormKey(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      event.preventDefault();
      move(steps[event.key]);
    } else if (event.key === "Escape") {
      event.preventDefault();
      box.value = "";
      close();
      box.focus();
    }
  }

  function onPageKey(event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isWriting(event)) return;
    event.preventDefault();
    box.focus();
    box.select();
  }

  form.hidden = false;
  box.addEventListener("focus", () => void loadEngine().catch(() => {}));
  box.addEventListener("input", search);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    links()[0]?.click();
  });
  form.addEventListener("keydown", onFormKey);
  list.addEventListener("click", () => { panel.hidden = true; });
  document.addEventListener("keydown", onPageKey);
  document.addEventListener("pointerdown", ({ target }) => { if (!form.contains(target)) panel.hidden = true; });
  form.addEventListener("focusout", ({ relatedTarget }) => { if (relatedTarget && !form.contains(relatedTarget)) panel.hidden = true; });
  box.addEventListener("focus", () => { if (list.children.length > 0) panel.hidden = false; });
})();
