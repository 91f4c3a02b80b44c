import MarkdownIt from "markdown-it";
import type Token from "markdown-it/lib/token.mjs";
import { FORMULA_TOKENS, withFormulas } from "../../markdown/formulas";
import type { Colors } from "../../terminal/colors";
import { inlineText, type InlineOptions, type LinkStyle } from "./inline-text";
import { mathText } from "./math-text";
import { layOut, plainStyle, type Stretch } from "./styled";

export interface MarkdownOptions {
  readonly width: number;
  readonly paint: Colors;
  readonly links?: LinkStyle;
  /** Before every line. */
  readonly indent?: string;
}

const reader = new MarkdownIt({ html: false }).use(withFormulas);
const STEP = "  ";

/** Where a block stands: its lists, with the number of the item at hand. */
class Place {
  private readonly lists: { ordered: boolean; item: number }[] = [];
  /** What the next block begins with, once. */
  private bullet = "";

  constructor(private readonly base: string) {}

  follow(token: Token): void {
    const { type } = token;
    if (type === "bullet_list_open") this.lists.push({ ordered: false, item: 0 });
    if (type === "ordered_list_open") this.lists.push({ ordered: true, item: Number(token.attrGet("start") ?? 1) - 1 });
    if (type.endsWith("list_close")) this.lists.pop();
    if (type === "list_item_open") this.openItem();
  }

  get isInList(): boolean {
    return this.lists.length > 0;
  }

  private openItem(): void {
    const list = this.lists.at(-1)!;
    list.item += 1;
    this.bullet = list.ordered ? `${list.item}. ` : "- ";
  }

  /** The beginnings of a block's first line and of its others. */
  margins(): { readonly first: string; readonly indent: string } {
    const outer = this.base + STEP.repeat(Math.max(0, this.lists.length - 1));
    const indent = this.lists.length === 0 ? outer : outer + (this.lists.at(-1)!.ordered ? "   " : STEP);
    const first = this.bullet === "" ? indent : outer + this.bullet;
    this.bullet = "";
    return { first, indent };
  }
}

interface Block {
  readonly lines: readonly string[];
  /** Items of a list stand without an empty line between them. */
  readonly tight: boolean;
}

/** Reads a page's tokens in order; rows of a table are a line each, their cells parted by a stroke. */
class BlockReader {
  private readonly place: Place;
  private readonly inline: InlineOptions;
  /** The cells of the row that is open. */
  private row: string[] | undefined;

  constructor(private readonly options: MarkdownOptions) {
    const { paint, links = "text", indent = "" } = options;
    this.place = new Place(indent);
    this.inline = { paint, links };
  }

  read(token: Token): Block[] {
    this.place.follow(token);
    if (token.type === "tr_open") this.row = [];
    if (token.type === "tr_close") return [this.closeRow()];
    if (token.type === "fence" || token.type === "code_block") return [this.code(token)];
    if (token.type === FORMULA_TOKENS.display) return [this.laidOut([{ text: mathText(token.content), style: plainStyle }], false)];
    if (token.type !== "inline") return [];
    const stretches = inlineText(token.children ?? [], this.inline);
    if (this.row === undefined) return [this.laidOut(stretches, this.place.isInList)];
    this.row.push(stretches.map(({ text }) => text).join(""));
    return [];
  }

  private laidOut(stretches: readonly Stretch[], tight: boolean): Block {
    return { lines: layOut(stretches, { width: this.options.width, ...this.place.margins() }), tight };
  }

  private closeRow(): Block {
    const text = (this.row ?? []).join(" | ");
    this.row = undefined;
    return this.laidOut([{ text, style: plainStyle }], true);
  }

  private code({ content }: Token): Block {
    const { indent } = this.place.margins();
    return { lines: content.trimEnd().split("\n").map((line) => `${indent}${STEP}${this.options.paint.cyan(line)}`), tight: false };
  }
}

/** Markdown for reading in a terminal: wrapped lines, no marks, formulas as one types them. */
export function markdownText(markdown: string, options: MarkdownOptions): string {
  const blockReader = new BlockReader(options);
  const blocks = reader.parse(markdown, {}).flatMap((token) => blockReader.read(token));
  return blocks.map(({ lines, tight }, i) => `${i === 0 ? "" : tight && blocks[i - 1]!.tight ? "\n" : "\n\n"}${lines.join("\n")}`).join("");
}
