import { escapeHtml } from "./html";

/** The part of highlight.js that is used here; its own types would pull a whole browser in. */
interface Highlighter {
  registerLanguage(name: string, grammar: unknown): void;
  getLanguage(name: string): unknown;
  highlight(code: string, options: { readonly language: string; readonly ignoreIllegals: boolean }): { readonly value: string };
}

const LANGUAGES = ["bash", "json", "typescript"];

function createHighlighter(): Highlighter {
  const highlighter = require("highlight.js/lib/core") as Highlighter;
  for (const language of LANGUAGES) highlighter.registerLanguage(language, require(`highlight.js/lib/languages/${language}`));
  return highlighter;
}

const highlighter = createHighlighter();

/** Code as HTML, its parts marked by classes; in a language that is not known here it is plain text. */
export function highlightCode(code: string, language: string): string {
  return highlighter.getLanguage(language) ? highlighter.highlight(code, { language, ignoreIllegals: true }).value : escapeHtml(code);
}
