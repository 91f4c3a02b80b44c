import { MODEL_TITLES } from "../models/options";
import { FLOOR_TITLES, type Comparison } from "./comparison";
import { strictScores, supportOf } from "./model-report";
import { count, counted, listed, mean, percentText } from "./percent";
import { verdictsOf, type ComparedPair, type PairVerdict, type Uncertainty } from "./uncertainty-report";

interface Ranked {
  readonly title: string;
  readonly f1: number;
  readonly parameters: number;
}

function ranked(comparison: Comparison): Ranked[] {
  return comparison.models
    .map(({ model, records }) => ({
      title: MODEL_TITLES[model],
      f1: mean(strictScores(records)),
      parameters: records[0]!.metrics.parameters,
    }))
    .sort((a, b) => b.f1 - a.f1);
}

/** Scores closer than this, in fractions, are printed alike. */
const SAME = 5e-5;

function pairOf(uncertainty: Uncertainty | null, one: string, other: string): ComparedPair | undefined {
  return uncertainty?.pairs.find(({ a, b }) => (a === one && b === other) || (a === other && b === one));
}

/** The two best, and whether the test part and the seeds can tell them apart. */
function leadSentence([first, second]: readonly Ranked[], uncertainty: Uncertainty | null): string {
  if (!first || first.f1 < SAME) return "No model finds an entity of the test part: there is no order among them.";
  if (!second) return `${first.title} has a strict F1 of ${percentText(first.f1)}.`;
  const sizes = `${count(first.parameters)} parameters against ${count(second.parameters)}`;
  const scores = `${first.title} has a strict F1 of ${percentText(first.f1)}, ${second.title} ${percentText(second.f1)} (${sizes}).`;
  return [scores, pairOf(uncertainty, first.title, second.title)?.verdict.sentence].filter(Boolean).join(" ");
}

/** The verdict on a system against another one; by the printed scores where no pair was tested. */
function outcomeOf(pair: ComparedPair | undefined, title: string, gap: number): "better" | "worse" | "not distinguishable" {
  if (!pair) return Math.abs(gap) < SAME ? "not distinguishable" : gap > 0 ? "better" : "worse";
  if (pair.verdict.outcome === "not distinguishable") return "not distinguishable";
  return pair.a === title ? pair.verdict.outcome : pair.verdict.outcome === "better" ? "worse" : "better";
}

function floorSentence(order: readonly Ranked[], floor: number, uncertainty: Uncertainty | null): string {
  const title = FLOOR_TITLES["look-up"];
  const outcomes = order.map((model) => {
    const pair = pairOf(uncertainty, model.title, title);
    return { model, outcome: outcomeOf(pair, model.title, model.f1 - floor) };
  });
  const groups = (["better", "not distinguishable", "worse"] as const)
    .map((wanted) => ({ wanted, titles: outcomes.filter(({ outcome }) => outcome === wanted).map(({ model }) => model.title) }))
    .filter(({ titles }) => titles.length > 0);
  const shown = groups.map(({ wanted, titles }) => `${wanted}: ${listed(titles)}`);
  return `The look-up table, which knows no context, has ${percentText(floor)}. Against it, ${shown.join("; ")}.`;
}

/** Which pairs of the family the verdicts leave undecided. */
export function undecidedSentence(verdicts: readonly PairVerdict[], level: number): string {
  const undecided = verdicts.filter(({ outcome }) => outcome === "not distinguishable").map(({ a, b }) => `${a} and ${b}`);
  const error = Number((100 * (1 - level)).toFixed(4));
  const family = `Of the ${counted(verdicts.length, "pair")} of models and look-up table, tested as one family at ${error} % (Holm)`;
  if (undecided.length === 0) return `${family}, none is left undecided.`;
  return `${family}, ${undecided.length} ${undecided.length === 1 ? "is" : "are"} not distinguishable: ${undecided.join("; ")}.`;
}

function seedSentence({ models }: Comparison): string {
  const seeds = models.map(({ records }) => records.length);
  const [fewest, most] = [Math.min(...seeds), Math.max(...seeds)];
  if (most < 2) return "Every model was trained with one seed: nothing is known about other seeds, and no verdict is about them.";
  const amount = fewest === most ? `${most}` : `${fewest} to ${most}`;
  const demand = fewest > 1 ? ", and verdicts ask for intervals over sentences and seeds that leave 0 out" : "";
  return `Every model was trained with ${amount} seeds; scores are means over them${demand}.`;
}

export function comparisonFindings(comparison: Comparison, uncertainty: Uncertainty | null): string[] {
  const order = ranked(comparison);
  const allO = comparison.floors["all-O"].metrics.test;
  const lookUp = comparison.floors["look-up"].metrics.test;
  if (supportOf(lookUp) === 0) return ["The test part holds no entity: there is nothing to find, and no F1 says anything."];
  return [
    leadSentence(order, uncertainty),
    floorSentence(order, lookUp.entities.discard.micro.f1, uncertainty),
    ...(uncertainty ? [undecidedSentence(verdictsOf(uncertainty), uncertainty.level)] : []),
    `Tagging everything O gives ${percentText(allO.token.accuracy)} of tokens right and ${percentText(allO.padded75)} with padding to 75 ` +
      "counted, and finds no entity at all: neither of these is a measure of entity recognition.",
    seedSentence(comparison),
  ];
}
