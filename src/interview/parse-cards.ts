import { DataError } from "../errors";
import { referencesIn } from "../numbers/references";
import { DEPTHS, ROUNDS, type Card, type Depth, type Round } from "./card";

const MARK = /^(`?)([a-z0-9]+(?:-[a-z0-9]+)*)\1 · (\S+) · (\S+) · ([a-z]+)$/;

export type CardMark = readonly [id: string, depth: string, round: string, topic: string];

/**
 * Reads the line under a card's heading, `` `token-accuracy-flatters` · screening · technical · metrics ``: as it was written, or as a
 * page shows it, without the marks of code.
 */
export function readMark(line: string, form: "written" | "shown"): CardMark | undefined {
  const [, quote, ...mark] = MARK.exec(line) ?? [];
  return quote === (form === "written" ? "`" : "") ? (mark as unknown as CardMark) : undefined;
}

const NUMBER_CARD = /^defend-/;
/** Names of parts, of both kinds of cards. */
const LABELS: readonly string[] = ["Follow-up", "Evidence", "Where it comes from", "What it hides", "What would change it"];

interface Block {
  readonly heading: string;
  readonly section: string;
  readonly lines: readonly string[];
  /** 1-based line of the heading. */
  readonly line: number;
}

/** Fourth-level sections, each with the second-level heading above it. Fences hide what looks like a heading. */
function blocksOf(markdown: string): Block[] {
  const blocks: { heading: string; section: string; lines: string[]; line: number }[] = [];
  let section = "";
  let open = false;
  let fenced = false;
  markdown.split(/\r?\n/).forEach((text, i) => {
    if (text.startsWith("```")) fenced = !fenced;
    const heading = fenced ? null : /^(#{1,4}) (.+)$/.exec(text);
    if (heading?.[1] === "##") section = heading[2]!;
    if (heading?.[1] === "####") blocks.push({ heading: heading[2]!, section, lines: [], line: i + 1 });
    else if (open && !heading) blocks.at(-1)!.lines.push(text);
    open = heading === null ? open : heading[1] === "####";
  });
  return blocks;
}

/** A card's body by its bold labels; what stands before the first one is under the empty name. What has another label would be lost. */
function partsOf(body: string, where: string): Map<string, string> {
  const pieces = body.split(/^\*\*([A-Z][A-Za-z- ]+)\.\*\*[ \n]?/m);
  const parts = new Map([["", pieces[0]!.trim()]]);
  for (let i = 1; i < pieces.length; i += 2) {
    const label = pieces[i]!;
    if (!LABELS.includes(label)) throw new DataError(`${where} has a part "**${label}.**"; known are ${LABELS.join(", ")}.`);
    if (parts.has(label)) throw new DataError(`${where} has two parts "**${label}.**"; make them one.`);
    parts.set(label, pieces[i + 1]!.trim());
  }
  return parts;
}

function quotedNumbers(markdown: string): Card["numbers"] {
  return [...new Map(referencesIn(markdown).map((reference) => [reference.key, reference])).values()];
}

function required(parts: ReadonlyMap<string, string>, label: string, where: string): string {
  const text = parts.get(label);
  if (text) return text;
  throw new DataError(`${where} has ${label ? `no part "**${label}.**"` : "no answer"}; every card of its kind needs it.`);
}

type Content = Pick<Card, "question" | "answer" | "followUp" | "evidence">;

function questionContent(heading: string, parts: ReadonlyMap<string, string>, where: string): Content {
  return {
    question: heading,
    answer: required(parts, "", where),
    followUp: required(parts, "Follow-up", where),
    evidence: required(parts, "Evidence", where),
  };
}

function numberContent(heading: string, parts: ReadonlyMap<string, string>, where: string): Content {
  const hides = required(parts, "What it hides", where);
  return {
    question: `${heading}: ${required(parts, "", where)}`,
    answer: `**Where it comes from.** ${required(parts, "Where it comes from", where)}\n\n**What it hides.** ${hides}`,
    followUp: `**What would change it.** ${required(parts, "What would change it", where)}`,
    evidence: required(parts, "Evidence", where),
  };
}

function oneOf<T extends string>(value: string, known: readonly T[], what: string, where: string): T {
  const found = known.find((candidate) => candidate === value);
  if (found) return found;
  throw new DataError(`${where} has the ${what} "${value}"; known are ${known.join(", ")}.`);
}

function cardOf({ heading, section, lines, line }: Block, page: string): Card {
  const where = `${page}, line ${line}: the card "${heading}"`;
  const [mark, ...rest] = lines.join("\n").trim().split("\n");
  const read = readMark(mark ?? "", "written");
  if (!read) throw new DataError(`${where} must begin with a line as \`its-id\` · depth · round · topic, not with "${mark ?? ""}".`);
  const [id, depth, round, topic] = read;
  const isNumber = NUMBER_CARD.test(id);
  const content = (isNumber ? numberContent : questionContent)(heading, partsOf(rest.join("\n").trim(), where), where);
  return {
    id,
    kind: isNumber ? "number" : "question",
    depth: oneOf<Depth>(depth, DEPTHS, "depth", where),
    round: oneOf<Round>(round, ROUNDS, "round", where),
    topic,
    section,
    ...content,
    numbers: quotedNumbers([content.question, content.answer, content.followUp].join("\n")),
    page,
  };
}

/**
 * The cards of a page of the interview material: its fourth-level sections, each with a line that says id, depth, round and topic.
 * Throws a DataError that names page and line where one is not complete.
 */
export function parseCards(markdown: string, page: string): Card[] {
  return blocksOf(markdown).map((block) => cardOf(block, page));
}
