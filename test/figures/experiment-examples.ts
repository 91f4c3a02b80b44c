import { cutAgainstPadding } from "../../src/figures/gallery/cut-against-padding";
import { differencesToBase } from "../../src/figures/gallery/differences-to-base";
import { gridScores } from "../../src/figures/gallery/grid-scores";
import { labelCurves } from "../../src/figures/gallery/label-curves";
import { lengthIllusion } from "../../src/figures/gallery/length-illusion";
import { paddedPositions } from "../../src/figures/gallery/padded-positions";
import { parameterFront } from "../../src/figures/gallery/parameter-front";
import { routingFront } from "../../src/figures/gallery/routing-front";
import { scalingLaws } from "../../src/figures/gallery/scaling-laws";
import { reportedAccuracy } from "../../src/figures/gallery/reported-accuracy";
import { trainingScaling } from "../../src/figures/gallery/training-scaling";
import { trainingSize } from "../../src/figures/gallery/training-size";
import { transferByType } from "../../src/figures/gallery/transfer-by-type";
import { tuning } from "../../src/figures/gallery/tuning";
import { waterfall } from "../../src/figures/gallery/waterfall";
import { caption, F1, history, type Examples } from "./invented";

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

function sizedPoints(grid: string, parameters: readonly number[], best: number) {
  return parameters.map((size, i) => ({
    group: `Model 2, ${grid}`, name: `${grid} ${25 * 2 ** i}`, parameters: size, f1: best - 0.02 / (i + 1) ** 2 - 0.002 * i, deviation: 0.003,
  }));
}

/** The figures of experiments: what becomes of the scores where something is varied, all invented. */
export const EXPERIMENT_EXAMPLES: Examples = {
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
  "routing-front": () => routingFront({
    level: 0.95,
    front: [
      ...Array.from({ length: 101 }, (_, i) => ({ cost: 0.024 + 0.0011 * i, f1: 0.7 + 0.00112 * i })),
      ...Array.from({ length: 100 }, (_, i) => ({ cost: 0.139 + 0.0049 * i, f1: 0.8121 + 0.00012 * i })),
    ],
    policies: ([
      ["stated", "Stated: Model 2 90 %, Baseline (per token) 8 %, Advanced 2 %", 0.135, 0.804], ["model", "All Model 2", 0.134, 0.812],
      ["model", "All Baseline (per token)", 0.024, 0.7], ["model", "All Advanced", 0.62, 0.824],
      ["best", "Model 2 99 %, Advanced 1 %", 0.139, 0.8121], ["cascade", "Baseline (per token) and Model 2; Advanced where they differ", 0.448, 0.825],
      ["oracle", "Best model for each sentence (needs the gold tags)", 0.106, 0.871],
    ] as const).map(([kind, title, cost, f1]) => ({ kind, title, cost, f1, low: f1 - 0.006, high: f1 + 0.006 })),
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
    ["as it was", "one word a sentence, padding to 75 counted", null, 0.999, 0.841],
    ["padding not counted", "same predictions, first words alone", 0, 0.9263, 0.841],
    ["whole sentences", "names filled forward, all else as it was", 1, 0.9652, 0.812],
    ["early stopping", "epochs as in notebook 06", 2, 0.965, 0.811],
    ["no padding in training", "batches by length, padding masked", 3, 0.9668, 0.823],
    ["words seen once unknown", "the unknown word is trained with them", 4, 0.9661, 0.819],
    ["duplicates in one part", "beside the ladder: not carried on", 5, 0.9625, 0.817],
    ["reference split", "file order instead of random", 5, 0.9655, 0.812], ["entities, strictly", "same predictions, F1 of entities", 7, 0.812, 0.812],
  ] as const).map(([title, change, from, level, strictF1]) => ({ title, change, from, level, strictF1 })), { caption }),
};
