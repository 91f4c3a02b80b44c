import type { Job, Plan } from "../job";
import { raceCost, runRace, type Heat, type Race } from "../race";
import {
  ADDON, KERAS, ONNX_RUNTIME, PYTORCH_LAYOUTS, PYTORCH_MIRRORED, PYTORCH_PACKED, PYTORCH_PADDED, STOCK_TFJS, TUNED_LAYOUTS, TUNED_PADDED, WASM,
  WASM_ONE_THREAD,
} from "../systems";
import { corpusWork } from "../works/corpus";
import { randomWork } from "../works/random";
import { describeShape, shapeOf } from "../works/shape";
import { TAGS, type EpochSize, type RectangleSize } from "../sizes";

/** Stock tfjs on a few batches, beside nerbook on the same. */
function stockHeats(batches: number): Heat[] {
  return batches === 0 ? [] : [{ systems: [WASM, WASM_ONE_THREAD, STOCK_TFJS], batches, baselines: [[STOCK_TFJS]] }];
}

function jobOf(race: Race, { session, options, sizes }: Plan): Job {
  const { rounds, threads } = options;
  return {
    cost: raceCost(race, rounds),
    run: () => runRace(session, race, { rounds, threads, rest: sizes.rest }),
  };
}

function rectangleRace(size: RectangleSize, threads: number): Pick<Race, "shape" | "work"> {
  const { model, vocabulary, batch, length } = size;
  const work = randomWork({ ...size, model, shape: shapeOf(model, vocabulary, TAGS) }, threads);
  return { shape: describeShape(model, vocabulary, batch, `length ${length}`), work };
}

/** Train steps on full rectangles. */
export function stepJobs(plan: Plan): Job[] {
  return plan.sizes.step.map((size) => jobOf({
    task: "step",
    command: "train",
    ...rectangleRace(size, plan.options.threads),
    heats: [
      { systems: [WASM, ADDON, PYTORCH_PADDED, TUNED_PADDED, KERAS], baselines: [[PYTORCH_PADDED], [TUNED_PADDED], [WASM]] },
      ...stockHeats(size.few),
    ],
    references: [PYTORCH_PADDED, WASM],
  }, plan));
}

/** From words to tags on full rectangles. */
export function inferenceJobs(plan: Plan): Job[] {
  return plan.sizes.inference.map((size) => jobOf({
    task: "inference",
    command: "infer",
    ...rectangleRace(size, plan.options.threads),
    heats: [
      { systems: [WASM, ADDON, ONNX_RUNTIME, PYTORCH_PADDED, KERAS], baselines: [[ONNX_RUNTIME], [PYTORCH_PADDED], [WASM]] },
      ...stockHeats(size.few),
    ],
    references: [PYTORCH_PADDED, WASM],
  }, plan));
}

function epochRace(size: EpochSize, plan: Plan): Race {
  const corpus = plan.corpus();
  const work = corpusWork(corpus, size, plan.options.threads);
  return {
    task: "epoch",
    shape: describeShape(size.model, work.shape.vocabulary, size.batch, "bucketed", corpus.name, size.words),
    command: "train",
    work,
    heats: [
      { systems: [WASM, ADDON, ...PYTORCH_LAYOUTS, ...TUNED_LAYOUTS, KERAS], baselines: [PYTORCH_LAYOUTS, TUNED_LAYOUTS, [WASM]] },
      ...stockHeats(size.few),
    ],
    references: [PYTORCH_MIRRORED, PYTORCH_PACKED, WASM],
  };
}

/** A whole epoch on the training part, in bucketed batches. */
export function epochJobs(plan: Plan): Job[] {
  return plan.sizes.epoch.map((size) => jobOf(epochRace(size, plan), plan));
}
