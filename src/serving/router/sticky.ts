import { deriveSeed } from "../../random/generator";

const WORDS = 4294967296;

/** What a request's place is drawn for: drawings for different purposes are independent of one another. */
export type Purpose = readonly [kind: "share" | "canary" | "shadow", of: string];

/** A place strictly between 0 and 1 that depends on the request id and the purpose alone, evenly spread over ids. */
export function placeOf(requestId: string, [kind, of]: Purpose): number {
  return (deriveSeed(0, kind, of, requestId) + 0.5) / WORDS;
}

/** Whether a request belongs to a share. Those of a smaller share belong to every larger one. */
export function isWithin(share: number, requestId: string, purpose: Purpose): boolean {
  return placeOf(requestId, purpose) < share;
}

/**
 * One of several options by their shares, which need not sum to 1: the first to arrive in a race of exponential clocks, one
 * per option, as fast as its share (weighted rendezvous hashing). The same id always arrives at the same option. Other shares
 * move few ids: at most 2d / (1 + d) of them, d the total variation distance of old and new shares, which is the best that a
 * rule without memory can promise (Bavarian et al., "Optimality of Correlated Sampling Strategies", 2020); where one share
 * grows and the others shrink in proportion, ids move to that option alone. Undefined where no share is above 0.
 */
export function drawByShare<Option extends string>(requestId: string, shares: readonly (readonly [Option, number])[]): Option | undefined {
  let first: Option | undefined;
  let earliest = Infinity;
  for (const [option, share] of shares) {
    const arrival = share > 0 ? -Math.log(placeOf(requestId, ["share", option])) / share : Infinity;
    if (arrival < earliest) [first, earliest] = [option, arrival];
  }
  return first;
}
