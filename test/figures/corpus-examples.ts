import { ambiguity } from "../../src/figures/gallery/ambiguity";
import { entityTypes } from "../../src/figures/gallery/entity-types";
import { paddingShare } from "../../src/figures/gallery/padding-share";
import { sentenceLengths } from "../../src/figures/gallery/sentence-lengths";
import { tagShares } from "../../src/figures/gallery/tag-shares";
import { vocabularyCoverage } from "../../src/figures/gallery/vocabulary-coverage";
import { wordFrequencies } from "../../src/figures/gallery/word-frequencies";
import { caption, SUPPORTS, TAGS, TYPES, type Examples } from "./invented";

function tagCounts(): { tag: string; count: number }[] {
  return TAGS.map((tag, i) => ({ tag, count: i === 0 ? 887908 : Math.round(37644 / 1.45 ** (i - 1)) + 51 }));
}

function histogram(): { length: number; count: number }[] {
  const bell = (i: number): number => Math.round(2300 * Math.exp(-(((i - 20) / 9) ** 2) / 2));
  return Array.from({ length: 104 }, (_, i) => ({ length: i + 1, count: bell(i) + (i % 9 === 4 ? 1 : 0) }));
}

function typeCounts(): { part: string; type: string; count: number }[] {
  return ["train", "validation", "test"].flatMap((part, p) => TYPES.map((type, i) => {
    const scale = p === 0 ? 4.7 : 1 + 0.03 * (p - 1) * (i - 3);
    return { part, type, count: Math.round(SUPPORTS[i]! * scale) };
  }));
}

/** The figures of the corpus, drawn from invented counts. */
export const CORPUS_EXAMPLES: Examples = {
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
    originalLength: 50,
  }, { caption }),
  "vocabulary-coverage": () => vocabularyCoverage([1, 2, 3, 5, 10, 20].map((minimumCount, i) => ({
    minimumCount, size: Math.round(30211 / (1 + 0.9 * i)), coverage: 0.974 - 0.006 * i ** 1.7,
  })), { caption }),
};
