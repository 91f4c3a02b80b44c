import type { InferenceEngine } from "../inference/engine";
import type { BreakerPhase } from "../router/breaker";
import type { Policy } from "../router/policy";
import type { Router } from "../router/router";
import { agreementShares, type AgreementShares } from "../router/shadow";
import { slotIn, versionIn, type RouterView } from "../router/view";
import type { Slot } from "../slots";
import type { ModelSet } from "./model-set";
import type { ServedModel } from "./served-model";

export const ROLES = ["active", "canary", "shadow", "loaded"] as const;
type Role = (typeof ROLES)[number];

interface DescribedModel {
  readonly model: Slot;
  readonly version: string;
  readonly role: Role;
  readonly architecture: string;
  readonly tags: readonly string[];
  readonly vocabulary: number;
  readonly trial: string;
  readonly corpus: string;
  readonly p95Milliseconds: number | null;
  readonly breaker: BreakerPhase;
  /** What computes it; empty where nothing does. */
  readonly runtime: string;
  /** Why it is not ONNX Runtime, where that is installed and cannot compute this model. */
  readonly fallback?: string;
}

/** How far a version that answered agrees with one that answered in the shadow, or beside a canary. */
interface DescribedAgreement extends AgreementShares {
  readonly answered: string;
  readonly second: string;
  /** Sentences that both tagged. */
  readonly compared: number;
}

/** What is served, how the canary fares, and how far versions agree that answered the same sentences: numbers of this process. */
export interface ServiceDescription {
  /** All that computes: each model has its own in `runtime`. */
  readonly kernels: string;
  readonly shares: Policy["shares"];
  readonly models: readonly DescribedModel[];
  readonly canary?: { readonly version: string; readonly share: number; readonly requests: number; readonly explanation: string };
  readonly agreements: readonly DescribedAgreement[];
}

type Engine = Pick<InferenceEngine, "variant" | "computingOf">;

function roleOf({ slot, version }: ServedModel, models: ModelSet, { canary, shadow }: Policy): Role {
  if (models.active(slot)?.version === version) return "active";
  return canary?.version === version ? "canary" : shadow?.version === version ? "shadow" : "loaded";
}

function describeModel(model: ServedModel, models: ModelSet, policy: Policy, view: RouterView, engine: Engine): DescribedModel {
  const slot = slotIn(view, model.slot);
  const { runtime, ...computing } = engine.computingOf(model.version) ?? { runtime: "" };
  return {
    model: model.slot, version: model.version, role: roleOf(model, models, policy), architecture: model.architecture,
    tags: model.tagSet.tags, vocabulary: model.vocabulary.size, trial: model.trial, corpus: model.corpus,
    p95Milliseconds: slot?.observedP95Milliseconds ?? null, breaker: (slot && versionIn(slot, model.version))?.breaker ?? "closed",
    runtime, ...computing,
  };
}

function canaryOf({ policy: { canary }, canary: watched }: Router): Pick<ServiceDescription, "canary"> {
  if (canary === null || watched === null) return {};
  const { counts, verdict } = watched;
  return { canary: { version: canary.version, share: canary.share, requests: counts.canary.requests, explanation: verdict.explanation } };
}

/** What an operator, or a caller, may know of the models. */
export function describeService(models: ModelSet, router: Router, engine: Engine): ServiceDescription {
  const view = router.view();
  return {
    kernels: engine.variant,
    shares: router.policy.shares,
    models: models.all.map((model) => describeModel(model, models, router.policy, view, engine)),
    ...canaryOf(router),
    agreements: router.agreements.map(({ answered, shadow, agreement }) => ({
      answered: answered.version, second: shadow.version, compared: agreement.sentences, ...agreementShares(agreement),
    })),
  };
}
