import { escapeMarkdown } from "../../markdown/escape";
import type { AddressedNumber } from "../../numbers/number";
import { createGenerator, deriveSeed } from "../../random/generator";
import type { Card } from "../card";

/** What is known of a live number, as `nerbook numbers` knows it. */
export interface NumberFacts extends Pick<AddressedNumber, "key" | "what" | "metric" | "text"> {
  /** The files that it was read from, from the project's root. */
  readonly files: readonly string[];
}

export type NumberCatalog = ReadonlyMap<string, NumberFacts>;

const FILES_SHOWN = 5;
const RECORD = /^results\/[0-9a-f]{16}\.json$/;

/** What a reader is told of a number: value, meaning, the metric that it is, and where that is recorded. As Markdown. */
export function factsText({ key, what, metric, text, files }: NumberFacts): string {
  const shown = files.slice(0, FILES_SHOWN).join(", ");
  const more = files.length > FILES_SHOWN ? ` and ${files.length - FILES_SHOWN} more` : "";
  const from = files.length > 0 ? ` of ${escapeMarkdown(shown)}${more}` : "";
  return `**${escapeMarkdown(text)}** · ${escapeMarkdown(what)}.\n\nRead as ${escapeMarkdown(metric)}${from}. Its place on the page of numbers: results/numbers.md#${key}.`;
}

/** What such a number cannot say by its form alone, whatever it measures. */
function hides({ text, what, files }: NumberFacts): string {
  const spread = text.includes("±") && "The ± is the spread over seeds: it says what another training would give, and nothing of other test sentences.";
  const interval = /\d to [−-]?\d/.test(text) && "The interval asks what other test sentences of the same kind would do; it knows nothing of another corpus.";
  const alone = !text.includes("±") && files.length === 1 && RECORD.test(files[0]!) && "It stands on one run alone: ask what a second seed would give.";
  const isCell = files.some((file) => file.endsWith(".ipynb"));
  const table = isCell && "It is a cell of a notebook's table, whose caption says corpus, profile and seeds; alone it says none of them.";
  const quoted = /claim/i.test(what) && "A claim is quoted, not measured here: its verdict belongs beside it.";
  const said = [spread, interval, alone, table, quoted].filter((line) => line !== false);
  return said.length > 0 ? said.join(" ") : "Ask for its spread, its denominator and the protocol under which it was made.";
}

export const NUMBER_PREFIX = "number:";

/** A live number that no card of its own defends, as one: what is known of it, and the cards that quote it. */
function numberCard(facts: NumberFacts, deck: readonly Card[]): Card {
  const quoting = deck.filter(({ numbers }) => numbers.some(({ key }) => key === facts.key));
  const [first] = quoting;
  const links = facts.files.slice(0, FILES_SHOWN).map((file) => `[${file.split("/").pop()}](../${file})`).join(", ");
  const quoted = quoting.length > 0 ? `Cards that quote it: ${quoting.map(({ id }) => `\`${id}\``).join(", ")}.` : "No card quotes it.";
  return {
    id: `${NUMBER_PREFIX}${facts.key}`, kind: "number", depth: first?.depth ?? "senior", round: first?.round ?? "technical",
    topic: first?.topic ?? "numbers", section: first?.section ?? "Numbers", page: "results/numbers.md",
    question: `Defend this number: ${escapeMarkdown(facts.text)}. It is given as: ${escapeMarkdown(facts.what)}.`,
    answer: `**What it hides.** ${hides(facts)}`,
    followUp: `**What would change it.** Other records in the files it is read from, or another rule in how it is read. ${quoted}`,
    evidence: `${links || "none"}, \`npx nerbook numbers --check\`.`,
    numbers: [{ key: facts.key, text: facts.text }],
  };
}

/** One of each in turn; what is left of the longer one follows. */
function alternately<T>(a: readonly T[], b: readonly T[]): T[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => [...a.slice(i, i + 1), ...b.slice(i, i + 1)]).flat();
}

/**
 * Every number to defend, in an order that follows from the seed: the cards that do so and, in turn with them, a card for each
 * other live number that the pages quote.
 */
export function drawNumbers(deck: readonly Card[], catalog: NumberCatalog, seed: number): Card[] {
  const random = createGenerator(deriveSeed(seed, "numbers to defend"));
  const cards = deck.filter(({ kind }) => kind === "number");
  const defended = new Set(cards.flatMap(({ numbers }) => numbers.slice(0, 1).map(({ key }) => key)));
  const quoted = new Set(deck.flatMap(({ numbers }) => numbers.map(({ key }) => key)));
  const others = [...catalog.values()].filter(({ key }) => quoted.has(key) && !defended.has(key));
  return alternately(random.shuffled(cards), random.shuffled(others).map((facts) => numberCard(facts, deck)));
}
