import { startBackend } from "../../backend/choose";
import { encodeWords } from "../../encoding/encode";
import { percentile } from "../../evaluation";
import { measureLatency } from "../../experiments/measure";
import { loadBundle, type ModelBundle } from "../../models/bundle";
import { readBundleText } from "../../models/bundle-files";
import { withPredictor } from "../../models/predictor";
import { makeReference } from "../drift/make-reference";
import { DEFAULT_WINDOW, type DriftReference } from "../drift/reference";
import { readReference } from "../drift/reference-file";
import type { ModelAtHand } from "./contender";
import { runGates, type Contender, type GateLimits, type GateResult, type Latency } from "./gates";
import { sameData } from "./gates-absolute";
import { dataAtHand, predictedTags, type CorpusChoice, type DataAtHand } from "./judged-data";

export interface JudgeOptions extends CorpusChoice {
  readonly limits: GateLimits;
  /** Measures the latency on this machine, even where the record has one. */
  readonly measure?: boolean;
}

export interface Judgement {
  readonly gates: readonly GateResult[];
  /** A drift reference that was made, as the model had none. */
  readonly madeReference: DriftReference | undefined;
}

/** The model itself, loaded when something asks for it first. */
class LazyBundle {
  private bundle: Promise<ModelBundle> | undefined;

  constructor(private readonly folder: string) {}

  get(): Promise<ModelBundle> {
    this.bundle ??= startBackend().then(() => loadBundle(this.folder));
    return this.bundle;
  }

  async dispose(): Promise<void> {
    (await this.bundle)?.model.dispose();
  }
}

function measuredLatency(bundle: ModelBundle, { test }: DataAtHand): Latency {
  const encoded = test.map(({ words }) => ({ words: encodeWords(words, bundle.vocabulary), tags: new Int32Array(0) }));
  const samples = withPredictor(bundle.model, (predictor) => measureLatency(predictor, encoded, { kind: "bucketed" }));
  return { p95Milliseconds: percentile(samples, 95), source: "measured" };
}

function recordedLatency({ evidence }: ModelAtHand): Latency | null {
  const p95 = evidence?.record.timings.latency?.p95;
  return p95 === undefined ? null : { p95Milliseconds: p95, source: "record" };
}

function contenderOf(model: ModelAtHand, judged: DataAtHand | null, latency: Latency | null): Contender {
  const { version, data, evidence } = model;
  const metrics = evidence?.record.metrics;
  return {
    version, data, latency,
    predicted: evidence && judged && sameData(data, judged.data) ? predictedTags(judged, evidence) : null,
    recorded: metrics ? { test: metrics.test.entities.discard.micro.f1, validation: metrics.validation.entities.discard.micro.f1 } : null,
  };
}

/** Only of the model's own corpus: of another one, it would call all the model's usual traffic drift. */
async function makeOwnReference(model: ModelAtHand, judged: DataAtHand | null, bundle: LazyBundle): Promise<DriftReference | undefined> {
  if (judged === null || !sameData(model.data, judged.data)) return undefined;
  const { validation } = judged;
  return makeReference(await bundle.get(), validation, { window: Math.min(DEFAULT_WINDOW, validation.length) });
}

async function latencyOf(model: ModelAtHand, judged: DataAtHand | null, bundle: LazyBundle, measure: boolean): Promise<Latency | null> {
  const recorded = recordedLatency(model);
  if (judged === null || (recorded !== null && !measure)) return recorded;
  return measuredLatency(await bundle.get(), judged);
}

async function judgeWith(model: ModelAtHand, rival: ModelAtHand | null, options: JudgeOptions, bundle: LazyBundle): Promise<Judgement> {
  const { limits, measure = false, ...choice } = options;
  const judged = model.data === null ? null : await dataAtHand(model.data, choice);
  const own = readReference({ folder: model.folder, ...readBundleText(model.folder) });
  const made = own ? undefined : await makeOwnReference(model, judged, bundle);
  const latency = await latencyOf(model, judged, bundle, measure);
  const gates = runGates({
    slot: model.slot,
    candidate: contenderOf(model, judged, latency),
    rival: rival && contenderOf(rival, judged, null),
    judged, reference: own ?? made ?? null, limits,
  });
  return { gates, madeReference: made };
}

/**
 * Runs the gates on a model, against the active version of its slot where there is one; changes nothing. Where the model has no
 * drift reference, one is made from the validation part. Throws a DataError when its corpus cannot be had.
 */
export async function judgeModel(model: ModelAtHand, rival: ModelAtHand | null, options: JudgeOptions): Promise<Judgement> {
  const bundle = new LazyBundle(model.folder);
  try {
    return await judgeWith(model, rival, options, bundle);
  } finally {
    await bundle.dispose().catch(() => undefined);
  }
}
