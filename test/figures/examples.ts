import {
  measuredErrorRates, PRICED_RANGES, returnInPercent, SEED_INPUTS, SWEPT_RANGES, tornado as oneAtATime, withPriceOfErrors,
} from "../../src/evaluation/business";
import { ambiguity } from "../../src/figures/gallery/ambiguity";
import { confusionMatrix } from "../../src/figures/gallery/confusion-matrix";
import { efficiency } from "../../src/figures/gallery/efficiency";
import { entityScoresByType } from "../../src/figures/gallery/entity-scores-by-type";
import { entityTypes } from "../../src/figures/gallery/entity-types";
import { errorTaxonomy } from "../../src/figures/gallery/error-taxonomy";
import { f1ByTypeAndModel } from "../../src/figures/gallery/f1-by-type-and-model";
import { intervals } from "../../src/figures/gallery/intervals";
import { learningCurves } from "../../src/figures/gallery/learning-curves";
import { modelComparison } from "../../src/figures/gallery/model-comparison";
import { paddedIllusion } from "../../src/figures/gallery/padded-illusion";
import { paddingShare } from "../../src/figures/gallery/padding-share";
import { pareto } from "../../src/figures/gallery/pareto";
import { reliability, type ReliabilityPanel, type ReliabilityPoint } from "../../src/figures/gallery/reliability";
import { scoresBySlice } from "../../src/figures/gallery/scores-by-slice";
import { sentenceLengths } from "../../src/figures/gallery/sentence-lengths";
import { tagShares } from "../../src/figures/gallery/tag-shares";
import { tornado } from "../../src/figures/gallery/tornado";
import { trainingScaling } from "../../src/figures/gallery/training-scaling";
import { typeConfusion } from "../../src/figures/gallery/type-confusion";
import { vocabularyCoverage } from "../../src/figures/gallery/vocabulary-coverage";
import { wordFrequencies } from "../../src/figures/gallery/word-frequencies";
import type { Figure } from "../../src/figures/figure";

/** Invented data of a realistic size and shape: as many tags, types, systems and digits as the real corpus has. */
export const TYPES = ["geo", "tim", "org", "per", "gpe", "art", "eve", "nat"] as const;
const SUPPORTS = [5567, 3105, 3058, 2478, 2492, 66, 37, 33];
const SYSTEMS = ["look-up", "baseline", "baseline-per-token", "model2", "advanced"] as const;
const TAGS = ["O", ...TYPES.flatMap((type) => [`B-${type}`, `I-${type}`])];
const caption = "invented corpus, test part · quick profile: under-trained";

function tagCounts(): { tag: string; count: number }[] {
  return TAGS.map((tag, i) => ({ tag, count: i === 0 ? 887908 : Math.round(37644 / 1.45 ** (i - 1)) + 51 }));
}

function histogram(): { length: number; count: number }[] {
  const bell = (i: number): number => Math.round(2300 * Math.exp(-(((i - 20) / 9) ** 2) / 2));
  return Array.from({ length: 104 }, (_, i) => ({ length: i + 1, count: bell(i) + (i % 9 === 4 ? 1 : 0) }));
}

function confusionCounts(): number[][] {
  return TAGS.map((_, gold) => TAGS.map((__, predicted) => {
    if (gold === predicted) return gold === 0 ? 130123 : Math.round(5100 / 1.4 ** gold) + 3;
    return (gold * 7 + predicted * 13) % 5 === 0 || predicted === 0 ? Math.round(900 / (1 + Math.abs(gold - predicted)) ** 1.6) : 0;
  }));
}

function history(seed: number, epochs: number): { epoch: number; trainLoss: number; validationF1: number }[] {
  return Array.from({ length: epochs }, (_, i) => ({
    epoch: i + 1,
    trainLoss: 0.52 * Math.exp(-i / (2.2 + 0.2 * seed)) + 0.04,
    validationF1: 0.81 - 0.3 * Math.exp(-i / 1.6) - 0.0025 * Math.max(0, i - 5 - seed) + 0.002 * seed,
  }));
}

function runs(f1: number): { seed: number; discard: number; begin: number }[] {
  return [0, 1, 2].map((seed) => ({ seed, discard: f1 + 0.004 * (seed - 1), begin: f1 - 0.006 + 0.005 * (seed - 1) }));
}

const F1: Readonly<Record<string, number>> = {
  "look-up": 0.7085, "baseline": 0.052, "baseline-per-token": 0.702, "model2": 0.8065, "advanced": 0.811,
};

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

function typeCounts(): { part: string; type: string; count: number }[] {
  return ["train", "validation", "test"].flatMap((part, p) => TYPES.map((type, i) => {
    const scale = p === 0 ? 4.7 : 1 + 0.03 * (p - 1) * (i - 3);
    return { part, type, count: Math.round(SUPPORTS[i]! * scale) };
  }));
}

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

/** Every figure of the gallery by its name, drawn from the data above. */
export const EXAMPLES: Readonly<Record<string, () => Figure>> = {
  "tag-shares": () => tagShares(tagCounts(), { caption }),
  "entity-types": () => entityTypes(typeCounts(), { caption }),
  "sentence-lengths": () => sentenceLengths({ histogram: histogram(), median: 21, p95: 35, p99: 43 }, { caption }),
  "word-frequencies": () => wordFrequencies(
    Array.from({ length: 35178 }, (_, i) => ({ word: `w${i + 1}`, count: Math.max(1, Math.round(52573 / (i + 1) ** 1.05)) })), { caption }),
  "ambiguity": () => ambiguity({
    words: [29850, 3800, 1100, 310, 80, 25, 9, 4].map((count, i) => ({ labels: i + 1, count })),
    entityStrings: [17475, 1102, 156, 22, 5].map((count, i) => ({ labels: i + 1, count })),
  }, { caption }),
  "padding-share": () => paddingShare({
    rows: [10, 15, 20, 25, 30, 35, 40, 50, 75, 104].map((length) => ({
      length, paddingShare: Math.max(0.004, 1 - 22 / (length + 2)), cutShare: 0.9 * Math.exp(-length / 9),
    })),
    chosenLength: 50,
  }, { caption }),
  "vocabulary-coverage": () => vocabularyCoverage([1, 2, 3, 5, 10, 20].map((minimumCount, i) => ({
    minimumCount, size: Math.round(30211 / (1 + 0.9 * i)), coverage: 0.974 - 0.006 * i ** 1.7,
  })), { caption }),
  "learning-curves": () => learningCurves({
    system: "model2", runs: [0, 1, 2].map((seed) => ({ seed, history: history(seed, 10 - seed) })),
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
  "training-scaling": () => trainingScaling(["nerbook wasm", "nerbook addon"].flatMap((system, s) => ([
    { dimension: "sentences", slope: 0.99, values: [512, 1024, 2048, 4096, 8192] },
    { dimension: "length", slope: 0.93, values: [5, 10, 20, 40, 80] },
    { dimension: "units", slope: 1.55, values: [25, 50, 100, 200, 400] },
    { dimension: "vocabulary", slope: 0.34, values: [1000, 4000, 16000, 64000, 256000] },
  ] as const).map(({ dimension, slope, values }) => ({
    system, dimension, slope, points: values.map((value) => ({ value, seconds: (0.52 / (1 + 1.4 * s)) * (value / values[2]) ** slope })),
  }))), { caption }),
};
