import * as fs from "node:fs";
import { DataError } from "../../errors";
import { writeFileAtomic } from "../../files/atomic";
import { stableJson } from "../../files/stable-json";
import { SLOTS } from "../slots";
import { stateFile, type Registry } from "./layout";
import { EMPTY_STATE, type RegistryState, type SlotState } from "./state";

function isSlotState(value: unknown): value is SlotState {
  if (typeof value !== "object" || value === null) return false;
  const { active, canary, history } = value as Partial<SlotState>;
  const named = active === null || typeof active === "string";
  return named && (canary === null || typeof canary?.version === "string") && Array.isArray(history);
}

function isState(value: unknown): value is RegistryState {
  if (typeof value !== "object" || value === null) return false;
  const { format, revision, slots } = value as Partial<RegistryState>;
  return format === 1 && Number.isInteger(revision) && SLOTS.every((slot) => isSlotState(slots?.[slot]));
}

/** Which versions answer. Throws a DataError for a damaged file. */
export function readState(registry: Registry): RegistryState {
  const file = stateFile(registry);
  if (!fs.existsSync(file)) return EMPTY_STATE;
  let state: unknown;
  try {
    state = JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (cause) {
    throw new DataError(`${file} is damaged: ${(cause as Error).message}.`, { cause });
  }
  if (isState(state)) return state;
  throw new DataError(`${file} is damaged: it does not say which versions answer.`);
}

/** For holders of the registry's lock alone. */
export function writeState(registry: Registry, state: RegistryState): RegistryState {
  const next = { ...state, revision: state.revision + 1 };
  writeFileAtomic(stateFile(registry), `${stableJson(next, 2)}\n`);
  return next;
}
