/** Fixed, so that a later deck updates the notes of an earlier one instead of adding to them. */
const NOTE_TYPE_ID = 1764028800001;
const DECK_ID = 1764028800002;
const DEFAULT_ID = 1;

export const FIELDS = ["Id", "Question", "Answer", "Follow-up", "Evidence", "Chapter"] as const;
export const NOTE_TYPE = NOTE_TYPE_ID;
export const DECK = DECK_ID;

const STYLE = `.card { font-family: sans-serif; font-size: 18px; text-align: left; max-width: 42em; margin: 0 auto; line-height: 1.45; }
.question { font-size: 1.2em; font-weight: 600; }
.place { opacity: .65; font-size: .8em; }
code { font-size: .9em; }
table { border-collapse: collapse; } td, th { border: 1px solid #8888; padding: .2em .5em; }`;
const FRONT = `<div class="place">{{Chapter}}</div><div class="question">{{Question}}</div>`;
const BACK =
  `{{FrontSide}}<hr id="answer"><div>{{Answer}}</div>` +
  `<p><b>Then they ask</b></p><div>{{Follow-up}}</div><p class="place">Evidence: {{Evidence}}</p>`;

function field(name: string, ord: number): object {
  return { name, ord, sticky: false, rtl: false, font: "Arial", size: 18, media: [] };
}

/** The one note type of the deck, as Anki keeps it in `col.models`. `seconds`: when it was made. */
export function noteTypes(seconds: number): object {
  const template = { name: "Question", ord: 0, qfmt: FRONT, afmt: BACK, bqfmt: "", bafmt: "", did: null };
  return {
    [NOTE_TYPE_ID]: {
      id: NOTE_TYPE_ID, name: "nerbook interview question", type: 0, mod: seconds, usn: -1, sortf: 1, did: DECK_ID,
      tmpls: [template], flds: FIELDS.map(field), css: STYLE, latexPre: "", latexPost: "", latexsvg: false, req: [[0, "any", [1]]], tags: [], vers: [],
    },
  };
}

function deck(id: number, name: string, desc: string, seconds: number): object {
  return {
    id, name, desc, mod: seconds, usn: -1, dyn: 0, conf: 1, extendNew: 10, extendRev: 50, collapsed: false, browserCollapsed: false,
    newToday: [0, 0], revToday: [0, 0], lrnToday: [0, 0], timeToday: [0, 0],
  };
}

/** The decks, as `col.decks`: Anki's own default, which must be there, and this one. */
export function decks(name: string, seconds: number): object {
  return { [DEFAULT_ID]: deck(DEFAULT_ID, "Default", "", seconds), [DECK_ID]: deck(DECK_ID, name, "Made by nerbook drill --export anki.", seconds) };
}

/** Settings of decks, as `col.dconf`: Anki's defaults. */
export function deckSettings(): object {
  return {
    1: {
      id: 1, name: "Default", mod: 0, usn: 0, maxTaken: 60, autoplay: true, timer: 0, replayq: true, dyn: false,
      new: { bury: false, delays: [1, 10], initialFactor: 2500, ints: [1, 4, 0], order: 1, perDay: 20 },
      rev: { bury: false, ease4: 1.3, ivlFct: 1, maxIvl: 36500, perDay: 200, hardFactor: 1.2 },
      lapse: { delays: [10], leechAction: 1, leechFails: 8, minInt: 1, mult: 0 },
    },
  };
}

/** Settings of the collection, as `col.conf`. */
export function collectionSettings(cards: number): object {
  return {
    curDeck: DECK_ID, activeDecks: [DECK_ID], curModel: NOTE_TYPE_ID, nextPos: cards + 1, sortType: "noteFld", sortBackwards: false,
    newSpread: 0, dueCounts: true, estTimes: true, addToCur: true, collapseTime: 1200, timeLim: 0,
  };
}
