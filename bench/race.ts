import * as fs from "node:fs";
import * as path from "node:path";
import { countTokens, type NewWork } from "./peers/work";
import { runRounds, type Command, type Contestant, type RoundsResult, type Sample } from "./rounds";
import { rowsOf, type Entry, type Row } from "./rows";
import type { Session, Started } from "./session";
import { ceilingLaunch, type System } from "./systems";
import type { Task } from "./options";

/** Systems that do the same batches in a race. */
export interface Heat {
  readonly systems: readonly System[];
  /** So many of the first batches; all where it is absent. */
  readonly batches?: number;
  /**
   * Whom the others are compared with: of the first list of which one is there, the fastest. Without any, the heat has no rows.
   */
  readonly baselines: readonly (readonly System[])[];
}

/** One work and all who do it. */
export interface Race {
  readonly task: Task;
  readonly shape: string;
  readonly command: Command;
  readonly work: NewWork;
  readonly heats: readonly Heat[];
  /** Whose losses and tags the others' are compared with: the first that is there. */
  readonly references: readonly System[];
}

export interface RaceOptions {
  readonly rounds: number;
  readonly rest: number;
  readonly threads: number;
}

/** Inference goes through the layers once, training three times. */
const INFERENCE_COST = 0.25;

function costOf({ work, command }: Race, system: System, batches: number | undefined): number {
  const tokens = work.batches.slice(0, batches).reduce((sum, batch) => sum + countTokens(batch), 0);
  return tokens * system.slowness * (command === "infer" ? INFERENCE_COST : 1);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** About what a race costs, warm-up round included. */
export function raceCost(race: Race, rounds: number): number {
  return (rounds + 1) * sum(race.heats.flatMap(({ systems, batches }) => systems.map((system) => costOf(race, system, batches))));
}

type Runners = ReadonlyMap<string, Started>;

async function startAll(session: Session, race: Race, folder: string): Promise<Runners> {
  const systems = [...new Map(race.heats.flatMap((heat) => heat.systems).map((system) => [system.name, system])).values()];
  const started = await Promise.all(systems.map((system) => session.start(system, folder)));
  const runners = new Map<string, Started>();
  started.forEach((one, i) => one && runners.set(systems[i]!.name, one));
  return runners;
}

interface Placed {
  readonly heat: Heat;
  readonly system: System;
  readonly contestant: Contestant;
}

/** The contestants of all heats; a heat without a baseline is left out. */
function place(race: Race, runners: Runners): Placed[] {
  const present = ({ baselines }: Heat) => baselines.flat().some(({ name }) => runners.has(name));
  return race.heats.filter(present).flatMap((heat) => heat.systems.flatMap((system) => {
    const started = runners.get(system.name);
    if (!started) return [];
    const { batches } = heat;
    const cost = costOf(race, system, batches);
    const contestant = { name: system.name, child: started.child, command: race.command, cost, ...(batches !== undefined && { batches }) };
    return [{ heat, system, contestant }];
  }));
}

/** The tags that a contestant predicts; undefined where it trained. */
async function tagsOf({ child, command, batches }: Contestant, folder: string): Promise<Int32Array | undefined> {
  if (command === "train") return undefined;
  const save = path.join(folder, "tags.bin");
  await child.ask({ command, save, ...(batches !== undefined && { batches }) });
  const { buffer, byteOffset, byteLength } = fs.readFileSync(save);
  return new Int32Array(buffer.slice(byteOffset, byteOffset + byteLength));
}

async function entryOf(placed: Placed, { ready }: Started, samples: readonly Sample[], folder: string): Promise<Entry> {
  const { heat, system, contestant } = placed;
  const tags = await tagsOf(contestant, folder);
  const { peakMebibytes } = await contestant.child.ask<{ peakMebibytes: number }>({ command: "memory" });
  return { heat, system, samples, peer: ready.system, threads: ready.threads, peakMebibytes, ...(tags && { tags }) };
}

/** What is known of everyone who lasted; who fails now is skipped. */
async function entriesOf(session: Session, placed: readonly Placed[], runners: Runners, { samples }: RoundsResult, folder: string) {
  const entries: Entry[] = [];
  for (const one of placed) {
    const own = samples.get(one.contestant);
    if (!own) continue;
    try {
      entries.push(await entryOf(one, runners.get(one.system.name)!, own, folder));
    } catch (error) {
      session.skip(one.system.name, (error as Error).message);
    }
  }
  return entries;
}

/** Runs a race and gives its rows: every system's process lives from its start to its end, and one of them works at a time. */
export async function runRace(session: Session, race: Race, { rounds, rest, threads }: RaceOptions): Promise<Row[]> {
  const folder = session.place(race.work);
  const runners = await startAll(session, race, folder);
  const ceiling = await session.launch("PyTorch", "sgemm ceiling", ceilingLaunch(threads));
  const placed = place(race, runners);
  const result = await runRounds(session, placed.map(({ contestant }) => contestant), { rounds, rest, ceiling: ceiling?.child });
  const entries = await entriesOf(session, placed, runners, result, folder);
  for (const { child } of [...runners.values(), ...(ceiling ? [ceiling] : [])]) session.stop(child);
  session.remove(folder);
  return rowsOf(race, entries, result.ceilings);
}
