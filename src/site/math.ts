import type MarkdownIt from "markdown-it";
import temml from "temml";
import { escapeHtml } from "./html";

type InlineRule = Parameters<MarkdownIt["inline"]["ruler"]["before"]>[2];
type BlockRule = Parameters<MarkdownIt["block"]["ruler"]["before"]>[2];

/** `$$…$$` inside of a paragraph, or `$…$` with no space inside of its marks and no digit behind them, so that prices stay prices. */
const INLINE = /\$\$([^$]+)\$\$|\$(?![\s$])((?:\\[\s\S]|[^$\\])+?)(?<!\s)\$(?!\d)/y;

/** A formula as MathML, which browsers draw by themselves; what Temml does not understand is shown as it was written. */
function formulaHtml(formula: string, displayMode: boolean): string {
  try {
    return temml.renderToString(formula, { displayMode, annotate: true, throwOnError: true });
  } catch {
    return `<code>${escapeHtml(formula)}</code>`;
  }
}

const inlineMath: InlineRule = (state, silent) => {
  INLINE.lastIndex = state.pos;
  const match = INLINE.exec(state.src);
  if (!match || INLINE.lastIndex > state.posMax) return false;
  if (!silent) {
    const token = state.push(match[1] === undefined ? "math_inline" : "math_display", "math", 0);
    token.content = (match[1] ?? match[2])!.trim();
  }
  state.pos += match[0].length;
  return true;
};

const blockMath: BlockRule = (state, start, end, silent) => {
  const lineOf = (line: number) => state.src.slice(state.bMarks[line]! + state.tShift[line]!, state.eMarks[line]);
  if (!lineOf(start).startsWith("$$")) return false;
  let text = "";
  for (let line = start; line < end && lineOf(line).trim() !== ""; line += 1) {
    text += `${lineOf(line).trim()}\n`;
    const formula = /^\$\$([^$]+)\$\$\n$/.exec(text)?.[1];
    if (formula === undefined) continue;
    if (silent) return true;
    const token = state.push("math_display", "math", 0);
    token.content = formula.trim();
    token.block = true;
    state.line = line + 1;
    return true;
  }
  return false;
};

/** Formulas for markdown-it: `$…$` in a line, `$$…$$` on its own. */
export function withMath(md: MarkdownIt): void {
  md.inline.ruler.before("escape", "math", inlineMath);
  md.block.ruler.before("fence", "math", blockMath, { alt: ["paragraph", "reference", "blockquote", "list"] });
  md.renderer.rules["math_inline"] = (tokens, i) => formulaHtml(tokens[i]!.content, false);
  md.renderer.rules["math_display"] = (tokens, i) => `<span class="formula">${formulaHtml(tokens[i]!.content, true)}</span>`;
}
