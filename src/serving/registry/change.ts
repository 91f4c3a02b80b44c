import { withFileLock } from "../../files/lock";
import type { Json } from "../../files/stable-json";
import { AuditLog } from "../security/audit-log";
import { auditFile, lockFile, type Registry } from "./layout";
import type { RegistryState } from "./state";
import { readState, writeState } from "./state-file";

type Details = { readonly [name: string]: Json };

/** Who changes the registry, and why; it goes into the audit log. */
export interface Order {
  readonly actor: string;
  readonly details?: Details;
  /** The registry's own unless given. */
  readonly log?: AuditLog;
  /** Refuses a version that never passed its gates and was not forced: for those who cannot run them, as over HTTP. */
  readonly onlyJudged?: boolean;
  /** Refuses unless this version is still the slot's canary: of several verdicts on it, the first holds. */
  readonly ofCanary?: string;
}

/** A change that was found possible and is not done yet. */
export interface Prepared<T> {
  readonly state: RegistryState;
  readonly details: Details;
  readonly result: T;
  /** What is done besides, after the state is written. */
  readonly afterwards?: () => void;
}

/**
 * One change at a time over all processes: under the registry's lock it is prepared, logged, and only then done. Throws a
 * DataError when it is impossible, or cannot be logged; then nothing has changed.
 */
export function change<T>(
  registry: Registry, action: string, order: Order, prepare: (state: RegistryState) => Prepared<T> | Promise<Prepared<T>>,
): Promise<T> {
  const log = order.log ?? new AuditLog(auditFile(registry));
  return withFileLock(lockFile(registry), async () => {
    const { state, details, result, afterwards } = await prepare(readState(registry));
    await log.around({ action, actor: order.actor, details: { ...details, ...order.details } }, ({ sequence, hash }) => {
      writeState(registry, { ...state, audit: { sequence, hash } });
      afterwards?.();
    });
    return result;
  });
}
