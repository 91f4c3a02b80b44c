import { entitiesOf, type Entity } from "../../evaluation/entities";
import { CONFIDENCE_STEPS, confidenceStep, type ObservedSentence } from "./features";
import { fitStepMap, tableOf, type Pairing, type StepMap } from "./step-map";

/** A sentence with its gold tags. */
export interface JudgedSentence extends ObservedSentence {
  readonly gold: readonly string[];
}

/** Entities of a sentence under the strict reading: those predicted, those of them that are right, and gold ones that were missed. */
export interface QualityCounts {
  readonly predicted: number;
  readonly correct: number;
  readonly missed: number;
}

/** What confidences are worth, as plain JSON. */
export interface QualityMaps {
  /** The probability that an entity of this confidence (the product of its tokens') is right. */
  readonly correct: StepMap;
  /** Missed gold entities to be expected under an entity of this confidence: those that it overlaps without being right. */
  readonly missedBeneath: StepMap;
  /** Missed gold entities to be expected to begin at a token outside of predicted entities, by its tag's confidence. */
  readonly missedOutside: StepMap;
}

/** Entities with their confidences in steps, and the tokens outside of them. */
interface Signals {
  readonly entities: readonly (Entity & { readonly step: number })[];
  readonly outside: readonly number[];
}

function signalsOf({ tags, confidences }: ObservedSentence): Signals {
  const covered = new Uint8Array(tags.length);
  const entities = entitiesOf(tags, "discard").map((entity) => {
    let product = 1;
    for (let token = entity.start; token <= entity.end; token++) product *= confidenceStep(confidences[token]!) / CONFIDENCE_STEPS;
    covered.fill(1, entity.start, entity.end + 1);
    return { ...entity, step: confidenceStep(product) };
  });
  const outside: number[] = [];
  for (let token = 0; token < covered.length; token++) if (covered[token] === 0) outside.push(token);
  return { entities, outside };
}

function isSame(a: Entity, b: Entity): boolean {
  return a.start === b.start && a.end === b.end && a.type === b.type;
}

function overlaps(a: Entity, b: Entity): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** Pairs to fit the three maps to. */
interface FitPairs {
  readonly correct: Pairing[];
  readonly missedBeneath: Pairing[];
  readonly missedOutside: Pairing[];
}

/** A missed gold entity belongs to the first predicted entity that it overlaps, else to its own first token. */
function collectPairs(sentence: JudgedSentence, pairs: FitPairs): void {
  const { entities, outside } = signalsOf(sentence);
  const gold = entitiesOf(sentence.gold, "discard");
  const missed = gold.filter((entity) => !entities.some((found) => isSame(found, entity)));
  const blamed = missed.map((entity) => entities.find((found) => overlaps(found, entity)));
  for (const entity of entities) {
    pairs.correct.push({ step: entity.step, amount: gold.some((right) => isSame(right, entity)) ? 1 : 0 });
    pairs.missedBeneath.push({ step: entity.step, amount: blamed.filter((found) => found === entity).length });
  }
  const silentStarts = new Set(missed.filter((_, i) => blamed[i] === undefined).map(({ start }) => start));
  for (const token of outside) {
    pairs.missedOutside.push({ step: confidenceStep(sentence.confidences[token]!), amount: silentStarts.has(token) ? 1 : 0 });
  }
}

/** Learns from judged sentences what confidences are worth. Tags must be IOB2; a stray I- counts as outside. */
export function fitQuality(sentences: readonly JudgedSentence[]): QualityMaps {
  const pairs: FitPairs = { correct: [], missedBeneath: [], missedOutside: [] };
  for (const sentence of sentences) collectPairs(sentence, pairs);
  return {
    correct: fitStepMap(pairs.correct, "rising"),
    missedBeneath: fitStepMap(pairs.missedBeneath, "falling"),
    missedOutside: fitStepMap(pairs.missedOutside, "falling"),
  };
}

/** The counts of a sentence whose gold tags are known. */
export function trueQuality({ tags, gold }: Pick<JudgedSentence, "tags" | "gold">): QualityCounts {
  const found = entitiesOf(tags, "discard");
  const right = entitiesOf(gold, "discard");
  const correct = found.filter((entity) => right.some((other) => isSame(other, entity))).length;
  return { predicted: found.length, correct, missed: right.length - correct };
}

/** Expects the counts of sentences whose gold tags are not known. */
export class QualityExpectation {
  private readonly correct: Float32Array;
  private readonly missedBeneath: Float32Array;
  private readonly missedOutside: Float32Array;

  constructor(maps: QualityMaps) {
    this.correct = tableOf(maps.correct);
    this.missedBeneath = tableOf(maps.missedBeneath);
    this.missedOutside = tableOf(maps.missedOutside);
  }

  of(sentence: ObservedSentence): QualityCounts {
    const { entities, outside } = signalsOf(sentence);
    let [correct, missed] = [0, 0];
    for (const { step } of entities) {
      correct += this.correct[step]!;
      missed += this.missedBeneath[step]!;
    }
    for (const token of outside) missed += this.missedOutside[confidenceStep(sentence.confidences[token]!)]!;
    return { predicted: entities.length, correct, missed };
  }
}
