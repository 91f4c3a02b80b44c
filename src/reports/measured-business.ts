import { assumed, businessCase, SEED_INPUTS, withInputs, type BusinessInputs, type Quantity } from "../evaluation";
import { CLAIMED_CAPACITIES, perSecond } from "../evaluation/business/seed-audit";
import { MODEL_TITLES } from "../models/options";
import { bestPriced, type PricedSystem } from "./business-report";
import type { LoadTest } from "./load-record";
import { CLAIMED_LOAD, judgedStep, MODEL2_SCENARIO, serverMillisecondsARequest } from "./load-report";
import { count, percentText } from "./percent";
import type { RouterEconomics } from "./router-report";

type Row = { readonly [column: string]: string | number | null };

/** What tagging one sentence takes, and how that is known. */
export interface SentenceCost {
  /** Processor milliseconds. */
  readonly milliseconds: number;
  /** In words. */
  readonly source: string;
  /** Whether parsing, routing and HTTP are in it. */
  readonly wholeService: boolean;
}

/** A rented core for an hour, in the currency of the case: nobody measured it, so that it is swept. */
export const CORE_HOUR = assumed(0.05, "per core and hour", "the order of what a rented core costs; swept from 0.02 to 0.2");
const SWEPT_PRICES = [0.02, 0.05, 0.1, 0.2] as const;

const DAYS_A_MONTH = 365.25 / 12;
const HOURS_A_MONTH = 24 * DAYS_A_MONTH;
/** Of a core's time that may be planned with: the starting documents scale up at 70 %. */
const PLANNED_LOAD = 0.7;
/** How many times the mean rate the peak is: as the starting documents state both. */
const PEAK = CLAIMED_LOAD.peak / CLAIMED_LOAD.rate;
/** Two instances of two cores each stand by, so that one may fail. */
const LEAST_CORES = 4;

/** Model 2's cost of a sentence: of the whole service under load where that was measured, else of the model alone. */
export function sentenceCost(test: LoadTest | null, economics: RouterEconomics | null): SentenceCost | null {
  const step = test ? judgedStep(test, MODEL2_SCENARIO) : undefined;
  const served = step ? serverMillisecondsARequest(step) : null;
  if (served !== null) {
    const source = `the service's processor time a request at ${count(step!.rate)} requests/s, HTTP and all`;
    return { milliseconds: served, source, wholeService: true };
  }
  const alone = economics?.models.find(({ slot }) => slot === "model2")?.cost.processor;
  if (alone === undefined) return null;
  return { milliseconds: alone, source: "the model alone, one sentence at a time, as its records have it; HTTP is not in it", wholeService: false };
}

/** What a number of documents a day needs: rates a second, cores, money a month. */
export interface Volume {
  readonly documentsADay: number;
  readonly sentencesASecond: number;
  /** Cores kept busy by the mean rate. */
  readonly busyCores: number;
  /** Cores rented for the peak. */
  readonly rentedCores: number;
  readonly monthly: number;
  readonly perThousandDocuments: number;
}

export function volumeOf(
  documentsADay: number, { milliseconds }: SentenceCost, { sentencesPerDocument }: BusinessInputs, price: number = CORE_HOUR.value,
): Volume {
  const sentencesASecond = perSecond(documentsADay) * sentencesPerDocument.value;
  const busyCores = (sentencesASecond * milliseconds) / 1000;
  const rentedCores = Math.max(LEAST_CORES, Math.ceil((busyCores * PEAK) / PLANNED_LOAD));
  const monthly = rentedCores * HOURS_A_MONTH * price;
  const perThousandDocuments = (1000 * monthly) / (documentsADay * DAYS_A_MONTH);
  return { documentsADay, sentencesASecond, busyCores, rentedCores, monthly, perThousandDocuments };
}

function short(value: number): number {
  return Number(value.toPrecision(3));
}

function volumes(inputs: BusinessInputs): { readonly title: string; readonly documentsADay: number }[] {
  const [small, large] = CLAIMED_CAPACITIES;
  const claimed = (documentsADay: number) => ({ title: "claimed capacity", documentsADay });
  return [{ title: "the business case", documentsADay: inputs.documentsPerMonth.value / DAYS_A_MONTH }, claimed(small), claimed(large)];
}

/** One row a volume: what it would take of processors and money, by the measured time of a sentence. */
export function volumeRows(cost: SentenceCost | null): Row[] {
  if (cost === null) return [];
  return volumes(SEED_INPUTS).map(({ title, documentsADay }) => {
    const { sentencesASecond, busyCores, rentedCores, monthly, perThousandDocuments } = volumeOf(documentsADay, cost, SEED_INPUTS);
    return {
      volume: title, "documents a day": Math.round(documentsADay), "sentences/s": short(sentencesASecond), "cores busy": short(busyCores),
      "cores rented": rentedCores, "a month": Math.round(monthly), "in 1,000 documents": short(perThousandDocuments),
    };
  });
}

/** One row a price of a core: the cost of 1,000 documents at the volumes. */
export function priceRows(cost: SentenceCost | null): Row[] {
  if (cost === null) return [];
  return SWEPT_PRICES.map((price) => ({
    "a core and hour": price,
    ...Object.fromEntries(volumes(SEED_INPUTS).map(({ documentsADay }) =>
      [`1,000 documents at ${count(documentsADay)} a day`, short(volumeOf(documentsADay, cost, SEED_INPUTS, price).perThousandDocuments)])),
  }));
}

/** The priced system that the cost is of: Model 2, and where it has no record the best. */
export function servedOf(systems: readonly PricedSystem[]): PricedSystem {
  return systems.find(({ title }) => title === MODEL_TITLES.model2) ?? bestPriced(systems);
}

/** A system's case with the machines that its documents need in place of the claimed infrastructure. */
export function withMeasuredCost({ title, f1, inputs }: PricedSystem, cost: SentenceCost): PricedSystem {
  const { rentedCores, monthly } = volumeOf(inputs.documentsPerMonth.value / DAYS_A_MONTH, cost, inputs);
  const note = `${rentedCores} cores at an assumed ${CORE_HOUR.value} an hour; ${short(cost.milliseconds)} ms a sentence measured`;
  return { title: `${title}, measured cost too`, f1, inputs: withInputs(inputs, { infrastructureMonthlyCost: assumed(monthly, "per month", note) }) };
}

const COMPARED = ["infrastructureMonthlyCost", "entitiesPerSentence", "precision", "recall", "minutesPerError"] as const;

function shown({ value, source, note }: Quantity): { readonly value: number; readonly how: string } {
  return { value: Number(value.toPrecision(4)), how: `${source}: ${note}` };
}

/** One row an input that is not as claimed: the claimed number, the one of this case, and where it comes from. */
export function comparedInputRows({ inputs }: PricedSystem): Row[] {
  return COMPARED.map((name) => {
    const { value, how } = shown(inputs[name]);
    return { input: name, claimed: Number(SEED_INPUTS[name].value.toPrecision(4)), here: value, unit: inputs[name].unit, "where it comes from": how };
  });
}

/** What stands above these tables. */
export function costText(cost: SentenceCost | null): string {
  if (cost === null) return "No cost of a sentence is known here: neither a load test nor a record of Model 2.";
  return [
    `A sentence takes ${short(cost.milliseconds)} ms of processor time (${cost.source}).`,
    `A document has ${SEED_INPUTS.sentencesPerDocument.value} sentences, the peak is ${PEAK} times the mean as the starting documents state both,`,
    `a core is planned to be busy ${count(100 * PLANNED_LOAD)} % of its time, and ${LEAST_CORES} cores stand by whatever comes.`,
    "(The section above counts a document as one request, as the claimed rates do.)",
    `A core costs ${CORE_HOUR.value} an hour: an assumption, like everything in money here.`,
  ].join(" ");
}

/** What machines cost against what errors cost, computed. */
export function measuredBusinessFindings(cost: SentenceCost | null, system: PricedSystem): string[] {
  if (cost === null || system.f1 === 0) return [];
  const here = withMeasuredCost(system, cost);
  const [claimed, measured] = [SEED_INPUTS.infrastructureMonthlyCost.value, here.inputs.infrastructureMonthlyCost.value];
  const result = businessCase(here.inputs);
  const { correction } = result.monthlyCost;
  const returned = result.returnOnInvestment === null ? "none" : percentText(result.returnOnInvestment).replace("-", "−");
  const large = volumeOf(CLAIMED_CAPACITIES[1], cost, SEED_INPUTS);
  const bare = cost.wholeService ? "" : " (the model alone: a service takes more)";
  const dearest = correction > measured ? "its errors, not its machines, are what it costs" : "its machines are what it costs";
  const documents = `${count(large.documentsADay)} documents of ${SEED_INPUTS.sentencesPerDocument.value} sentences a day`;
  return [
    [
      `With ${short(cost.milliseconds)} ms of processor time a sentence${bare}, the machines of the business case cost`,
      `${count(measured)} a month where ${count(claimed)} are claimed, and correcting the errors of ${system.title} ${count(correction)}: ${dearest}.`,
      `The return becomes ${returned} a month; ${documents} would take ${count(large.rentedCores)} cores at ${PEAK} times their mean.`,
    ].join(" "),
  ];
}
