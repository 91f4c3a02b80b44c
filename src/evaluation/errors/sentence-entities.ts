import { Entity, readEntities, Repair } from "../entities";
import { Side, TagLists } from "../tag-lists";

/**
 * The entities of each sentence, token positions counted from 0 in the sentence. Throws a TagError naming sentence and
 * token as `readEntities` does.
 */
export function entitiesBySentence(tags: TagLists, repair: Repair, side: Side): readonly (readonly Entity[])[] {
  const { entities } = readEntities(tags, repair, side);
  let next = 0;
  let offset = 0;
  return tags.map((sentence) => {
    const limit = offset + sentence.length;
    const own: Entity[] = [];
    for (; next < entities.length && entities[next]!.end < limit; next++) {
      const { type, start, end } = entities[next]!;
      own.push({ type, start: start - offset, end: end - offset });
    }
    offset = limit + 1;
    return own;
  });
}
