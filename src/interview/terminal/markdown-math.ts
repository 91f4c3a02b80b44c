import type MarkdownIt from "markdown-it";

type InlineRule = Parameters<MarkdownIt["inline"]["ruler"]["before"]>[2];

/** `$$…$$`, or `$…$` with no space inside of its marks and no digit behind them, so that prices stay prices. */
const FORMULA = /\$\$([^$]+)\$\$|\$(?![\s$])((?:\\[\s\S]|[^$\\])+?)(?<!\s)\$(?!\d)/y;

const formula: InlineRule = (state, silent) => {
  FORMULA.lastIndex = state.pos;
  const match = FORMULA.exec(state.src);
  if (!match || FORMULA.lastIndex > state.posMax) return false;
  if (!silent) state.push(match[1] === undefined ? "math_inline" : "math_display", "", 0).content = (match[1] ?? match[2])!;
  state.pos += match[0].length;
  return true;
};

/** Formulas as tokens of their own, so that no other rule takes their stars and underscores. */
export function withFormulas(md: MarkdownIt): void {
  md.inline.ruler.before("escape", "math", formula);
}
