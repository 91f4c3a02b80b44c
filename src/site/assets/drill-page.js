"use strict";
// What all of the drill page shares: its cards, its choices, its panels, and the lines that speak to the reader.
(() => {
  const drill = globalThis.nerbookDrill;
  const get = (id) => document.getElementById(id);
  /** Practice asks every kind of card, the other modes one. */
  const KINDS = { number: "number", mock: "question" };

  class DrillPage {
    #told = new Set();

    constructor() {
      this.setup = get("drill-setup");
      this.cards = drill.readCards(get("all-cards"));
    }

    /** The choices, by their names. */
    get wishes() {
      return Object.fromEntries(new FormData(this.setup));
    }

    get isMock() {
      return this.wishes.mode === "mock";
    }

    /** The cards that fit the choices. */
    get wanted() {
      const { mode, topic, depth, round } = this.wishes;
      return this.cards.filter((card) => drill.fits(card, { topic, depth, round, kind: KINDS[mode] }));
    }

    showOnly(id) {
      for (const panel of document.querySelectorAll("#drill > .panel")) panel.hidden = panel.id !== id;
      delete document.body.dataset.sheet;
    }

    say(line) {
      get("drill-counts").textContent = line;
    }

    /** Says what cannot be kept or read; it stays to be seen. */
    tell(line) {
      // Said again at every letter that is typed, an alert would be read again at every letter.
      if (this.#told.has(line)) return;
      this.#told.add(line);
      get("drill-trouble").hidden = false;
      get("drill-trouble").textContent = [...this.#told].join(" ");
    }
  }

  globalThis.nerbookDrill = { ...drill, DrillPage };
})();
