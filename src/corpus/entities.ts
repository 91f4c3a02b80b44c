import { typeOf } from "./tags";

/** An entity: tokens `start` up to but not including `end`. */
export interface EntitySpan {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** The entities of one sentence's IOB2 tags in the strict reading: only B- begins one, a stray I- belongs to none. */
export function entitySpans(tags: readonly string[]): EntitySpan[] {
  const spans: EntitySpan[] = [];
  for (let start = 0; start < tags.length; start++) {
    const tag = tags[start]!;
    if (!tag.startsWith("B-")) continue;
    const type = typeOf(tag)!;
    const inside = `I-${type}`;
    let end = start + 1;
    while (tags[end] === inside) end += 1;
    spans.push({ type, start, end });
  }
  return spans;
}
