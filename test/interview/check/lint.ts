import { lint } from "markdownlint/sync";

/** What the house does otherwise than markdownlint's default. */
const CONFIGURATION = {
  default: true,
  // One paragraph a line: editors wrap.
  MD013: false,
  // Chapters have the same parts.
  MD024: { siblings_only: true },
  // Questions end with a question mark.
  MD026: false,
  // A card's labels are bold words, which are no headings.
  MD036: false,
  // Tables are as wide as their texts.
  MD060: false,
};

/** What markdownlint finds in pages given by name. */
export function lintFaults(pages: ReadonlyMap<string, string>): string[] {
  const results = lint({ strings: Object.fromEntries(pages), config: CONFIGURATION });
  return Object.entries(results).flatMap(([page, faults]) =>
    faults.map(({ lineNumber, ruleNames, ruleDescription, errorDetail }) => `${page}:${lineNumber}: ${ruleNames[0]} ${ruleDescription}${errorDetail ? ` (${errorDetail})` : ""}`),
  );
}
