import * as fs from "node:fs";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readCorpus } from "../../../src/corpus";
import { activate, auditFile, listVersions, readState, registryAt, rollback } from "../../../src/serving/registry";
import { readAuditLog, verifyAuditLog } from "../../../src/serving/security/audit-log";
import type { Finished } from "../../support/command";
import { nerbookHere } from "../../support/in-process";
import { tinyCorpus } from "../../support/sentences";
import { temporaryFolder, tinyRun, type TinyRun } from "./tiny-version";

interface Judged {
  readonly version: string;
  readonly outcome: string;
  readonly passed: boolean;
  readonly gates: readonly { readonly gate: string; readonly passed: boolean }[];
}

const BY = { actor: "tester" };
const folder = temporaryFolder();
const corpusFile = path.join(folder, "tiny.conll");
const registry = registryAt(path.join(folder, "registry"));
let [fair, good, poor]: readonly (TinyRun | undefined)[] = [];

function promote(...args: readonly string[]): Promise<Finished> {
  return nerbookHere(["promote", ...args, "--registry", registry.folder]);
}

async function judged(model: TinyRun, ...args: readonly string[]): Promise<Judged & Pick<Finished, "status" | "stderr">> {
  const { status, stdout, stderr } = await promote(model.model, "--corpus", corpusFile, "--json", ...args);
  return { ...(JSON.parse(stdout) as Judged), status, stderr };
}

test.before(async () => {
  const { sentences } = tinyCorpus(200);
  fs.writeFileSync(corpusFile, sentences.map(({ words, tags }) => words.map((word, i) => `${word} ${tags[i]}\n`).join("")).join("\n"));
  const corpus = await readCorpus(corpusFile);
  fair = await tinyRun(folder, { corpus, seed: 0, wrongEvery: 4, reference: true });
  good = await tinyRun(folder, { corpus, seed: 1, wrongEvery: 0, reference: true });
  poor = await tinyRun(folder, { corpus, seed: 2, wrongEvery: 2, reference: true });
});

test("a dry run judges and changes nothing", async () => {
  const { status, outcome, passed } = await judged(fair!, "--dry-run");
  assert.equal([status, outcome, passed], [0, "dry run", true]);
  assert.not(fs.existsSync(registry.folder));
});

test("a first version and a better one become active, and rollback is one command", async () => {
  assert.is((await judged(fair!)).outcome, "activated");
  assert.is((await judged(good!)).outcome, "activated");
  const [first, second] = listVersions(registry).map(({ version }) => version);
  assert.is(readState(registry).slots.baseline.active, second);
  assert.is((await promote("--rollback", "baseline")).status, 0);
  assert.is(readState(registry).slots.baseline.active, first);
  assert.is((await judged(good!, "--canary", "0.2")).outcome, "canary");
  assert.equal(readState(registry).slots.baseline.canary, { version: second, share: 0.2 });
  const text = (await promote("--list")).stdout;
  assert.match(text, new RegExp(`${first} +active`));
  assert.match(text, new RegExp(`${second} +canary, 20\\.00 %`));
});

test("one that is worse is refused with the table and exit code 1, unless a reason is given, which is logged", async () => {
  const before = readState(registry);
  const refused = await judged(poor!);
  assert.is(refused.status, 1);
  assert.is(refused.outcome, "refused");
  assert.not(refused.gates.find(({ gate }) => gate === "not worse")!.passed);
  assert.match(refused.stderr, /Not promoted: it fails not worse/);
  assert.equal(readState(registry), before);
  const remotely = { actor: "a key", onlyJudged: true };
  const refusal = await activate(registry, refused.version, remotely).then(() => "", (error: Error) => error.message);
  assert.match(refusal, /failed not worse when it was judged/);
  assert.is((await judged(poor!, "--force", "the others are on fire")).outcome, "activated");
  const last = readAuditLog(auditFile(registry)).slice(-1)[0];
  assert.is(last!.details!["forced"], "the others are on fire");
  assert.equal(last!.details!["failed"], ["not worse"]);
  await rollback(registry, "baseline", BY);
  assert.is((await activate(registry, refused.version, remotely)).version, refused.version);
  assert.equal(verifyAuditLog(auditFile(registry), readState(registry).audit!).faults, []);
});

test("lineage leads from a version to its trial and corpus", async () => {
  const version = readState(registry).slots.baseline.active!;
  const lineage = JSON.parse((await promote("--lineage", version, "--json")).stdout) as { trial: string; data: { corpus: { name: string } }; commit: string };
  assert.equal([lineage.trial, lineage.data.corpus.name, lineage.commit], [poor!.hash, "tiny.conll", "0123456789ab"]);
  assert.match((await promote("--lineage", version)).stdout, /activate by .*, forced: the others are on fire/);
});

test("without the corpus nothing is compared, and without a model or with two wishes nothing is done", async () => {
  const lost = await promote(good!.model, "--corpus", path.join(folder, "nowhere.conll"));
  assert.is(lost.status, 1);
  assert.match(lost.stderr, /The gates need the corpus tiny\.conll that the model was scored on; name its file with --corpus/);
  assert.is((await promote()).status, 2);
  assert.is((await promote(good!.model, "--list")).status, 2);
  assert.is((await promote(good!.model, "--canary", "0.9")).status, 2);
  assert.match((await promote(path.join(folder, "no-model"))).stderr, /There is no model folder/);
});

test("an active version that was damaged stops a promotion, names the file, and does not stop a forced one", async () => {
  const active = readState(registry).slots.baseline.active!;
  const file = path.join(registry.folder, "versions", active, "weights.bin");
  fs.appendFileSync(file, "x");
  const stopped = await promote(good!.model, "--corpus", corpusFile);
  assert.is(stopped.status, 1);
  assert.ok(stopped.stderr.includes(`${file} is damaged: sha256`), stopped.stderr);
  assert.is((await judged(good!, "--force", "the active one is damaged")).outcome, "activated");
});

test.run();
