import { bootstrapIntervals, holm, microScores, verdict, type Outcome, type ScoreInterval } from "../evaluation";
import type { Study } from "../experiments/study";
import { createGenerator, deriveSeed } from "../random/generator";
import { DEFAULT_POLICY } from "../serving/router/policy";
import { SLOTS, type Slot } from "../serving/slots";
import type { Comparison } from "./comparison";
import { percent, rangeText, standardDeviation } from "./percent";
import { bestWithin, disagreementCascade, mixtureFront, oracle, scoredMixtures, sharesOf, type ScoredMixture } from "./router-choices";
import {
  mixture, mixtureCounts, recordedCosts, routedModels, slotRecords, type Percentages, type RoutedModel, type RoutedPolicy, type SlotCosts,
} from "./router-policies";

type Row = { readonly [column: string]: string | number | null };

/** A policy with its F1, and that F1 against the one of the shares that the starting documents state. */
export interface MeasuredPolicy extends RoutedPolicy {
  readonly f1: ScoreInterval;
  /** Null for the stated shares themselves. */
  readonly against: { readonly difference: ScoreInterval; readonly outcome: Outcome } | null;
}

/** All that is known of routing: F1 as fractions, costs in milliseconds a request. */
export interface RouterEconomics {
  readonly models: readonly RoutedModel[];
  readonly stated: MeasuredPolicy;
  /** The stated shares, each model alone, the best mixtures, the cascade and the upper bound. */
  readonly policies: readonly MeasuredPolicy[];
  readonly front: readonly ScoredMixture[];
  /** Share of sentences that the cascade sends on, in [0, 1]. */
  readonly escalated: number;
  readonly level: number;
  readonly costSource: string;
}

export interface CostOptions {
  /** Of a load test, say; the records' own where left out. */
  readonly costs?: SlotCosts;
  /** In words, for captions; needed with `costs`. */
  readonly costSource?: string;
}

const LEVEL = 0.95;
const RESAMPLES = 2000;
const RECORDS_SOURCE = "the wall time of one sentence alone stands for it, as recorded (median over seeds; other work ran beside some)";

/** The stated shares in whole per cents. */
const STATED: Percentages = sharesOf(...(SLOTS.map((slot) => Math.round(100 * DEFAULT_POLICY.shares[slot])) as [number, number, number]));

function sharesTitle(models: readonly RoutedModel[], shares: Percentages): string {
  return models.filter(({ slot }) => shares[slot] > 0).map(({ slot, title }) => `${title} ${shares[slot]} %`).join(", ");
}

function alone(models: readonly RoutedModel[]): RoutedPolicy[] {
  const only = (slot: Slot): Percentages => ({ ...sharesOf(0, 0, 0), [slot]: 100 });
  return models.map(({ slot, title }) => mixture(models, slot, `All ${title}`, only(slot)));
}

function isSame(a: Percentages, b: Percentages | null): boolean {
  return b !== null && SLOTS.every((slot) => a[slot] === b[slot]);
}

/** The best mixture that costs no more than the stated shares, unless it is one of the policies already. */
function bestMixture(models: readonly RoutedModel[], mixtures: readonly ScoredMixture[], known: readonly RoutedPolicy[]): RoutedPolicy[] {
  const best = bestWithin(mixtures, known[0]!.cost);
  if (best === undefined || known.some(({ shares }) => isSame(best.shares, shares))) return [];
  return [mixture(models, "best", sharesTitle(models, best.shares), best.shares)];
}

interface Tested {
  readonly policy: RoutedPolicy;
  readonly difference: ScoreInterval;
  readonly p: number;
}

/** The paired bootstrap test on the resamples that gave the interval: those count that lie as far from the difference as it from 0. */
function probabilityOf({ estimate, resampled }: ScoreInterval): number {
  const asFar = resampled.filter((value) => Math.abs(value - estimate) >= Math.abs(estimate)).length;
  return (asFar + 1) / (resampled.length + 1);
}

function outcomesOf(tested: readonly Tested[], stated: RoutedPolicy): Outcome[] {
  const adjusted = holm(tested.map(({ p }) => p));
  return tested.map(({ policy, difference }, i) =>
    verdict({ a: policy.title, b: stated.title, difference, adjustedP: adjusted[i]!, level: LEVEL }).outcome);
}

function measure(policies: readonly RoutedPolicy[]): MeasuredPolicy[] {
  const [stated, ...others] = policies as [RoutedPolicy, ...RoutedPolicy[]];
  const systems = [...others, stated].map(({ id, counts }) => ({ name: id, runs: [counts] }));
  const generator = createGenerator(deriveSeed(0, "router", "intervals"));
  const { systems: scored, pairs } = bootstrapIntervals(systems, { generator, resamples: RESAMPLES, level: LEVEL });
  const f1Of = ({ id }: RoutedPolicy) => scored.find(({ name }) => name === id)!.f1;
  const tested = others.map((policy): Tested => {
    const difference = pairs.find(({ a, b }) => a === policy.id && b === stated.id)!.f1;
    return { policy, difference, p: probabilityOf(difference) };
  });
  const outcomes = outcomesOf(tested, stated);
  const measured = tested.map(({ policy, difference }, i) => ({ ...policy, f1: f1Of(policy), against: { difference, outcome: outcomes[i]! } }));
  return [{ ...stated, f1: f1Of(stated), against: null }, ...measured];
}

function economicsOf(models: readonly RoutedModel[], costSource: string): RouterEconomics {
  const mixtures = scoredMixtures(models);
  const known = [mixture(models, "stated", `Stated: ${sharesTitle(models, STATED)}`, STATED), ...alone(models)];
  const cascade = disagreementCascade(models);
  const policies = measure([...known, ...bestMixture(models, mixtures, known), cascade, oracle(models)]);
  return { models, stated: policies[0]!, policies, front: mixtureFront(mixtures), escalated: cascade.escalated, level: LEVEL, costSource };
}

/**
 * What the stated shares cost and bring beside other ways of routing, from the predictions of the test part; seeds are pooled.
 * The same records give the same numbers at every call. Null where one of the three models has no record, or the test part
 * fewer than two sentences.
 */
export function routerEconomics(study: Study, comparison: Comparison, options: CostOptions = {}): RouterEconomics | null {
  const records = slotRecords(comparison);
  if (records === null || study.dataset.split.test.length < 2) return null;
  const models = routedModels(study, records, options.costs ?? recordedCosts(records));
  return economicsOf(models, options.costSource ?? RECORDS_SOURCE);
}

function significant(value: number): number {
  return Number(value.toPrecision(3));
}

/** One row a model: what the economics start from. */
export function routedModelRows({ models }: RouterEconomics): Row[] {
  return models.map(({ slot, title, counts, cost }) => {
    const f1s = counts.map((run) => microScores(run).f1);
    return {
      slot,
      model: title,
      seeds: counts.length,
      "strict F1 %": percent(f1s.reduce((sum, f1) => sum + f1, 0) / f1s.length),
      "sd over seeds": counts.length > 1 ? percent(standardDeviation(f1s)!) : null,
      "ms a request": significant(cost.processor),
      "p95 (ms)": cost.p95 === null ? null : significant(cost.p95),
    };
  });
}

/** One row a policy: F1, what it takes, and both against the stated shares. */
export function policyRows({ policies, stated }: RouterEconomics): Row[] {
  return policies.map(({ id, title, f1, against, cost }) => ({
    policy: title,
    "strict F1 %": percent(f1.estimate),
    "95 % interval": rangeText(f1.interval),
    "points against stated": against && percent(against.difference.estimate),
    "95 % interval of these": against && rangeText(against.difference.interval),
    "is": against && (id === "oracle" ? "a bound" : against.outcome),
    "processor s in 1,000 requests": significant(cost),
    "× stated": significant(cost / stated.cost),
    "requests/s a core": Math.round(1000 / cost),
  }));
}

/** Multiples of the stated shares' cost. */
const BUDGETS = [0.25, 0.5, 1, 1.5, 2, 3, 5] as const;

/** One row a budget of processor time: the best mixture that keeps it. Budgets that leave nothing better than a smaller one are left out. */
export function mixtureRows({ models, front, stated }: RouterEconomics): Row[] {
  const rows = BUDGETS.flatMap((times) => {
    const best = bestWithin(front, times * stated.cost);
    return best ? [{ times, best }] : [];
  });
  return rows.filter(({ best }, i) => best !== rows[i - 1]?.best).map(({ times, best }) => ({
    "× stated processor time, at most": times,
    "best mixture": sharesTitle(models, best.shares),
    "strict F1 %": percent(best.f1),
    "points against stated": percent(best.f1 - stated.f1.estimate),
    "processor s in 1,000 requests": significant(best.cost),
    "requests/s a core": Math.round(1000 / best.cost),
  }));
}

/** From which budget on which model is the best that keeps it; models that a faster one beats do not occur. */
export interface BudgetStep {
  readonly from: number;
  readonly model: RoutedModel;
  readonly f1: number;
}

export function budgetSteps({ models, policies }: RouterEconomics): BudgetStep[] {
  const f1Of = (slot: Slot) => policies.find(({ id }) => id === slot)!.f1.estimate;
  const steps = models.flatMap((model) => (model.cost.p95 === null ? [] : [{ from: model.cost.p95, model, f1: f1Of(model.slot) }]));
  const ordered = steps.sort((a, b) => a.from - b.from || b.f1 - a.f1);
  return ordered.filter(({ f1 }, i) => ordered.slice(0, i).every((earlier) => earlier.f1 < f1));
}

/** One row a step: which model a latency budget gets. */
export function budgetRows(economics: RouterEconomics): Row[] {
  const steps = budgetSteps(economics);
  return steps.map(({ from, model, f1 }, i) => ({
    "p95 budget from (ms)": significant(from),
    "to (ms)": steps[i + 1] ? significant(steps[i + 1]!.from) : null,
    model: model.title,
    "strict F1 %": percent(f1),
    "processor s in 1,000 requests": significant(model.cost.processor),
  }));
}

/** The policies by place, and the front of the mixtures, as the figure takes them. */
export function routingFrontData({ policies, front, level }: RouterEconomics) {
  const kindOf = (id: string) => (SLOTS.includes(id as Slot) ? "model" : id);
  return {
    level,
    front: front.map(({ cost, f1 }) => ({ cost, f1 })),
    policies: policies.map(({ id, title, cost, f1 }) => ({
      kind: kindOf(id) as "model" | "stated" | "best" | "cascade" | "oracle",
      title,
      cost,
      f1: f1.estimate,
      low: f1.interval.low,
      high: f1.interval.high,
    })),
  };
}

/** What the stated shares would score with one slot's share given to Model 2, F1 as a fraction. */
export function withoutShare(models: readonly RoutedModel[], slot: Slot): { readonly f1: number; readonly shares: Percentages } {
  const shares = { ...STATED, [slot]: 0, model2: STATED.model2 + STATED[slot] };
  return { f1: microScores(mixtureCounts(models, shares)).f1, shares };
}

export { STATED as STATED_SHARES };
