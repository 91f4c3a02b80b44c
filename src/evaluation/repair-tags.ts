import { parseLoosely, parseStrictly } from "./tag-syntax";

/**
 * Writes one sentence's tags as valid IOB2: a stray I- tag, one that does not continue an entity of its type in the
 * repaired sequence, becomes B- under `begin` and O under `discard`. Every other tag stays. The entities that
 * `entitiesOf` reads under the same repair are those of the result.
 */
export function repairTags(tags: readonly string[], repair: "begin" | "discard"): string[] {
  const parse = repair === "begin" ? parseLoosely : parseStrictly;
  let open: string | undefined;
  return tags.map((tag) => {
    if (tag === "" || tag === "O") {
      open = undefined;
      return tag;
    }
    const { prefix, type } = parse(tag);
    const stray = prefix === "I" && type !== open;
    open = stray && repair === "discard" ? undefined : type;
    if (!stray) return tag;
    return repair === "begin" ? `B${tag.slice(1)}` : "O";
  });
}
