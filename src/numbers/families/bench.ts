import { resultOrigin, slug, whereKnown, type AddressedNumber, type Family } from "../number";
import type { Fields, Sources } from "../sources";
import { whole, withUnit } from "../texts";

interface Range {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

const TASKS = ["epoch", "step", "inference"] as const;
type Task = (typeof TASKS)[number];

/** The shapes that the targets are about; the others stand in the record. */
const SHAPES: { readonly [task in Task]: RegExp } = {
  epoch: /^(Model 2|Advanced), /,
  step: /^(Model 2|Advanced), vocabulary 35,000, batch 32,/,
  inference: /^(Model 2|Advanced), vocabulary 35,000, batch 32,/,
};
const MODELS: { readonly [title: string]: string } = { "Model 2": "model2", "Advanced": "advanced" };

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? (value as Fields[]) : [];
}

function rangeOf(value: unknown): Range {
  return value as Range;
}

/** `nerbook wasm` is `wasm`: who else than this project would it be. */
function systemKey(system: string): string {
  return slug(system.replace(/^nerbook /, ""));
}

function ratioText(value: number): string {
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** A median with its range: `0.95 (0.82 to 1.14)`. */
function rangedText(value: unknown): string {
  const { median, min, max } = rangeOf(value);
  return `${ratioText(median)} (${ratioText(min)} to ${ratioText(max)})`;
}

interface Row {
  readonly task: Task;
  readonly model: string;
  readonly system: string;
  readonly row: Fields;
}

function number({ task }: Pick<Row, "task">, key: string, what: string, metric: string, text: string): AddressedNumber {
  return { key, what, metric, text, from: [resultOrigin(`bench/${task}.json`)] };
}

/** Speeds against others, paired in one round: median and range over the rounds. */
function ratioNumbers(own: Row): AddressedNumber[] {
  const { task, model, system, row } = own;
  const ratios = [row["ratio"] as Fields, ...listOf(row["otherRatios"])].filter(({ to }) => to !== system);
  return ratios.flatMap((ratio) => {
    const { median, min, max } = rangeOf(ratio);
    const to = String(ratio["to"]);
    const key = `bench-${task}-${model}-${systemKey(system)}-ratio-${systemKey(to)}`;
    const what = `Speed of ${system} over that of ${to}, ${task} of ${String(row["shape"])}`;
    return [
      number(own, key, `${what}, median over rounds`, "ratio.median", ratioText(median)),
      number(own, `${key}-range`, `${what}, over rounds`, "ratio.min to ratio.max", `${ratioText(min)} to ${ratioText(max)}`),
      number(own, `${key}-with-range`, `${what}, median and range over rounds`, "ratio", rangedText(ratio)),
    ];
  });
}

function speedNumbers(own: Row): AddressedNumber[] {
  const { task, model, system, row } = own;
  const speed = (end: string, what: string, metric: string, text: string) =>
    number(own, `bench-${task}-${model}-${systemKey(system)}-${end}`, `${what}: ${system}, ${task} of ${String(row["shape"])}`, metric, text);
  const memory = row["peakMebibytes"];
  return [
    speed("tokens-per-second", "Tokens a second", "tokensPerSecond.median", `${whole(rangeOf(row["tokensPerSecond"]).median)} tokens/s`),
    ...whereKnown(row["sgemmShare"], (share) =>
      speed("sgemm", "Share of the speed of plain matrix products", "sgemmShare.median", `${whole(100 * rangeOf(share).median)} %`)),
    ...(typeof memory === "number" ? [speed("memory", "Peak memory", "peakMebibytes", withUnit(memory, "MiB"))] : []),
  ];
}

function rowsOf({ json }: Sources, task: Task): Row[] {
  const rows = listOf(json(`bench/${task}.json`)?.["rows"]);
  return rows.flatMap((row) => {
    const model = SHAPES[task].exec(String(row["shape"]))?.[1];
    return model === undefined ? [] : [{ task, model: MODELS[model]!, system: String(row["system"]), row }];
  });
}

/** A system takes part in two comparisons of one shape; the first of its speeds serves. */
function firstOfEach(numbers: readonly AddressedNumber[]): AddressedNumber[] {
  return [...new Map([...numbers].reverse().map((each) => [each.key, each])).values()].reverse();
}

const LOSSES = [
  ["lossDifference", "loss-difference", "the first steps"],
  ["lossDifferenceOverAll", "loss-difference-over-all", "the whole epoch"],
] as const;

/** A difference as a share, or with two digits where a share would show none of it. */
function lossText(difference: number): string {
  return difference >= 0.001 ? `${(100 * difference).toFixed(1)} %` : Number(difference.toPrecision(2)).toFixed(7).replace(/0+$/, "");
}

/** Of the largest difference of either kernels' losses to the reference's: how far the same work is the same. */
function lossNumbers(rows: readonly Row[]): AddressedNumber[] {
  const models = [...new Set(rows.map(({ model }) => model))];
  return models.flatMap((model) => LOSSES.flatMap(([field, end, over]) => {
    const own = rows.filter((row) => row.model === model && row.system.startsWith("nerbook"));
    const values = own.flatMap(({ row }) => (typeof row[field] === "number" ? [row[field] as number] : []));
    if (values.length === 0) return [];
    const [{ task }] = own as [Row];
    const what = `Largest relative difference of a loss to PyTorch's over ${over}, ${task} of ${model}`;
    return [number({ task }, `bench-${task}-${model}-${end}`, what, field, lossText(Math.max(...values)))];
  }));
}

function targetNumbers({ json }: Sources, task: Task): AddressedNumber[] {
  return listOf(json(`bench/${task}.json`)?.["targets"]).flatMap(({ target, measured, to, verdict }) => {
    const { title, atLeast, to: against } = target as Fields;
    const [key, what] = [`bench-target-${slug(String(title))}-${slug(String(against))}`, `${String(title)} against ${String(to)}`];
    const { median, min, max } = rangeOf(measured);
    return [
      number({ task }, `${key}-with-range`, `${what}, median and range`, "targets.measured", rangedText(measured)),
      number({ task }, key, `${what}, median of paired ratios`, "targets.measured.median", ratioText(median)),
      number({ task }, `${key}-range`, `${what}, range`, "targets.measured", `${ratioText(min)} to ${ratioText(max)}`),
      number({ task }, `${key}-wanted`, `${what}, wanted at least`, "targets.target.atLeast", String(atLeast)),
      number({ task }, `${key}-verdict`, `${what}, verdict`, "targets.verdict", String(verdict)),
    ];
  });
}

function slopeNumbers({ json }: Sources): AddressedNumber[] {
  const from = [resultOrigin("bench/scaling.json")];
  return listOf(json("bench/scaling.json")?.["slopes"]).map(({ dimension, slope, system }) => ({
    key: `bench-slope-${systemKey(String(system))}-${slug(String(dimension))}`,
    what: `Slope of an epoch's time with ${String(dimension)} in log–log space: ${String(system)}`,
    metric: "slopes.slope", text: Number(slope).toFixed(2), from,
  }));
}

function profileNumbers({ json }: Sources): AddressedNumber[] {
  const from = [resultOrigin("bench/profile.json")];
  return listOf(json("bench/profile.json")?.["rows"]).flatMap(({ system, profile, shape }) => {
    const [key, about] = [`bench-profile-${systemKey(String(system))}`, `${String(system)}, ${String(shape)}`];
    const lines = listOf(profile);
    const seconds = lines.reduce((sum, { milliseconds }) => sum + Number(milliseconds), 0) / 1000;
    return [
      {
        key: `${key}-seconds`, what: `Seconds of the profiled epoch: ${about}`,
        metric: "profile.milliseconds, summed", text: withUnit(seconds, "s"), from,
      },
      ...lines.map(({ name, share }) => ({
        key: `${key}-${slug(String(name).replace(/([a-z])([A-Z])/g, "$1-$2"))}`, what: `Share of ${String(name)} in an epoch's time: ${about}`,
        metric: "profile.share", text: `${(100 * Number(share)).toFixed(1)} %`, from,
      })),
    ];
  });
}

/** How many of the targets of training and tagging were met. */
function verdictNumbers({ json }: Sources): AddressedNumber[] {
  const verdicts = TASKS.flatMap((task) => listOf(json(`bench/${task}.json`)?.["targets"]).map(({ verdict }) => String(verdict)));
  const from = TASKS.map((task) => resultOrigin(`bench/${task}.json`));
  return verdicts.length === 0 ? [] : ["met", "missed"].map((verdict) => ({
    key: `bench-targets-${verdict}`, what: `Targets of training and tagging that were ${verdict}`, metric: "targets.verdict, counted",
    text: whole(verdicts.filter((each) => each === verdict).length), from,
  }));
}

/** How fast the kernels train and tag, beside others doing the same work. */
export const bench: Family = {
  title: "Speed beside other systems",
  numbers: (sources) => firstOfEach([
    ...TASKS.flatMap((task) => targetNumbers(sources, task)), ...TASKS.flatMap((task) => lossNumbers(rowsOf(sources, task))),
    ...TASKS.flatMap((task) => rowsOf(sources, task).flatMap((row) => [...ratioNumbers(row), ...speedNumbers(row)])), ...verdictNumbers(sources),
    ...slopeNumbers(sources), ...profileNumbers(sources),
  ]),
};
