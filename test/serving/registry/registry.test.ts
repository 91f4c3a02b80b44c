import * as fs from "node:fs";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { DataError } from "../../../src/errors";
import { readRecord, writeRecord } from "../../../src/experiments/record";
import {
  activate, addReference, addVersion, auditFile, findEvidence, keepJudgement, lineageOf, listVersions, openRegistry, readState, registryAt,
  removeVersion, rollback, startCanary, verifyVersion, versionFolder, type Registry,
} from "../../../src/serving/registry";
import type { DriftReference } from "../../../src/serving/drift/reference";
import { AuditLog, readAuditLog, verifyAuditLog } from "../../../src/serving/security/audit-log";
import { versionOfFolder } from "../../../src/serving/registry/content";
import { temporaryFolder, tinyRun, type TinyRun } from "./tiny-version";

const BY = { actor: "tester" };
const WEIGHTS = "weights.bin";
let runs: readonly TinyRun[];

test.before(async () => {
  const folder = temporaryFolder();
  runs = [await tinyRun(folder, { seed: 0 }), await tinyRun(folder, { seed: 1 }), await tinyRun(folder, { seed: 2 })];
});

/** A registry with the first so many models. */
async function filled(count: number): Promise<{ registry: Registry; versions: readonly [string, string, string] }> {
  const registry = registryAt(path.join(temporaryFolder(), "registry"));
  const versions: string[] = [];
  for (const { model } of runs.slice(0, count)) versions.push((await addVersion(registry, model, findEvidence(model))).manifest.version);
  return { registry, versions: versions as unknown as readonly [string, string, string] };
}

async function messageOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(() => undefined, (reason: unknown) => reason);
  assert.instance(error, DataError);
  return (error as DataError).message;
}

function damage(file: string): void {
  const bytes = fs.readFileSync(file);
  bytes[0]! ^= 1;
  fs.writeFileSync(file, bytes);
}

test("the same content twice is one version, named as the service names it; other weights are another one", async () => {
  const { registry, versions } = await filled(2);
  const again = await addVersion(registry, runs[0]!.model);
  assert.is(again.added, false);
  assert.is(again.manifest.version, versions[0]);
  assert.is(versions[0], await versionOfFolder(runs[0]!.model));
  assert.is.not(versions[0], versions[1]);
  assert.equal(listVersions(registry).map(({ version }) => version).sort(), [...versions].sort());
});

test("a manifest tells slot, data, trial, scores and commit, and every file is whole", async () => {
  const { registry, versions } = await filled(1);
  const manifest = await verifyVersion(registry, versions[0]);
  const record = readRecord(runs[0]!.record);
  assert.is(manifest.slot, "baseline");
  assert.is(manifest.trial, runs[0]!.hash);
  assert.equal(manifest.data!.corpus, record.corpus);
  assert.is(manifest.metrics!.strictF1, record.metrics.test.entities.discard.micro.f1);
  assert.is(manifest.commit, "0123456789ab");
  assert.equal(Object.keys(manifest.evidence).sort(), ["predictions.test.jsonl.gz", "record.json"]);
});

test("evidence that was missing is added to the same version", async () => {
  const registry = registryAt(path.join(temporaryFolder(), "registry"));
  const { manifest } = await addVersion(registry, runs[0]!.model);
  assert.is(manifest.metrics, null);
  const second = await addVersion(registry, runs[0]!.model, findEvidence(runs[0]!.model));
  assert.is(second.added, false);
  assert.is.not(second.manifest.metrics, null);
  assert.is(second.manifest.created, manifest.created);
  await addReference(registry, manifest.version, { format: 1 } as DriftReference);
  assert.ok("reference.json" in (await verifyVersion(registry, manifest.version)).evidence);
});

test("evidence of another model, a changed record and other predictions are refused, and nothing is left of the attempt", async () => {
  const registry = registryAt(path.join(temporaryFolder(), "registry"));
  const [own, other] = [findEvidence(runs[0]!.model)!, findEvidence(runs[1]!.model)!];
  assert.match(await messageOf(addVersion(registry, runs[0]!.model, other)), /is not of the model/);
  const changed = { ...own.record, seed: 7 };
  assert.match(await messageOf(addVersion(registry, runs[0]!.model, { ...own, record: changed })), /was changed: the hash/);
  const wrong = { ...own, record: { ...own.record, predictions: { ...own.record.predictions, sha256: "0".repeat(64) } } };
  assert.match(await messageOf(addVersion(registry, runs[0]!.model, wrong)), /sha256 0{64} expected/);
  assert.equal(fs.readdirSync(path.join(registry.folder, "versions")), []);
});

test("a damaged file is named with the hash it should have and the one it has, and does not become active", async () => {
  const { registry, versions } = await filled(1);
  const file = path.join(versionFolder(registry, versions[0]), WEIGHTS);
  const expected = (await verifyVersion(registry, versions[0])).files[WEIGHTS]!;
  damage(file);
  const message = await messageOf(activate(registry, versions[0], BY));
  assert.ok(message.includes(file) && message.includes(`${expected} expected`), message);
  assert.match(message, /[0-9a-f]{64} found/);
  assert.is(readState(registry).slots.baseline.active, null);
});

test("adding the model again mends damaged files, evidence among them", async () => {
  const { registry, versions } = await filled(1);
  for (const name of [WEIGHTS, "record.json"]) damage(path.join(versionFolder(registry, versions[0]), name));
  await addVersion(registry, runs[0]!.model, findEvidence(runs[0]!.model));
  assert.is((await verifyVersion(registry, versions[0])).version, versions[0]);
});

test("a missing file and a manifest that names other files are found", async () => {
  const { registry, versions } = await filled(2);
  fs.rmSync(path.join(versionFolder(registry, versions[0]), "tags.json"));
  assert.match(await messageOf(verifyVersion(registry, versions[0])), /tags\.json is missing/);
  const folder = versionFolder(registry, versions[1]);
  damage(path.join(folder, WEIGHTS));
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, "manifest.json"), "utf8")) as { files: { [name: string]: string } };
  const { hashFiles } = await import("../../../src/serving/registry/content");
  manifest.files[WEIGHTS] = (await hashFiles(folder, [WEIGHTS]))[WEIGHTS]!;
  fs.writeFileSync(path.join(folder, "manifest.json"), JSON.stringify(manifest));
  assert.match(await messageOf(verifyVersion(registry, versions[1])), /manifest\.json is damaged/);
});

test("names that lead out of the registry are no versions", async () => {
  const { registry } = await filled(1);
  for (const name of ["..", "../versions", "", "0123456789AB"]) assert.match(await messageOf(verifyVersion(registry, name)), /holds no version/);
});

test("a version becomes active, a canary gets its share, and rollback undoes the last of them first", async () => {
  const { registry, versions: [first, second, third] } = await filled(3);
  await activate(registry, first, BY);
  await activate(registry, second, BY);
  await startCanary(registry, third, 0.1, BY);
  assert.equal(readState(registry).slots.baseline, { active: second, canary: { version: third, share: 0.1 }, history: [first] });
  assert.equal(await rollback(registry, "baseline", BY), { undone: "canary", from: third, to: second });
  assert.equal(await rollback(registry, "baseline", BY), { undone: "activation", from: second, to: first });
  assert.equal(readState(registry).slots.baseline, { active: first, canary: null, history: [] });
  assert.match(await messageOf(rollback(registry, "baseline", BY)), /no earlier version/);
});

test("who decides by a canary that another one has ended changes nothing", async () => {
  const { registry, versions: [first, second, third] } = await filled(3);
  for (const version of [first, second]) await activate(registry, version, BY);
  await startCanary(registry, third, 0.1, BY);
  const decided = { ...BY, ofCanary: third };
  await rollback(registry, "baseline", decided);
  const { revision, slots } = readState(registry);
  assert.is(slots.baseline.active, second);
  for (const late of [() => rollback(registry, "baseline", decided), () => activate(registry, third, decided)]) {
    assert.match(await messageOf(late()), new RegExp(`${third} is no canary of the slot baseline any more`));
  }
  assert.is(readState(registry).revision, revision);
});

test("a damaged judgement lets nobody pass, and is named", async () => {
  const { registry, versions: [first] } = await filled(1);
  const file = path.join(registry.folder, "judgements", `${first}.json`);
  keepJudgement(registry, first, [], null);
  for (const damaged of ["{", "null", "[]", '{"failed":"none","forced":null}', '{"failed":[]}']) {
    fs.writeFileSync(file, damaged);
    const message = await messageOf(activate(registry, first, { ...BY, onlyJudged: true }));
    assert.ok(message.startsWith(`The judgement ${file} `) && message.includes("nerbook promote"), message);
  }
  keepJudgement(registry, first, [], null);
  assert.is((await activate(registry, first, { ...BY, onlyJudged: true })).version, first);
});

test("rollback does not lead to a version that is damaged", async () => {
  const { registry, versions: [first, second] } = await filled(2);
  await activate(registry, first, BY);
  await activate(registry, second, BY);
  damage(path.join(versionFolder(registry, first), WEIGHTS));
  assert.match(await messageOf(rollback(registry, "baseline", BY)), /is damaged/);
  assert.is(readState(registry).slots.baseline.active, second);
});

test("what is active, a canary or on the way back stays; the rest can be removed", async () => {
  const { registry, versions: [first, second, third] } = await filled(3);
  await activate(registry, first, BY);
  await activate(registry, second, BY);
  assert.match(await messageOf(removeVersion(registry, second, BY)), /is active/);
  assert.match(await messageOf(removeVersion(registry, first, BY)), /way back/);
  await removeVersion(registry, third, BY);
  assert.is(listVersions(registry).length, 2);
  assert.match(await messageOf(activate(registry, third, BY)), /holds no version/);
});

test("from a version the way leads to commit, trial, corpus, seed, record and what operators did", async () => {
  const { registry, versions: [first, second] } = await filled(2);
  await activate(registry, first, BY);
  await activate(registry, second, { ...BY, details: { forced: "a test" } });
  await rollback(registry, "baseline", BY);
  const lineage = lineageOf(registry, second);
  assert.is(lineage.commit, "0123456789ab");
  assert.is(lineage.trial, runs[1]!.hash);
  assert.is(lineage.seed, 1);
  assert.is(lineage.data!.corpus.sha256, "tiny 60 1");
  assert.equal(readRecord(lineage.record!.file), readRecord(runs[1]!.record));
  assert.equal(lineage.actions.map(({ action }) => action), ["activate", "rollback"]);
  assert.is(lineage.actions[0]!.details!["forced"], "a test");
  assert.equal(lineageOf(registry, first).actions.map(({ action }) => action), ["activate", "rollback"]);
});

test("a version that was never judged is refused to those who ask that it was", async () => {
  const { registry, versions: [first] } = await filled(1);
  assert.match(await messageOf(activate(registry, first, { ...BY, onlyJudged: true })), /was never judged; judge it with/);
  await activate(registry, first, BY);
  assert.match(await messageOf(startCanary(registry, first, 0.1, { ...BY, onlyJudged: true })), /was never judged/);
});

test("an action that cannot be logged is not done", async () => {
  const { registry, versions: [first, second] } = await filled(2);
  await activate(registry, first, BY);
  const full = () => Promise.reject(Object.assign(new Error("write"), { code: "ENOSPC" }));
  const log = new AuditLog(auditFile(registry), { write: full });
  const before = fs.readFileSync(path.join(registry.folder, "active.json"), "utf8");
  assert.match(await messageOf(activate(registry, second, { ...BY, log })), /"activate" was refused, as it cannot be logged.*the disk is full/);
  assert.match(await messageOf(removeVersion(registry, second, { ...BY, log })), /"remove" was refused/);
  assert.is(fs.readFileSync(path.join(registry.folder, "active.json"), "utf8"), before);
  assert.is(listVersions(registry).length, 2);
});

test("who cuts the last action off the log is found out by the registry's state", async () => {
  const { registry, versions: [first] } = await filled(1);
  await activate(registry, first, BY);
  const anchor = readState(registry).audit!;
  assert.equal(verifyAuditLog(auditFile(registry), anchor), { entries: 1, faults: [] });
  fs.writeFileSync(auditFile(registry), "");
  assert.match(verifyAuditLog(auditFile(registry), anchor).faults[0]!.sentence, /Entry 1, known from elsewhere, is not in the log/);
});

test("a record that was damaged, a state that was, and a folder that is no registry are said", async () => {
  const { registry, versions: [first] } = await filled(1);
  writeRecord(path.join(versionFolder(registry, first), "record.json"), { ...readRecord(runs[0]!.record), seed: 9 });
  assert.match(await messageOf(verifyVersion(registry, first)), /record\.json is damaged/);
  fs.writeFileSync(path.join(registry.folder, "active.json"), "{}");
  assert.throws(() => readState(registry), /active\.json is damaged/);
  assert.throws(() => openRegistry(path.join(temporaryFolder(), "nothing")), /There is no registry/);
});

test("many changes at once in one process happen one after the other", async () => {
  const { registry, versions: [first, second, third] } = await filled(3);
  await activate(registry, first, BY);
  const outcomes = await Promise.allSettled([second, third, first, second].map((version) => activate(registry, version, BY)));
  const done = outcomes.filter(({ status }) => status === "fulfilled").length;
  assert.is(readState(registry).revision, 1 + done);
  assert.is(readAuditLog(auditFile(registry)).length, 1 + done);
});

test.run();
