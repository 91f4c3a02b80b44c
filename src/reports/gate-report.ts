import { entitySpans } from "../corpus";
import type { Sentence } from "../corpus/types";
import type { BilstmSteps, LstmStep } from "./lstm-anatomy";
import { stepsOf, type LstmBundle } from "./trained-lstm";
import { listed, mean, standardDeviation } from "./percent";

type Row = { readonly [column: string]: string | number | null };
type Direction = keyof BilstmSteps;
type GateName = "i" | "f" | "candidate" | "o";

const DIRECTIONS: readonly Direction[] = ["forward", "backward"];
const GATES: readonly { readonly gate: GateName; readonly name: string; readonly range: "sigmoid" | "tanh" }[] = [
  { gate: "i", name: "Input gate i", range: "sigmoid" },
  { gate: "f", name: "Forget gate f", range: "sigmoid" },
  { gate: "candidate", name: "New content c̃", range: "tanh" },
  { gate: "o", name: "Output gate o", range: "sigmoid" },
];

const SHOWN_LENGTH = { least: 9, most: 16 } as const;

function isTelling({ words, tags }: Sentence): boolean {
  const spans = entitySpans([...tags]);
  const fits = words.length >= SHOWN_LENGTH.least && words.length <= SHOWN_LENGTH.most;
  return fits && spans.length >= 2 && spans.some(({ start, end }) => end - start > 1);
}

/** The first sentence that fits a figure and holds two entities, one of several tokens; where there is none, the first of all. */
export function exampleSentence(sentences: readonly Sentence[]): Sentence {
  const [first] = sentences;
  if (!first) throw new RangeError("There is no sentence to show.");
  return sentences.find(isTelling) ?? first;
}

/** How much a unit's three gates move along a sentence: the sum of their standard deviations. */
function restlessness(steps: readonly LstmStep[], unit: number): number {
  return (["i", "f", "o"] as const).reduce((sum, gate) => sum + (standardDeviation(steps.map((step) => step[gate][unit]!)) ?? 0), 0);
}

/** The units whose gates vary most along the sentence, most restless first. */
export function restlessUnits(steps: readonly LstmStep[], wanted: number): number[] {
  const units = Array.from({ length: steps[0]?.h.length ?? 0 }, (_, unit) => unit);
  const values = units.map((unit) => restlessness(steps, unit));
  return units.sort((a, b) => values[b]! - values[a]!).slice(0, wanted);
}

const SHOWN_UNITS = 8;

/** One direction's gates along a sentence as the figure takes them: the mean of all units, then those that vary most. */
export function gatesData({ words, tags }: Sentence, steps: BilstmSteps, direction: Direction) {
  const own = steps[direction];
  const units = restlessUnits(own, SHOWN_UNITS);
  return {
    direction,
    tokens: words.map((word, t) => ({ word, tag: tags[t]! })),
    rows: ["mean", ...units.map(String)],
    gates: GATES.map(({ gate, name, range }) => ({
      name,
      range,
      values: [own.map((step) => mean([...step[gate]])), ...units.map((unit) => own.map((step) => step[gate][unit]!))],
    })),
  };
}

function share(values: readonly number[], holds: (value: number) => boolean): number {
  return Number(((100 * values.filter(holds).length) / values.length).toFixed(1));
}

const CLOSED = 0.1;
const OPEN = 0.9;

function placeText({ words }: Sentence, means: readonly number[], pick: (...values: number[]) => number): string {
  const at = means.indexOf(pick(...means));
  return `${words[at]} (${means[at]!.toFixed(2)})`;
}

/** One row a direction and gate: how it stands along one sentence, over all units. */
export function gateRows(sentence: Sentence, steps: BilstmSteps): Row[] {
  return DIRECTIONS.flatMap((direction) => GATES.filter(({ range }) => range === "sigmoid").map(({ gate, name }) => {
    const all = steps[direction].flatMap((step) => [...step[gate]]);
    const means = steps[direction].map((step) => mean([...step[gate]]));
    return {
      read: direction,
      gate: name,
      mean: Number(mean(all).toFixed(3)),
      "closed (below 0.1) %": share(all, (value) => value < CLOSED),
      "open (above 0.9) %": share(all, (value) => value > OPEN),
      "mean lowest at": placeText(sentence, means, Math.min),
      "mean highest at": placeText(sentence, means, Math.max),
    };
  }));
}

const CLASSES = ["O", "B-", "I-"] as const;
type TagClass = (typeof CLASSES)[number];

/** Means over all units and all tokens of a class of tags. */
export interface ClassMeans {
  readonly direction: Direction;
  readonly tags: TagClass;
  readonly tokens: number;
  readonly i: number;
  readonly f: number;
  readonly o: number;
  /** Of the absolute hidden state. */
  readonly h: number;
}

function classOf(tag: string): TagClass {
  return tag === "O" ? "O" : tag.startsWith("B-") ? "B-" : "I-";
}

function meansOf(direction: Direction, tags: TagClass, steps: readonly LstmStep[]): ClassMeans {
  const over = (value: (step: LstmStep) => Float64Array) => mean(steps.map((step) => mean([...value(step)])));
  return {
    direction, tags, tokens: steps.length,
    i: over(({ i }) => i), f: over(({ f }) => f), o: over(({ o }) => o), h: over(({ h }) => h.map(Math.abs)),
  };
}

const SAMPLE = 100;

/** The gates' means by class of tag, over the first sentences given; classes without a token are left out. */
export function meansByTag(bundle: LstmBundle, sentences: readonly Sentence[]): ClassMeans[] {
  const sample = sentences.slice(0, SAMPLE).filter(({ words }) => words.length > 0);
  const steps = sample.map((sentence) => stepsOf(bundle, sentence));
  return DIRECTIONS.flatMap((direction) => CLASSES.flatMap((tags) => {
    const own = sample.flatMap((sentence, s) => steps[s]![direction].filter((_, t) => classOf(sentence.tags[t]!) === tags));
    return own.length > 0 ? [meansOf(direction, tags, own)] : [];
  }));
}

export function meansRows(means: readonly ClassMeans[]): Row[] {
  const shown = (value: number) => Number(value.toFixed(3));
  return means.map(({ direction, tags, tokens, i, f, o, h }) => ({
    read: direction,
    "gold tag": tags,
    tokens,
    "input gate": shown(i),
    "forget gate": shown(f),
    "output gate": shown(o),
    "|hidden state|": shown(h),
  }));
}

/** Means that print alike are not told apart. */
const VISIBLE = 5e-3;

function contrast(what: string, own: number, other: number): string {
  const verdict = Math.abs(own - other) < VISIBLE ? "about as open" : own > other ? "more open" : "less open";
  return `the ${what} ${verdict} (${own.toFixed(2)} against ${other.toFixed(2)})`;
}

function directionSentence(direction: Direction, means: readonly ClassMeans[]): string[] {
  const [outside, first] = (["O", "B-"] as const).map((tags) => means.find((each) => each.direction === direction && each.tags === tags));
  if (!outside || !first) return [];
  const gates = [contrast("forget gate is", first.f, outside.f), contrast("input gate", first.i, outside.i), contrast("output gate", first.o, outside.o)];
  return [`Read ${direction}, at the first word of an entity against words outside of entities (means over all units, ${first.tokens} ` +
    `and ${outside.tokens} tokens of the embedded corpus): ${listed(gates)}.`];
}

/** What the gates do at the first word of an entity against words outside, and where along the sentence they do most; computed. */
export function gateFindings(sentence: Sentence, steps: BilstmSteps, means: readonly ClassMeans[]): string[] {
  const rows = gateRows(sentence, steps).filter(({ gate }) => gate === "Forget gate f");
  const along = rows.map((row) => `read ${row["read"]}, the forget gate's mean is lowest at ${row["mean lowest at"]} and highest at ${row["mean highest at"]}`);
  return [`Along the sentence drawn: ${along.join("; ")}.`, ...DIRECTIONS.flatMap((direction) => directionSentence(direction, means))];
}
