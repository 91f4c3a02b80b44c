import { MONTHS, WEEKDAYS } from "./lexicon/names.others";
import type { Scene } from "./scene";
import { entity, outside, type Token } from "./token";
import { listed, zipfList } from "./zipf";

const weekdays = listed(WEEKDAYS);
const months = listed(MONTHS);
const numberWords = zipfList(`two three four five six seven eight nine ten 12 20 11 15 30 14 25 13 40 18 16 50 17 22 60 19 35 24
  28 45 27 33 70`);
const ordinals = zipfList("first second third fourth fifth sixth seventh eighth tenth");
const periods = zipfList("week month year weekend summer century");
const agoPeriods = zipfList("days years weeks months decades");
const dayParts = zipfList("night morning evening afternoon");
const agoNumbers = zipfList("two three four five ten six seven");
const YEARS = { first: 1984, count: 26 } as const;

function number(scene: Scene): string {
  return numberWords.draw(scene.random);
}

/** Counts as newspapers round them; some look like years. */
function count(scene: Scene): string {
  const { random } = scene;
  const form = random.uniform();
  if (form < 0.4) return String(10 + random.integer(90));
  if (form < 0.65) return String(100 + 10 * random.integer(90));
  if (form < 0.8) return String(1900 + 10 * random.integer(12));
  return `${1 + random.integer(90)},${random.pick(["000", "000", "500", "200"])}`;
}

function money(scene: Scene): Token[] {
  const { random } = scene;
  const amount = scene.chance(0.5) ? String(1 + random.integer(99)) : `${1 + random.integer(9)}.${1 + random.integer(9)}`;
  return [outside("$", "$"), outside(amount, "CD"), outside(scene.chance(0.7) ? "million" : "billion", "CD")];
}

function percent(scene: Scene): Token[] {
  const { random } = scene;
  const amount = scene.chance(0.5) ? String(2 + random.integer(60)) : `${random.integer(20)}.${1 + random.integer(9)}`;
  return [outside(amount, "CD"), outside("percent", "NN")];
}

function year(scene: Scene): string {
  const back = Math.min(scene.random.integer(YEARS.count), scene.random.integer(YEARS.count));
  return String(YEARS.first + YEARS.count - 1 - back);
}

const weekday = (scene: Scene): string => scene.random.pick(weekdays);
const month = (scene: Scene): string => scene.random.pick(months);
const day = (scene: Scene): string => String(1 + scene.random.integer(28));
const time = (...words: readonly string[]): Token[] => entity(words, "tim");

function ago(scene: Scene): Token[] {
  return [...entity([agoNumbers.draw(scene.random)], "tim", "CD"), { word: agoPeriods.draw(scene.random), pos: "NNS", tag: "I-tim" },
    { word: "ago", pos: "RB", tag: "I-tim" }];
}

function lastPeriod(scene: Scene): Token[] {
  return [{ word: "last", pos: "JJ", tag: "B-tim" }, { word: periods.draw(scene.random), pos: "NN", tag: "I-tim" }];
}

function nextPeriod(scene: Scene): Token[] {
  return [{ word: "next", pos: "JJ", tag: "B-tim" }, { word: periods.draw(scene.random), pos: "NN", tag: "I-tim" }];
}

function lateWeekday(scene: Scene): Token[] {
  return [{ word: scene.chance(0.6) ? "late" : "early", pos: "RB", tag: "B-tim" }, { word: weekday(scene), pos: "NNP", tag: "I-tim" }];
}

function weekdayPart(scene: Scene): Token[] {
  return [...time(weekday(scene)), { word: dayParts.draw(scene.random), pos: "NN", tag: "I-tim" }];
}

/** Dates, numbers and amounts by the kind that rules write between braces; dates are `tim` entities, the rest is outside. */
export const QUANTITIES: ReadonlyMap<string, (scene: Scene) => Token[]> = new Map<string, (scene: Scene) => Token[]>([
  ["number", (scene) => [outside(number(scene), "CD")]],
  ["count", (scene) => [outside(count(scene), "CD")]],
  ["ordinal", (scene) => [outside(ordinals.draw(scene.random), "JJ")]],
  ["money", money],
  ["percent", percent],
  ["score", (scene) => [outside(`${1 + scene.random.integer(6)}-${scene.random.integer(5)}`, "CD")]],
  ["weekday", (scene) => time(weekday(scene))],
  ["year", (scene) => time(year(scene))],
  ["month", (scene) => time(month(scene))],
  ["decade", (scene) => time(`19${scene.random.pick(["90", "80", "70", "60", "50"])}s`)],
  ["monthDay", (scene) => time(month(scene), day(scene))],
  ["monthYear", (scene) => time(month(scene), year(scene))],
  ["fullDate", (scene) => time(month(scene), day(scene), ",", year(scene))],
  ["ago", ago],
  ["lastPeriod", lastPeriod],
  ["nextPeriod", nextPeriod],
  ["lateWeekday", lateWeekday],
  ["weekdayPart", weekdayPart],
]);
