import { ambiguity } from "../../src/figures/gallery/ambiguity";
import { confusionMatrix } from "../../src/figures/gallery/confusion-matrix";
import { efficiency } from "../../src/figures/gallery/efficiency";
import { entityScoresByType } from "../../src/figures/gallery/entity-scores-by-type";
import { entityTypes } from "../../src/figures/gallery/entity-types";
import { f1ByTypeAndModel } from "../../src/figures/gallery/f1-by-type-and-model";
import { learningCurves } from "../../src/figures/gallery/learning-curves";
import { modelComparison } from "../../src/figures/gallery/model-comparison";
import { paddedIllusion } from "../../src/figures/gallery/padded-illusion";
import { paddingShare } from "../../src/figures/gallery/padding-share";
import { sentenceLengths } from "../../src/figures/gallery/sentence-lengths";
import { tagShares } from "../../src/figures/gallery/tag-shares";
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

function typeCounts(): { part: string; type: string; count: number }[] {
  return ["train", "validation", "test"].flatMap((part, p) => TYPES.map((type, i) => {
    const scale = p === 0 ? 4.7 : 1 + 0.03 * (p - 1) * (i - 3);
    return { part, type, count: Math.round(SUPPORTS[i]! * scale) };
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
  "entity-scores-by-type": () => entityScoresByType(typeScores(), { caption }),
  "confusion-matrix": () => confusionMatrix({ labels: TAGS, counts: confusionCounts() }, { caption }),
  "model-comparison": () => modelComparison({
    systems: SYSTEMS.slice(1).map((system) => ({ system, runs: runs(F1[system]!) })),
    floors: [{ system: "all-O", discard: 0, begin: 0 }, { system: "look-up", discard: 0.7085, begin: 0.6941 }],
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
  "f1-by-type-and-model": () => f1ByTypeAndModel(SYSTEMS.flatMap((system, s) => TYPES.map((type, i) => ({
    system, type, f1: type === "nat" && s === 1 ? NaN : Math.max(0, F1[system]! + 0.12 - 0.1 * i), support: SUPPORTS[i]!,
  }))), { caption }),
};
