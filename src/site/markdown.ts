import MarkdownIt from "markdown-it";
import { parseHtml } from "./dom";
import { highlightCode } from "./highlight";
import { escapeHtml } from "./html";
import { withMath } from "./math";

/** Tags that Markdown may hold as they stand, since without attributes they can do nothing. */
const PLAIN_TAG =
  /^<\/?(?:b|br|code|dd|del|details|dl|dt|em|i|ins|kbd|li|ol|p|s|small|span|strong|sub|summary|sup|ul)\s*\/?>$|^<\/a>$|^<(?:a|span) id="[\w.:-]+">$/i;
const NAMED_ANCHOR = /^<a name=("[\w.:-]+")>$/i;

function harmlessPiece(piece: string): string {
  if (piece.startsWith("<!--")) return "";
  if (!piece.startsWith("<") || PLAIN_TAG.test(piece)) return piece;
  return NAMED_ANCHOR.test(piece) ? piece.replace(NAMED_ANCHOR, "<a id=$1>") : escapeHtml(piece);
}

/** HTML within Markdown: comments are left out, plain tags and anchors stay, any other tag is shown as text. */
function harmless(html: string): string {
  return html.replace(/<!--[\s\S]*?-->|<[^>]*>|[^<]+|</g, harmlessPiece);
}

function languageOf(fence: string): string {
  return ["sh", "shell", "console"].includes(fence) ? "bash" : fence === "ts" ? "typescript" : fence;
}

function createRenderer(): MarkdownIt {
  const md = new MarkdownIt({ html: true, highlight: (code, language) => highlightCode(code, languageOf(language)) });
  md.renderer.rules.html_block = (tokens, i) => harmless(tokens[i]!.content);
  md.renderer.rules.html_inline = (tokens, i) => harmless(tokens[i]!.content);
  return md.use(withMath);
}

const renderer = createRenderer();

/** Markdown as HTML in which every tag is closed and nothing can act. */
export function renderMarkdown(markdown: string): string {
  return parseHtml(renderer.render(markdown)).innerHTML;
}

/** Markdown of one line as HTML without a paragraph around it. */
export function renderInlineMarkdown(markdown: string): string {
  return parseHtml(renderer.renderInline(markdown)).innerHTML;
}

/** A page's `## ` section without its heading, or undefined when it has none of that name. */
export function sectionOf(markdown: string, heading: string): string | undefined {
  const sections = markdown.split(/^(?=## )/m);
  return sections.find((section) => section.split("\n", 1)[0]!.trim() === `## ${heading}`)?.replace(/^.*\n?/, "").trim();
}

/** What stands before a page's first `## ` heading, its title left out. */
export function openingOf(markdown: string): string {
  return markdown.split(/^(?=## )/m)[0]!.replace(/^# .*$/m, "").trim();
}
