import { OUTSIDE } from "../encoding/tag-set";
import type { Token } from "./tokenize";

/** An entity found in a text: offsets in UTF-16 units, `end` exclusive; confidence is the mean of its tokens'. */
export interface FoundEntity {
  readonly text: string;
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
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

/** The entities of a text whose tokens carry these tags, with offsets into the text. */
export function findEntities(text: string, tokens: readonly Token[], tags: readonly string[], confidences: Float32Array): FoundEntity[] {
  return spansOf(tags).map(({ type, first, last }): FoundEntity => {
    const start = tokens[first]!.start;
    const end = tokens[last]!.end;
    return { text: text.slice(start, end), type, start, end, confidence: mean(confidences.subarray(first, last + 1)) };
  });
}
