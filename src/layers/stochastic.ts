import { createGenerator, deriveSeed } from "../random/generator";

/** What numbers the factors of a counter-based mask (see `random/dropout.ts`): two unsigned 32-bit words. */
export interface MaskKeys {
  readonly key0: number;
  readonly key1: number;
}

/**
 * Where a layer's random masks come from. A mask depends on (seed, layer, step) alone: it changes at every step, and a
 * resumed training draws the masks that an uninterrupted one would have drawn. The trainer moves `step`.
 */
export class MaskSource {
  step = 0;

  constructor(private readonly seed: number, private readonly label: string) {}

  /** The keys of a compiled program's mask; `use` tells several masks of one layer apart. */
  keys(use: string, step: number): MaskKeys {
    return { key0: deriveSeed(this.seed, this.label, use, step), key1: deriveSeed(this.seed, use, this.label, step) };
  }

  /** `size` inverted-dropout factors: 0 with probability `rate`, else 1 / (1 − rate). `use` tells several masks of one layer apart. */
  factors(size: number, rate: number, use: string): Float32Array {
    const generator = createGenerator(deriveSeed(this.seed, this.label, use, this.step));
    const threshold = Math.round(rate * 4294967296);
    const kept = 1 / (1 - rate);
    const result = new Float32Array(size);
    for (let i = 0; i < size; i++) if (generator.next() >= threshold) result[i] = kept;
    return result;
  }
}

/** A layer that draws random masks while it trains. */
export interface StochasticLayer {
  readonly masks: MaskSource;
}

export function isStochastic(layer: object): layer is StochasticLayer {
  return "masks" in layer && (layer as StochasticLayer).masks instanceof MaskSource;
}
