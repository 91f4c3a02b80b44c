import { activate, readState, rollback, servedSlots, type Registry, type ServedSlot } from "../registry";
import type { CanaryVerdict } from "../router/canary";
import { DEFAULT_CANARY_RULE, type CanaryPolicy } from "../router/policy";
import type { PredictionService } from "../service/service";
import { readServedModel } from "../service/served-model";

/** Milliseconds between two looks at the registry: how long a promotion takes to reach a running service. */
const LOOK_EVERY = 1_000;

const ACTOR = "service";

/** Keeps a service at what its registry says, and the registry at what the service learns of its canary. */
export class RegistryFollower {
  private revision = -1;
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();

  constructor(
    private readonly registry: Registry,
    private readonly service: PredictionService,
    private readonly onIncident: (sentence: string) => void,
  ) {
    service.observe({ judged: (verdict) => this.obey(verdict) });
  }

  /** Loads what the registry says and looks again from time to time. Throws a DataError for a damaged version. */
  async start(): Promise<void> {
    await this.apply();
    this.timer = setInterval(() => void this.look(), LOOK_EVERY).unref();
  }

  /** Sees to a change at once. What fails is told and leaves everything as it was. */
  look(): Promise<void> {
    this.working = this.working.then(() => this.apply()).catch((error: Error) => this.onIncident(`The registry was not followed: ${error.message}`));
    return this.working;
  }

  private async apply(): Promise<void> {
    const { revision } = readState(this.registry);
    if (revision === this.revision) return;
    // A version that cannot be loaded is told of once, not every second.
    this.revision = revision;
    const slots = await servedSlots(this.registry);
    for (const slot of slots) await this.load(slot);
    this.service.router.setCanary(canaryOf(slots));
    for (const { active, canary } of slots) this.service.keepOnly(active.slot, this.keptBeside(active.slot, canary?.version));
  }

  private async load({ active, canary }: ServedSlot): Promise<void> {
    if (this.service.models.active(active.slot)?.version !== active.version) await this.service.load(readServedModel(active.folder), true);
    if (canary && !this.service.models.find(canary.version)) await this.service.load(readServedModel(canary.folder), false);
  }

  private keptBeside(slot: string, canary: string | undefined): readonly string[] {
    const { shadow } = this.service.router.policy;
    const shadowed = shadow?.slot === slot ? shadow.version : undefined;
    return [...(canary === undefined ? [] : [canary]), ...(shadowed === undefined ? [] : [shadowed])];
  }

  /** What the canary's requests decided becomes the registry's state, so that all instances follow. */
  private obey({ outcome, explanation }: CanaryVerdict): void {
    const { canary } = this.service.router.policy;
    if (!canary) return;
    this.service.router.setCanary(null);
    this.onIncident(explanation);
    const order = { actor: ACTOR, details: { explanation }, ofCanary: canary.version };
    const done = outcome === "promote" ? activate(this.registry, canary.version, order) : rollback(this.registry, canary.slot, order);
    done.catch((error: Error) => this.onIncident(`The verdict was not written into the registry: ${error.message}`)).then(() => this.look());
  }

  stop(): void {
    clearInterval(this.timer);
  }
}

function canaryOf(slots: readonly ServedSlot[]): CanaryPolicy | null {
  const canary = slots.map((slot) => slot.canary).find((each) => each !== undefined);
  return canary ? { slot: canary.slot, version: canary.version, share: canary.share, rule: DEFAULT_CANARY_RULE } : null;
}
