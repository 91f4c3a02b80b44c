import { listed, mean, percentText } from "../reports/percent";
import { undecided, type Claim, type Derivation } from "./claim";
import type { ArmRecords, Evidence } from "./evidence";
import { strictF1 } from "./measures";
import { STARTING_DOCUMENTS } from "./origin";
import { differencesOf, rangeOfMean, type Range } from "./seeds";
import { differenceText, percentOver, signedPoints } from "./texts";

function deriveParadox(evidence: Evidence): Derivation | null {
  const [model2, advanced] = [evidence.records("headline", "model2"), evidence.records("headline", "advanced")];
  const differences = differencesOf(advanced, model2, strictF1);
  if (differences.length === 0) return null;
  const measured = `Advanced minus Model 2: ${signedPoints(mean(differences))} points`;
  const range = rangeOfMean(differences);
  if (range === null) return undecided(measured, model2, advanced);
  const told = range.low > 0 ? "is the better one" : range.high < 0 ? "is the worse one" : "cannot be told apart from the smaller one";
  return {
    measured,
    verdict: range.low > 0 ? "refuted" : range.high < 0 ? "reproduced" : "not reproduced",
    cause: [
      "An input of one word has no context that a BiLSTM could use.",
      `On whole sentences the larger model ${told}: strict F1 ${percentOver(advanced.map(strictF1))} against ${percentOver(model2.map(strictF1))},`,
      `${differenceText(differences, range)}.`,
    ].join(" "),
    records: [...model2, ...advanced],
  };
}

const paradox: Claim = {
  id: "complexity", theme: "observations", claimed: "simpler beats complex", value: null, source: STARTING_DOCUMENTS,
  protocol: "three models on inputs of one word, at different lengths",
  derivation: "strict F1 of the Advanced model and Model 2 on whole sentences, seed by seed",
  rule: "refuted or reproduced: the 95 % interval of the difference over seeds lies above or below 0; not reproduced: it holds 0",
  notebook: "06",
  derive: deriveParadox,
};

const CLAIMED_LENGTH = "75";

interface OtherLength {
  readonly title: string;
  readonly range: Range;
}

/** What each other arm loses against 75, where it has the seeds to say so. */
function againstOthers(arms: readonly ArmRecords[], chosen: ArmRecords): OtherLength[] {
  return arms.filter((each) => each !== chosen).flatMap(({ title, records }) => {
    const range = rangeOfMean(differencesOf(chosen.records, records, strictF1));
    return range === null ? [] : [{ title, range }];
  });
}

/** How much of what the original computed was padding. */
function paddingSentence(evidence: Evidence): string {
  const [record] = evidence.records("legacy", "model2");
  const positions = record?.metrics.padded?.positions;
  if (record === undefined || positions === undefined) return "";
  return `There, every input had one token, and ${percentText(1 - record.metrics.test.tokens / positions)} of all positions were padding.`;
}

function deriveLength(evidence: Evidence): Derivation | null {
  const arms = evidence.arms("sequence-length");
  const chosen = arms.find(({ arm }) => arm === CLAIMED_LENGTH);
  if (chosen === undefined || chosen.records.length === 0) return null;
  const measured = `75: F1 ${percentOver(chosen.records.map(strictF1))}`;
  const others = againstOthers(arms, chosen);
  if (others.length === 0) return undecided(measured, chosen.records);
  const equals = others.filter(({ range }) => range.low <= 0).map(({ title }) => title);
  const worse = others.filter(({ range }) => range.low > 0).map(({ title }) => title);
  return {
    measured,
    verdict: equals.length === 0 ? "reproduced" : "refuted",
    cause: [
      paddingSentence(evidence),
      equals.length > 0
        ? `On whole sentences, trained on a quarter of them, 75 is no better than ${listed(equals)}` +
          `${worse.length > 0 ? `; it is better than ${listed(worse)}` : ""}.`
        : "",
      equals.length === 0 ? `On whole sentences, trained on a quarter of them, 75 is better than ${listed(worse)}.` : "",
    ].filter(Boolean).join(" "),
    records: arms.flatMap(({ records }) => records),
  };
}

const length: Claim = {
  id: "length-75", theme: "observations", claimed: "75 tokens is the sweet spot", value: { value: 75, unit: "tokens" }, source: STARTING_DOCUMENTS,
  protocol: "one length tried, on inputs of one word",
  derivation: "strict F1 on untruncated gold at lengths 10 to 104 and in batches by length",
  rule: "reproduced: better than every other length, each 95 % interval over seeds above 0; else refuted",
  notebook: "08",
  derive: deriveLength,
};

/** What the original observed. */
export const observationClaims: readonly Claim[] = [paradox, length];
