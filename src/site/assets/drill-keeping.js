"use strict";
// Progress as a file, from a file, and none: with what asks before it forgets.
(() => {
  const drill = globalThis.nerbookDrill;
  const get = (id) => document.getElementById(id);

  function counted(count) {
    return `${count} question${count === 1 ? "" : "s"}`;
  }

  class Keeping {
    #page;
    #store;
    #onChange;

    /** `onChange` is called where progress is another one than before. */
    constructor(page, store, onChange) {
      this.#page = page;
      this.#store = store;
      this.#onChange = onChange;
    }

    export() {
      drill.download("nerbook-drill-progress.json", drill.serializeProgress(this.#store.read()), "application/json");
    }

    async import({ target }) {
      const file = target.files[0];
      if (!file) return;
      try {
        const { progress, taken } = drill.mergeProgress(this.#store.read(), drill.parseProgress(await file.text()));
        this.#store.write(progress);
        this.#onChange();
        this.#page.say(`The progress of ${counted(taken)} was taken over from ${file.name}.`);
      } catch (error) {
        this.#page.tell(`${file.name} was not taken over: ${error.message}.`);
      }
      target.value = "";
    }

    askReset() {
      const count = Object.keys(this.#store.read().cards).length;
      get("drill-confirm-text").textContent = `Forget the progress of ${counted(count)} in this browser?`;
      get("drill-confirm").hidden = false;
      get("drill-confirm-no").focus();
    }

    closeReset(forget) {
      get("drill-confirm").hidden = true;
      get("drill-reset").focus();
      if (!forget) return;
      this.#store.write(drill.emptyProgress());
      this.#onChange();
    }
  }

  globalThis.nerbookDrill = { ...drill, Keeping };
})();
