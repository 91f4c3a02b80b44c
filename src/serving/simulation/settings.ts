import { INFERENCE_DEFAULTS } from "../inference/settings";
import { DEFAULT_LIMITS } from "../security/limits";

/** A model as the simulation knows it: its share of the requests and how long a worker computes for a batch. */
export interface SimulatedModel {
  /** In (0, 1]; the shares of all models sum to 1. */
  readonly share: number;
  /** Milliseconds that a batch takes whatever it holds. */
  readonly fixedMilliseconds: number;
  /** Microseconds that every token of it takes besides. */
  readonly perTokenMicroseconds: number;
}

/** How service times vary about what the model says: not at all, or, to compare with formulas, exponentially. */
export type ServiceVariation = "none" | "exponential";

/** One service of like instances. Times without a unit in their name are milliseconds, as in the inference settings. */
export interface SimulatedService {
  readonly instances: number;
  readonly workers: number;
  readonly models: readonly SimulatedModel[];
  /** Microseconds of an instance's main thread for a request: reading and routing it, and writing its answer. */
  readonly mainMicroseconds: number;
  /** Of those, the share that comes before the queue; the rest is writing the answer. */
  readonly mainShareBefore: number;
  /** The share of requests that an instance answers from its cache, in [0, 1). */
  readonly cacheHitShare: number;
  readonly maximumBatch: number;
  readonly maximumBatchTokens: number;
  readonly maximumWait: number;
  readonly batchesPerWorker: number;
  readonly maximumQueue: number;
  readonly deadline: number;
  readonly variation: ServiceVariation;
  /** Who gets the next request: any instance by chance, or the one with the fewest under way. */
  readonly balancing: "random" | "least-connections";
}

/** The service as it is by default; what its models and threads cost must be measured. */
export const SIMULATION_DEFAULTS = {
  instances: 1,
  workers: 1,
  mainShareBefore: 0.5,
  cacheHitShare: 0,
  maximumBatch: INFERENCE_DEFAULTS.maximumBatch,
  maximumBatchTokens: INFERENCE_DEFAULTS.maximumBatchTokens,
  maximumWait: INFERENCE_DEFAULTS.maximumWait,
  batchesPerWorker: INFERENCE_DEFAULTS.batchesPerWorker,
  maximumQueue: INFERENCE_DEFAULTS.maximumQueue,
  deadline: DEFAULT_LIMITS.deadlineMilliseconds,
  variation: "none",
  balancing: "random",
} as const satisfies Partial<SimulatedService>;

const ROUNDING = 1e-9;

function requireShare(value: number, name: string): void {
  if (value >= 0 && value < 1) return;
  throw new RangeError(`${name} is a share from 0 to below 1, not ${value}.`);
}

/** Throws a RangeError that names what cannot be simulated. */
export function checkService({ instances, workers, models, mainMicroseconds, mainShareBefore, cacheHitShare, maximumBatch }: SimulatedService): void {
  for (const [name, value] of Object.entries({ instances, workers, maximumBatch })) {
    if (!Number.isInteger(value) || value < 1) throw new RangeError(`${name} is a whole number from 1 on, not ${value}.`);
  }
  requireShare(cacheHitShare, "cacheHitShare");
  if (!(mainShareBefore >= 0 && mainShareBefore <= 1)) throw new RangeError(`mainShareBefore is a share from 0 to 1, not ${mainShareBefore}.`);
  const sum = models.reduce((total, { share }) => total + share, 0);
  if (Math.abs(sum - 1) > ROUNDING) throw new RangeError(`The models' shares must sum to 1, not to ${sum}.`);
  const times = [mainMicroseconds, ...models.flatMap(({ fixedMilliseconds, perTokenMicroseconds }) => [fixedMilliseconds, perTokenMicroseconds])];
  const wrong = times.find((time) => !(time >= 0 && Number.isFinite(time)));
  if (wrong !== undefined) throw new RangeError(`A time from 0 on is needed, not ${wrong}.`);
}
