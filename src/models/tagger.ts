import { encodeWords } from "../encoding/encode";
import { OUTSIDE, type TagSet } from "../encoding/tag-set";
import type { ModelBundle } from "./bundle";
import { predictSentences, type SentencePrediction } from "./predict";
import { openPredictor } from "./predictor";
import type { Token } from "./tokenize";

/** An entity found in a text: offsets in UTF-16 units, `end` exclusive; confidence is the mean of its tokens'. */
export interface FoundEntity {
  readonly text: string;
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
}

export interface TaggedText {
  readonly tokens: readonly string[];
  readonly tags: readonly string[];
  readonly entities: readonly FoundEntity[];
}

interface OpenEntity {
  readonly type: string;
  readonly first: number;
  readonly last: number;
}

/** Entities under the `begin` reading, so that no tag the model gave is lost: a stray I- begins one. */
function spansOf(tags: readonly string[]): OpenEntity[] {
  const spans: OpenEntity[] = [];
  tags.forEach((tag, i) => {
    if (tag === OUTSIDE) return;
    const type = tag.slice(2);
    const previous = spans[spans.length - 1];
    const continues = tag.startsWith("I-") && previous?.last === i - 1 && previous.type === type;
    if (continues) spans[spans.length - 1] = { ...previous!, last: i };
    else spans.push({ type, first: i, last: i });
  });
  return spans;
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** A text and the tokens that it was split into. */
export interface TokenizedText {
  readonly text: string;
  readonly tokens: readonly Token[];
}

/** Tags texts with one model; it may hold memory and threads: close it. */
export interface Tagger {
  /** Every text is answered, an empty one with nothing. */
  tag(texts: readonly TokenizedText[]): TaggedText[];
  close(): void;
}

function taggedText({ text, tokens }: TokenizedText, { tags: ids, confidences }: SentencePrediction, tagSet: TagSet): TaggedText {
  const tags = Array.from(ids, (id) => tagSet.tags[id]!);
  const entities = spansOf(tags).map(({ type, first, last }): FoundEntity => {
    const start = tokens[first]!.start;
    const end = tokens[last]!.end;
    return { text: text.slice(start, end), type, start, end, confidence: mean(confidences.subarray(first, last + 1)) };
  });
  return { tokens: tokens.map((token) => token.text), tags, entities };
}

export function openTagger({ model, vocabulary, tagSet }: ModelBundle): Tagger {
  const predictor = openPredictor(model);
  const wordsOf = ({ tokens }: TokenizedText) => encodeWords(tokens.map((token) => token.text), vocabulary);
  const tag = (texts: readonly TokenizedText[]) => {
    const predictions = predictSentences(predictor, texts.map((text) => ({ words: wordsOf(text) })), { kind: "bucketed" });
    return texts.map((text, i) => taggedText(text, predictions[i]!, tagSet));
  };
  return { tag, close: () => predictor.close() };
}
