import type { RandomGenerator } from "../../random/generator";
import { ENTITY_TYPES, type Token } from "./token";

/** The share of entities whose label is wrong, as in a corpus labeled by machine: together 2.5 %. */
export const LABEL_NOISE = { dropped: 0.01, retyped: 0.009, shifted: 0.006 } as const;

/** Where an entity lies: first token, one past its last. */
interface Extent {
  readonly start: number;
  readonly end: number;
}

function extents(tokens: readonly Token[]): Extent[] {
  return tokens.flatMap((token, start) => {
    if (!token.tag.startsWith("B-")) return [];
    let end = start + 1;
    while (tokens[end]?.tag.startsWith("I-")) end++;
    return [{ start, end }];
  });
}

function relabeled(tokens: readonly Token[], { start, end }: Extent, type: string | undefined): Token[] {
  return tokens.map((token, index) => {
    if (index < start || index >= end) return token;
    const tag = type === undefined ? "O" : `${index === start ? "B" : "I"}-${type}`;
    return { ...token, tag };
  });
}

/** Another type, drawn from the frequent ones. */
function otherType(random: RandomGenerator, type: string): string {
  return random.pick(ENTITY_TYPES.slice(0, 4).filter((candidate) => candidate !== type));
}

/** One boundary is off by one: a long entity loses its first token, a short one takes in a free neighbor on its right. */
function shifted(tokens: readonly Token[], { start, end }: Extent, type: string): Token[] {
  if (end - start > 1) return relabeled(relabeled(tokens, { start, end: start + 1 }, undefined), { start: start + 1, end }, type);
  const free = tokens[end]?.tag === "O" && end < tokens.length - 1;
  return free ? relabeled(tokens, { start, end: end + 1 }, type) : relabeled(tokens, { start, end }, undefined);
}

/** The same tokens with a small share of entities mislabeled; always valid IOB2, and never two entities of one type made to touch. */
export function withLabelNoise(tokens: readonly Token[], random: RandomGenerator): readonly Token[] {
  return extents(tokens).reduce<readonly Token[]>((current, extent) => {
    const type = tokens[extent.start]!.tag.slice(2);
    const choice = random.uniform();
    if (choice < LABEL_NOISE.dropped) return relabeled(current, extent, undefined);
    if (choice < LABEL_NOISE.dropped + LABEL_NOISE.retyped) return relabeled(current, extent, otherType(random, type));
    const anyFault = choice < LABEL_NOISE.dropped + LABEL_NOISE.retyped + LABEL_NOISE.shifted;
    return anyFault ? shifted(current, extent, type) : current;
  }, tokens);
}
