import { Redis } from "ioredis";
import type { Prediction } from "../service/prediction";
import type { PredictionStore } from "./prediction-cache";

export interface RedisSettings {
  readonly url: string;
  /** Seconds after which Redis forgets an answer. */
  readonly secondsToLive: number;
  /** Milliseconds that an answer may take; a miss is cheaper than a wait. */
  readonly patience: number;
  /** Milliseconds for which a Redis that failed is not asked. */
  readonly rest: number;
}

export const REDIS_DEFAULTS = { secondsToLive: 3600, patience: 20, rest: 1000 } as const;

const PREFIX = "nerbook:";
/** Milliseconds of silence after which a connection is taken to be dead, and another one opened. */
const SILENCE = 2000;

function isPlaced(value: unknown, label: "tag" | "type"): boolean {
  const { text, start, end, confidence, [label]: told } = (value ?? {}) as { readonly [field: string]: unknown };
  return [text, told].every((each) => typeof each === "string") && [start, end, confidence].every((each) => typeof each === "number");
}

/** Redis is shared, so what lies under a key need not be ours. */
function predictionIn(text: string): Prediction | undefined {
  const { tokens, entities } = (JSON.parse(text) ?? {}) as Partial<Prediction>;
  if (!Array.isArray(tokens) || !tokens.every((token) => isPlaced(token, "tag"))) return undefined;
  return Array.isArray(entities) && entities.every((entity) => isPlaced(entity, "type")) ? { tokens, entities } : undefined;
}

/** Answers shared by instances. When Redis is slow or gone, everything is a miss and the service goes on. */
export class RedisStore implements PredictionStore {
  private readonly redis: Redis;
  private restUntil = 0;

  /** `onIncident` hears, once a rest, that Redis failed. */
  constructor(
    private readonly settings: RedisSettings,
    private readonly onIncident: (sentence: string) => void,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.redis = new Redis(settings.url, {
      enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: settings.patience, connectTimeout: 1000, socketTimeout: SILENCE,
      retryStrategy: (times) => Math.min(5000, 200 * times),
    });
    this.redis.on("error", (error: Error) => this.failed(error));
  }

  private failed(error: Error): void {
    if (this.now() < this.restUntil) return;
    this.restUntil = this.now() + this.settings.rest;
    this.onIncident(`Redis does not answer (${error.message}); the service goes on without it.`);
  }

  private get resting(): boolean {
    return this.now() < this.restUntil || this.redis.status !== "ready";
  }

  async get(key: string): Promise<Prediction | undefined> {
    if (this.resting) return undefined;
    try {
      const text = await this.redis.get(PREFIX + key);
      return text === null ? undefined : predictionIn(text);
    } catch (error) {
      this.failed(error as Error);
      return undefined;
    }
  }

  set(key: string, prediction: Prediction): void {
    if (this.resting) return;
    this.redis.set(PREFIX + key, JSON.stringify(prediction), "EX", this.settings.secondsToLive).catch((error: Error) => this.failed(error));
  }

  async close(): Promise<void> {
    this.redis.disconnect();
  }
}
