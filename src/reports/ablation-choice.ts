import type { Verdict } from "../evaluation";
import { chosenArm, gridRange, seedDeviation, validationScores, type Grid, type MeasuredArm } from "./ablation-report";
import { strictScores } from "./model-report";
import { counted, listed, mean, percent, pointsText, probabilityText, rangeText } from "./percent";

type Row = { readonly [column: string]: string | number | null };

function testScore({ records }: MeasuredArm): number {
  return mean(strictScores(records));
}

function validationScore({ records }: MeasuredArm): number {
  return mean(validationScores(records));
}

/** What validation makes of a grid, and what the test part then says of it. */
export interface Choice {
  readonly grid: Grid;
  readonly base: MeasuredArm;
  readonly chosen: MeasuredArm;
  /** Chosen minus base, as fractions of F1. */
  readonly validationGain: number;
  readonly testGain: number;
  /** Of the chosen arm against the base; null where the base is chosen or nothing could be compared. */
  readonly verdict: Verdict | null;
  /** The best arm by the test part, which nobody may choose by. */
  readonly hindsight: MeasuredArm;
}

/** One choice a grid; a grid without arms, or whose arms find nothing, has none. */
export function choicesOf(grids: readonly Grid[]): Choice[] {
  return grids.flatMap((grid) => {
    const { base, arms } = grid;
    const chosen = chosenArm(grid);
    if (!base || !chosen) return [];
    return [{
      grid, base, chosen,
      validationGain: validationScore(chosen) - validationScore(base),
      testGain: testScore(chosen) - testScore(base),
      verdict: chosen.verdict,
      hindsight: [...arms].sort((a, b) => testScore(b) - testScore(a))[0]!,
    }];
  });
}

function isBase({ chosen, base }: Choice): boolean {
  return chosen === base;
}

function outcomeText(choice: Choice): string {
  return isBase(choice) ? "the base itself" : choice.verdict?.outcome ?? "not compared";
}

/** One row a grid: the value that validation chooses, what it promised, and what the test part says. */
export function choiceRows(choices: readonly Choice[]): Row[] {
  return choices.map((choice) => {
    const { grid, base, chosen, verdict, hindsight, validationGain, testGain } = choice;
    return {
      grid: grid.axis.title,
      base: base.arm.title,
      chosen: chosen.arm.title,
      "gain on validation (points)": percent(validationGain),
      "gain on test (points)": percent(testGain),
      "95 % interval": verdict && rangeText(verdict.interval),
      "p (Holm)": verdict && probabilityText(verdict.adjustedP),
      "the choice is": outcomeText(choice),
      "best on test": hindsight.arm.title,
      "lost by not knowing it (points)": percent(testScore(hindsight) - testScore(chosen)),
    };
  });
}

/** One row a grid: how far its values move the score, beside how far seeds alone do. */
export function effectRows(grids: readonly Grid[]): Row[] {
  return grids.filter(({ arms }) => arms.length > 0).map((grid) => {
    const deviation = seedDeviation(grid.arms);
    const others = grid.arms.filter((each) => each !== grid.base);
    const outcome = (wanted: string) => others.filter(({ verdict }) => verdict?.outcome === wanted).length;
    return {
      grid: grid.axis.title,
      values: grid.arms.length,
      "best minus worst value (points)": percent(gridRange(grid)),
      "seeds alone, standard deviation (points)": deviation === null ? null : percent(deviation),
      "better than the base": outcome("better"),
      "worse than the base": outcome("worse"),
      "not distinguishable": outcome("not distinguishable"),
    };
  });
}

/** A difference that prints as nothing is none. */
const SAME = 5e-5;

function gainText(gain: number): string {
  if (Math.abs(gain) < SAME) return "no change";
  return `${pointsText(Math.abs(gain))} points ${gain > 0 ? "more" : "less"}`;
}

function choiceSentence(choice: Choice): string {
  const { grid, base, chosen, verdict, validationGain, testGain } = choice;
  const promised = `Validation would choose ${grid.axis.title.toLowerCase()} ${chosen.arm.title} over the base ${base.arm.title} ` +
    `(${gainText(validationGain)} on validation)`;
  if (!verdict) return `${promised}; the test part shows ${gainText(testGain)}, and is too small to say how sure that is.`;
  const interval = `95 % interval of the difference ${rangeText(verdict.interval)}`;
  const said = verdict.outcome === "not distinguishable" ? "which cannot be told from the base" : `which is ${verdict.outcome} than the base`;
  const seeds = verdict.intervalWithSeeds ? "" : "; with one seed that holds for these trained models, not for others";
  return `${promised}; the test part shows ${gainText(testGain)} (${interval}), ${said}${seeds}.`;
}

/** The grids whose base validation would keep, in one sentence; a grid of one value leaves no choice. */
function keptSentence(choices: readonly Choice[]): string[] {
  const kept = choices.filter((choice) => isBase(choice) && choice.grid.arms.length > 1);
  const shown = kept.map(({ grid, base }) => `${grid.axis.title.toLowerCase()} ${base.arm.title} (of ${listed(grid.arms.map(({ arm }) => arm.title))})`);
  return kept.length === 0 ? [] : [`Validation would keep the base in ${shown.join("; ")}.`];
}

/** What the choices come to together: how many of them the test part confirms, refutes, or leaves open. */
function choicesSentence(choices: readonly Choice[]): string[] {
  const moved = choices.filter((choice) => !isBase(choice));
  if (choices.length < 2) return [];
  const kept = `Of ${counted(choices.length, "grid")}, validation would keep the base in ${choices.length - moved.length}`;
  if (moved.length === 0) return [`${kept}.`];
  const of = (wanted: string) => moved.filter((choice) => outcomeText(choice) === wanted).length;
  const undecided = of("not distinguishable") + of("not compared");
  const result = `on the test part ${of("better")} of these ${of("better") === 1 ? "is" : "are"} better, ${of("worse")} worse and ${undecided} undecided`;
  return [`${kept} and leave it in ${moved.length}; ${result}.`];
}

/** Grids without a choice: what follows from them is nothing. */
function silentSentence(grids: readonly Grid[]): string[] {
  const silent = grids.filter((grid) => chosenArm(grid) === null).map(({ axis }) => axis.title.toLowerCase());
  return silent.length === 0 ? [] : [`No arm finds an entity of the validation part under ${listed(silent)}: there is nothing to choose by.`];
}

function effectSentence(grids: readonly Grid[]): string[] {
  const [first] = grids.map((grid) => ({ grid, range: gridRange(grid) })).sort((a, b) => b.range - a.range);
  if (!first || first.range < SAME) return [];
  const deviation = seedDeviation(grids.flatMap(({ arms }) => arms));
  const moves = `The setting that moves strict F1 most is ${first.grid.axis.title.toLowerCase()}: ${pointsText(first.range)} points ` +
    "between its best and its worst value";
  if (deviation === null) return [`${moves}; one seed each, so that part of it may be the seed's.`];
  return [`${moves}; seeds alone have a standard deviation of ${pointsText(deviation)} points.`];
}

/** What the grids say, computed from their records; nothing for grids without arms. */
export function ablationFindings(grids: readonly Grid[]): string[] {
  const present = grids.filter(({ arms }) => arms.length > 0);
  const choices = choicesOf(present);
  const moved = choices.filter((choice) => !isBase(choice));
  return [...silentSentence(present), ...effectSentence(present), ...moved.map(choiceSentence), ...keptSentence(choices), ...choicesSentence(choices)];
}
