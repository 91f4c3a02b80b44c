import type MarkdownIt from "markdown-it";
import temml from "temml";
import { FORMULA_TOKENS, withFormulas } from "../markdown/formulas";
import { escapeHtml } from "./html";

/** A formula as MathML, which browsers draw by themselves; what Temml does not understand is shown as it was written. */
function formulaHtml(formula: string, displayMode: boolean): string {
  try {
    return temml.renderToString(formula, { displayMode, annotate: true, throwOnError: true });
  } catch {
    return `<code>${escapeHtml(formula)}</code>`;
  }
}

/** Formulas for markdown-it as MathML: `$…$` in a line, `$$…$$` on its own. */
export function withMath(md: MarkdownIt): void {
  md.use(withFormulas);
  md.renderer.rules[FORMULA_TOKENS.inline] = (tokens, i) => formulaHtml(tokens[i]!.content, false);
  md.renderer.rules[FORMULA_TOKENS.display] = (tokens, i) => `<span class="formula">${formulaHtml(tokens[i]!.content, true)}</span>`;
}
