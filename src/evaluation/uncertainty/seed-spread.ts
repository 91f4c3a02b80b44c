/** How a score spreads over the seeds of one system; all values in the score's own unit. */
export interface SeedSpread {
  readonly seeds: number;
  readonly mean: number;
  /** The sample standard deviation (n − 1); null for one seed, which has no spread. */
  readonly deviation: number | null;
}

/** Mean and sample standard deviation over seeds: Reimers and Gurevych (EMNLP 2017) report distributions, not points. */
export function seedSpread(scores: readonly number[]): SeedSpread {
  const seeds = scores.length;
  const mean = scores.reduce((sum, score) => sum + score, 0) / seeds;
  const squares = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0);
  return { seeds, mean, deviation: seeds < 2 ? null : Math.sqrt(squares / (seeds - 1)) };
}
