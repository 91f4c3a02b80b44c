import { createGenerator } from "../../src/random/generator";
import type { WorkShape, WorkWeight } from "../peers/work";

interface Blank {
  readonly name: string;
  readonly shape: readonly number[];
}

const EMBEDDING_LIMIT = 0.05;

function bilstm(inputs: number, units: number, layer: number): Blank[] {
  return ["forward", "backward"].flatMap((direction) => [
    { name: `${direction}_lstm_${layer + 1}/kernel`, shape: [inputs, 4 * units] },
    { name: `${direction}_lstm_${layer + 1}/recurrent_kernel`, shape: [units, 4 * units] },
    { name: `${direction}_lstm_${layer + 1}/bias`, shape: [4 * units] },
  ]);
}

function dense(name: string, inputs: number, outputs: number): Blank[] {
  return [
    { name: `${name}/kernel`, shape: [inputs, outputs] },
    { name: `${name}/bias`, shape: [outputs] },
  ];
}

/** Every weight of a tagger of this shape, in the order of its layers. */
function blanks({ vocabulary, embedding, units, hidden, tags }: WorkShape): Blank[] {
  const widths = [embedding, ...units.map((size) => 2 * size)];
  const last = widths.at(-1)!;
  return [
    { name: "embedding", shape: [vocabulary, embedding] },
    ...units.flatMap((size, layer) => bilstm(widths[layer]!, size, layer)),
    ...(hidden ? dense("hidden", last, hidden) : []),
    ...dense("logits", hidden ?? last, tags),
  ];
}

/** How far from zero a weight starts: Glorot and Bengio (2010) for matrices, nothing for biases. */
function limitOf({ name, shape }: Blank): number {
  if (name === "embedding") return EMBEDDING_LIMIT;
  return shape.length === 1 ? 0 : Math.sqrt(6 / (shape[0]! + shape[1]!));
}

/** Seeded initial weights. */
export function initialWeights(shape: WorkShape, seed: number): WorkWeight[] {
  const generator = createGenerator(seed);
  return blanks(shape).map((blank) => {
    const limit = limitOf(blank);
    const count = blank.shape.reduce((product, size) => product * size, 1);
    return { ...blank, values: Float32Array.from({ length: count }, () => limit * (2 * generator.uniform() - 1)) };
  });
}
