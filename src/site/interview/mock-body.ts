import { DEFAULT_MINUTES, LONGEST_MINUTES, SHORTEST_MINUTES } from "../../interview/mock/plan";
import { DIMENSIONS, HIGHEST_SCORE, RUBRIC, type Dimension } from "../../interview/mock/rubric";
import { escapeHtml } from "../html";

/** What a mock interview needs to start, and the way to the sheet of the last one. */
export function startHtml(): string {
  return [
    `<label class="mock-only" hidden>Minutes <input type="number" name="minutes" min="${SHORTEST_MINUTES}" max="${LONGEST_MINUTES}" value="${DEFAULT_MINUTES}" required></label>`,
    '<button type="submit" class="main mock-only" hidden>Start the interview</button>',
    '<button type="button" id="mock-last" hidden>The last score sheet</button>',
  ].join("\n");
}

/** A mock interview that a reload or a closed page cut off. */
export const OFFER = [
  '<div class="notice" id="mock-offer" role="region" aria-label="A mock interview under way" hidden><p id="mock-offer-text"></p>',
  '<div class="actions"><button type="button" class="main" id="mock-go-on">Go on with it</button>',
  '<button type="button" id="mock-give-up">End it</button></div></div>',
].join("\n");

/** Where an answer of a mock interview can be typed; who answers aloud leaves it empty. */
export const ANSWER = [
  '<div id="mock-answer" hidden><label for="mock-text" id="mock-label">Your answer</label>',
  '<textarea id="mock-text" rows="4" autocomplete="off"></textarea></div>',
].join("\n");

function criterionHtml(dimension: Dimension): string {
  const { title, levels } = RUBRIC[dimension];
  const marks = Array.from({ length: HIGHEST_SCORE + 1 }, (_, mark) => `<label><input type="radio" name="${dimension}" value="${mark}" required> ${mark}</label>`);
  const meanings = levels.map((level, i) => `<li><b>${2 * i}</b> ${escapeHtml(level)}</li>`);
  return [
    `<fieldset class="criterion" aria-describedby="means-${dimension}"><legend>${escapeHtml(title)}</legend>`,
    `<div class="marks">${marks.join("")}</div>`,
    `<ul class="meanings" id="means-${dimension}">${meanings.join("")}</ul></fieldset>`,
  ].join("\n");
}

/** The terminal's rubric as a form: four criteria, each from 0 to 4. */
export function scoresHtml(): string {
  return [
    '<form id="mock-scores" autocomplete="off" hidden><p class="part-name">Score yourself</p>',
    ...DIMENSIONS.map(criterionHtml),
    '<div class="actions"><button type="submit" class="main" id="mock-keep">Keep these scores</button></div></form>',
  ].join("\n");
}

/** Where the sheet of an interview is shown. */
export const SHEET = [
  '<div class="panel" id="drill-sheet" hidden>',
  '<div class="question" id="sheet-title" role="heading" aria-level="2" tabindex="-1">Score sheet</div>',
  '<div id="sheet-body"></div>',
  '<div class="actions"><button type="button" class="main" id="sheet-print">Print</button>',
  '<button type="button" id="sheet-save">Save as a file</button>',
  '<button type="button" id="sheet-close">Another interview</button></div>',
  "</div>",
].join("\n");
