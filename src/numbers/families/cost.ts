import type { TrialRecord, TrialTimings } from "../../experiments/record";
import { mean } from "../../reports/percent";
import { slug, type AddressedNumber, type Family } from "../number";
import { completeArm, ofRecords } from "../record-numbers";
import { as, column, counted, short, tableNumbers, type TableNumbers } from "../table-numbers";
import { fixed, meanWithUnit, whole } from "../texts";

const MODELS: readonly (readonly [arm: string, title: string])[] = [
  ["baseline", "the Baseline as it was built"], ["baseline-per-token", "the Baseline per token"],
  ["model2", "Model 2"], ["advanced", "the Advanced model"],
];

interface Cost {
  readonly end: string;
  readonly what: string;
  readonly how: string;
  readonly of: (record: TrialRecord) => number | undefined;
  readonly text: (values: readonly number[]) => string;
}

/** What stands among a record's metrics under this name. */
function metric(end: string, what: string, name: "parameters" | "bestEpoch" | "epochs", text: Cost["text"]): Cost {
  return { end, what, how: `metrics.${name}`, of: ({ metrics }) => metrics[name], text };
}

/** What stands among its timings, with a unit. */
function timing(end: string, what: string, name: Exclude<keyof TrialTimings, "latency">, unit: string): Cost {
  return { end, what, how: `timings.${name}`, of: ({ timings }) => timings[name], text: meanIn(unit) };
}

function epochCpu({ timings, metrics }: TrialRecord): number | undefined {
  return timings.trainingCpuSeconds === undefined ? undefined : timings.trainingCpuSeconds / metrics.epochs;
}

function meanIn(unit: string): Cost["text"] {
  return (values) => meanWithUnit(values, unit);
}

const amount = (values: readonly number[]) => whole(mean(values));
const epochs = (values: readonly number[]) => fixed(mean(values), 1);

const COSTS: readonly Cost[] = [
  metric("parameters", "Parameters on whole sentences", "parameters", amount),
  metric("epochs", "Epoch whose weights were kept", "bestEpoch", epochs),
  metric("epochs-run", "Epochs run before stopping", "epochs", epochs),
  timing("training-seconds", "Seconds of training on a machine that did other work beside it", "trainingSeconds", "s"),
  timing("training-cpu-seconds", "Processor seconds of training", "trainingCpuSeconds", "s"),
  timing("epoch-seconds", "Seconds of an epoch on a machine that did other work beside it", "secondsPerEpoch", "s"),
  {
    end: "epoch-cpu-seconds", what: "Processor seconds of an epoch with its validation",
    how: "timings.trainingCpuSeconds / metrics.epochs", of: epochCpu, text: meanIn("s"),
  },
  timing("latency", "Median time to tag one sentence alone, no service around it", "latencyMilliseconds", "ms"),
  {
    end: "latency-p95", what: "95th percentile of the same",
    how: "timings.latency.p95", of: ({ timings }) => timings.latency?.p95, text: meanIn("ms"),
  },
  timing("tokens-per-second", "Tokens tagged a second in batches", "inferenceTokensPerSecond", "tokens/s"),
  timing("memory", "Peak memory of the training process", "peakMemoryMebibytes", "MiB"),
];

function costNumbers(arm: string, title: string, records: readonly TrialRecord[]): AddressedNumber[] {
  return COSTS.flatMap(({ end, what, how, of, text }) => {
    const values = records.flatMap((record) => of(record) ?? []);
    if (values.length === 0) return [];
    return ofRecords({ key: `${arm}-${end}`, what: `${what}: ${title}` }, `${how}, mean over seeds`, records, () => text(values));
  });
}

/** How much of a model is its table of words. */
function embeddingNumbers(arm: string, title: string, records: readonly TrialRecord[]): AddressedNumber[] {
  const [record] = records;
  if (record === undefined || !("model" in record.config)) return [];
  const { vocabulary, parameters } = record.metrics;
  const share = (vocabulary * record.config.hyperparameters.embedding) / parameters;
  return ofRecords({ key: `${arm}-embedding-share`, what: `Share of the embedding in the parameters: ${title}` },
    "metrics.vocabulary × config.hyperparameters.embedding / metrics.parameters", records, () => `${fixed(100 * share, 1)} %`);
}

const IDS: { readonly [system: string]: string } = {
  "Baseline (as built)": "baseline", "Baseline (per token)": "baseline-per-token", "Model 2": "model2", "Advanced": "advanced",
};

function bySystem({ system }: { readonly [column: string]: string }) {
  const key = IDS[system ?? ""];
  return key === undefined ? null : { key, about: system! };
}

const TABLES: readonly TableNumbers[] = [
  {
    notebook: "06", caption: /^Points of strict F1 for what they cost/, row: bySystem,
    columns: [
      column("points a million parameters", "points-per-million", "Points of strict F1 a million parameters", as("points")),
      column("points a training minute", "points-per-minute", "Points of strict F1 a training minute", as("points")),
    ],
  },
  {
    notebook: "06", caption: /^Training, mean over seeds/, row: bySystem,
    columns: [
      column("kJ (proxy)", "energy", "Energy of a training by an assumed power", short("kJ")),
      column("money (assumed price)", "training-money", "Money for a training at an assumed price", short("")),
    ],
  },
  {
    notebook: "05", caption: /^Where the parameters are/,
    row: ({ model, embedding }) => (model === undefined || embedding === undefined ? null : { key: `${slug(model)}-original`, about: model }),
    columns: [
      column("parameters", "parameters", "Parameters at the original's vocabulary and tags", counted),
      column("embedding", "embedding-parameters", "Of them in the embedding", counted),
      column("everything else", "other-parameters", "Of them elsewhere", counted),
      column("embedding %", "embedding-share", "Share of the embedding", as("%")),
    ],
  },
];

/** What models take to train and to ask, of the headline's records. */
export const cost: Family = {
  title: "What the models cost",
  numbers: (sources) => [
    ...MODELS.flatMap(([arm, title]) => {
      const records = completeArm(sources.book, "headline", arm);
      return [...costNumbers(arm, title, records), ...embeddingNumbers(arm, title, records)];
    }),
    ...TABLES.flatMap((table) => tableNumbers(sources, table)),
  ],
};
