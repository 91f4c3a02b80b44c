import { FEATURES, type Feature } from "../serving/drift/features";
import { DOSES, type DoseSummary, type DriftMeasurement, type EstimateQuality, type WindowSummary } from "./drift-measure";
import { count, counted, listed, percent, percentText, pointsText, rangeText } from "./percent";

type Row = { readonly [column: string]: string | number | null };

const FEATURE_TITLES: { readonly [feature in Feature]: string } = {
  words: "words: how common they are, and which common ones", lengths: "sentence lengths", tags: "tags given", confidence: "confidence of each tag",
};

const Z = 1.96;

/** Wilson's 95 % interval of a share of so many windows, as if they were independent: they share the test part's sentences. */
function wilson(share: number, windows: number): { readonly low: number; readonly high: number } {
  const center = share + Z ** 2 / (2 * windows);
  const half = Z * Math.sqrt((share * (1 - share)) / windows + Z ** 2 / (4 * windows ** 2));
  const scale = 1 + Z ** 2 / windows;
  return { low: Math.max(0, (center - half) / scale), high: Math.min(1, (center + half) / scale) };
}

function short(value: number): number {
  return Number(value.toFixed(4));
}

/** What a window is compared with: bins, calibrated thresholds, and what windows without drift reach. */
export function thresholdRows({ reference, mixedThresholds, calm }: DriftMeasurement): Row[] {
  return FEATURES.map((feature) => ({
    feature: FEATURE_TITLES[feature],
    bins: reference.counts[feature].length,
    "PSI threshold": short(reference.thresholds[feature].psi),
    "… for mixed traffic": short(mixedThresholds[feature].psi),
    "JS threshold (bits)": short(reference.thresholds[feature].js),
    "mean PSI, no drift": short(calm.byFeature[feature].psi),
    "mean JS, no drift": short(calm.byFeature[feature].js),
    "windows above, no drift %": percent(calm.byFeature[feature].alarmShare),
  }));
}

function falseAlarmRow(traffic: string, { windows, alarmShare, alarmShareMixed, above10, above25 }: WindowSummary): Row {
  return {
    traffic,
    windows,
    "alarms %": percent(alarmShare),
    "95 % interval": rangeText(wilson(alarmShare, windows)),
    "… thresholds for mixed traffic %": percent(alarmShareMixed),
    "PSI above 0.1 %": percent(above10),
    "PSI above 0.25 %": percent(above25),
  };
}

/** Traffic without drift: how often an alarm is raised all the same, by calibrated thresholds and by the usual ones. */
export function falseAlarmRows({ calm, inOrder }: DriftMeasurement): Row[] {
  const ordered = inOrder.windows > 0 ? [falseAlarmRow("test part, in the corpus's order", inOrder)] : [];
  return [falseAlarmRow("test part, windows drawn at random", calm), ...ordered];
}

/** Windows until the first alarm, on average, when each window raises one with this probability. */
function windowsUntilAlarm({ alarmShare }: WindowSummary): number | null {
  return alarmShare === 0 ? null : Number((1 / alarmShare).toFixed(1));
}

/** The feature that raises most alarms. */
function loudest({ byFeature }: WindowSummary): string | null {
  const [first] = [...FEATURES].sort((a, b) => byFeature[b].alarmShare - byFeature[a].alarmShare);
  return byFeature[first!].alarmShare === 0 ? null : `${first!} (${percentText(byFeature[first!].alarmShare)})`;
}

/** A row for each kind of drift and share of the traffic that it takes. */
export function detectionRows({ doses }: DriftMeasurement): Row[] {
  return doses.map((dose) => ({
    drift: dose.title,
    "of the traffic %": percent(dose.dose),
    windows: dose.windows,
    "with an alarm %": percent(dose.alarmShare),
    "windows until the first": windowsUntilAlarm(dose),
    "… thresholds for mixed traffic %": percent(dose.alarmShareMixed),
    "most alarms by": loudest(dose),
    "PSI above 0.1 %": percent(dose.above10),
    "PSI above 0.25 %": percent(dose.above25),
    "unknown words %": percent(dose.unknownShare),
  }));
}

/** The summaries whose estimates are shown: without drift, and wholly drifted. */
function estimated({ calm, inOrder, doses }: DriftMeasurement): { readonly title: string; readonly estimate: EstimateQuality }[] {
  const all: { readonly title: string; readonly estimate: EstimateQuality | null }[] = [
    { title: "no drift, windows drawn", estimate: calm.estimate },
    { title: "no drift, in order", estimate: inOrder.estimate },
    ...doses.filter(({ dose }) => dose === 1),
  ];
  return all.flatMap(({ title, estimate }) => (estimate ? [{ title, estimate }] : []));
}

/** Estimated beside true strict F1, means over windows. */
export function estimateRows(measured: DriftMeasurement): Row[] {
  return estimated(measured).map(({ title, estimate }) => ({
    traffic: title,
    windows: estimate.windows,
    "true F1 %": percent(estimate.truth),
    "estimated F1 %": percent(estimate.estimate),
    "mean interval": rangeText(estimate),
    "bias (points)": percent(estimate.bias),
    "mean error (points)": percent(estimate.meanError),
    "interval holds the truth %": percent(estimate.coverage),
    "low end below the floor %": percent(estimate.belowFloor),
  }));
}

/** Lines of windows with an alarm by dose, as their figure takes them. */
export function detectionData({ reference, calm, doses }: DriftMeasurement) {
  const titles = [...new Set(doses.map(({ title }) => title))];
  const dosesOf = (title: string) => doses.filter((each) => each.title === title).map(({ dose, alarmShare }) => ({ dose, alarmShare }));
  return {
    falseAlarmRate: reference.falseAlarmRate,
    window: reference.window,
    lines: titles.map((title) => ({
      title,
      points: [{ dose: 0, alarmShare: calm.alarmShare }, ...dosesOf(title)],
    })),
  };
}

export function estimateData(measured: DriftMeasurement) {
  const { reference } = measured;
  return {
    level: reference.interval.level,
    validationF1: reference.f1,
    floor: reference.interval.floor,
    rows: estimated(measured).map(({ title, estimate: { truth, estimate, low, high } }) => ({ title, truth, estimate, low, high })),
  };
}

function alarmInterval({ alarmShare, windows }: WindowSummary): string {
  return `95 % interval ${rangeText(wilson(alarmShare, windows))}`;
}

function falseAlarmSentence({ reference, calm }: DriftMeasurement): string {
  return [
    `Thresholds were calibrated on validation so that ${percentText(reference.falseAlarmRate)} of the windows of`,
    `${counted(reference.window, "sentence")} without drift raise an alarm. Of ${counted(calm.windows, "window")} drawn from the test part,`,
    `${percentText(calm.alarmShare)} do (${alarmInterval(calm)}, were the windows independent).`,
  ].join(" ");
}

function orderSentence({ calm, inOrder }: DriftMeasurement): string[] {
  if (inOrder.windows === 0) return [];
  const alike = inOrder.alarmShareMixed > inOrder.alarmShare ? ": neighbors in a corpus resemble each other more than drawn sentences do" : "";
  return [[
    `In the corpus's own order, ${percentText(inOrder.alarmShare)} of ${counted(inOrder.windows, "window")} raise one (${alarmInterval(inOrder)}).`,
    `Thresholds calibrated on drawn sentences instead of runs of consecutive ones would make it ${percentText(inOrder.alarmShareMixed)},`,
    `and ${percentText(calm.alarmShareMixed)} of the windows drawn at random${alike}.`,
  ].join(" ")];
}

function usualSentence({ reference, calm }: DriftMeasurement): string {
  const above = FEATURES.filter((feature) => reference.thresholds[feature].psi > 0.1);
  const why = above.length > 0 ? `, as the calibrated threshold of ${listed(above)} is above it` : "";
  const alarms = `an alarm in ${percentText(calm.above10)} of those windows and 0.25 in ${percentText(calm.above25)}`;
  return `The usual limit of 0.1 would raise ${alarms}${why}: what a PSI means depends on bins and window.`;
}

function coverageSentence({ reference, calm, inOrder }: DriftMeasurement): string[] {
  if (!calm.estimate) return ["No window holds an entity, so there is no F1 to estimate."];
  const { coverage, bias, low, high } = calm.estimate;
  const ordered = inOrder.estimate ? `, and in ${percentText(inOrder.estimate.coverage)} of those in the corpus's order` : "";
  return [[
    `Without drift, the interval of the estimated F1 holds a window's true F1 in ${percentText(coverage)} of the windows drawn at`,
    `random${ordered} (${percentText(reference.interval.level)} intended); it is ${pointsText(high - low)} points wide on average,`,
    `and the estimate is off by ${pointsText(bias)} points.`,
  ].join(" ")];
}

/** The smallest share of drifted traffic at which at least nine windows in ten raise an alarm. */
function detectedFrom(measured: DriftMeasurement, title: string): number | undefined {
  const found = measured.doses.filter((dose) => dose.title === title && dose.alarmShare >= 0.9).map(({ dose }) => dose);
  return found.length === 0 ? undefined : Math.min(...found);
}

/** When the first alarm comes. */
function delayText(whole: DoseSummary, window: number): string {
  const until = windowsUntilAlarm(whole);
  if (until === null) return `not once in ${counted(whole.windows, "window")}`;
  return `after ${until} ${until === 1 ? "window" : "windows"} on average, that is ${counted(Math.round(until * window), "sentence")}`;
}

function detectionSentence(measured: DriftMeasurement, whole: DoseSummary): string {
  const from = detectedFrom(measured, whole.title);
  const when = delayText(whole, measured.reference.window);
  const least = from === undefined
    ? "no share tried raises one in nine windows of ten"
    : `from ${count(100 * from)} % of the traffic on, nine windows in ten raise one`;
  return `${whole.title[0]!.toUpperCase()}${whole.title.slice(1)}: when all traffic is of this kind, the first alarm comes ${when}; ${least}.`;
}

function biasText({ truth, estimate, bias, coverage }: EstimateQuality): string {
  const off = `${bias >= 0 ? "+" : ""}${pointsText(bias)} points`;
  return `${percentText(estimate)} for a true ${percentText(truth)} (${off}, interval right in ${percentText(coverage)} of the windows)`;
}

function directionText(estimates: readonly EstimateQuality[]): string {
  const high = estimates.filter(({ bias }) => bias > 0).length;
  if (high === estimates.length) return "too high everywhere";
  return high === 0 ? "too low everywhere" : `too high for ${count(high)} of ${count(estimates.length)} kinds`;
}

function biasSentence(doses: readonly DoseSummary[]): string[] {
  const known = doses.flatMap(({ title, estimate }) => (estimate ? [{ title, estimate }] : []));
  if (known.length === 0) return [];
  const told = known.map(({ title, estimate }) => `${title} ${biasText(estimate)}`);
  return [[
    `Under drift the estimate itself is off, ${directionText(known.map(({ estimate }) => estimate))}: ${told.join("; ")}.`,
    "It takes for granted that a confidence means what it meant on validation.",
    "Another corpus is scored under the types that both have, the estimate is of all types that the model gives.",
  ].join(" ")];
}

/** What was found, computed. */
export function driftFindings(measured: DriftMeasurement): string[] {
  const whole = measured.doses.filter(({ dose }) => dose === DOSES[DOSES.length - 1]);
  return [
    falseAlarmSentence(measured), ...orderSentence(measured), usualSentence(measured), ...coverageSentence(measured),
    ...whole.map((dose) => detectionSentence(measured, dose)), ...biasSentence(whole),
  ];
}
