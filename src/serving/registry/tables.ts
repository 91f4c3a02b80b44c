import { formatTable } from "../../terminal/table";
import { SLOTS } from "../slots";
import type { GateResult } from "./gates-types";
import { percentText } from "./gates-words";
import type { Lineage } from "./lineage";
import type { VersionManifest } from "./manifest";
import type { RegistryState } from "./state";

function short(value: number | null): string | null {
  return value === null ? null : String(Number(value.toPrecision(4)));
}

/** One row a gate, and under them what each found. */
export function formatGates(gates: readonly GateResult[]): string {
  const rows = gates.map(({ gate, passed, measured, limit }) => [gate, passed ? "passed" : "FAILED", short(measured), short(limit)]);
  const sentences = gates.map(({ gate, sentence }) => `${gate}: ${sentence}`);
  return [formatTable(["gate", "", "measured", "limit"], rows), "", ...sentences].join("\n");
}

function roleOf(state: RegistryState, version: string): string {
  const roles = SLOTS.flatMap((slot) => {
    const { active, canary, history } = state.slots[slot];
    if (active === version) return ["active"];
    if (canary?.version === version) return [`canary, ${percentText(canary.share)}`];
    return history.includes(version) ? ["earlier"] : [];
  });
  return roles[0] ?? "";
}

export function formatVersions(versions: readonly VersionManifest[], state: RegistryState): string {
  const rows = versions.map(({ slot, version, metrics, data, trial, created }) => [
    slot, version, roleOf(state, version), metrics ? percentText(metrics.strictF1) : null, data?.corpus.name ?? null, trial, created.slice(0, 19),
  ]);
  return formatTable(["slot", "version", "", "strict F1", "corpus", "trial", "added"], rows);
}

export function formatLineage(lineage: Lineage): string {
  const { version, sha256, slot, architecture, trial, seed, data, commit, record, metrics, created, nerbook, actions } = lineage;
  const lines: readonly (readonly [string, string | number | null])[] = [
    ["version", version], ["sha256 of its content", sha256], ["slot", slot], ["architecture", architecture],
    ["trial", trial], ["seed", seed], ["corpus", data?.corpus.name ?? null], ["sha256 of the corpus", data?.corpus.sha256 ?? null],
    ["split", data?.split ?? null], ["commit", commit], ["record", record?.file ?? null], ["sha256 of the record", record?.sha256 ?? null],
    ["strict F1", metrics ? percentText(metrics.strictF1) : null], ["added", `${created} by nerbook ${nerbook}`],
  ];
  const known = lines.map(([name, value]) => `${name.padEnd(22)} ${value ?? "not known"}`);
  const done = actions.map(({ at, action, actor, details }) => `${at}  ${action} by ${actor}${details?.["forced"] ? `, forced: ${String(details["forced"])}` : ""}`);
  return [...known, "", ...(done.length > 0 ? done : ["Nobody has done anything with it yet."])].join("\n");
}
