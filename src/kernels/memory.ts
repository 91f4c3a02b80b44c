import { DataError } from "../errors";

/** A WebAssembly memory; it reserves address space up to its maximum. Throws a DataError where there is too little of that. */
export function newMemory(description: WebAssembly.MemoryDescriptor): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory(description);
  } catch (cause) {
    throw new DataError("The kernels could not get memory: this process has too little address space left (see `ulimit -v`).", { cause });
  }
}
