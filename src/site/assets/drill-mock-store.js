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
    /** The last sheet of this page's own, where it could not be kept. */
    #sheet;
    /** The interview as this page kept it last. */
    #kept;

    constructor(getStorage, report) {
      this.#getStorage = getStorage;
      this.#report = report;
    }

    /** The interview under way and when it was kept, or undefined. */
    readCourse() {
      return this.#read(COURSE, "a mock interview", globalThis.nerbookMock.parseCourse);
    }

    keepCourse(course, now) {
      const text = globalThis.nerbookMock.serializeCourse(course, now);
      if (this.#write(COURSE, text)) this.#kept = text;
    }

    dropCourse() {
      this.#kept = undefined;
      this.#remove(COURSE);
    }

    /** Whether no other page has gone on with this page's interview or ended it. */
    isOwn() {
      try { return (this.#getStorage().getItem(COURSE) ?? undefined) === this.#kept; } catch { return true; }
    }

    readSheet() {
      return this.#sheet ?? this.#read(SHEET, "the last score sheet", globalThis.nerbookMock.parseSheet);
    }

    /** Says whether the sheet outlives the page. */
    keepSheet(sheet) {
      const isKept = this.#write(SHEET, JSON.stringify(sheet));
      this.#sheet = isKept ? undefined : sheet;
      return isKept;
    }

    /** Whether the last sheet goes with the page. */
    get hasSheetOfPage() {
      return this.#sheet !== undefined;
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

    /** Says whether it could. */
    #write(key, text) {
      try { this.#getStorage().setItem(key, text); } catch {
        this.#report(UNKEPT);
        return false;
      }
      return true;
    }

    #remove(key) {
      try { this.#getStorage().removeItem(key); } catch { /* Where nothing can be kept, nothing is to be removed. */ }
    }
  }

  globalThis.nerbookDrill = { ...globalThis.nerbookDrill, MockStore };
})();
