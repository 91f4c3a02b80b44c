import type Token from "markdown-it/lib/token.mjs";
import { FORMULA_TOKENS } from "../../markdown/formulas";
import type { Colors } from "../../terminal/colors";
import { projectPath } from "../project-path";
import { mathText } from "./math-text";
import { FIRM_SPACE, plainStyle, type Stretch, type Style } from "./styled";

/** How links are shown: by their text alone, or with the file that they lead to. */
export type LinkStyle = "text" | "path";

export interface InlineOptions {
  readonly paint: Colors;
  readonly links: LinkStyle;
}

/** Code no longer than this stays in one line, so that it can be copied. */
const LONGEST_WHOLE_CODE = 48;

function codeText(code: string): string {
  return code.length <= LONGEST_WHOLE_CODE ? code.replace(/ /g, FIRM_SPACE) : code;
}

const NUMBER_PAGE = /numbers\.md#/;

/** Styles that lie over each other, the innermost last. */
function layered(styles: readonly Style[]): Style {
  return styles.length === 0 ? plainStyle : (text) => styles.reduceRight((painted, style) => style(painted), text);
}

/** The place behind a link's text, where it says more than the text does. */
function placeAfter(address: string, { links }: InlineOptions): string {
  return links === "path" && address !== "" ? ` (${projectPath(address)})` : "";
}

/** Reads a paragraph's tokens in order, and knows what is open. */
class InlineReader {
  private readonly styles: Style[] = [];
  private readonly addresses: string[] = [];

  constructor(private readonly options: InlineOptions) {}

  read(token: Token): Stretch[] {
    const opened = this.openedBy(token);
    if (opened) this.styles.push(opened);
    else if (token.type === "link_close") return this.closeLink();
    else if (token.nesting === -1) this.styles.pop();
    const text = this.textOf(token);
    return text === "" ? [] : [this.styled(text, token.type === "code_inline" ? [this.options.paint.cyan] : [])];
  }

  private openedBy(token: Token): Style | undefined {
    const { paint } = this.options;
    if (token.nesting !== 1) return undefined;
    if (token.type === "strong_open") return paint.bold;
    if (token.type !== "link_open") return token.type === "em_open" ? paint.italic : plainStyle;
    const address = String(token.attrGet("href") ?? "");
    this.addresses.push(address);
    return NUMBER_PAGE.test(address) ? paint.bold : plainStyle;
  }

  private closeLink(): Stretch[] {
    this.styles.pop();
    return [this.styled(placeAfter(this.addresses.pop() ?? "", this.options))];
  }

  private styled(text: string, more: readonly Style[] = []): Stretch {
    return { text, style: layered([...this.styles, ...more]) };
  }

  private textOf({ type, content }: Token): string {
    if (type === "code_inline") return codeText(content);
    if (type === FORMULA_TOKENS.inline) return mathText(content);
    if (type === FORMULA_TOKENS.display) return `\n${mathText(content)}\n`;
    if (type === "softbreak") return " ";
    if (type === "hardbreak") return "\n";
    return type === "image" ? `[figure: ${content}]` : content;
  }
}

/** A paragraph's tokens as stretches of styled text. */
export function inlineText(tokens: readonly Token[], options: InlineOptions): Stretch[] {
  const reader = new InlineReader(options);
  return tokens.flatMap((token) => reader.read(token));
}
