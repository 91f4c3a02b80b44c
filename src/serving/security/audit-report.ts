import { readAuditLog, verifyAuditLog, type AuditAnchor, type AuditLine, type AuditVerdict } from "./audit-log";

/** What is to be said of an audit log: whether it is as it was written, and what its last entry is. */
export interface AuditReport extends AuditVerdict {
  readonly file: string;
  readonly last: Pick<AuditLine, "sequence" | "hash" | "at" | "action" | "actor"> | null;
}

/** `anchors` are entries that the log must hold. */
export function auditReport(file: string, anchors: readonly AuditAnchor[]): AuditReport {
  const last = readAuditLog(file).at(-1);
  const told = last && { sequence: last.sequence, hash: last.hash, at: last.at, action: last.action, actor: last.actor };
  return { file, ...verifyAuditLog(file, ...anchors), last: told ?? null };
}

const ANCHOR = /^([1-9]\d{0,8}):([0-9a-f]{64})$/;

/** An entry in one word, to be kept elsewhere: its number and its hash. */
export function anchorText({ sequence, hash }: AuditAnchor): string {
  return `${sequence}:${hash}`;
}

/** The entry that such a word names; undefined for what is none. */
export function anchorIn(text: string): AuditAnchor | undefined {
  const [, sequence, hash] = ANCHOR.exec(text) ?? [];
  return hash === undefined ? undefined : { sequence: Number(sequence), hash };
}

function entriesText(entries: number): string {
  return entries === 1 ? "1 entry" : `${entries} entries`;
}

export function formatAudit({ file, entries, faults, last }: AuditReport): string {
  if (faults.length > 0) return faults.map(({ sentence }) => sentence).join("\n");
  if (last === null) return `${file}: nothing has been logged.`;
  return [
    `${file}: ${entriesText(entries)}, as they were written.`,
    `The last is of ${last.at}, "${last.action}" by ${last.actor}. Kept elsewhere, it shows later that nothing up to it is missing:`,
    `--anchor ${anchorText(last)}`,
  ].join("\n");
}
