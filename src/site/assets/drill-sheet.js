"use strict";
// The score sheet of a mock interview, in the words of the terminal's; it prints and can be saved.
(() => {
  const get = (id) => document.getElementById(id);

  function element(tag, content = [], attributes = {}) {
    const made = document.createElement(tag);
    made.append(...[content].flat());
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  }

  function tableNodes({ title, header, rows }) {
    const head = element("tr", header.map((cell) => element("th", cell, { scope: "col" })));
    const body = rows.map((row) => element("tr", row.map((cell) => element("td", cell))));
    const table = element("table", [element("thead", head), element("tbody", body)]);
    return [element("h3", title), element("div", table, { class: "scroll", tabindex: "0", role: "group", "aria-label": title })];
  }

  function tipItem({ section, place }, cards) {
    const [file] = place.split("#");
    const chapter = cards.find((card) => card.section === section && file.endsWith(`/${card.page}`))?.chapter;
    return element("li", chapter ? element("a", section, { href: chapter }) : `${section} (${file})`);
  }

  /** A question as its card shows it; one that the page has no more, as it was written. */
  function questionNodes({ id, question, facts, typed }, cards, number) {
    const shown = cards.find((card) => card.id === id)?.question;
    const words = shown ? [...globalThis.nerbookDrill.copyOf(shown).childNodes] : [question];
    const answers = typed.map(({ label, text }) => element("p", [element("b", `${label}:`), ` ${text}`], { class: "typed" }));
    return [element("h4", [`${number}. `, ...words]), element("p", facts.join(" · "), { class: "facts" }), ...answers];
  }

  function sheetNodes(sheet, cards) {
    const { begun, course, points, tables, tips, questions } = globalThis.nerbookMock.sheetWords(sheet);
    const some = (list, title, nodes) => (list.length > 0 ? [element("h3", title), ...nodes()] : []);
    return [
      element("p", `${begun} ${course}`),
      element("p", [element("b", points), " Scores of an interview are not part of your progress."]),
      ...tables.flatMap(tableNodes),
      ...some(tips, "Read next", () => [element("ul", tips.map((tip) => tipItem(tip, cards)))]),
      ...some(questions, "Questions", () => questions.flatMap((each, i) => questionNodes(each, cards, i + 1))),
      element("p", "Notes:", { class: "notes" }),
    ];
  }

  /** Shows a sheet, with the focus on its title. */
  function showSheet(sheet, cards) {
    get("sheet-title").textContent = globalThis.nerbookMock.sheetWords(sheet).title;
    get("sheet-body").replaceChildren(...sheetNodes(sheet, cards));
    get("drill-sheet").hidden = false;
    get("sheet-title").focus();
  }

  /** Offers a text to the browser as a file. */
  function download(name, text, type) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  /** The page of Markdown that the terminal would write. */
  function saveSheet(sheet) {
    const stamp = sheet.startedAt.slice(0, 19).replaceAll(":", "-");
    download(`nerbook-mock-${stamp}-${sheet.round}.md`, globalThis.nerbookMock.sheetPage(sheet), "text/markdown");
  }

  globalThis.nerbookDrill = { ...globalThis.nerbookDrill, download, saveSheet, showSheet };
})();
