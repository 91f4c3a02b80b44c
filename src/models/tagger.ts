import { encodeWords } from "../encoding/encode";
import type { TagSet } from "../encoding/tag-set";
import type { ModelBundle } from "./bundle";
import { findEntities, type FoundEntity } from "./found-entities";
import { predictSentences, type SentencePrediction } from "./predict";
import { openPredictor } from "./predictor";
import type { Token } from "./tokenize";

export interface TaggedText {
  readonly tokens: readonly string[];
  readonly tags: readonly string[];
  readonly entities: readonly FoundEntity[];
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
  return { tokens: tokens.map((token) => token.text), tags, entities: findEntities(text, tokens, tags, confidences) };
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
