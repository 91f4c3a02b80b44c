import * as fs from "node:fs";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { activate, addVersion, auditFile, listVersions, readState, registryAt, startCanary, versionFolder } from "../../../src/serving/registry";
import { readAuditLog } from "../../../src/serving/security/audit-log";
import type { Finished } from "../../support/command";
import { nerbookHere } from "../../support/in-process";
import { temporaryFolder, tinyModel } from "../tiny-models";

const BY = { actor: "test" };
const registry = registryAt(path.join(temporaryFolder(), "registry"));
let versions: readonly string[] = [];

function promote(...args: readonly string[]): Promise<Finished> {
  return nerbookHere(["promote", ...args, "--registry", registry.folder]);
}

async function refusal(...args: readonly string[]): Promise<readonly [number, string]> {
  const { status, stdout, stderr } = await promote(...args);
  assert.is(stdout, "");
  return [status!, stderr];
}

test.before(async () => {
  const added: string[] = [];
  for (const seed of [1, 2, 3, 4, 5]) added.push((await addVersion(registry, await tinyModel("model2", seed))).manifest.version);
  versions = added;
});

test("a registry that nobody has changed has nothing logged, which is no fault", async () => {
  const { status, stdout } = await promote("--audit");
  assert.equal([status, stdout], [0, `${auditFile(registry)}: nothing has been logged.\n`]);
});

test("a version that is active, on the way back or a canary is not removed: one line, and it is there still", async () => {
  const [earlier, active, canary] = versions;
  await activate(registry, earlier!, BY);
  await activate(registry, active!, BY);
  await startCanary(registry, canary!, 0.1, BY);
  const before = readState(registry);
  const uses = [[earlier, "on the slot model2's way back"], [active, "active in the slot model2"], [canary, "the canary of the slot model2"]] as const;
  for (const [version, use] of uses) {
    const [status, stderr] = await refusal("--remove", version!);
    assert.equal([status, stderr], [1, `error: The version ${version} is ${use} and cannot be removed.\n`]);
    assert.ok(fs.existsSync(versionFolder(registry, version!)));
  }
  assert.equal(readState(registry), before);
});

test("a version that nothing needs is removed and logged, also one whose manifest is damaged", async () => {
  const [, , , spare, damaged] = versions;
  const told = await promote("--remove", spare!);
  assert.equal([told.status, told.stdout], [0, `The version ${spare} is removed.\n`]);
  fs.writeFileSync(path.join(versionFolder(registry, damaged!), "manifest.json"), "{");
  assert.equal(JSON.parse((await promote("--remove", damaged!, "--json")).stdout), { removed: damaged });
  assert.equal(listVersions(registry).map(({ version }) => version).sort(), versions.slice(0, 3).slice().sort());
  const logged = readAuditLog(auditFile(registry)).slice(-2);
  assert.equal(logged.map(({ action, details }) => [action, details!["version"]]), [["remove", spare], ["remove", damaged]]);
  const [status, stderr] = await refusal("--remove", spare!);
  assert.is(status, 1);
  assert.match(stderr, new RegExp(`^error: The registry .* holds no version "${spare}"; nerbook promote --list shows those it holds\\.\\n$`));
});

test("what is no version, and wishes that do not go together, are wrong usage: one line, exit code 2, and nothing is done", async () => {
  const lines = readAuditLog(auditFile(registry)).length;
  for (const [args, said] of [
    [["--remove", "../versions"], /argument '\.\.\/versions' is invalid\. It must be a version as --list shows it, twelve hexadecimal digits\./],
    [["--remove", versions[0]!, "--list"], /^error: Name a FOLDER or VERSION to promote, or one of .*--remove and --audit\.\n$/],
    [["--remove", versions[0]!, "--dry-run"], /^error: --dry-run is for a FOLDER or VERSION that is judged/],
    [["--rollback", "model2", "--dry-run"], /^error: --dry-run is for a FOLDER or VERSION that is judged/],
    [["--remove", versions[0]!, "--force", "why not"], /^error: --force is for a FOLDER or VERSION that is promoted\.\n$/],
    [["--rollback", "model2", "--canary", "0.1"], /^error: --canary is for a FOLDER or VERSION that is promoted\.\n$/],
    [["--audit", "--anchor", "5"], /argument '5' is invalid\. It must be an entry as an earlier check printed it: its number, a colon and its hash\./],
    [["--list", "--anchor", `1:${"0".repeat(64)}`], /^error: --anchor goes with --audit\.\n$/],
  ] as const) {
    const [status, stderr] = await refusal(...args);
    assert.is(status, 2, stderr);
    assert.match(stderr, said);
  }
  assert.is(readAuditLog(auditFile(registry)).length, lines);
});

test("an audit says that the log is whole and names its last entry, by which it is known again", async () => {
  const last = readAuditLog(auditFile(registry)).at(-1)!;
  const { status, stdout } = await promote("--audit");
  assert.is(status, 0);
  assert.match(stdout, /: 5 entries, as they were written\./);
  assert.ok(stdout.endsWith(`--anchor ${last.sequence}:${last.hash}\n`), stdout);
  const known = await promote("--audit", "--json", "--anchor", `${last.sequence}:${last.hash}`);
  const { faults, entries } = JSON.parse(known.stdout) as { faults: object[]; entries: number };
  assert.equal([faults, entries], [[], 5]);
  const unknown = await promote("--audit", "--anchor", `${last.sequence}:${"0".repeat(64)}`);
  assert.is(unknown.status, 1);
  assert.match(unknown.stdout, /Entry 5, known from elsewhere, is not in the log/);
  assert.match(unknown.stderr, /^error: The audit log .*audit\.jsonl is not as it was written: 1 fault\.\n$/);
});

test("an audit finds a changed line, a missing end and a log that is gone", async () => {
  const file = auditFile(registry);
  const text = fs.readFileSync(file, "utf8");
  fs.writeFileSync(file, text.replace('"actor":"test"', '"actor":"nobody"'));
  const changed = await promote("--audit");
  assert.is(changed.status, 1);
  assert.match(changed.stdout, /^Line 1 of .*: its content is not what was logged/);
  fs.writeFileSync(file, text.split("\n").slice(0, -2).map((line) => `${line}\n`).join(""));
  assert.match((await promote("--audit")).stdout, /Entry 5, known from elsewhere, is not in the log: it was cut off/);
  fs.rmSync(file);
  const [status, stderr] = await refusal("--audit");
  assert.is(status, 1);
  assert.match(stderr, /^error: There is no audit log .*audit\.jsonl: nothing was logged there, or somebody took it away\.\n$/);
  fs.writeFileSync(file, text);
  assert.is((await promote("--audit")).status, 0);
});

test.run();
