import { setTimeout as pause } from "node:timers/promises";
import type { Child } from "./child";
import type { Session } from "./session";

export type Command = "train" | "infer";

/** One who takes part in every round: a process, what it is asked for, and about what that costs. */
export interface Contestant {
  readonly name: string;
  readonly child: Child;
  readonly command: Command;
  /** So many of the first batches; all where it is absent. */
  readonly batches?: number;
  readonly cost: number;
}

/** What a peer answers to `train` or `infer`. */
export interface Sample {
  readonly seconds: number;
  readonly tokens: number;
  /** Of every step, where it trained. */
  readonly losses?: readonly number[];
}

export interface RoundsOptions {
  readonly rounds: number;
  /** Milliseconds between two contestants. */
  readonly rest: number;
  /** The process that measures the sgemm ceiling once a round. */
  readonly ceiling?: Child | undefined;
}

/** Samples of every contestant that lasted, one a round, and the ceiling in GFLOP/s of every round where it was measured. */
export interface RoundsResult {
  readonly samples: ReadonlyMap<Contestant, readonly Sample[]>;
  readonly ceilings: readonly number[];
}

/** The items from the round's own on, then those before it: nobody is always first, or always behind the same other. */
export function rotated<T>(items: readonly T[], round: number): T[] {
  const start = items.length === 0 ? 0 : round % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}

/** One turn. Training starts from the initial weights every time, so that all rounds have the same losses. */
async function turn({ child, command, batches }: Contestant): Promise<Sample> {
  if (command === "train") await child.ask({ command: "reset" });
  return child.ask<Sample>({ command, ...(batches !== undefined && { batches }) });
}

async function takeTurn(session: Session, contestant: Contestant, samples: Map<Contestant, Sample[]>): Promise<void> {
  try {
    samples.get(contestant)!.push(await turn(contestant));
  } catch (error) {
    session.skip(contestant.name, (error as Error).message);
    samples.delete(contestant);
  }
  session.advance(contestant.cost, contestant.name);
}

/** The ceiling now; NaN where it cannot be measured. */
async function measuredCeiling(ceiling: Child): Promise<number> {
  return ceiling.ask<{ gigaflops: number }>({ command: "measure" }).then(({ gigaflops }) => gigaflops, () => NaN);
}

/** One at a time, all in every round, after a round that warms up. Who fails is skipped from then on. */
export async function runRounds(session: Session, contestants: readonly Contestant[], options: RoundsOptions): Promise<RoundsResult> {
  const samples = new Map<Contestant, Sample[]>(contestants.map((contestant) => [contestant, []]));
  const ceilings: number[] = [];
  for (let round = 0; round <= options.rounds; round++) {
    if (options.ceiling) ceilings.push(await measuredCeiling(options.ceiling));
    for (const contestant of rotated([...samples.keys()], round)) {
      await pause(options.rest);
      await takeTurn(session, contestant, samples);
    }
  }
  for (const list of samples.values()) list.shift();
  return { samples, ceilings: ceilings.slice(1) };
}
