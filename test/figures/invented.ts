import type { Figure } from "../../src/figures/figure";

/** Figures of the gallery by their names, each drawn from invented data. */
export type Examples = Readonly<Record<string, () => Figure>>;

/** Invented data of a realistic size and shape: as many tags, types, systems and digits as the real corpus has. */
export const TYPES = ["geo", "tim", "org", "per", "gpe", "art", "eve", "nat"] as const;
export const SUPPORTS = [5567, 3105, 3058, 2478, 2492, 66, 37, 33];
export const SYSTEMS = ["look-up", "baseline", "baseline-per-token", "model2", "advanced"] as const;
export const TAGS = ["O", ...TYPES.flatMap((type) => [`B-${type}`, `I-${type}`])];
export const caption = "invented corpus, test part · quick profile: under-trained";

export function history(seed: number, epochs: number): { epoch: number; trainLoss: number; validationF1: number }[] {
  return Array.from({ length: epochs }, (_, i) => ({
    epoch: i + 1,
    trainLoss: 0.52 * Math.exp(-i / (2.2 + 0.2 * seed)) + 0.04,
    validationF1: 0.81 - 0.3 * Math.exp(-i / 1.6) - 0.0025 * Math.max(0, i - 5 - seed) + 0.002 * seed,
  }));
}

export const F1: Readonly<Record<string, number>> = {
  "look-up": 0.7085, "baseline": 0.052, "baseline-per-token": 0.702, "model2": 0.8065, "advanced": 0.811,
};
