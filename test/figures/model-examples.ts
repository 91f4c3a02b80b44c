import {
  measuredErrorRates, PRICED_RANGES, returnInPercent, SEED_INPUTS, SWEPT_RANGES, tornado as oneAtATime, withPriceOfErrors,
} from "../../src/evaluation/business";
import { confusionMatrix } from "../../src/figures/gallery/confusion-matrix";
import { efficiency } from "../../src/figures/gallery/efficiency";
import { entityScoresByType } from "../../src/figures/gallery/entity-scores-by-type";
import { errorTaxonomy } from "../../src/figures/gallery/error-taxonomy";
import { f1ByTypeAndModel } from "../../src/figures/gallery/f1-by-type-and-model";
import { intervals } from "../../src/figures/gallery/intervals";
import { learningCurves } from "../../src/figures/gallery/learning-curves";
import { lstmGates } from "../../src/figures/gallery/lstm-gates";
import { modelComparison } from "../../src/figures/gallery/model-comparison";
import { paddedIllusion } from "../../src/figures/gallery/padded-illusion";
import { pareto } from "../../src/figures/gallery/pareto";
import { reliability, type ReliabilityPanel, type ReliabilityPoint } from "../../src/figures/gallery/reliability";
import { scoresBySlice } from "../../src/figures/gallery/scores-by-slice";
import { tornado } from "../../src/figures/gallery/tornado";
import { typeConfusion } from "../../src/figures/gallery/type-confusion";
import { caption, F1, history, SUPPORTS, SYSTEMS, TAGS, TYPES, type Examples } from "./invented";

function confusionCounts(): number[][] {
  return TAGS.map((_, gold) => TAGS.map((__, predicted) => {
    if (gold === predicted) return gold === 0 ? 130123 : Math.round(5100 / 1.4 ** gold) + 3;
    return (gold * 7 + predicted * 13) % 5 === 0 || predicted === 0 ? Math.round(900 / (1 + Math.abs(gold - predicted)) ** 1.6) : 0;
  }));
}

function runs(f1: number): { seed: number; discard: number; begin: number }[] {
  return [0, 1, 2].map((seed) => ({ seed, discard: f1 + 0.004 * (seed - 1), begin: f1 - 0.006 + 0.005 * (seed - 1) }));
}

function typeScores(): { type: string; precision: number; recall: number; f1: number; support: number }[] {
  return TYPES.map((type, i) => {
    const precision = type === "nat" ? NaN : 0.91 - 0.09 * i;
    const recall = 0.95 - 0.12 * i;
    return { type, precision, recall, f1: (2 * precision * recall) / (precision + recall), support: SUPPORTS[i]! };
  });
}

function errorCounts(s: number): { [kind: string]: number } {
  if (s === 1) return { missed: 16836 };
  const overlapping = { "boundary": 999 - 120 * s, "type": 790 + 70 * s, "boundary+type": 454 - 60 * s };
  return { "missed": 2670 - 420 * s, "spurious": 370 + 50 * s, ...overlapping, "split": 667 - 130 * s, "merged": 50 + 30 * s };
}

function mentionConfusion(): number[][] {
  return [...TYPES, "O"].map((_, gold) => [...TYPES, "O"].map((__, predicted) => {
    if (gold === predicted) return gold === TYPES.length ? 0 : Math.round(0.85 * SUPPORTS[gold]!);
    if (predicted === TYPES.length || gold === TYPES.length) return Math.round(380 / (1 + Math.min(gold, predicted)));
    return (gold + 2 * predicted) % 3 === 0 ? 0 : Math.round(460 / (1 + gold + predicted) ** 1.4);
  }));
}

const SLICES: Readonly<Record<string, readonly (readonly [slice: string, support: number, loss: number])[]>> = {
  "string in training": [["seen", 14357, -0.05], ["unseen", 2479, 0.34]],
  "mention length (tokens)": [["1", 11829, -0.02], ["2", 3499, 0.04], ["3", 1013, 0.11], ["4+", 495, 0.24]],
  "mentions in training": [["0", 2479, 0.34], ["1", 640, 0.2], ["2–4", 1034, 0.1], ["5–19", 1986, 0.03], ["20+", 10697, -0.1]],
  "types in training": [["0", 2479, 0.34], ["1", 7528, -0.07], ["2", 2585, -0.03], ["3+", 0, 0]],
};

function reliabilityBins(counts: number, easiest: number, overconfidence: number): ReliabilityPoint[] {
  return Array.from({ length: 15 }, (_, i) => {
    const odds = Math.exp(-0.6 + easiest * Math.sqrt(i / 14) * (1 + i / 40));
    const claimed = odds ** overconfidence;
    return { count: Math.round(counts / 15), confidence: claimed / (1 + claimed), accuracy: i === 14 ? 1 : odds / (1 + odds) };
  });
}

function reliabilityPanel(label: string, counts: number, easiest: number, errors: readonly [number, number]): ReliabilityPanel {
  return {
    label,
    before: { bins: reliabilityBins(counts, easiest, 1.3), expectedCalibrationError: errors[0] },
    after: { bins: reliabilityBins(counts, easiest, 1.03), expectedCalibrationError: errors[1] },
  };
}

const COUNTS = { all: { support: 16836, predicted: 15851, correct: 13252 } };
const PRICED = withPriceOfErrors(SEED_INPUTS, measuredErrorRates(COUNTS, 7194, "invented"));

function invented(seed: number): number {
  return 0.5 + 0.5 * Math.sin(12.9898 * seed + 78.233 * Math.sin(seed));
}

function gateValues(gate: number, rows: number, tokens: number): number[][] {
  return Array.from({ length: rows }, (_, row) => Array.from({ length: tokens }, (__, t) => invented(100 * gate + 17 * row + t)));
}

/** The figures of trained models: their scores, costs and errors, all invented. */
export const MODEL_EXAMPLES: Examples = {
  "learning-curves": () => learningCurves({
    system: "model2", runs: [0, 1, 2].map((seed) => ({ seed, kept: 8, history: history(seed, 10 - seed) })),
  }, { caption }),
  "lstm-gates": () => lstmGates({
    direction: "forward",
    tokens: "Envoys of the World Bank met Maria Lopez in Lagos on Tuesday .".split(" ").map((word, i) => ({
      word, tag: ["O", "O", "O", "B-org", "I-org", "O", "B-per", "I-per", "O", "B-geo", "O", "B-tim", "O"][i]!,
    })),
    rows: ["mean", "71", "8", "33", "90", "2", "54", "17", "61"],
    gates: [
      { name: "Input gate i", range: "sigmoid", values: gateValues(1, 9, 13) },
      { name: "Forget gate f", range: "sigmoid", values: gateValues(2, 9, 13) },
      { name: "New content c̃", range: "tanh", values: gateValues(3, 9, 13).map((row) => row.map((value) => 2 * value - 1)) },
      { name: "Output gate o", range: "sigmoid", values: gateValues(4, 9, 13) },
    ],
  }, { caption }),
  "entity-scores-by-type": () => entityScoresByType(typeScores(), { caption }),
  "confusion-matrix": () => confusionMatrix({ labels: TAGS, counts: confusionCounts() }, { caption }),
  "model-comparison": () => modelComparison({
    systems: SYSTEMS.slice(1).map((system) => ({ system, runs: runs(F1[system]!) })),
    floors: [{ system: "all-O", discard: 0, begin: 0 }, { system: "look-up", discard: 0.7085, begin: 0.6941 }],
  }, { caption }),
  "intervals": () => intervals({
    level: 0.95,
    systems: (["baseline-per-token", "model2", "advanced"] as const).map((system) => ({
      system, estimate: F1[system]!, low: F1[system]! - 0.0074, high: F1[system]! + 0.0069,
      seeds: runs(F1[system]!).map(({ seed, discard }) => ({ seed, f1: discard })),
    })),
    references: [
      { label: "CRF", source: "published, another split", f1: 0.844 },
      { label: "Look-up table", source: "this test part, no training", f1: 0.7085 },
    ],
  }, { caption }),
  "padded-illusion": () => paddedIllusion(["all-O", ...SYSTEMS].map((system, i) => ({
    system, paddedTokenAccuracy: 0.9554 + 0.007 * i, tokenAccuracy: 0.846 + 0.024 * i, strictF1: F1[system] ?? 0,
  })), { caption }),
  "efficiency": () => efficiency([
    { system: "baseline", parameters: 401669, f1: 0.052, latency: 0.6 },
    { system: "baseline-per-token", parameters: 401669, f1: 0.702, latency: 0.8 },
    { system: "model2", parameters: 312559, f1: 0.8065, latency: 3.2 },
    { system: "advanced", parameters: 1278721, f1: 0.811, latency: 8.4 },
  ], { caption }),
  "error-taxonomy": () => errorTaxonomy(SYSTEMS.map((system, s) => ({ system, errors: errorCounts(s) })), { caption }),
  "type-confusion": () => typeConfusion({ labels: [...TYPES, "O"], counts: mentionConfusion() }, { caption }),
  "scores-by-slice": () => scoresBySlice({
    rows: Object.entries(SLICES).flatMap(([rule, slices]) => slices.map(([slice, support, loss]) => ({
      rule, slice, support,
      scores: ["look-up", "model2", "advanced"].map((system, s) => ({ system, f1: Math.max(0, F1[system]! - loss * (1.9 - 0.4 * s)) })),
    }))),
  }, { caption }),
  "f1-by-type-and-model": () => f1ByTypeAndModel(SYSTEMS.flatMap((system, s) => TYPES.map((type, i) => ({
    system, type, f1: type === "nat" && s === 1 ? NaN : Math.max(0, F1[system]! + 0.12 - 0.1 * i), support: SUPPORTS[i]!,
  }))), { caption }),
  "reliability": () => reliability({
    temperature: 1.27,
    panels: [reliabilityPanel("Tokens", 156234, 8, [0.0131, 0.0021]), reliabilityPanel("Entities", 15851, 4.5, [0.0643, 0.0119])],
  }, { caption }),
  "tornado": () => tornado({
    output: { title: "Return on investment", unit: "% per month" },
    panels: [
      { label: "As claimed: errors cost nothing", ...oneAtATime(SEED_INPUTS, SWEPT_RANGES, returnInPercent) },
      { label: "Errors are corrected, at measured rates", ...oneAtATime(PRICED, PRICED_RANGES, returnInPercent) },
    ],
  }, { caption }),
  "pareto": () => pareto({
    cost: { title: "Training time", unit: "s" },
    points: [
      { system: "baseline", cost: 1487, f1: 0.052, deviation: 0.004 },
      { system: "baseline-per-token", cost: 453, f1: 0.702, deviation: 0.006 },
      { system: "model2", cost: 1292, f1: 0.8065, deviation: 0.004 },
      { system: "advanced", cost: 4024, f1: 0.821, deviation: 0.005 },
    ],
  }, { caption }),
};
