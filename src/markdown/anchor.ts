/** The anchor that GitHub gives a heading: lower case, without marks, spaces as dashes; a heading of marks alone has none. */
export function githubAnchor(heading: string): string {
  return heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, "").replace(/ /g, "-");
}
