import { UsageError } from "../errors";
import type { TrialConfig } from "./config";

type Rule = readonly [allows: (value: unknown) => boolean, expected: string];

function isWhole(value: unknown, minimum: number): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= minimum;
}

function hasKeys(value: unknown, keys: readonly string[]): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && Object.keys(value).sort().join() === [...keys].sort().join();
}

const COUNT: Rule = [(value) => isWhole(value, 1), "a whole number of at least 1"];
const COUNT_OR_NULL: Rule = [(value) => value === null || isWhole(value, 1), "a whole number of at least 1, or null"];
const RATE: Rule = [(value) => typeof value === "number" && value >= 0 && value < 1, "a share of at least 0 and below 1"];
const FLAG: Rule = [(value) => typeof value === "boolean", "true or false"];
const PAIR: Rule = [
  (value) => Array.isArray(value) && value.length === 2 && value.every((item) => isWhole(item, 1)),
  "two whole numbers, as [128, 64]",
];

/** What each setting may be, by its last key; the same names mean the same everywhere. */
const RULES: { readonly [key: string]: Rule } = {
  embedding: COUNT,
  units: [(value) => COUNT[0](value) || PAIR[0](value), "a whole number of at least 1, or two for stacked layers"],
  hidden: [(value) => COUNT[0](value) || PAIR[0](value), "a whole number of at least 1, or two for stacked layers"],
  dropout: RATE,
  recurrentDropout: RATE,
  outputDropout: RATE,
  embeddingDropout: RATE,
  lstmDropout: RATE,
  hiddenDropout: RATE,
  attention: FLAG,
  masked: FLAG,
  minimumCount: COUNT,
  maximumSize: COUNT_OR_NULL,
  over: [(value) => value === "training" || value === "all parts", "training or \"all parts\""],
  batchSize: COUNT,
  maximumEpochs: COUNT,
  patience: COUNT,
  learningRate: [(value) => typeof value === "number" && value > 0 && Number.isFinite(value), "a positive number"],
  weightDecay: [(value) => typeof value === "number" && value >= 0 && Number.isFinite(value), "a number of at least 0"],
  plateau: [
    (value) => value === null || (hasKeys(value, ["factor", "patience"]) && RATE[0](value["factor"]) && COUNT[0](value["patience"])),
    'null, or {"factor": 0.5, "patience": 2}',
  ],
  lazyEmbedding: FLAG,
  labelEncoding: [(value) => value === "sparse" || value === "categorical", "sparse or categorical"],
  batching: [
    (value) =>
      (hasKeys(value, ["kind"]) && value["kind"] === "bucketed") ||
      (hasKeys(value, ["kind", "length", "countPadding"]) &&
        value["kind"] === "padded" &&
        COUNT[0](value["length"]) &&
        FLAG[0](value["countPadding"])),
    '{"kind": "bucketed"}, or {"kind": "padded", "length": 75, "countPadding": false}',
  ],
  trainingSentences: COUNT_OR_NULL,
};

function checkValue(place: string, value: unknown): void {
  const key = place.slice(place.lastIndexOf(".") + 1);
  const rule = RULES[key];
  if (rule && !rule[0](value)) throw new UsageError(`The setting "${place}" must be ${rule[1]}, not ${JSON.stringify(value)}.`);
}

/** Throws a UsageError for the first setting whose value makes no sense, naming it and what it may be. */
export function checkConfig(config: TrialConfig): void {
  for (const [group, value] of Object.entries(config)) {
    if (group === "model") continue;
    if (Object.hasOwn(RULES, group)) checkValue(group, value);
    else for (const [key, inner] of Object.entries(value as object)) checkValue(`${group}.${key}`, inner);
  }
}
