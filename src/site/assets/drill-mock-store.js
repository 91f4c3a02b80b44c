"use strict";
// What this browser keeps of mock interviews: the one under way, and the sheet of the last one that ended.
(() => {
  const COURSE = "nerbook-mock";
  const SHEET = "nerbook-mock-sheet";
  const ASIDE = "-unreadable";
  const UNKEPT = "This browser cannot keep the mock interview: a reload would lose it.";

  class MockStore {
    #getStorage;
    #report;
    /** The last sheet of this page's own, where storage cannot be used. */
    #sheet;

    constructor(getStorage, report) {
      this.#getStorage = getStorage;
      this.#report = report;
    }

    /** The interview under way and when it was kept, or undefined. */
    readCourse() {
      return this.#read(COURSE, "a mock interview", globalThis.nerbookMock.parseCourse);
    }

    keepCourse(course, now) {
      this.#write(COURSE, globalThis.nerbookMock.serializeCourse(course, now));
    }

    dropCourse() {
      this.#remove(COURSE);
    }

    readSheet() {
      return this.#sheet ?? this.#read(SHEET, "the last score sheet", globalThis.nerbookMock.parseSheet);
    }

    keepSheet(sheet) {
      this.#sheet = sheet;
      this.#write(SHEET, JSON.stringify(sheet));
    }

    /** Whether a change in another tab concerns the interview under way. */
    concerns({ key }) {
      return key === COURSE || key === null;
    }

    /** What cannot be read is put aside and told of once. */
    #read(key, what, parse) {
      let text;
      try { text = this.#getStorage().getItem(key); } catch { return undefined; }
      if (!text) return undefined;
      try { return parse(text); } catch ({ message }) {
        this.#write(key + ASIDE, text);
        this.#remove(key);
        this.#report(`What this browser kept of ${what} cannot be used and is put aside: ${message}.`);
        return undefined;
      }
    }

    #write(key, text) {
      try { this.#getStorage().setItem(key, text); } catch { this.#report(UNKEPT); }
    }

    #remove(key) {
      try { this.#getStorage().removeItem(key); } catch { /* Where nothing can be kept, nothing is to be removed. */ }
    }
  }

  globalThis.nerbookDrill = { ...globalThis.nerbookDrill, MockStore };
})();
