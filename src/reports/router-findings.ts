import { SLOTS, type Slot } from "../serving/slots";
import { listed, percentText, pointsText, rangeText } from "./percent";
import { mixtureCost } from "./router-policies";
import { budgetSteps, STATED_SHARES, withoutShare, type MeasuredPolicy, type RouterEconomics } from "./router-report";

/** Where the starting documents want to be, requests a second. */
const STATED_RATE = 2000;

function policyOf({ policies }: RouterEconomics, id: string): MeasuredPolicy | undefined {
  return policies.find((each) => each.id === id);
}

function times(cost: number, other: number): string {
  return `${Number((cost / other).toPrecision(3))} times the processor time`;
}

function gap({ against }: MeasuredPolicy): string {
  const { estimate, interval } = against!.difference;
  return `(${estimate > 0 ? "+" : ""}${pointsText(estimate)} points, interval ${rangeText(interval)})`;
}

function comparedSentence(policy: MeasuredPolicy, stated: MeasuredPolicy): string {
  const cost = times(policy.cost, stated.cost);
  return policy.against!.outcome === "not distinguishable"
    ? `${policy.title} is not distinguishable from the stated shares ${gap(policy)}, at ${cost}`
    : `${policy.title} is ${policy.against!.outcome} ${gap(policy)}, at ${cost}`;
}

function statedSentence(economics: RouterEconomics): string {
  const { stated } = economics;
  const cores = (STATED_RATE * stated.cost) / 1000;
  const reached = `The stated shares reach a strict F1 of ${percentText(stated.f1.estimate)} (interval ${rangeText(stated.f1.interval)})`;
  const paid = `${Number(stated.cost.toPrecision(3))} s of processor time in 1,000 requests`;
  const busy = `${Number(cores.toPrecision(2))} cores busy at ${STATED_RATE.toLocaleString("en-US")} requests a second`;
  return `${reached} for ${paid}; models alone would keep ${busy}.`;
}

/** A share given to Model 2: what F1 gains or loses by it, and what a request does. */
function shareClause({ models, stated }: RouterEconomics, slot: Slot): string {
  const { f1, shares } = withoutShare(models, slot);
  const title = models.find((model) => model.slot === slot)!.title;
  const [brings, saves] = [stated.f1.estimate - f1, 1 - stated.cost / mixtureCost(models, shares)];
  const cost = saves >= 0 ? `saves ${percentText(saves)} of the processor time` : `adds ${percentText(-saves)} to the processor time`;
  const effect = brings >= 0 ? `brings ${pointsText(brings)}` : `costs ${pointsText(-brings)}`;
  return `the ${STATED_SHARES[slot]} % for ${title} ${effect} points and ${cost}`;
}

function sharesSentence(economics: RouterEconomics): string {
  const minorities = SLOTS.filter((slot) => slot !== "model2" && STATED_SHARES[slot] > 0);
  return `Against giving them to Model 2, ${listed(minorities.map((slot) => shareClause(economics, slot)))}.`;
}

/** Costs are sums of decimals. */
const ROUNDING = 1e-9;

function isAffordable(policy: MeasuredPolicy, stated: MeasuredPolicy): boolean {
  return policy.cost <= stated.cost + ROUNDING;
}

/** Is it sensible? Only if nothing that costs no more is better. */
function sensibleSentence(economics: RouterEconomics): string {
  const { stated } = economics;
  const rivals = economics.policies.filter(({ id }) => id !== "stated" && id !== "oracle");
  const better = rivals.filter((policy) => isAffordable(policy, stated) && policy.against!.outcome === "better");
  const best = [...better].sort((a, b) => b.f1.estimate - a.f1.estimate)[0];
  if (best) return `Are they sensible? No: ${comparedSentence(best, stated)}.`;
  const cheaper = rivals.filter((policy) => isAffordable(policy, stated) && policy.against!.outcome !== "worse").sort((a, b) => a.cost - b.cost)[0];
  if (cheaper) return `Are they sensible? Nothing of at most their cost is distinguishably better; ${comparedSentence(cheaper, stated)}.`;
  return "Are they sensible? Nothing of at most their cost is as good or better, as far as this test part can tell.";
}

function aloneSentence(economics: RouterEconomics): string {
  const alone = SLOTS.flatMap((slot) => policyOf(economics, slot) ?? []);
  return `${alone.map((policy) => comparedSentence(policy, economics.stated)).join("; ")}.`;
}

function budgetSentence(economics: RouterEconomics): string[] {
  const steps = budgetSteps(economics);
  if (steps.length === 0) return [];
  const parts = steps.map(({ from, model, f1 }) => `from ${Number(from.toPrecision(3))} ms ${model.title} (${percentText(f1)})`);
  return [`Under a latency budget, the most accurate model whose 95th percentile keeps it: ${listed(parts)}; below that no model keeps it.`];
}

function boundSentence(economics: RouterEconomics): string {
  const bound = policyOf(economics, "oracle")!;
  const best = SLOTS.map((slot) => policyOf(economics, slot)!).reduce((a, b) => (b.f1.estimate > a.f1.estimate ? b : a));
  const room = bound.f1.estimate - best.f1.estimate;
  return [
    `A router that knew which model is best for each sentence would reach ${percentText(bound.f1.estimate)},`,
    `${pointsText(room)} points above ${best.title}, at ${times(bound.cost, economics.stated.cost)}: it needs the gold tags and is a bound, not a policy.`,
  ].join(" ");
}

function cascadeSentence(economics: RouterEconomics): string {
  const cascade = policyOf(economics, "cascade")!;
  return [
    `A cascade that sends on what the two cheapest models disagree on (${percentText(economics.escalated)} of the sentences):`,
    `${comparedSentence(cascade, economics.stated)}.`,
    "One that goes by confidence cannot be scored here, as prediction files hold tags and no confidences.",
  ].join(" ");
}

/** Computed sentences on the stated shares and what could stand in their place; none where no model finds an entity. */
export function routerFindings(economics: RouterEconomics | null): string[] {
  if (economics === null || economics.policies.every(({ f1 }) => f1.estimate === 0)) return [];
  return [
    statedSentence(economics), sharesSentence(economics), sensibleSentence(economics), aloneSentence(economics),
    ...budgetSentence(economics), boundSentence(economics), cascadeSentence(economics),
  ];
}

/** What stands under the tables: what the numbers rest on. */
export function routerNote({ costSource, models }: RouterEconomics): string {
  const seeds = models[0]!.counts.length;
  return [
    `Processor time: ${costSource}. It leaves out what the service adds to a model. F1 of a mixture is in expectation over the draw of the model`,
    `(${seeds === 1 ? "one seed" : `${seeds} seeds pooled`}); intervals are over test sentences (2,000 resamples), p values Holm's over the policies.`,
    "The best mixture was found on the same test part, which flatters it a little.",
  ].join(" ");
}
