import { stableJson } from "../files/stable-json";

const ENTITIES: { readonly [character: string]: string } = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text as it may stand between tags and in double-quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character]!);
}

/** JSON as it may stand in a script element: nothing in it can end the element. */
export function scriptJson(value: unknown): string {
  return stableJson(value).replace(/</g, "\\u003c");
}
