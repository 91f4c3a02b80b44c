import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { DataError } from "../../../src/errors";
import { withFileLock } from "../../../src/files/lock";
import { addVersion, auditFile, readState, registryAt } from "../../../src/serving/registry";
import { readAuditLog, verifyAuditLog } from "../../../src/serving/security/audit-log";
import { temporaryFolder, tinyRun } from "./tiny-version";

const CHANGES = 12;
const SCRIPT = `
require("ts-node").register({ transpileOnly: true, project: "tsconfig.json" });
const { activate } = require("./src/serving/registry/activation.ts");
const [, folder, actor, ...versions] = process.argv;
(async () => {
  let next = 0;
  for (let done = 0; done < ${CHANGES};) {
    const served = await activate({ folder }, versions[next++ % 2], { actor }).catch((error) => {
      if (!/already/.test(error.message)) throw error;
    });
    if (served) done++;
  }
})().catch((error) => { console.error(error); process.exit(1); });
`;

function run(folder: string, actor: string, versions: readonly string[]): Promise<number | null> {
  const child = spawn(process.execPath, ["-e", SCRIPT, folder, actor, ...versions], { cwd: path.join(__dirname, "..", "..", ".."), stdio: "inherit" });
  return new Promise((resolve) => child.on("exit", resolve));
}

test("two processes that activate at the same time lose none of their changes, and the log's chain holds", async () => {
  const folder = temporaryFolder();
  const registry = registryAt(path.join(folder, "registry"));
  const runs = [await tinyRun(folder, { seed: 0 }), await tinyRun(folder, { seed: 1 })];
  const versions = [];
  for (const { model } of runs) versions.push((await addVersion(registry, model)).manifest.version);
  const statuses = await Promise.all([run(registry.folder, "one", versions), run(registry.folder, "two", [...versions].reverse())]);
  assert.equal(statuses, [0, 0]);
  const state = readState(registry);
  const lines = readAuditLog(auditFile(registry));
  assert.is(state.revision, 2 * CHANGES);
  assert.is(lines.length, 2 * CHANGES);
  assert.equal(verifyAuditLog(auditFile(registry), state.audit!).faults, []);
  for (const actor of ["one", "two"]) assert.is(lines.filter((line) => line.actor === actor).length, CHANGES);
  assert.is(state.slots.baseline.active, lines[lines.length - 1]!.details!["version"]);
});

test("the lock of a process that died is taken away, that of one that lives is waited for", async () => {
  const file = path.join(temporaryFolder(), "some.lock");
  const dead = spawn(process.execPath, ["-e", ""]);
  await new Promise((resolve) => dead.on("exit", resolve));
  fs.writeFileSync(file, JSON.stringify({ pid: dead.pid, host: os.hostname(), token: "dead" }));
  assert.is(await withFileLock(file, () => "mine"), "mine");
  fs.writeFileSync(file, JSON.stringify({ pid: process.pid, host: os.hostname(), token: "alive" }));
  const error = await withFileLock(file, () => "mine", { patience: 40 }).catch((reason: unknown) => reason);
  assert.instance(error, DataError);
  assert.match((error as Error).message, /has been held by process \d+/);
  assert.ok(fs.existsSync(file));
});

test("of a process on another machine nothing is known, so its lock stays", async () => {
  const file = path.join(temporaryFolder(), "some.lock");
  fs.writeFileSync(file, JSON.stringify({ pid: 1, host: "elsewhere", token: "theirs" }));
  assert.instance(await withFileLock(file, () => 1, { patience: 20 }).catch((reason: unknown) => reason), DataError);
});

test("those who wait get their turn one by one, also after one that failed", async () => {
  const file = path.join(temporaryFolder(), "some.lock");
  let inside = 0;
  let most = 0;
  const work = async (i: number): Promise<void> => {
    most = Math.max(most, ++inside);
    await new Promise((resolve) => setTimeout(resolve, 2));
    inside--;
    if (i === 3) throw new Error("one fails");
  };
  const outcomes = await Promise.allSettled([...Array(8).keys()].map((i) => withFileLock(file, () => work(i))));
  assert.is(most, 1);
  assert.is(outcomes.filter(({ status }) => status === "fulfilled").length, 7);
  assert.not(fs.existsSync(file));
});

test.run();
