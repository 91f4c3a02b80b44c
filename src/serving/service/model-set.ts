import type { LoadedSlot } from "../router/router";
import { SLOTS, type Slot } from "../slots";
import type { ServedModel } from "./served-model";

/** The versions of one slot: the one that answers, and those that are loaded beside it. */
interface SlotModels {
  readonly active: ServedModel;
  readonly others: readonly ServedModel[];
}

/** Which versions are loaded, and which of them answer. */
export class ModelSet {
  private readonly slots = new Map<Slot, SlotModels>();

  get all(): readonly ServedModel[] {
    return [...this.slots.values()].flatMap(({ active, others }) => [active, ...others]);
  }

  active(slot: Slot): ServedModel | undefined {
    return this.slots.get(slot)?.active;
  }

  find(version: string): ServedModel | undefined {
    return this.all.find((model) => model.version === version);
  }

  /** Makes a version the one that answers; the one before stays loaded beside it. */
  activate(model: ServedModel): void {
    const before = this.slots.get(model.slot);
    const others = before ? [before.active, ...before.others].filter(({ version }) => version !== model.version) : [];
    this.slots.set(model.slot, { active: model, others });
  }

  /** Loads a version beside the active one; alone in its slot, it answers. */
  add(model: ServedModel): void {
    const present = this.slots.get(model.slot);
    if (!present) this.slots.set(model.slot, { active: model, others: [] });
    else if (!this.find(model.version)) this.slots.set(model.slot, { ...present, others: [...present.others, model] });
  }

  /** Forgets versions of a slot that are not to be kept; the active one always is. Returns what was forgotten. */
  keepOnly(slot: Slot, versions: readonly string[]): readonly ServedModel[] {
    const present = this.slots.get(slot);
    if (!present) return [];
    const kept = present.others.filter(({ version }) => versions.includes(version));
    this.slots.set(slot, { ...present, others: kept });
    return present.others.filter((model) => !kept.includes(model));
  }

  /** What the router may choose from. */
  get loaded(): readonly LoadedSlot[] {
    return SLOTS.flatMap((slot) => {
      const models = this.slots.get(slot);
      return models ? [{ slot, active: models.active.version, others: models.others.map(({ version }) => version) }] : [];
    });
  }
}
