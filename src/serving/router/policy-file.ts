import * as fs from "node:fs";
import { DataError } from "../../errors";
import { SLOTS, type Slot } from "../slots";
import { fieldsOf, numberOf, refuse, shareOf, slotAt, slotsAt, versionAt, type Fields } from "./checks";
import {
  DEFAULT_CANARY_RULE, DEFAULT_POLICY, frozenPolicy, PRIORITIES, type BreakerSettings, type CanaryPolicy, type CanaryRule,
  type LatencySettings, type Policy, type Priority, type ShadowPolicy,
} from "./policy";

/** Shares add up to 1 but for the last bits of decimals. */
const ROUNDING = 1e-9;

function perSlot<T>(make: (slot: Slot) => T): { readonly [slot in Slot]: T } {
  return Object.fromEntries(SLOTS.map((slot) => [slot, make(slot)])) as { readonly [slot in Slot]: T };
}

/** A slot that is not named has no share. */
function readShares(value: unknown): Policy["shares"] {
  const given = fieldsOf(value, "shares", SLOTS);
  const shares = perSlot((slot) => shareOf(orOwn(given[slot], 0), `shares.${slot}`));
  const sum = SLOTS.reduce((total, slot) => total + shares[slot], 0);
  if (Math.abs(sum - 1) > ROUNDING) throw new DataError(`shares must sum to 1, not to ${Number(sum.toPrecision(6))}.`);
  return shares;
}

function readRanking(value: unknown): readonly Slot[] {
  const ranking = slotsAt(value, "ranking");
  const missing = SLOTS.find((slot) => !ranking.includes(slot));
  if (missing !== undefined) throw new DataError(`ranking does not name "${missing}"; name every slot once.`);
  return ranking;
}

function readPriorities(value: unknown, own: Policy["priorities"]): Policy["priorities"] {
  const given = fieldsOf(value, "priorities", PRIORITIES);
  const read = (priority: Priority) => slotAt(orOwn(given[priority], own[priority]), `priorities.${priority}`);
  return { accuracy: read("accuracy"), speed: read("speed") };
}

/** What is given, or what holds where nothing is; null is something given. */
function orOwn(value: unknown, own: unknown): unknown {
  return value === undefined ? own : value;
}

/** Numbers of a section, each with its own bounds; those left out keep their values. */
function reader(section: string, given: Fields): (name: string, own: number, bounds: Parameters<typeof numberOf>[2]) => number {
  return (name, own, bounds) => numberOf(orOwn(given[name], own), `${section}.${name}`, bounds);
}

const POSITIVE = { least: 0, above: true } as const;
const COUNT = { least: 1, whole: true } as const;

function readLatency(value: unknown, own: LatencySettings): LatencySettings {
  const given = fieldsOf(value, "latency", Object.keys(own));
  const number = reader("latency", given);
  const field = "latency.expectedP95Milliseconds";
  const expected = fieldsOf(orOwn(given["expectedP95Milliseconds"], {}), field, SLOTS);
  return {
    expectedP95Milliseconds: perSlot((slot) => numberOf(orOwn(expected[slot], own.expectedP95Milliseconds[slot]), `${field}.${slot}`, POSITIVE)),
    minimumRequests: number("minimumRequests", own.minimumRequests, COUNT),
    memoryMilliseconds: number("memoryMilliseconds", own.memoryMilliseconds, POSITIVE),
  };
}

function readBreaker(value: unknown, own: BreakerSettings): BreakerSettings {
  const number = reader("breaker", fieldsOf(value, "breaker", Object.keys(own)));
  return {
    failureShare: number("failureShare", own.failureShare, { least: 0, above: true, most: 1 }),
    windowMilliseconds: number("windowMilliseconds", own.windowMilliseconds, POSITIVE),
    minimumRequests: number("minimumRequests", own.minimumRequests, COUNT),
    openMilliseconds: number("openMilliseconds", own.openMilliseconds, POSITIVE),
    probes: number("probes", own.probes, COUNT),
    slowMilliseconds: number("slowMilliseconds", own.slowMilliseconds, POSITIVE),
  };
}

function readShadow(value: unknown): ShadowPolicy | null {
  if (value === null) return null;
  const given = fieldsOf(value, "shadow", ["slot", "version", "share"]);
  const version = given["version"];
  return {
    slot: slotAt(given["slot"], "shadow.slot"),
    ...(version !== undefined && { version: versionAt(version, "shadow.version") }),
    share: shareOf(given["share"], "shadow.share"),
  };
}

function readRule(value: unknown, own: CanaryRule): CanaryRule {
  const number = reader("canary.rule", fieldsOf(value, "canary.rule", Object.keys(own)));
  const minimumRequests = number("minimumRequests", own.minimumRequests, COUNT);
  return {
    minimumRequests,
    promoteAfter: number("promoteAfter", own.promoteAfter, { least: minimumRequests, whole: true }),
    falseRollbackRate: number("falseRollbackRate", own.falseRollbackRate, { least: 0, above: true, most: 0.5 }),
    toleratedRatio: number("toleratedRatio", own.toleratedRatio, { least: 1 }),
    slowMilliseconds: number("slowMilliseconds", own.slowMilliseconds, POSITIVE),
    toleratedDisagreement: number("toleratedDisagreement", own.toleratedDisagreement, { least: 0, above: true, most: 0.99 }),
  };
}

/** The canary of a policy file or of an operator's request. Throws a DataError that names the field. */
export function readCanary(value: unknown): CanaryPolicy | null {
  if (value === null) return null;
  const given = fieldsOf(value, "canary", ["slot", "version", "share", "rule"]);
  return {
    slot: slotAt(given["slot"], "canary.slot"),
    version: versionAt(given["version"], "canary.version"),
    share: numberOf(given["share"], "canary.share", { least: 0, above: true, most: 0.5 }),
    rule: readRule(orOwn(given["rule"], {}), DEFAULT_CANARY_RULE),
  };
}

/** A shadow of the canary would answer twice what the canary answers already. */
function checkShadow({ shadow, canary }: Policy): void {
  if (shadow?.version === undefined || shadow.version !== canary?.version) return;
  refuse("shadow.version", "another version than the canary's", shadow.version);
}

/**
 * A policy from parsed JSON; sections and numbers that it leaves out are the default's, but shares are taken as a whole.
 * The result is frozen. Throws a DataError of one line that names the field.
 */
export function parsePolicy(value: unknown, own: Policy = DEFAULT_POLICY): Policy {
  const given = fieldsOf(value, "The policy", Object.keys(own));
  const policy: Policy = {
    shares: readShares(orOwn(given["shares"], own.shares)),
    ranking: readRanking(orOwn(given["ranking"], own.ranking)),
    priorities: readPriorities(orOwn(given["priorities"], {}), own.priorities),
    latency: readLatency(orOwn(given["latency"], {}), own.latency),
    failover: slotsAt(orOwn(given["failover"], own.failover), "failover"),
    breaker: readBreaker(orOwn(given["breaker"], {}), own.breaker),
    shadow: readShadow(orOwn(given["shadow"], null)),
    canary: readCanary(orOwn(given["canary"], null)),
  };
  checkShadow(policy);
  return frozenPolicy(policy);
}

function parsedJson(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")) as unknown;
  } catch (cause) {
    throw new DataError(`The policy ${file} cannot be read: ${(cause as Error).message}.`, { cause });
  }
}

/** The policy of a file. Throws a DataError that names the file and the field. */
export function readPolicy(file: string): Policy {
  const value = parsedJson(file);
  try {
    return parsePolicy(value);
  } catch (cause) {
    if (!(cause instanceof DataError)) throw cause;
    throw new DataError(`The policy ${file} is not valid: ${cause.message}`, { cause });
  }
}
