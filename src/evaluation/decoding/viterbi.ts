import { sparseLabels } from "../../encoding/labels";
import { DataError } from "../../errors";
import type { TagMatrix } from "../calibration/tag-matrix";
import { firstViolation, type Transitions } from "./transitions";

const UNREACHABLE = -1;

/** The best valid beginnings that end in each tag: their summed scores and the tags before the last ([time, tags]). */
interface Lattice {
  readonly scores: Float64Array;
  readonly before: Int32Array;
}

/** The reachable tag with the highest score among those that `allows` admits, the first among equals. */
function bestTag(scores: Float64Array, reachable: (tag: number) => boolean): number {
  let best = UNREACHABLE;
  for (let tag = 0; tag < scores.length; tag++) {
    if (reachable(tag) && (best === UNREACHABLE || scores[tag]! > scores[best]!)) best = tag;
  }
  return best;
}

function buildLattice({ values, tokens, tags }: TagMatrix, { start, next }: Transitions): Lattice {
  const before = new Int32Array(tokens * tags).fill(UNREACHABLE);
  let scores = Float64Array.from({ length: tags }, (_, tag) => (start[tag] ? values[tag]! : -Infinity));
  for (let time = 1; time < tokens; time++) {
    const extended = new Float64Array(tags).fill(-Infinity);
    for (let tag = 0; tag < tags; tag++) {
      const previous = bestTag(scores, (from) => next[from * tags + tag] === 1 && scores[from]! > -Infinity);
      before[time * tags + tag] = previous;
      if (previous !== UNREACHABLE) extended[tag] = scores[previous]! + values[time * tags + tag]!;
    }
    scores = extended;
  }
  return { scores, before };
}

function traceBack({ scores, before }: Lattice, tokens: number): Int32Array {
  const path = new Int32Array(tokens);
  let tag = bestTag(scores, (last) => scores[last]! > -Infinity);
  for (let time = tokens - 1; time >= 0; time--) {
    path[time] = tag;
    tag = before[time * scores.length + tag]!;
  }
  return path;
}

/**
 * The valid tag sequence of one sentence with the greatest sum of scores (Viterbi, 1967). With log-probabilities of independent
 * tokens, or logits, it is the most probable of all valid sequences. Among sequences of equal sums the one whose last tag comes
 * first wins, then the one whose last but one does, and so on; so where plain argmax is valid, ties included, this is it.
 * Throws a DataError where the matrix has other columns than the transitions.
 */
export function viterbi(scores: TagMatrix, transitions: Transitions): Int32Array {
  if (scores.tags !== transitions.tags.length) {
    throw new DataError(`The scores have ${scores.tags} tags but the transitions ${transitions.tags.length}; give those of one tag set.`);
  }
  const argmax = sparseLabels(scores.values, scores.tags);
  // No other sequence can be better, and sums of rounded scores shall not say otherwise.
  if (firstViolation(argmax, transitions) < 0) return argmax;
  return traceBack(buildLattice(scores, transitions), scores.tokens);
}
