import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { DataError } from "../../../src/errors";
import { AuditLog, readAuditLog, verifyAuditLog, type AuditLogOptions } from "../../../src/serving/security/audit-log";
import { appendDurably } from "../../../src/serving/security/log-writer";

function logFile(): string {
  return path.join(fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-audit-")), "audit.jsonl");
}

async function filled(entries: number, options: AuditLogOptions = {}): Promise<AuditLog> {
  const log = new AuditLog(logFile(), options);
  for (let i = 0; i < entries; i++) await log.append({ action: "activate", actor: "tester", details: { i } });
  return log;
}

function linesOf(file: string): string[] {
  return fs.readFileSync(file, "utf8").split("\n").slice(0, -1);
}

function write(file: string, lines: readonly string[]): void {
  fs.writeFileSync(file, lines.map((line) => `${line}\n`).join(""));
}

function failing(code: string) {
  return () => Promise.reject(Object.assign(new Error(`${code}: write`), { code }));
}

test("a log that nobody touched verifies, entry by entry, each with the time it was given", async () => {
  const log = await filled(5, { wallClock: () => new Date("2030-01-01T00:00:00Z") });
  assert.equal(verifyAuditLog(log.file), { entries: 5, faults: [] });
  const lines = readAuditLog(log.file);
  assert.equal(lines.map(({ sequence }) => sequence), [1, 2, 3, 4, 5]);
  assert.is(lines[0]!.at, "2030-01-01T00:00:00.000Z");
  assert.is(lines[0]!.previous, "0".repeat(64));
  assert.is(lines[3]!.previous, lines[2]!.hash);
  assert.is(fs.statSync(log.file).mode & 0o777, 0o600);
});

test("a missing log is an empty one", () => {
  assert.equal(verifyAuditLog(logFile()), { entries: 0, faults: [] });
});

test("whatever one character of it becomes, it is found out", async () => {
  const { file } = await filled(3);
  const text = fs.readFileSync(file, "utf8");
  fc.assert(fc.property(fc.nat(text.length - 2), fc.constantFrom("0", "x", "}", "7"), (place, letter) => {
    if (text[place] === letter || text[place] === "\n") return true;
    fs.writeFileSync(file, text.slice(0, place) + letter + text.slice(place + 1));
    return verifyAuditLog(file).faults.length > 0;
  }), { numRuns: 300 });
});

test("a line that was removed, doubled or moved is found at its place", async () => {
  const { file } = await filled(4);
  const [a, b, c, d] = linesOf(file) as [string, string, string, string];
  const faultLines = (...lines: string[]): number[] => {
    write(file, lines);
    return verifyAuditLog(file).faults.map(({ line }) => line);
  };
  assert.equal(faultLines(a, c, d), [2]);
  assert.equal(faultLines(b, c, d), [1]);
  assert.equal(faultLines(a, b, b, c, d), [3]);
  assert.is(faultLines(a, c, b, d)[0], 2);
  assert.equal(faultLines(a, b, c, d), []);
});

test("an end that was cut off is found by an entry that is known from elsewhere", async () => {
  const { file } = await filled(3);
  const anchor = readAuditLog(file)[2]!;
  assert.equal(verifyAuditLog(file, anchor).faults, []);
  write(file, linesOf(file).slice(0, 2));
  assert.equal(verifyAuditLog(file).faults, []);
  assert.match(verifyAuditLog(file, anchor).faults[0]!.sentence, /Entry 3, known from elsewhere/);
});

test("on a full disk the action is refused and not done, and the log is as it was", async () => {
  const { file } = await filled(1);
  const before = fs.readFileSync(file, "utf8");
  const log = new AuditLog(file, { write: failing("ENOSPC") });
  let done = false;
  const error = await log.around({ action: "rollback", actor: "tester" }, () => { done = true; }).catch((reason: unknown) => reason);
  assert.instance(error, DataError);
  assert.match((error as Error).message, /"rollback" was refused, as it cannot be logged in .*: the disk is full; make room/);
  assert.not(done);
  assert.is(fs.readFileSync(file, "utf8"), before);
  await new AuditLog(file).append({ action: "rollback", actor: "tester" });
  assert.equal(verifyAuditLog(file), { entries: 2, faults: [] });
});

test("a line that was written in part on a full disk is taken back", async () => {
  const { file } = await filled(1);
  const before = fs.readFileSync(file, "utf8");
  const original = fs.promises.open;
  const open = async (...given: Parameters<typeof original>) => {
    const handle = await original(...given);
    const append = handle.appendFile.bind(handle);
    handle.appendFile = async (text) => {
      await append(String(text).slice(0, 20));
      throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    };
    return handle;
  };
  Object.defineProperty(fs.promises, "open", { value: open, configurable: true, writable: true });
  try {
    await appendDurably(file, "a whole line that does not fit\n").then(() => assert.unreachable(), () => undefined);
  } finally {
    Object.defineProperty(fs.promises, "open", { value: original, configurable: true, writable: true });
  }
  assert.is(fs.readFileSync(file, "utf8"), before);
});

test("an action that fails after it was logged gets an entry that says so", async () => {
  const log = await filled(0);
  const error = await log.around({ action: "activate", actor: "tester" }, () => { throw new Error("no such version"); }).catch((reason: unknown) => reason);
  assert.is((error as Error).message, "no such version");
  assert.equal(readAuditLog(log.file).map(({ details }) => details?.["failed"]), [undefined, "no such version"]);
});

test("after a crash in the middle of a line the log goes on, and the torn line is shown", async () => {
  const { file } = await filled(2);
  fs.appendFileSync(file, '{"action":"activate","act');
  const log = new AuditLog(file);
  assert.is((await log.append({ action: "rollback", actor: "tester" })).sequence, 3);
  const { entries, faults } = verifyAuditLog(file);
  assert.is(entries, 3);
  assert.equal(faults.map(({ line }) => line), [3]);
  assert.match(faults[0]!.sentence, /no whole entry/);
});

test("entries that come at once follow one another", async () => {
  const log = await filled(0);
  await Promise.all([...Array(12).keys()].map((i) => log.append({ action: "activate", actor: `a${i}` })));
  assert.equal(verifyAuditLog(log.file), { entries: 12, faults: [] });
});

test.run();
