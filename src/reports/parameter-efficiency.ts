import { paretoFront } from "../evaluation";
import { arm } from "../experiments/manifest/experiment";
import type { TrialRecord } from "../experiments/record";
import type { ArmResult } from "../experiments/run-experiment";
import { MODEL_TITLES } from "../models/options";
import { strictScores } from "./model-report";
import { count, counted, listed, mean, meanAndDeviation, percentText, standardDeviation } from "./percent";
import type { ModelRecords } from "./program-costs";

type Row = { readonly [column: string]: string | number | null };

/** Configurations that belong together, such as a grid: one marker in the figure. */
export interface ConfigurationGroup {
  readonly group: string;
  /** What stands before an arm's title where it is named: "units" makes "units 50". */
  readonly prefix: string;
  readonly results: readonly ArmResult[];
}

export interface EfficiencyPoint {
  readonly group: string;
  readonly name: string;
  readonly parameters: number;
  /** Strict F1 on the test part, the mean over seeds. */
  readonly f1: number;
  readonly records: readonly TrialRecord[];
}

/** The models as they were, as configurations beside others. */
export function headlineResults(models: readonly ModelRecords[]): ArmResult[] {
  return models.map(({ model, records }) => ({ arm: arm(model, model, { title: MODEL_TITLES[model] }), records }));
}

/** Configurations that were trained on the same sentences, and so can be compared. */
export interface EfficiencyPanel {
  readonly title: string;
  readonly points: readonly EfficiencyPoint[];
}

function nameOf({ prefix }: ConfigurationGroup, { title }: ArmResult["arm"]): string {
  return prefix ? `${prefix} ${title}` : title;
}

function pointsOf(given: ConfigurationGroup): EfficiencyPoint[] {
  return given.results.filter(({ records }) => records.length > 0).map(({ arm: own, records }) => ({
    group: given.group,
    name: nameOf(given, own),
    parameters: records[0]!.metrics.parameters,
    f1: mean(strictScores(records)),
    records,
  }));
}

function sentencesText(points: readonly EfficiencyPoint[]): string {
  const sizes = [...new Set(points.flatMap(({ records }) => records.map(({ metrics }) => metrics.trainingSentences)))].sort((a, b) => a - b);
  return `${sizes.map(count).join(" or ") || "no"} training sentences`;
}

/** The configurations of all groups, each training once: what an earlier group has is left out of the later ones. */
export function efficiencyPanel(groups: readonly ConfigurationGroup[]): EfficiencyPanel {
  const seen = new Set<string>();
  const points = groups.flatMap(pointsOf).filter(({ records }) => {
    const hash = records[0]!.hash;
    return !seen.has(hash) && seen.add(hash);
  });
  return { title: sentencesText(points), points };
}

/** The configurations than which no other one has both a higher F1 and fewer parameters, the smallest first. */
export function frontOf({ points }: EfficiencyPanel): EfficiencyPoint[] {
  const front = paretoFront(points, [
    { name: "F1", better: "higher", value: ({ f1 }) => f1 },
    { name: "parameters", better: "lower", value: ({ parameters }) => parameters },
  ]);
  return front.sort((a, b) => a.parameters - b.parameters);
}

/** One row a configuration on a front. */
export function frontRows(panels: readonly EfficiencyPanel[]): Row[] {
  return panels.flatMap((panel) => frontOf(panel).map(({ group, name, parameters, records }) => ({
    "trained on": panel.title.replace(/ training/, ""),
    group,
    configuration: name,
    parameters,
    seeds: records.length,
    "strict F1 %": meanAndDeviation(strictScores(records)),
  })));
}

/** Both panels as the figure takes them. */
export function parameterFrontData(panels: readonly EfficiencyPanel[]) {
  return panels.filter(({ points }) => points.length > 0).map(({ title, points }) => ({
    title,
    points: points.map(({ group, name, parameters, f1, records }) => {
      const deviation = standardDeviation(strictScores(records));
      return { group, name, parameters, f1, ...(deviation !== null && { deviation }) };
    }),
  }));
}

/** The last step of a front: what its most expensive configuration adds to the one before it. */
function lastStep(front: readonly EfficiencyPoint[]): string {
  const [before, last] = front.slice(-2);
  if (!before || !last) return "";
  const factor = (last.parameters / before.parameters).toFixed(1);
  return `; the last step, from ${before.name} to ${last.name}, takes ${factor} times the parameters for ${(100 * (last.f1 - before.f1)).toFixed(2)} points`;
}

function panelSentence(panel: EfficiencyPanel): string[] {
  const front = frontOf(panel);
  if (front.length === 0) return [];
  if (panel.points.every(({ f1 }) => f1 === 0)) return [`With ${panel.title}, no configuration finds an entity: parameters buy nothing yet.`];
  const names = listed(front.map(({ name, parameters, f1 }) => `${name} (${count(parameters)}, ${percentText(f1)})`));
  const beaten = panel.points.length - front.length;
  return [`With ${panel.title}, ${front.length} of ${counted(panel.points.length, "configuration")} ${front.length === 1 ? "is" : "are"} ` +
    `on the front of mean strict F1 against parameters, and ${beaten} ${beaten === 1 ? "is" : "are"} beaten in both: ${names}${lastStep(front)}.`];
}

/** One sentence a panel; points without an interval, as a front takes means for true. */
export function frontFindings(panels: readonly EfficiencyPanel[]): string[] {
  return panels.flatMap(panelSentence);
}
