import { dropoutFactor, dropoutRate } from "../random/dropout";
import { deriveSeed } from "../random/generator";

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

  /** The keys of a mask; `use` tells several masks of one layer apart. */
  keys(use: string, step: number = this.step): MaskKeys {
    return { key0: deriveSeed(this.seed, this.label, use, step), key1: deriveSeed(this.seed, use, this.label, step) };
  }

  /** The first `size` inverted-dropout factors of a mask: 0 with probability `rate`, else 1 / (1 − rate). */
  factors(size: number, rate: number, use: string): Float32Array {
    const { key0, key1 } = this.keys(use);
    const drawn = dropoutRate(rate);
    return Float32Array.from({ length: size }, (_, i) => dropoutFactor(key0, key1, i, drawn));
  }
}

/** A layer that draws random masks while it trains. */
export interface StochasticLayer {
  readonly masks: MaskSource;
}

export function isStochastic(layer: object): layer is StochasticLayer {
  return "masks" in layer && (layer as StochasticLayer).masks instanceof MaskSource;
}
