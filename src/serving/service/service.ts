import { encodeWords } from "../../encoding/encode";
import { cacheKey, type PredictionCache } from "../cache/prediction-cache";
import type { InferenceEngine } from "../inference/engine";
import { DeadlineError, InferenceError, QueueFullError, WorkerLostError } from "../inference/errors";
import type { Target } from "../router/breakers";
import type { CanaryVerdict } from "../router/canary";
import type { Decision } from "../router/decide";
import type { Policy } from "../router/policy";
import { Router, type Call, type CallEnd } from "../router/router";
import { SLOT_TITLES } from "../router/view";
import type { RequestLimits } from "../security/limits";
import type { Slot } from "../slots";
import { describeService, type ServiceDescription } from "./description";
import { ModelSet } from "./model-set";
import { everyone, type ServiceObserver } from "./observer";
import { NOTHING, predictionOf, type Prediction } from "./prediction";
import { prepareText, type PreparedText, type Question } from "./questions";
import type { ServedModel } from "./served-model";

export interface ServiceSettings {
  readonly policy: Policy;
  readonly limits: RequestLimits;
}

/** What surrounds a question. */
export interface RequestContext {
  readonly requestId: string;
  /** Aborted when the caller is gone. */
  readonly signal?: AbortSignal;
  /** Milliseconds after which the caller has no use for an answer; the service's own limit holds besides. */
  readonly deadlineMs?: number;
}

export interface Answer extends Target {
  readonly requestId: string;
  readonly prediction: Prediction;
  readonly cached: boolean;
  readonly route: { readonly reason: string; readonly explanation: string; readonly considered: readonly string[] };
}

/** The share of a deadline that counts as all of it: a sentence waits a moment before a worker has it. */
const NEARLY_ALL = 0.8;

/** A question on its way: prepared once, however many models are tried. */
interface Work {
  readonly prepared: PreparedText;
  readonly pretokenized: boolean;
  readonly since: number;
  readonly due: number;
  readonly signal?: AbortSignal;
}

/** What a model said, and the milliseconds that its batch took. */
interface Computed {
  readonly prediction: Prediction;
  readonly ownMilliseconds: number;
}

interface Asked {
  readonly prediction: Prediction;
  readonly cached: boolean;
}

function routeOf({ reason, explanation, considered }: Decision): Answer["route"] {
  return { reason, explanation, considered: considered.map(({ slot, standing }) => `${SLOT_TITLES[slot]}: ${standing}`) };
}

/** Whether another model might do better. */
function isModelsFault(error: unknown): boolean {
  return error instanceof InferenceError || error instanceof WorkerLostError;
}

/** Whether it ended before a model had it. */
function wasNotAsked(error: unknown): boolean {
  return error instanceof QueueFullError || (error instanceof DeadlineError && error.computedMilliseconds === 0);
}

function tagsOf({ tokens }: Prediction): readonly string[] {
  return tokens.map(({ tag }) => tag);
}

/** The models behind the router: tokenizes, routes, asks the cache, the workers, and other models where one fails. */
export class PredictionService {
  readonly models = new ModelSet();
  readonly router: Router;
  private observers: readonly Partial<ServiceObserver>[] = [];
  private observer: ServiceObserver = everyone([]);
  private reachable = false;
  private draining = false;

  constructor(
    readonly engine: InferenceEngine,
    private readonly cache: PredictionCache,
    private readonly settings: ServiceSettings,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.router = new Router(settings.policy, now);
  }

  observe(observer: Partial<ServiceObserver>): void {
    this.observers = [...this.observers, observer];
    this.observer = everyone(this.observers);
  }

  /** Loads a model into the workers; `active` makes it answer for its slot. Throws when it is damaged. */
  async load(model: ServedModel, active: boolean): Promise<void> {
    if (!this.models.find(model.version)) {
      await this.engine.load(model.version, model.folder, this.reachable ? "in turn" : "at once");
      this.observer.loaded(model);
    }
    if (active) this.models.activate(model);
    else this.models.add(model);
    this.router.setLoaded(this.models.loaded);
  }

  /** Unloads all versions of a slot but the active one and those named. */
  keepOnly(slot: Slot, versions: readonly string[]): void {
    const forgotten = this.models.keepOnly(slot, versions);
    this.router.setLoaded(this.models.loaded);
    for (const model of forgotten) {
      this.engine.unload(model.version);
      this.observer.unloaded(model);
    }
  }

  /** Why requests should not come now; empty when they may. */
  get readiness(): { readonly why?: string } {
    if (this.draining) return { why: "The service is shutting down." };
    if (this.models.all.length === 0) return { why: "No model is loaded yet." };
    return this.engine.ready ? {} : { why: "No worker is ready." };
  }

  /**
   * Answers a question. Throws a QuestionError for what cannot be answered as it stands, a QueueFullError, a DeadlineError,
   * a CancelledError, or a NoModelLeftError when every model that may answer is missing or failed.
   */
  async predict(question: Question, { requestId, signal, deadlineMs }: RequestContext): Promise<Answer> {
    const since = this.now();
    const prepared = prepareText(question, this.settings.limits);
    const due = since + Math.min(this.settings.limits.deadlineMilliseconds, deadlineMs ?? Infinity);
    const work: Work = { prepared, pretokenized: question.tokens !== undefined, since, due, ...(signal ? { signal } : {}) };
    const { model = "auto", priority, latencyBudgetMs } = question;
    const failed: Target[] = [];
    for (;;) {
      const call = this.router.begin({ requestId, model, priority, latencyBudgetMs, failed });
      const { slot, version } = call.decision;
      this.observer.routed(call.decision);
      try {
        const asked = await this.answer(call, work);
        return { requestId, slot, version, ...asked, route: routeOf(call.decision) };
      } catch (error) {
        if (!isModelsFault(error)) throw error;
        failed.push({ slot, version });
      }
    }
  }

  /** One model's answer, out of the cache where it is known. */
  private async answer(call: Call, work: Work): Promise<Asked> {
    const model = this.models.find(call.decision.version)!;
    if (work.prepared.tokens.length === 0) {
      this.router.release(call);
      return { prediction: NOTHING, cached: false };
    }
    const key = this.cache.enabled ? cacheKey(model.version, work.prepared, work.pretokenized) : undefined;
    const known = key === undefined ? undefined : await this.cache.get(key);
    if (known) {
      this.router.release(call);
      this.tell(model, work, known);
      return { prediction: known, cached: true };
    }
    const isUnfair = key !== undefined && (await this.sparesStable(call, work));
    const prediction = await this.askRouted(isUnfair ? { ...call, compared: false } : call, model, work);
    if (key !== undefined) this.cache.set(key, prediction);
    return { prediction, cached: false };
  }

  /**
   * Whether the stable version would have had the canary's answer in the cache. What it need not compute it cannot fail at, so
   * such requests do not count against the canary either; else a canary, whose cache is cold, would fail the more often.
   */
  private async sparesStable({ decision: { slot, arm }, compared }: Call, { prepared, pretokenized }: Work): Promise<boolean> {
    const stable = compared && arm === "canary" ? this.models.active(slot) : undefined;
    return stable !== undefined && (await this.cache.get(cacheKey(stable.version, prepared, pretokenized))) !== undefined;
  }

  /** Asks the model and tells the router how it went. */
  private async askRouted(call: Call, model: ServedModel, work: Work): Promise<Prediction> {
    const begun = this.now();
    const ended = (end: Omit<CallEnd, "milliseconds">) => this.heed(this.router.end(call, { ...end, milliseconds: this.now() - begun }));
    try {
      const { prediction, ownMilliseconds } = await this.ask(model, work);
      ended({ failed: false, ownMilliseconds });
      this.askOthers(call, prediction, work);
      return prediction;
    } catch (error) {
      if (error instanceof DeadlineError && this.isTooSlow(error)) ended({ failed: true, timedOut: true });
      else if (isModelsFault(error)) ended({ failed: true });
      else if (wasNotAsked(error)) this.router.release(call);
      this.observer.failed(model, error as Error, this.now() - begun);
      throw error;
    }
  }

  /** A deadline that passed in the queue, or that no model could keep, says nothing of the model: else anyone could open its breaker. */
  private isTooSlow({ computedMilliseconds }: DeadlineError): boolean {
    const { limits, policy } = this.settings;
    return computedMilliseconds >= Math.min(policy.breaker.slowMilliseconds, NEARLY_ALL * limits.deadlineMilliseconds);
  }

  private async ask(model: ServedModel, work: Work): Promise<Computed> {
    const { due, signal } = work;
    const words = this.encode(model, work.prepared);
    const answer = await this.engine.tag({ version: model.version, words, due, ...(signal ? { signal } : {}) });
    const prediction = predictionOf(work.prepared, answer.tags, answer.confidences, model.tagSet);
    this.observer.predicted({ model, prepared: work.prepared, words, prediction, answer, milliseconds: this.now() - work.since });
    return { prediction, ownMilliseconds: answer.inferenceMilliseconds };
  }

  private encode({ vocabulary }: ServedModel, { tokens }: PreparedText): Int32Array {
    return encodeWords(tokens.map(({ text }) => text), vocabulary);
  }

  private tell(model: ServedModel, work: Work, prediction: Prediction): void {
    const words = this.encode(model, work.prepared);
    this.observer.predicted({ model, prepared: work.prepared, words, prediction, milliseconds: this.now() - work.since });
  }

  /** Those that answer as well: the shadow, and beside a canary the stable version. */
  private othersOf({ slot, arm, shadow }: Decision): readonly ServedModel[] {
    if (shadow === null && arm === "stable") return [];
    const versions = new Set([shadow?.version, arm === "canary" ? this.models.active(slot)?.version : undefined]);
    return this.models.all.filter(({ version }) => versions.has(version));
  }

  /** Nobody waits for the others' answers, and they give way when there is much to do. */
  private askOthers({ decision }: Call, first: Prediction, { prepared, pretokenized }: Work): void {
    for (const model of this.othersOf(decision)) {
      if (this.engine.depth.waiting > this.engine.maximumQueue / 2) return;
      const since = this.now();
      this.ask(model, { prepared, pretokenized, since, due: since + this.settings.limits.deadlineMilliseconds })
        .then(({ prediction }) => this.heed(this.router.agree(decision, model, tagsOf(first), tagsOf(prediction))))
        .catch(() => undefined);
    }
  }

  /** A canary that is decided gets no more requests as one, whoever else heeds it. */
  private heed(verdict: CanaryVerdict | null): void {
    const { canary } = this.router.policy;
    if (verdict === null || verdict.outcome === "continue" || canary === null) return;
    this.router.setCanary(null);
    this.observer.judged(verdict, canary);
  }

  /** What is served now. */
  describe(): ServiceDescription {
    return describeService(this.models, this.router, this.engine);
  }

  /** Says that requests may come from now on: a model that is loaded holds up no more than one worker at a time. */
  becomeReachable(): void {
    this.reachable = true;
  }

  /** Says "not ready" from now on, while requests are still answered. */
  beginDraining(): void {
    this.draining = true;
  }

  async close(): Promise<void> {
    this.beginDraining();
    await this.engine.drain();
    await this.engine.close();
    await this.cache.close();
  }
}
