import { DataError } from "../errors";
import { RESERVED_WORDS } from "./machine";

const WORDS_PER_PAGE = 16384;
const MAXIMUM_PAGES = 65536;
const BYTES_PER_WORD = 4;
const WORDS_PER_MEBIBYTE = 262144;

/**
 * The WebAssembly memory of a machine, as large as what belongs to the machine itself; it reserves address space up to its maximum.
 * `shared` memory can be given to worker threads. Throws a DataError where there is too little address space.
 */
export function newMemory(shared: boolean): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: RESERVED_WORDS / WORDS_PER_PAGE, maximum: MAXIMUM_PAGES, shared });
  } catch (cause) {
    throw new DataError("The kernels could not get memory: this process has too little address space left (see `ulimit -v`).", { cause });
  }
}

/** Both views of the words of a machine's memory; those taken before it grew are of no use any more. */
export interface MemoryViews {
  readonly floats: Float32Array;
  readonly integers: Int32Array;
}

export function viewsOf({ buffer }: WebAssembly.Memory): MemoryViews {
  return { floats: new Float32Array(buffer), integers: new Int32Array(buffer) };
}

/**
 * Makes at least so many words available; what is there stays. Returns whether the memory grew, so that views must be taken anew.
 * Throws a DataError where the process or the system has no more to give.
 */
export function growTo(memory: WebAssembly.Memory, words: number): boolean {
  const missing = Math.ceil((words * BYTES_PER_WORD - memory.buffer.byteLength) / (WORDS_PER_PAGE * BYTES_PER_WORD));
  if (missing <= 0) return false;
  try {
    memory.grow(missing);
  } catch (cause) {
    const size = `${Math.ceil(words / WORDS_PER_MEBIBYTE)} MiB`;
    throw new DataError(`The kernels need ${size} of memory, more than could be had here; take a smaller batch or model.`, { cause });
  }
  return true;
}
