import { openAddonMachine } from "./addon/machine";
import { openTypescriptMachine } from "./typescript/machine";
import { openWasmMachine } from "./wasm/machine";
import type { KernelName, Machine } from "./machine";

export function openMachine(name: KernelName, threads: number): Machine {
  if (name === "typescript") return openTypescriptMachine();
  return name === "addon" ? openAddonMachine({ threads }) : openWasmMachine({ threads });
}
