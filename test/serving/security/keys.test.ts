import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { DataError, UsageError } from "../../../src/errors";
import { createKey, idOfKey, keyMatches } from "../../../src/serving/security/api-key";
import { readKeyFile } from "../../../src/serving/security/key-file";
import { addKey, KeyRing, revokeKey, type KeyRingOptions } from "../../../src/serving/security/keys";
import { readAuditLog, verifyAuditLog } from "../../../src/serving/security/audit-log";
import { nerbookHere } from "../../support/in-process";

const NOW = new Date("2030-01-01T00:00:00Z");
const DAY = 86_400_000;

function keyFile(): string {
  return path.join(fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-keys-")), "keys.json");
}

function later(milliseconds: number): Date {
  return new Date(NOW.getTime() + milliseconds);
}

/** A ring that looks at its file at every question. */
function ringOf(file: string, options: KeyRingOptions = {}): KeyRing {
  let time = 0;
  return new KeyRing(file, { wallClock: () => NOW, now: () => (time += 10), refreshEvery: 1, ...options });
}

test("a key lets in its holder with its scopes, and the file does not hold it", async () => {
  const file = keyFile();
  const { text, stored } = await addKey(file, { name: "web", scopes: ["predict", "metrics"], expires: null }, NOW);
  assert.equal(ringOf(file).authenticate(text), { id: stored.id, scopes: ["predict", "metrics"] });
  const content = fs.readFileSync(file, "utf8");
  assert.not(content.includes(text));
  assert.not(content.includes(text.split("_").slice(2).join("_")));
  assert.ok(content.includes(stored.hash));
});

test("nobody but the owner may read the file, and one that others may change is not used", async () => {
  const file = keyFile();
  await addKey(file, { name: "web", scopes: ["predict"], expires: null }, NOW);
  assert.is(fs.statSync(file).mode & 0o777, 0o600);
  fs.chmodSync(file, 0o622);
  assert.throws(() => readKeyFile(file), /can be changed by other users/);
});

test("what is not the key, be it by one character, lets nobody in", async () => {
  const file = keyFile();
  const [own, other] = [await addKey(file, { name: "a", scopes: ["predict"], expires: null }, NOW), await addKey(file, { name: "b", scopes: ["predict"], expires: null }, NOW)];
  const ring = ringOf(file);
  const flipped = (place: number) => own.text.slice(0, place) + (own.text[place] === "A" ? "B" : "A") + own.text.slice(place + 1);
  for (let place = 0; place < own.text.length - 1; place++) assert.is(ring.authenticate(flipped(place)), undefined, String(place));
  assert.is(ring.authenticate(`nb_${other.stored.id}_${own.text.slice(16)}`), undefined);
  for (const text of ["", "nb_", `${own.text} `, own.text.slice(0, -1), own.stored.hash]) assert.is(ring.authenticate(text), undefined);
});

test("no text whatever breaks the check", () => {
  const { hash } = createKey();
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => !keyMatches(text, hash) && !keyMatches(text, undefined) && !keyMatches(text, "damaged")));
});

test("a key whose id is not stored does not match, and no two keys are equal", () => {
  const key = createKey();
  assert.ok(keyMatches(key.text, key.hash));
  assert.not(keyMatches(key.text, undefined));
  assert.is(idOfKey(key.text), key.id);
  assert.is(new Set(Array.from({ length: 200 }, () => createKey().text)).size, 200);
});

test("a key ends when it expires, and at once when it is revoked", async () => {
  const file = keyFile();
  const { text, stored } = await addKey(file, { name: "web", scopes: ["predict"], expires: later(DAY) }, NOW);
  let wall = later(DAY - 1);
  const ring = ringOf(file, { wallClock: () => wall });
  assert.is(ring.authenticate(text)?.id, stored.id);
  wall = later(DAY);
  assert.is(ring.authenticate(text), undefined);
  wall = NOW;
  assert.is(ring.authenticate(text)?.id, stored.id);
  const revoked = await revokeKey(file, stored.id, NOW);
  assert.is(ring.authenticate(text), undefined);
  assert.is((await revokeKey(file, stored.id, later(DAY))).revoked, revoked.revoked);
});

test("the file is looked at again no more often than it is asked for", async () => {
  const file = keyFile();
  const first = await addKey(file, { name: "a", scopes: ["predict"], expires: null }, NOW);
  let time = 0;
  const ring = new KeyRing(file, { wallClock: () => NOW, now: () => time, refreshEvery: 1000 });
  const second = await addKey(file, { name: "b", scopes: ["operate"], expires: null }, NOW);
  time = 999;
  assert.is(ring.authenticate(second.text), undefined);
  time = 1000;
  assert.is(ring.authenticate(second.text)?.id, second.stored.id);
  assert.is(ring.authenticate(first.text)?.id, first.stored.id);
});

test("a file that is gone or damaged lets nobody in, says so once, and counts again when it is back", async () => {
  const file = keyFile();
  const { text, stored } = await addKey(file, { name: "web", scopes: ["predict"], expires: null }, NOW);
  const content = fs.readFileSync(file);
  const problems: string[] = [];
  const ring = ringOf(file, { onProblem: (sentence) => problems.push(sentence) });
  fs.rmSync(file);
  for (let i = 0; i < 3; i++) assert.is(ring.authenticate(text), undefined);
  assert.is(problems.length, 1);
  fs.writeFileSync(file, "{ not JSON", { mode: 0o600 });
  assert.is(ring.authenticate(text), undefined);
  assert.match(problems[1]!, /damaged.*Nobody is let in/);
  fs.writeFileSync(file, content, { mode: 0o600 });
  assert.is(ring.authenticate(text)?.id, stored.id);
});

test("a file that cannot be read for a passing reason leaves the keys that were known", async () => {
  const file = keyFile();
  const { text, stored } = await addKey(file, { name: "web", scopes: ["predict"], expires: null }, NOW);
  const problems: string[] = [];
  const failing = () => { throw Object.assign(new Error("EMFILE: too many open files"), { code: "EMFILE" }); };
  let looks = 0;
  const ring = ringOf(file, { onProblem: (sentence) => problems.push(sentence), look: () => (looks++ === 0 ? "first" : failing()) });
  assert.is(ring.authenticate(text)?.id, stored.id);
  assert.match(problems[0]!, /too many open files.*hold on/);
});

test("a key that is revoked while the file is read for the first time ends as well", async () => {
  const file = keyFile();
  const { text, stored } = await addKey(file, { name: "web", scopes: ["predict"], expires: null }, NOW);
  const known = fs.readFileSync(file, "utf8");
  await revokeKey(file, stored.id, NOW);
  const revoked = fs.readFileSync(file, "utf8");
  fs.writeFileSync(file, known);
  const look = () => {
    fs.writeFileSync(file, revoked);
    return fs.readFileSync(file, "utf8");
  };
  assert.is(ringOf(file, { look }).authenticate(text), undefined);
});

test("many keys made at once are all there", async () => {
  const file = keyFile();
  const made = await Promise.all([...Array(8).keys()].map((i) => addKey(file, { name: `k${i}`, scopes: ["predict"], expires: null }, NOW)));
  const ring = ringOf(file);
  assert.ok(made.every(({ text, stored }) => ring.authenticate(text)?.id === stored.id));
});

test("keys that may do nothing, ended before they began, or are not there are refused", async () => {
  const file = keyFile();
  const refusal = (promise: Promise<unknown>) => promise.then(() => assert.unreachable(), (error: unknown) => error);
  assert.instance(await refusal(addKey(file, { name: "a", scopes: [], expires: null }, NOW)), UsageError);
  assert.instance(await refusal(addKey(file, { name: "a", scopes: ["predict"], expires: NOW }, NOW)), UsageError);
  assert.instance(await refusal(revokeKey(file, "0123456789ab", NOW)), DataError);
  assert.throws(() => new KeyRing(`${file}.other`), /there is none; make one with/);
});

test("nerbook keys makes, lists and revokes, and every action is logged", async () => {
  const file = keyFile();
  const made = await nerbookHere(["keys", "create", "--file", file, "--name", "web", "--scopes", "predict,operate", "--expires", "30"]);
  assert.is(made.status, 0, made.stderr);
  const text = made.stdout.trim();
  assert.match(text, /^nb_[0-9a-f]{12}_[\w-]{43}$/);
  const [listed] = JSON.parse((await nerbookHere(["keys", "list", "--file", file, "--json"])).stdout) as [{ id: string; standing: string; hash?: string }];
  assert.equal([listed.id, listed.standing, listed.hash], [idOfKey(text), "valid", undefined]);
  assert.is((await nerbookHere(["keys", "revoke", listed.id, "--file", file])).status, 0);
  assert.is(new KeyRing(file).authenticate(text), undefined);
  const log = path.join(path.dirname(file), "audit.jsonl");
  assert.equal(readAuditLog(log).map(({ action }) => action), ["create key", "revoke key"]);
  assert.equal(verifyAuditLog(log).faults, []);
  assert.not(fs.readFileSync(log, "utf8").includes(text.slice(16)));
  assert.is((await nerbookHere(["keys", "create", "--file", file, "--name", "x", "--scopes", "everything"])).status, 2);
});

test("nerbook keys audit says whether the log beside the key file is as it was written", async () => {
  const file = keyFile();
  const log = path.join(path.dirname(file), "audit.jsonl");
  const audit = (...args: readonly string[]) => nerbookHere(["keys", "audit", "--file", file, ...args]);
  const missing = await audit();
  assert.is(missing.status, 1);
  assert.is(missing.stderr, `error: There is no audit log ${log}: nothing was logged there, or somebody took it away.\n`);
  await nerbookHere(["keys", "create", "--file", file, "--name", "web"]);
  const [anchor] = /--anchor \S+/.exec((await audit()).stdout)!;
  await nerbookHere(["keys", "create", "--file", file, "--name", "other"]);
  assert.is((await audit(...anchor.split(" "))).status, 0);
  const [, second] = fs.readFileSync(log, "utf8").split("\n");
  fs.writeFileSync(log, `${second}\n`);
  const cut = await audit(...anchor.split(" "), "--json");
  assert.is(cut.status, 1);
  assert.is(cut.stderr, `error: The audit log ${log} is not as it was written: 2 faults.\n`);
  assert.is((JSON.parse(cut.stdout) as { faults: object[] }).faults.length, 2);
  fs.writeFileSync(log, "");
  const empty = await audit();
  assert.equal([empty.status, empty.stdout], [1, ""]);
  assert.is(empty.stderr, `error: The audit log ${log} is empty: nothing was logged there, or somebody took it away.\n`);
  const wrong = await audit("--anchor", "last");
  assert.equal([wrong.status, wrong.stdout], [2, ""]);
});

test.run();
