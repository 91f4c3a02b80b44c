import type { Arguments } from "../instructions";
import type { Memory } from "./memory";

export function scale({ floats }: Memory, { x, count, scale: factor }: Arguments<"scale">): void {
  for (let i = x; i < x + count; i++) floats[i]! *= factor;
}
