import type MarkdownIt from "markdown-it";

type InlineRule = Parameters<MarkdownIt["inline"]["ruler"]["before"]>[2];
type BlockRule = Parameters<MarkdownIt["block"]["ruler"]["before"]>[2];

/** What formulas become: tokens of these types, with the formula as their content. */
export const FORMULA_TOKENS = { inline: "math_inline", display: "math_display" } as const;

/** `$$…$$` inside of a paragraph, or `$…$` with no space inside of its marks and no digit behind them, so that prices stay prices. */
const INLINE = /\$\$([^$]+)\$\$|\$(?![\s$])((?:\\[\s\S]|[^$\\])+?)(?<!\s)\$(?!\d)/y;

const inlineFormula: InlineRule = (state, silent) => {
  INLINE.lastIndex = state.pos;
  const match = INLINE.exec(state.src);
  if (!match || INLINE.lastIndex > state.posMax) return false;
  if (!silent) {
    const token = state.push(match[1] === undefined ? FORMULA_TOKENS.inline : FORMULA_TOKENS.display, "math", 0);
    token.content = (match[1] ?? match[2])!.trim();
  }
  state.pos += match[0].length;
  return true;
};

const blockFormula: BlockRule = (state, start, end, silent) => {
  const lineOf = (line: number) => state.src.slice(state.bMarks[line]! + state.tShift[line]!, state.eMarks[line]);
  if (!lineOf(start).startsWith("$$")) return false;
  let text = "";
  for (let line = start; line < end && lineOf(line).trim() !== ""; line += 1) {
    text += `${lineOf(line).trim()}\n`;
    const formula = /^\$\$([^$]+)\$\$\n$/.exec(text)?.[1];
    if (formula === undefined) continue;
    if (silent) return true;
    const token = state.push(FORMULA_TOKENS.display, "math", 0);
    token.content = formula.trim();
    token.block = true;
    state.line = line + 1;
    return true;
  }
  return false;
};

/**
 * Formulas for markdown-it as tokens of their own, so that no other rule takes their stars, underscores and equals signs: `$…$` in a
 * line, `$$…$$` there or on lines of its own. How they are shown is the reader's business.
 */
export function withFormulas(md: MarkdownIt): void {
  md.inline.ruler.before("escape", "math", inlineFormula);
  md.block.ruler.before("fence", "math", blockFormula, { alt: ["paragraph", "reference", "blockquote", "list"] });
}
