import {
  measuredErrorRates, PRICED_RANGES, returnInPercent, SEED_INPUTS, SWEPT_RANGES, tornado as oneAtATime, withPriceOfErrors,
} from "../../src/evaluation/business";
import { ambiguity } from "../../src/figures/gallery/ambiguity";
import { confusionMatrix } from "../../src/figures/gallery/confusion-matrix";
import { cutAgainstPadding } from "../../src/figures/gallery/cut-against-padding";
import { differencesToBase } from "../../src/figures/gallery/differences-to-base";
import { efficiency } from "../../src/figures/gallery/efficiency";
import { entityScoresByType } from "../../src/figures/gallery/entity-scores-by-type";
import { entityTypes } from "../../src/figures/gallery/entity-types";
import { errorTaxonomy } from "../../src/figures/gallery/error-taxonomy";
import { f1ByTypeAndModel } from "../../src/figures/gallery/f1-by-type-and-model";
import { gridScores } from "../../src/figures/gallery/grid-scores";
import { intervals } from "../../src/figures/gallery/intervals";
import { labelCurves } from "../../src/figures/gallery/label-curves";
import { learningCurves } from "../../src/figures/gallery/learning-curves";
import { lstmGates } from "../../src/figures/gallery/lstm-gates";
import { lengthIllusion } from "../../src/figures/gallery/length-illusion";
import { modelComparison } from "../../src/figures/gallery/model-comparison";
import { paddedIllusion } from "../../src/figures/gallery/padded-illusion";
import { paddedPositions } from "../../src/figures/gallery/padded-positions";
import { paddingShare } from "../../src/figures/gallery/padding-share";
import { parameterFront } from "../../src/figures/gallery/parameter-front";
import { pareto } from "../../src/figures/gallery/pareto";
import { reliability, type ReliabilityPanel, type ReliabilityPoint } from "../../src/figures/gallery/reliability";
import { scalingLaws } from "../../src/figures/gallery/scaling-laws";
import { reportedAccuracy } from "../../src/figures/gallery/reported-accuracy";
import { scoresBySlice } from "../../src/figures/gallery/scores-by-slice";
import { sentenceLengths } from "../../src/figures/gallery/sentence-lengths";
import { tagShares } from "../../src/figures/gallery/tag-shares";
import { tornado } from "../../src/figures/gallery/tornado";
import { trainingScaling } from "../../src/figures/gallery/training-scaling";
import { trainingSize } from "../../src/figures/gallery/training-size";
import { transferByType } from "../../src/figures/gallery/transfer-by-type";
import { tuning } from "../../src/figures/gallery/tuning";
import { typeConfusion } from "../../src/figures/gallery/type-confusion";
import { vocabularyCoverage } from "../../src/figures/gallery/vocabulary-coverage";
import { waterfall } from "../../src/figures/gallery/waterfall";
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

function gridPoints(values: readonly number[], best: number, base: number, level: number) {
  const f1Of = (value: number) => level - 0.02 * Math.abs(Math.log2((value + 1) / (best + 1)));
  return values.map((value) => {
    const [f1, difference] = [f1Of(value), f1Of(value) - f1Of(base)];
    const around = (half: number) => (value === base ? null : { low: difference - half, high: difference + half });
    return {
      label: String(value), value, f1, seeds: [f1 - 0.003, f1 + 0.001, f1 + 0.002], difference: around(0.006), differenceWithSeeds: around(0.009),
      isBase: value === base, isChosen: value === best,
    };
  });
}

function invented(seed: number): number {
  return 0.5 + 0.5 * Math.sin(12.9898 * seed + 78.233 * Math.sin(seed));
}

function gateValues(gate: number, rows: number, tokens: number): number[][] {
  return Array.from({ length: rows }, (_, row) => Array.from({ length: tokens }, (__, t) => invented(100 * gate + 17 * row + t)));
}

function sizedPoints(grid: string, parameters: readonly number[], best: number) {
  return parameters.map((size, i) => ({
    group: `Model 2, ${grid}`, name: `${grid} ${25 * 2 ** i}`, parameters: size, f1: best - 0.02 / (i + 1) ** 2 - 0.002 * i, deviation: 0.003,
  }));
}

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
  "grid-scores": () => gridScores({
    title: "Strict F1 by embedding dimension, units and weight decay",
    panels: [
      {
        title: "Embedding dimension", unit: "values a word", scale: "log", series: [
          { label: "9,592 sentences", points: gridPoints([8, 25, 50, 100, 200, 300], 100, 50, 0.77) },
          { label: "38,367 sentences", points: gridPoints([8, 25, 50, 100, 200], 200, 50, 0.81) },
        ],
      },
      { title: "Units", unit: "per direction", scale: "log", series: [{ label: "9,592 sentences", points: gridPoints([25, 50, 100, 200], 100, 100, 0.77) }] },
      { title: "Input dropout", unit: "share dropped", scale: "linear", series: [{ label: "9,592 sentences", points: gridPoints([0, 0.1, 0.3, 0.5], 0.3, 0, 0.78) }] },
      { title: "Weight decay", unit: "× learning rate", scale: "even", series: [{ label: "9,592 sentences", points: gridPoints([0, 0.01, 0.1, 1], 0.01, 0, 0.775) }] },
    ],
  }, { caption }),
  "training-size": () => trainingSize({
    systems: [["model2", 0.39, 0.28], ["baseline-per-token", 0.45, 0.2], ["look-up", 0.42, 0.16]].map(([system, scale, exponent]) => ({
      system: String(system),
      points: [384, 767, 1918, 3837, 9592, 19184, 38367].map((sentences) => {
        const f1 = 1 - Number(scale) * (sentences / 1000) ** -Number(exponent);
        return { sentences, seeds: system === "look-up" ? [f1] : [f1 - 0.006, f1, f1 + 0.004] };
      }),
      law: system === "look-up" ? null : { scale: Number(scale) * 1000 ** Number(exponent), exponent: -Number(exponent), from: 384, to: 38367 },
    })),
    unknown: [384, 767, 1918, 3837, 9592, 19184, 38367].map((sentences) => ({ sentences, share: 0.24 * (sentences / 384) ** -0.42 })),
  }, { caption }),
  "parameter-front": () => parameterFront([
    { title: "8,393 training sentences", points: [
      ...sizedPoints("units", [470000, 497000, 560000, 740000], 0.771), ...sizedPoints("embedding", [120000, 290000, 560000, 1060000, 2010000], 0.774),
      { group: "Model 2, weight decay", name: "weight decay 0.1", parameters: 560000, f1: 0.768, deviation: 0.002 },
    ] },
    { title: "33,570 training sentences", points: [
      { group: "as they were", name: "Baseline (per token)", parameters: 1742889, f1: 0.698, deviation: 0.003 },
      { group: "as they were", name: "Model 2", parameters: 984517, f1: 0.8121, deviation: 0.001 },
      { group: "as they were", name: "Advanced", parameters: 3961153, f1: 0.8226, deviation: 0.001 },
      { group: "tuned", name: "tuned Model 2", parameters: 1880000, f1: 0.8195, deviation: 0.002 },
    ] },
  ], { caption }),
  "scaling-laws": () => scalingLaws([
    ...(["LSTM units", "Embedding dimension", "Training sentences"] as const).map((title, i) => ({
      size: { title, unit: ["per direction", "values a word", "count"][i]! }, measure: { title: "CPU time of an epoch", unit: "s" },
      points: [25, 50, 100, 200].flatMap((x) => [0.97, 1, 1.04].map((by) => ({ x: i === 2 ? 100 * x : x, y: by * 0.2 * (x / 25) ** (0.9 - 0.2 * i) }))),
      fit: { exponent: 0.9 - 0.2 * i, coefficient: (0.2 * (i === 2 ? 100 : 1) ** (0.2 * i - 0.9)) / 25 ** (0.9 - 0.2 * i), standardError: 0.03 },
    })),
    ...(["LSTM units", "Embedding dimension", "Training sentences"] as const).map((title, i) => ({
      size: { title, unit: ["per direction", "values a word", "count"][i]! }, measure: { title: "Error: 100 − strict F1", unit: "%" },
      points: [25, 50, 100, 200].flatMap((x) => [0.98, 1, 1.02].map((by) => ({ x: i === 2 ? 100 * x : x, y: by * 28 * (x / 25) ** -0.1 }))),
      fit: { exponent: -0.1, coefficient: 28 * (i === 2 ? 2500 : 25) ** 0.1, standardError: 0.01 },
    })),
  ], { caption }),
  "tuning": () => tuning({
    level: 0.95,
    rows: (["baseline-per-token", "model2", "advanced"] as const).flatMap((system) => [false, true].map((tuned) => {
      const estimate = F1[system]! + (tuned ? 0.009 : 0);
      return {
        system, tuned, configuration: tuned ? "embedding 100, units 200, dropouts 0.5" : "as it was", estimate, low: estimate - 0.006, high: estimate + 0.006,
        seeds: [estimate - 0.002, estimate, estimate + 0.002],
      };
    })),
  }, { caption }),
  "training-scaling": () => trainingScaling(["nerbook wasm", "nerbook addon"].flatMap((system, s) => ([
    { dimension: "sentences", slope: 0.99, values: [512, 1024, 2048, 4096, 8192] },
    { dimension: "length", slope: 0.93, values: [5, 10, 20, 40, 80] },
    { dimension: "units", slope: 1.55, values: [25, 50, 100, 200, 400] },
    { dimension: "vocabulary", slope: 0.34, values: [1000, 4000, 16000, 64000, 256000] },
  ] as const).map(({ dimension, slope, values }) => ({
    system, dimension, slope, points: values.map((value) => ({ value, seconds: (0.52 / (1 + 1.4 * s)) * (value / values[2]) ** slope })),
  }))), { caption }),
  "cut-against-padding": () => cutAgainstPadding([...[10, 20, 25, 35, 50, 75, 104].map((length) => ({
    label: String(length), fixed: true, paddingShare: Math.max(0.004, 1 - 22 / (length + 2)), entitiesCutShare: 1.3 * Math.exp(-length / 11),
    tokensCutShare: 1.3 * Math.exp(-length / 10),
  })), { label: "bucketed", fixed: false, paddingShare: 0.031, entitiesCutShare: 0, tokensCutShare: 0 }], { caption }),
  "differences-to-base": () => differencesToBase({
    axis: { title: "Fixed length", unit: "tokens" }, base: "bucketed batches", level: 0.95,
    rows: [-0.27, -0.081, -0.034, -0.006, 0.0012, 0.009, 0.0004].map((estimate, i) => ({
      label: String([10, 20, 25, 35, 50, 75, 104][i]), estimate, interval: { low: estimate - 0.004, high: estimate + 0.0042 },
      intervalWithSeeds: i === 6 ? null : { low: estimate - 0.009, high: estimate + 0.008 },
      outcome: i < 4 ? "worse" : i === 5 ? "better" : "not distinguishable",
    })),
  }, { caption }),
  "length-illusion": () => lengthIllusion({
    rows: [10, 20, 25, 35, 50, 75, 104].map((length) => ({
      length, paddedAccuracy: 1 - 0.9 / (length + 2), allOutsideAccuracy: 1 - 3.4 / (length + 6), perfectF1: 1 - 1.3 * Math.exp(-length / 11),
      strictF1: [0, 1, 2].map((seed) => 0.752 - 0.9 * Math.exp(-length / 9) + 0.004 * (seed - 1)),
    })),
    bucketedF1: 0.7543,
  }, { caption }),
  "label-curves": () => labelCurves([["sparse, seed 0", 0], ["categorical, seed 0", 0], ["sparse, seed 1", 2]].map(([label, seed]) => ({
    label: label as string, history: history(seed as number, 6),
  })), { caption }),
  "transfer-by-type": () => transferByType({
    level: 0.95,
    series: [
      { name: "Model 2 trained on gmb", there: false, floor: false }, { name: "Model 2 trained on wikigold", there: true, floor: false },
      { name: "Look-up table trained on gmb", there: false, floor: true }, { name: "Look-up table trained on wikigold", there: true, floor: true },
    ],
    rows: [["all types", 505, 0.46], ["PER", 140, 0.62], ["LOC", 152, 0.55], ["ORG", 131, 0.31], ["MISC", 82, 0.04]].map(([type, support, f1], row) => ({
      type: String(type),
      support: Number(support),
      scores: ["Model 2 trained on gmb", "Model 2 trained on wikigold", "Look-up table trained on gmb", "Look-up table trained on wikigold"].map((name, i) => {
        const estimate = Math.max(0, Number(f1) - 0.09 * i + 0.02 * row);
        return { name, estimate, low: Math.max(0, estimate - 0.05 - 0.015 * row), high: estimate + 0.05 + 0.012 * row };
      }),
    })),
  }, { caption }),
  "padded-positions": () => paddedPositions({ length: 75, positions: 719400, words: 9592, wrongWords: 707, wrongPadding: 3 }, { caption }),
  "reported-accuracy": () => reportedAccuracy([
    { system: "all-O", protocol: "padded to 75", asThen: false, reported: [0.9962], wordsRight: [0.7153] },
    { system: "baseline", protocol: "length 1", asThen: true, reported: [0.9165, 0.9181], wordsRight: [0.9165, 0.9181] },
    { system: "baseline", protocol: "padded to 75", asThen: false, reported: [0.9962, 0.9963], wordsRight: [0.7153, 0.7149] },
    { system: "model2", protocol: "length 1", asThen: false, reported: [0.9241, 0.9252], wordsRight: [0.9241, 0.9252] },
    { system: "model2", protocol: "padded to 75", asThen: true, reported: [0.999, 0.9991], wordsRight: [0.9263, 0.9271] },
    { system: "advanced", protocol: "length 1", asThen: true, reported: [0.9027, 0.914], wordsRight: [0.9027, 0.914] },
  ], { caption }),
  "waterfall": () => waterfall(([
    ["as it was", "one word a sentence, padding to 75 counted", 0.999, 0.841], ["padding not counted", "same predictions, first words alone", 0.9263, 0.841],
    ["whole sentences", "names filled forward, padded to 75 as before", 0.9652, 0.812],
    ["no padding in training", "batches by length, padding out of the loss", 0.9668, 0.823],
    ["vocabulary of the training part", "words it saw once are taken for unknown", 0.9661, 0.819],
    ["duplicates in one part", "equal sentences never on both sides", 0.9655, 0.817],
    ["reference split", "70/15/15 instead of random 60/20/20", 0.9655, 0.812], ["entities, strictly", "same predictions, F1 of entities", 0.812, 0.812],
  ] as const).map(([title, change, level, strictF1]) => ({ title, change, level, strictF1 })), { caption }),
};
