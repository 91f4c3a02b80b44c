import { significant } from "../src/experiments/measure";

/** Time and floating-point operations of each instruction, by its name, when instructions ran one by one. */
export type Instructions = Map<string, { readonly milliseconds: number; readonly flops: number }>;

export interface ProfileLine {
  readonly name: string;
  readonly milliseconds: number;
  /** Of the epoch. */
  readonly share: number;
  /** Of matrix products; null for all else. */
  readonly gigaflopsPerSecond: number | null;
}

export interface ProfileMeasurement {
  /** Of the epoch. */
  readonly milliseconds: number;
  /** Of these, inside the machine. */
  readonly inside: number;
  /** Packing all batches. */
  readonly packing: number;
  readonly instructions: Instructions;
}

/** Names of the lines that are no instructions. */
export const OUTSIDE = { packing: "packing batches", programs: "writing programs, the rest" } as const;
/** What an epoch takes in the machine beyond its instructions run one by one; below zero where it takes less. */
export const DIFFERENCE = "as one program: difference";

/** An epoch's time, piece by piece, the largest first, then what lies outside the machine. The milliseconds add up to the epoch. */
export function profileLines({ milliseconds, inside, packing, instructions }: ProfileMeasurement): ProfileLine[] {
  const line = (name: string, time: number, flops = 0): ProfileLine => ({
    name,
    milliseconds: significant(time),
    share: significant(time / milliseconds),
    gigaflopsPerSecond: flops > 0 ? significant(flops / time / 1e6, 3) : null,
  });
  const entries = [...instructions].sort(([, a], [, b]) => b.milliseconds - a.milliseconds);
  const observed = entries.reduce((sum, [, entry]) => sum + entry.milliseconds, 0);
  return [
    ...entries.map(([name, entry]) => line(name, entry.milliseconds, entry.flops)),
    line(DIFFERENCE, inside - observed),
    line(OUTSIDE.packing, packing),
    line(OUTSIDE.programs, milliseconds - inside - packing),
  ];
}
