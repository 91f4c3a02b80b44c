import * as fs from "node:fs";
import { InvalidArgumentError, Option } from "commander";
import { DataError } from "../errors";
import type { AuditAnchor } from "../serving/security/audit-log";
import { anchorIn, auditReport, formatAudit } from "../serving/security/audit-report";

function anchorOf(text: string): AuditAnchor {
  const anchor = anchorIn(text);
  if (anchor) return anchor;
  throw new InvalidArgumentError("It must be an entry as an earlier check printed it: its number, a colon and its hash.");
}

/** The flag for an entry that a log must hold. */
export function anchorOption(): Option {
  return new Option("--anchor <entry>", "an entry that the audit log must hold, as an earlier check printed it").argParser(anchorOf);
}

export interface Audit {
  readonly file: string;
  /** Entries that it must hold. */
  readonly anchors: readonly AuditAnchor[];
  /** Whether it may be missing or empty: where nothing need have been logged. */
  readonly mayBeMissing: boolean;
  readonly json?: boolean | undefined;
}

/** Prints whether an audit log is as it was written. Throws a DataError when it is not. */
export function showAudit({ file, anchors, mayBeMissing, json }: Audit): void {
  const size = fs.statSync(file, { throwIfNoEntry: false })?.size;
  if (!mayBeMissing && !size) {
    const found = size === 0 ? `The audit log ${file} is empty` : `There is no audit log ${file}`;
    throw new DataError(`${found}: nothing was logged there, or somebody took it away.`);
  }
  const report = auditReport(file, anchors);
  process.stdout.write(`${json ? JSON.stringify(report, null, 2) : formatAudit(report)}\n`);
  const { length } = report.faults;
  if (length > 0) throw new DataError(`The audit log ${file} is not as it was written: ${length === 1 ? "1 fault" : `${length} faults`}.`);
}
