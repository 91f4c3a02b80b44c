export const TASKS = ["step", "inference", "epoch", "scaling", "profile"] as const;
export type Task = (typeof TASKS)[number];

export interface BenchOptions {
  readonly tasks: readonly Task[];
  /** Counted rounds; a warm-up round comes before them. */
  readonly rounds: number;
  /** Sizes too small to mean anything: to see that everything runs. */
  readonly quick: boolean;
  readonly corpus?: string;
  readonly offline: boolean;
  readonly json: boolean;
  /** Folder of the records. */
  readonly out: string;
  /** Folder of the figure. */
  readonly figures: string;
  /** Threads of every system that can use more than one. */
  readonly threads: number;
}
