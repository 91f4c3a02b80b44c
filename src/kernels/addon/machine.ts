import { DataError } from "../../errors";
import { INSTRUCTION_WORDS, OPERATIONS } from "../instructions";
import { MAXIMUM_THREADS, type Machine } from "../machine";
import { growTo, newMemory, viewsOf } from "../memory";

/** A pool of native threads; only the addon can look inside. */
type Pool = object;

/** What `vendor/kernels-addon/binding.c` exports. */
interface Addon {
  /** sha256 over the C sources that it was made of. */
  readonly sources: string;
  /** Those it was built for that this processor has, the widest first. */
  readonly instructionSets: readonly string[];
  open(threads: number, instructionSet: number): Pool;
  run(pool: Pool, memory: Int32Array, program: number): number;
  close(pool: Pool): void;
}

/** What `vendor/kernels-addon/index.js` exports. */
interface AddonPackage {
  readonly FILE: string;
  sourcesHash(): string;
  outcome(): { readonly built: boolean; readonly why?: string } | undefined;
}

export type AddonState =
  | { readonly loaded: true; readonly addon: Addon; readonly instructionSets: readonly string[] }
  | { readonly loaded: false; readonly why: string };

export interface AddonMachine extends Machine {
  readonly name: "addon";
  /** The instruction set that its programs run on, as "AVX-512". */
  readonly instructionSet: string;
}

function unloaded(why: string): AddonState {
  return { loaded: false, why };
}

function checked(addon: Addon, expected: string): AddonState {
  if (addon.sources !== expected) return unloaded("it was built from other sources; build it anew with `npm run build:addon`");
  const { instructionSets } = addon;
  if (instructionSets.length === 0) return unloaded("this processor is older than all that it was built for");
  return { loaded: true, addon, instructionSets };
}

function notBuilt({ outcome }: AddonPackage): AddonState {
  const why = outcome()?.why;
  return unloaded(why === undefined ? "it was not built here; build it with `npm run build:addon`" : `it was not built here: ${why}`);
}

function addonPackage(): AddonPackage | undefined {
  try {
    return require("nerbook-kernels-addon") as AddonPackage;
  } catch {
    return undefined;
  }
}

function load(): AddonState {
  const found = addonPackage();
  if (found === undefined) return unloaded("its package is not installed, for npm was told to leave out optional dependencies");
  if (found.outcome()?.built !== true) return notBuilt(found);
  try {
    return checked(require(found.FILE) as Addon, found.sourcesHash());
  } catch (error) {
    return unloaded(`it does not load: ${(error as Error).message.split("\n")[0]}`);
  }
}

let state: AddonState | undefined;

/** The native addon, or in `why` the end of a sentence that says what it lacks here. */
export function loadAddon(): AddonState {
  return (state ??= load());
}

/**
 * The kernels compiled for this processor, on this thread beside `threads − 1` native ones. The memory is WebAssembly's all
 * the same: V8 aligns it, grows it in place and frees it, and views of an older size become empty instead of dangling.
 */
class NativeMachine implements AddonMachine {
  readonly name = "addon";
  floats: Float32Array;
  integers: Int32Array;
  private readonly memory: WebAssembly.Memory;
  private pool: Pool | undefined;

  constructor(
    readonly threads: number,
    private readonly addon: Addon,
    readonly instructionSet: string,
  ) {
    this.memory = newMemory(false);
    ({ floats: this.floats, integers: this.integers } = viewsOf(this.memory));
    this.pool = this.openPool();
  }

  private openPool(): Pool {
    try {
      return this.addon.open(this.threads, this.addon.instructionSets.indexOf(this.instructionSet));
    } catch (cause) {
      throw new DataError(`The native kernels could not start ${this.threads} threads; set NER_THREADS=1.`, { cause });
    }
  }

  private openedPool(): Pool {
    if (this.pool === undefined) throw new DataError("These native kernels were closed; open a machine anew.");
    return this.pool;
  }

  reserve(words: number): void {
    this.openedPool();
    if (growTo(this.memory, words)) ({ floats: this.floats, integers: this.integers } = viewsOf(this.memory));
  }

  run(program: number): void {
    const pool = this.openedPool();
    if (!(Number.isInteger(program) && program >= 0 && program < this.integers.length)) {
      throw new DataError(`The native kernels have ${this.integers.length} words of memory; no program starts at word ${program}.`);
    }
    if (this.addon.run(pool, this.integers, program) !== 0) this.fail(program);
  }

  /** Every thread stops at the first instruction that is unknown, so that is the one to name. */
  private fail(program: number): never {
    let word = program;
    while (OPERATIONS[this.integers[word]!] !== undefined) word += INSTRUCTION_WORDS;
    const place = (word - program) / INSTRUCTION_WORDS + 1;
    throw new DataError(`The kernels could not run a program: its instruction ${place} is ${this.integers[word]}, which is unknown.`);
  }

  close(): void {
    if (this.pool !== undefined) this.addon.close(this.pool);
    this.pool = undefined;
    this.floats = new Float32Array(0);
    this.integers = new Int32Array(0);
  }
}

export interface AddonOptions {
  readonly threads?: number;
  /** One of `instructionSets`; the first, which is the widest, unless it is given. */
  readonly instructionSet?: string;
}

function chosen(available: readonly string[], wanted = available[0]!): string {
  if (available.includes(wanted)) return wanted;
  throw new DataError(`The native kernels run here on ${available.join(", ")}, not on ${wanted}.`);
}

/** Throws a DataError for a number of threads that makes no sense, and where the addon is not to be had. */
export function openAddonMachine({ threads = 1, instructionSet }: AddonOptions = {}): AddonMachine {
  if (!Number.isInteger(threads) || threads < 1 || threads > MAXIMUM_THREADS) {
    throw new DataError(`The native kernels run on 1 to ${MAXIMUM_THREADS} threads, not ${threads}.`);
  }
  const found = loadAddon();
  if (!found.loaded) throw new DataError(`The native kernels are not to be had: ${found.why}. Use the WebAssembly kernels.`);
  return new NativeMachine(threads, found.addon, chosen(found.instructionSets, instructionSet));
}
