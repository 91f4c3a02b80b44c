import { climbLadder, stepsOf } from "../../claims/ladder";
import { signedPoints } from "../../claims/texts";
import { goldEntities, reportedAccuracy, reportedF1, reportedSequences, wordsRight, type Measure } from "../../claims/measures";
import { differencesOf, rangeOfMean } from "../../claims/seeds";
import { legacySystems, positionCounts, type LegacySystem } from "../../claims/tables";
import { mean, percentText } from "../../reports/percent";
import { percentOver } from "../../claims/texts";
import { recordOrigin, slug, whereKnown, type AddressedNumber, type Family } from "../number";
import { completeArm, METRICS, ofRecords, overSeeds, type Described } from "../record-numbers";
import type { Sources } from "../sources";
import { whole } from "../texts";

const NAMED = [
  ["legacy-model2-padded", "Model 2 on first words, padded to 75, padding counted: the protocol of 99.9 %", METRICS.withPadding, "legacy", "model2"],
  ["legacy-model2-words", "The same predictions of Model 2, padding left out: first words that are right", METRICS.accuracy, "legacy", "model2"],
  ["legacy-baseline-words", "The Baseline on first words", METRICS.accuracy, "legacy", "baseline"],
  ["legacy-advanced-words", "The Advanced model on first words", METRICS.accuracy, "legacy", "advanced"],
  ["legacy-model2-unpadded", "Model 2 on first words, trained without padding", METRICS.accuracy, "legacy-swapped", "model2"],
  ["legacy-baseline-padded", "The Baseline on first words, padded to 75, padding counted", METRICS.withPadding, "legacy-swapped", "baseline"],
  ["legacy-baseline-padded-words", "The same predictions of the Baseline, padding left out", METRICS.accuracy, "legacy-swapped", "baseline"],
] as const;

/** Floors under the claim's own protocol, on the data of every seed. */
function floorNumbers({ system, title, records, reported }: LegacySystem): AddressedNumber[] {
  const key = `legacy-${slug(system)}`;
  return [
    ...ofRecords({ key: `${key}-padded`, what: `${title} on first words, padding to 75 counted` }, "metrics.test.padded75, %", records,
      () => percentOver(reported, 3)),
    ...ofRecords({ key: `${key}-words`, what: `${title} on first words` }, METRICS.accuracy.name, records, (own) => percentOver(own.map(wordsRight))),
  ];
}

/** Those that were scored on the data of every seed. */
function completeFloors({ book, evidence }: Sources): LegacySystem[] {
  const seeds = completeArm(book, "legacy", "model2").length;
  return legacySystems(evidence()).filter(({ records }) => records.length === seeds && records.every(({ kind }) => kind === "floor"));
}

const OTHER = [
  ["reported-f1", "Token F1, weighted, O and padding counted as the original counts them", reportedF1],
  ["sequences", "Sequences with every position right as the original counts them", reportedSequences],
] as const;

function otherScores({ book }: Sources, arm: string): AddressedNumber[] {
  const records = completeArm(book, "legacy", arm);
  return [
    ...OTHER.flatMap(([end, what, of]) =>
      overSeeds({ key: `legacy-${arm}-${end}`, what: `${what}: ${arm} on first words` }, { name: end, of }, records, 3)),
    ...ofRecords({ key: `legacy-${arm}-entities`, what: `Entities of one word in the test part: ${arm}` }, "supports, mean over seeds", records,
      (own) => whole(mean(own.map(goldEntities)))),
  ];
}

/** Positions of the first seed's test part under the protocol of the claim. */
function positionNumbers(sources: Sources): AddressedNumber[] {
  const records = completeArm(sources.book, "legacy", "model2").slice(0, 1);
  const counts = positionCounts(sources.evidence());
  if (counts === null) return [];
  const { positions, words, wrongWords, wrongPadding } = counts;
  const number = (end: string, what: string, text: string) =>
    ofRecords({ key: `legacy-${end}`, what }, "metrics.padded, first seed", records, () => text);
  return [
    ...number("positions", "Positions of the claim's test part, padding among them", whole(positions)),
    ...number("first-words", "First words of the claim's test part", whole(words)),
    ...number("padding-positions", "Padding among these positions", whole(positions - words)),
    ...number("padding-share", "Share of padding in these positions", percentText(1 - words / positions)),
    ...number("wrong-words", "First words that Model 2 gets wrong there", whole(wrongWords)),
    ...number("wrong-padding", "Padding that Model 2 gets wrong there", whole(wrongPadding)),
  ];
}

type Arm = readonly [experiment: string, arm: string];

/** One arm above another, seed by seed. */
function leadNumbers({ book }: Sources, { key, what }: Described, [a, b]: readonly [Arm, Arm], measure: Measure): AddressedNumber[] {
  const [own, other] = [completeArm(book, ...a), completeArm(book, ...b)];
  const differences = differencesOf(own, other, measure);
  const range = rangeOfMean(differences);
  if (differences.length === 0) return [];
  const from = [...own, ...other].map(recordOrigin);
  const how = "difference of the same seeds, mean, points";
  return [
    { key, what, metric: how, text: `${signedPoints(mean(differences))} points`, from },
    ...whereKnown(range, ({ low, high }) => ({
      key: `${key}-interval`, what: `95 % interval over seeds: ${what}`, metric: how,
      text: `${signedPoints(low)} to ${signedPoints(high)} points`, from,
    })),
  ];
}

const THEN: readonly [Arm, Arm] = [["legacy", "model2"], ["legacy", "baseline"]];
const SWAPPED: readonly [Arm, Arm] = [["legacy-swapped", "model2"], ["legacy-swapped", "baseline"]];
const UNPADDED: readonly [Arm, Arm] = [["legacy-swapped", "model2"], ["legacy", "baseline"]];

const LEADS: readonly (readonly [key: string, what: string, arms: readonly [Arm, Arm], measure: Measure])[] = [
  ["legacy-lead", "Model 2 above the Baseline as each protocol reports it", THEN, reportedAccuracy],
  ["legacy-lead-swapped", "The same with paddings swapped", SWAPPED, reportedAccuracy],
  ["legacy-model2-minus-baseline-words", "Model 2 minus the Baseline, both at length 1, first words right", UNPADDED, wordsRight],
];

/** The claim's protocol on the one-token corpus: models, floors and swapped paddings. */
export const legacy: Family = {
  title: "The protocol of the claim: first words and their padding",
  numbers: (sources) => [
    ...NAMED.flatMap(([key, what, metric, experiment, arm]) =>
      overSeeds({ key, what }, metric, completeArm(sources.book, experiment, arm), metric === METRICS.withPadding ? 3 : 2)),
    ...completeFloors(sources).flatMap(floorNumbers),
    ...["baseline", "model2", "advanced"].flatMap((arm) => otherScores(sources, arm)),
    ...positionNumbers(sources),
    ...LEADS.flatMap(([key, what, arms, measure]) => leadNumbers(sources, { key, what }, arms, measure)),
  ],
};

function ladderNumbers(sources: Sources): AddressedNumber[] {
  const rungs = climbLadder(sources.evidence()) ?? [];
  const steps = stepsOf(rungs);
  return rungs.flatMap(({ title, change, level, strictF1, records }, i) => {
    const [key, from] = [`ladder-${slug(title)}`, records.map(recordOrigin)];
    const number = (end: string, what: string, metric: string, text: string): AddressedNumber =>
      ({ key: `${key}${end}`, what: `${what} “${title}” (${change})`, metric, text, from });
    return [
      number("", "What the rung calls the result:", "the rung's own measure, mean ± standard deviation over seeds, %", percentOver(level)),
      number("-f1", "Strict F1 of the same predictions at the rung", `${METRICS.strictF1.name}, %`, percentOver(strictF1)),
      ...whereKnown(steps[i], (step) =>
        number("-step", "Step to the rung", "difference to the rung it is measured from, points", `${signedPoints(step)} points`)),
    ];
  });
}

const LADDER_ARMS = ["whole-sentences", "early-stopping", "one-length", "training-vocabulary", "minimum-count", "distinct", "shares"];

/** One change of protocol a rung, as the waterfall shows them; none while a rung lacks a seed. */
export const ladder: Family = {
  title: "The ladder from the claim to an honest score",
  numbers: (sources) => {
    const { book } = sources;
    const complete = [["legacy", "model2"], ["headline", "model2"], ...LADDER_ARMS.map((arm) => ["ladder", arm])].every(([experiment, arm]) =>
      book.manifest.experiments.some(({ id }) => id === experiment) && completeArm(book, experiment!, arm!).length > 0);
    return complete ? ladderNumbers(sources) : [];
  },
};
