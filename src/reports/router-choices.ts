import { microScores, type SentenceCounts } from "../evaluation";
import { SLOTS, type Slot } from "../serving/slots";
import { chosen, mixtureCost, type Choice, type Percentages, type RoutedModel, type RoutedPolicy } from "./router-policies";

interface Sums {
  readonly support: number;
  readonly predicted: number;
  readonly correct: number;
}

function summed(values: Int32Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function sumsOf({ counts }: RoutedModel): Sums {
  const total = (count: keyof SentenceCounts) => counts.reduce((sum, run) => sum + summed(run[count]), 0);
  return { support: total("support"), predicted: total("predicted"), correct: total("correct") };
}

/** F1 of summed counts, 0 where nothing is there to find. */
function f1Of(sums: readonly Sums[], weights: readonly number[]): number {
  const total = (count: keyof Sums) => sums.reduce((sum, each, i) => sum + weights[i]! * each[count], 0);
  const whole = total("support") + total("predicted");
  return whole === 0 ? 0 : (2 * total("correct")) / whole;
}

export function sharesOf(model2: number, baseline: number, advanced: number): Percentages {
  return { model2, baseline, advanced };
}

/** All mixtures of at most two models in whole per cents. */
function mixturesOfTwo(): Percentages[] {
  const pairs = SLOTS.flatMap((a, i) => SLOTS.slice(i + 1).map((b) => [a, b] as const));
  const shared = ([a, b]: readonly [Slot, Slot], part: number): Percentages => ({ ...sharesOf(0, 0, 0), [a]: part, [b]: 100 - part });
  return pairs.flatMap((pair) => Array.from({ length: 101 }, (_, part) => shared(pair, part)));
}

/** A mixture with its F1 on the test part, all seeds together. */
export interface ScoredMixture {
  readonly shares: Percentages;
  readonly f1: number;
  readonly cost: number;
}

/**
 * All candidates for the best mixture under a budget of processor time. F1 of a mixture is a ratio of two functions that are
 * linear in the shares, and so is the cost; such a program has its optimum at a corner, where at most two models have a share.
 */
export function scoredMixtures(models: readonly RoutedModel[]): ScoredMixture[] {
  const sums = models.map(sumsOf);
  return mixturesOfTwo().map((shares) => ({
    shares, f1: f1Of(sums, models.map(({ slot }) => shares[slot])), cost: mixtureCost(models, shares),
  }));
}

/** Costs are sums of decimals; the budget of a mixture must not shut out that very mixture. */
const ROUNDING = 1e-9;

/** The highest F1 for at most so many milliseconds a request, the cheapest of equals; undefined where nothing is that cheap. */
export function bestWithin(mixtures: readonly ScoredMixture[], budget: number): ScoredMixture | undefined {
  const affordable = mixtures.filter(({ cost }) => cost <= budget + ROUNDING);
  return affordable.sort((a, b) => b.f1 - a.f1 || a.cost - b.cost)[0];
}

/** The mixtures that nothing cheaper reaches, cheapest first. */
export function mixtureFront(mixtures: readonly ScoredMixture[]): ScoredMixture[] {
  const ordered = [...mixtures].sort((a, b) => a.cost - b.cost || b.f1 - a.f1);
  let best = -1;
  return ordered.filter(({ f1 }) => {
    const better = f1 > best;
    best = Math.max(best, f1);
    return better;
  });
}

function byCost(models: readonly RoutedModel[]): number[] {
  return models.map((_, place) => place).sort((a, b) => models[a]!.cost.processor - models[b]!.cost.processor);
}

function bestPlaces(models: readonly RoutedModel[], run: number, f1: number, order: readonly number[]): number[] {
  const gain = (place: number, i: number) => 2 * models[place]!.counts[run]!.correct[i]! - f1 * models[place]!.counts[run]!.predicted[i]!;
  const sentences = models[0]!.counts[run]!.support.length;
  return Array.from({ length: sentences }, (_, i) => order.reduce((best, place) => (gain(place, i) > gain(best, i) ? place : best)));
}

function scoreOfChoice(models: readonly RoutedModel[], choice: Choice): number {
  return microScores(chosen(models, "", "", choice).counts).f1;
}

/**
 * Who would have to answer each sentence for the highest F1, known the gold tags: no router can do better. F1 ≥ λ exactly when
 * Σ (2·correct − λ·predicted) ≥ λ·support, so sentence by sentence the best model for λ is taken, and λ is raised to the F1
 * that comes of it until nothing improves (Dinkelbach 1967). Of equal models the cheapest is taken.
 */
export function oracle(models: readonly RoutedModel[]): RoutedPolicy {
  const order = byCost(models);
  const choose = (f1: number): Choice => models[0]!.counts.map((_, run) => bestPlaces(models, run, f1, order));
  let choice = choose(0);
  for (let f1 = scoreOfChoice(models, choice); ;) {
    const next = choose(f1);
    const better = scoreOfChoice(models, next);
    if (better <= f1) break;
    [choice, f1] = [next, better];
  }
  return chosen(models, "oracle", "Best model for each sentence (needs the gold tags)", choice);
}

/** The two models that are cheapest both answer; where one tag differs, the third decides, otherwise the first's answer stands. */
export function disagreementCascade(models: readonly RoutedModel[]): RoutedPolicy & { readonly escalated: number } {
  const [first, second, last] = byCost(models) as [number, number, number];
  const differs = (run: number, i: number) => models[first]!.tags[run]![i]!.some((tag, t) => tag !== models[second]!.tags[run]![i]![t]);
  const choice = models[0]!.tags.map((run, k) => run.map((_, i) => (differs(k, i) ? last : first)));
  const places = choice.flat();
  const escalated = places.filter((place) => place === last).length / Math.max(1, places.length);
  const title = `${models[first]!.title} and ${models[second]!.title}; ${models[last]!.title} where they differ`;
  const policy = chosen(models, "cascade", title, choice);
  const [a, b, c] = [first, second, last].map((place) => models[place]!.cost.processor) as [number, number, number];
  return { ...policy, cost: a + b + escalated * c, escalated };
}
