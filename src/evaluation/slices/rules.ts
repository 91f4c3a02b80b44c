import { UsageError } from "../../errors";
import { frequencyIn, hasAllWords, hasStringAndType, TrainingLexicon, typesIn } from "./lexicon";
import type { Mention } from "./mentions";

/**
 * A way to divide mentions. `sliceOf` sees a mention's own words, type and place and never whether it is gold or
 * predicted, so a correct prediction falls into the slice of its gold mention, and precision is defined in each.
 */
export interface SliceRule {
  readonly name: string;
  /** The names of all slices, in the order to show. */
  readonly slices: readonly string[];
  sliceOf(mention: Mention): string;
}

const SEEN = "seen";
const UNSEEN = "unseen";

function seenRule(name: string, isSeen: (mention: Mention) => boolean): SliceRule {
  return { name, slices: [SEEN, UNSEEN], sliceOf: (mention) => (isSeen(mention) ? SEEN : UNSEEN) };
}

/** Whether the mention's string is a mention in training, of any type. */
export function byString(lexicon: TrainingLexicon): SliceRule {
  return seenRule("string in training", ({ text }) => lexicon.strings.has(text));
}

/** Whether the mention's string is a mention of its type in training; a prediction goes by its predicted type. */
export function byStringAndType(lexicon: TrainingLexicon): SliceRule {
  return seenRule("string with type in training", ({ text, type }) => hasStringAndType(lexicon, text, type));
}

/** Whether every word of the mention occurs in training, in a mention or not; one that does not makes it unseen. */
export function byWords(lexicon: TrainingLexicon): SliceRule {
  return seenRule("every word in training", ({ words }) => hasAllWords(lexicon, words));
}

/** `1`, `2–4`, `5+`: the names of the bins that begin at the bounds. */
function binNames(bounds: readonly number[]): string[] {
  return bounds.map((low, i) => {
    const next = bounds[i + 1];
    if (next === undefined) return `${low}+`;
    return next === low + 1 ? String(low) : `${low}–${next - 1}`;
  });
}

function checkBounds(name: string, bounds: readonly number[], lowest: number): void {
  const ascending = bounds.every((bound, i) => Number.isInteger(bound) && (i === 0 ? bound === lowest : bound > bounds[i - 1]!));
  if (bounds.length > 0 && ascending) return;
  throw new UsageError(`The bins of "${name}" begin at ${bounds.join(", ")}; give ascending whole numbers from ${lowest} on.`);
}

function binRule(name: string, bounds: readonly number[], lowest: number, valueOf: (mention: Mention) => number): SliceRule {
  checkBounds(name, bounds, lowest);
  const slices = binNames(bounds);
  return { name, slices, sliceOf: (mention) => slices[bounds.filter((bound) => bound <= valueOf(mention)).length - 1]! };
}

/** By the mention's tokens. */
export function byEntityLength(bounds: readonly number[] = [1, 2, 3, 4]): SliceRule {
  return binRule("mention length", bounds, 1, ({ start, end }) => end - start + 1);
}

/** By the tokens of its sentence. */
export function bySentenceLength(bounds: readonly number[] = [1, 11, 21, 31, 41]): SliceRule {
  return binRule("sentence length", bounds, 1, ({ sentenceLength }) => sentenceLength);
}

/** By how often its string is a mention in training, of any type. */
export function byFrequency(lexicon: TrainingLexicon, bounds: readonly number[] = [0, 1, 2, 5, 20, 100]): SliceRule {
  return binRule("mentions in training", bounds, 0, ({ text }) => frequencyIn(lexicon, text));
}

/** By how many types its string bears in training: 0 is a string never seen. */
export function byAmbiguity(lexicon: TrainingLexicon, bounds: readonly number[] = [0, 1, 2, 3]): SliceRule {
  return binRule("types in training", bounds, 0, ({ text }) => typesIn(lexicon, text));
}

/** By a label of its sentence, such as whether it has a near-duplicate in training. */
export function bySentence(name: string, slices: readonly string[], labels: readonly string[]): SliceRule {
  return { name, slices, sliceOf: ({ sentence }) => labels[sentence]! };
}

/** All rules that need no more than the training part's lexicon. */
export function standardRules(lexicon: TrainingLexicon): readonly SliceRule[] {
  return [
    byString(lexicon), byStringAndType(lexicon), byWords(lexicon), byEntityLength(), bySentenceLength(), byFrequency(lexicon),
    byAmbiguity(lexicon),
  ];
}
