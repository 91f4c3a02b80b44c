import { activate, openVersion, readState, rollback, type Registry, type RegistryState, type SlotState } from "../registry";
import type { CanaryVerdict } from "../router/canary";
import { DEFAULT_CANARY_RULE, type CanaryPolicy } from "../router/policy";
import type { PredictionService } from "../service/service";
import { readServedModel } from "../service/served-model";
import { SLOTS, type Slot } from "../slots";

/** Milliseconds between two looks at the registry: how long a promotion takes to reach a running service. */
const LOOK_EVERY = 1_000;
/** Milliseconds after which what could not be loaded is tried again; each time reads whole models. */
const TRY_AGAIN_AFTER = 30_000;

const ACTOR = "service";

/** Keeps a service at what its registry says, and the registry at what the service learns of its canary. */
export class RegistryFollower {
  /** The revision that everything is at, and the one that was tried last. */
  private followed = -1;
  private tried = { revision: -1, at: -Infinity };
  private readonly told = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly registry: Registry,
    private readonly service: PredictionService,
    private readonly onIncident: (sentence: string) => void,
    private readonly now: () => number = () => performance.now(),
  ) {
    service.observe({ judged: (verdict, canary) => this.obey(verdict, canary) });
  }

  /** Loads what the registry says and looks again from time to time. Throws a DataError for a damaged version. */
  async start(): Promise<void> {
    const [failure] = await this.apply();
    if (failure) throw failure;
    this.timer = setInterval(() => void this.look(), LOOK_EVERY).unref();
  }

  /** Sees to a change at once. Each failure is told once, and its slot stays as it was until a later try. */
  look(): Promise<void> {
    this.working = this.working.then(() => this.apply()).catch((error: Error) => [error]).then((failures) => this.tell(failures));
    return this.working;
  }

  private tell(failures: readonly Error[]): void {
    if (this.stopped) return;
    for (const { message } of failures) {
      if (!this.told.has(message)) this.onIncident(`The registry was not followed: ${message}`);
      this.told.add(message);
    }
  }

  /** Answers with what failed, a slot each: a damaged version of one must not keep another from going back. */
  private async apply(): Promise<readonly Error[]> {
    const { revision, slots } = readState(this.registry);
    if (this.stopped || !this.isDue(revision)) return [];
    this.tried = { revision, at: this.now() };
    const failures: Error[] = [];
    const loaded: Slot[] = [];
    for (const slot of SLOTS) await this.load(slot, slots[slot]).then(() => loaded.push(slot), (error: Error) => failures.push(error));
    this.follow(this.canaryOf(slots));
    for (const slot of loaded) this.forgetOthers(slot, slots[slot]);
    if (failures.length > 0) return failures;
    this.followed = revision;
    this.told.clear();
    return [];
  }

  private isDue(revision: number): boolean {
    if (revision === this.followed) return false;
    return revision !== this.tried.revision || this.now() - this.tried.at >= TRY_AGAIN_AFTER;
  }

  private async load(slot: Slot, { active, canary }: SlotState): Promise<void> {
    if (active !== null && this.service.models.active(slot)?.version !== active) await this.bring(active, true);
    if (canary !== null && !this.service.models.find(canary.version)) await this.bring(canary.version, false);
  }

  /** What is loaded already was verified then. */
  private async bring(version: string, active: boolean): Promise<void> {
    const model = this.service.models.find(version) ?? (await readServedModel((await openVersion(this.registry, version)).folder));
    await this.service.load(model, active);
  }

  /** The service tests one canary at a time: those of later slots wait until it is decided. */
  private canaryOf(slots: RegistryState["slots"]): CanaryPolicy | null {
    for (const slot of SLOTS) {
      const { canary } = slots[slot];
      if (canary !== null && this.service.models.find(canary.version)) return { slot, ...canary, rule: DEFAULT_CANARY_RULE };
    }
    return null;
  }

  /** A canary that is one already goes on: what was observed of it would be lost. */
  private follow(next: CanaryPolicy | null): void {
    const { canary } = this.service.router.policy;
    const isSame = canary?.slot === next?.slot && canary?.version === next?.version && canary?.share === next?.share;
    if (!isSame) this.service.router.setCanary(next);
  }

  private forgetOthers(slot: Slot, { active, canary }: SlotState): void {
    if (active === null) return;
    const { shadow } = this.service.router.policy;
    const shadowed = shadow?.slot === slot ? shadow.version : undefined;
    this.service.keepOnly(slot, [canary?.version, shadowed].flatMap((version) => version ?? []));
  }

  /** What the canary's requests decided becomes the registry's state, so that all instances follow. */
  private obey({ outcome, explanation }: CanaryVerdict, { slot, version }: CanaryPolicy): void {
    this.onIncident(explanation);
    const order = { actor: ACTOR, details: { explanation }, ofCanary: version };
    const done = outcome === "promote" ? activate(this.registry, version, order) : rollback(this.registry, slot, order);
    done.catch((error: Error) => this.onIncident(`The verdict was not written into the registry: ${error.message}`)).then(() => this.look());
  }

  /** Follows no more, and does not tell of what a service that ends can no longer do. */
  stop(): void {
    this.stopped = true;
    clearInterval(this.timer);
  }
}
