import type { Arguments } from "../instructions";
import type { Floats, Memory } from "./memory";

type Rates = Pick<Arguments<"adam">, "rate" | "beta1" | "beta2" | "epsilon">;

/** Where one parameter and its two moments lie. */
interface Place {
  readonly parameter: number;
  readonly first: number;
  readonly second: number;
}

function update(floats: Floats, { parameter, first, second }: Place, gradient: number, { rate, beta1, beta2, epsilon }: Rates): void {
  const m = beta1 * floats[first]! + (1 - beta1) * gradient;
  const v = beta2 * floats[second]! + (1 - beta2) * gradient * gradient;
  floats[first] = m;
  floats[second] = v;
  floats[parameter]! -= (rate * m) / (Math.sqrt(v) + epsilon);
}

export function adam({ floats }: Memory, given: Arguments<"adam">): void {
  const { parameters, gradients, first, second, count } = given;
  for (let i = 0; i < count; i++) {
    update(floats, { parameter: parameters + i, first: first + i, second: second + i }, floats[gradients + i]!, given);
  }
}

export function adamRows({ floats, integers }: Memory, given: Arguments<"adamRows">): void {
  const { parameters, gradients, slotOfRow, first, second, rows, width, lazy } = given;
  for (let r = 0; r < rows; r++) {
    const slot = integers[slotOfRow + r]!;
    if (slot < 0 && lazy) continue;
    for (let j = 0; j < width; j++) {
      const i = r * width + j;
      const gradient = slot < 0 ? 0 : floats[gradients + slot * width + j]!;
      update(floats, { parameter: parameters + i, first: first + i, second: second + i }, gradient, given);
    }
  }
}
