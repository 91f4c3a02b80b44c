import * as fs from "node:fs";

/** What Linux tells of processes. Elsewhere there is no /proc, and nothing is known. */

/** Ticks of the processor clock a second: fixed in Linux's interface. */
const TICKS = 100;
const KIBIBYTES = 1024;

export interface ProcessFacts {
  readonly parent: number;
  readonly cpuSeconds: number;
}

/** The fields behind a process's name, which may itself hold spaces and brackets. */
export function parseStat(text: string): ProcessFacts {
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return { parent: Number(fields[1]), cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS };
}

function read(file: string): string | undefined {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function factsOf(pid: number): ProcessFacts | undefined {
  const text = read(`/proc/${pid}/stat`);
  return text === undefined ? undefined : parseStat(text);
}

/** A process and all that descend from it. */
export function processTree(root: number): number[] {
  const pids = fs.existsSync("/proc") ? fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number) : [];
  const parents = new Map(pids.map((pid) => [pid, factsOf(pid)?.parent]));
  const tree = [root];
  for (const pid of tree) tree.push(...pids.filter((child) => parents.get(child) === pid));
  return tree;
}

/** Processor seconds of processes so far, user and system; null where they are not to be had. */
export function cpuSecondsOf(pids: readonly number[]): number | null {
  const known = pids.flatMap((pid) => factsOf(pid) ?? []);
  return known.length === 0 ? null : known.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
}

/** Resident memory of processes in MiB; null where it is not to be had. */
export function residentMebibytes(pids: readonly number[]): number | null {
  const sizes = pids.flatMap((pid) => /VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`) ?? "")?.[1] ?? []);
  return sizes.length === 0 ? null : sizes.reduce((sum, size) => sum + Number(size), 0) / KIBIBYTES;
}
