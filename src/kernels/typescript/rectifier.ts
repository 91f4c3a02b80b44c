import type { Arguments } from "../instructions";
import type { Memory } from "./memory";

export function relu({ floats }: Memory, { x, count }: Arguments<"relu">): void {
  for (let i = x; i < x + count; i++) if (floats[i]! < 0) floats[i] = 0;
}

export function reluGradient({ floats }: Memory, { y, gradient, count }: Arguments<"reluGradient">): void {
  for (let i = 0; i < count; i++) if (floats[y + i] === 0) floats[gradient + i] = 0;
}
