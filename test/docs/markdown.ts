import { githubAnchor } from "../../src/markdown/anchor";

export interface Link {
  readonly text: string;
  readonly target: string;
  readonly picture: boolean;
}

const FENCE = /^```[a-z]*\n([\s\S]*?)^```$/gm;

/** Code of a page: each line of its fenced blocks, but for those marked as text, which are output, and each inline span. */
export function codeOf(markdown: string): string[] {
  const fenced = [...markdown.matchAll(FENCE)].filter(([block]) => !block.startsWith("```text")).flatMap((match) => match[1]!.split("\n"));
  const inline = [...markdown.replace(FENCE, "").matchAll(/`([^`\n]+)`/g)].map((match) => match[1]!);
  return [...fenced, ...inline].map((code) => code.trim()).filter((code) => code !== "");
}

/** Links and pictures of a page, those inside of code left out. */
export function linksOf(markdown: string): Link[] {
  const prose = markdown.replace(FENCE, "").replace(/`[^`\n]+`/g, "code");
  const found = [...prose.matchAll(/(!?)\[([^\]]*)\]\(([^)\s]+)\)/g)];
  return found.map(([, mark, text, target]) => ({ text: text!, target: target!, picture: mark === "!" }));
}

/** The anchors that GitHub gives a page's headings. */
export function anchorsOf(markdown: string): string[] {
  const headings = [...markdown.replace(FENCE, "").matchAll(/^#+ (.+)$/gm)].map((match) => match[1]!);
  return headings.map(githubAnchor);
}

/** Names of environment variables that a source reads: after `env` or `environment`, by either notation, or any quoted `NER_…`. */
export function variablesReadIn(source: string): string[] {
  const accessed = /\b(?:env|process\.env\)?)(?:\[["']([A-Z][A-Z0-9_]*)["']\]|\.([A-Z][A-Z0-9_]*)\b)/g;
  const quoted = /["'](NER_[A-Z_]+)["']/g;
  return [...source.matchAll(accessed), ...source.matchAll(quoted)].map((match) => (match[1] ?? match[2])!);
}
