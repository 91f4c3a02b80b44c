import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { userDataFolder, userDataHome } from "../../src/files/user-data";
import { DataError } from "../../src/errors";
import { openDataFolder, progressFile, readProgress, resetProgress, saveAnswer } from "../../src/interview/schedule/store";
import { saveSheet, sheetFiles } from "../../src/interview/mock/store";
import type { ScoreSheet } from "../../src/interview/mock/sheet";
import { card } from "./hand-made-cards";

const root = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-practice-"));
test.after(() => fs.rmSync(root, { recursive: true }));

const NOW = new Date("2026-03-01T09:00:00Z");

const sheet: ScoreSheet = {
  format: "nerbook mock interview", version: 1, round: "technical", startedAt: NOW.toISOString(), minutes: 15, seconds: 1, seed: 1, planned: 1,
  end: "interrupted", partial: true, attempts: [],
};

function folder(name: string): string {
  return openDataFolder(path.join(root, name, "nerbook"));
}

test("the data folder is where each system keeps a user's data", () => {
  assert.is(userDataFolder("linux", { XDG_DATA_HOME: "/data" }, "/people/a"), path.join("/data", "nerbook"));
  assert.is(userDataFolder("linux", {}, "/people/a"), path.join("/people/a", ".local", "share", "nerbook"));
  assert.is(userDataHome("linux", { XDG_DATA_HOME: "data" }, "/people/a"), path.join("/people/a", ".local", "share"));
  assert.is(userDataHome("darwin", {}, "/Users/a"), path.join("/Users/a", "Library", "Application Support"));
  assert.is(userDataHome("win32", { APPDATA: "/Roaming" }, "/a"), "/Roaming");
  assert.is(userDataHome("win32", { APPDATA: "" }, "/a"), path.join("/a", "AppData", "Roaming"));
});

test("answers of several drills at once are all kept", async () => {
  const place = folder("at-once");
  await Promise.all(Array.from({ length: 24 }, (_, i) => saveAnswer(place, card(`card-${i % 6}`), 3, new Date(NOW.getTime() + i))));
  const progress = readProgress(place);
  assert.equal([...progress.keys()].sort(), Array.from({ length: 6 }, (_, i) => `card-${i}`));
  for (const { reviews, memory } of progress.values()) assert.equal([reviews.length, memory.repetitions], [4, 4]);
  assert.equal(fs.readdirSync(place), ["drill.json"]);
});

test("a card that is on no page keeps its progress when others are answered", async () => {
  const place = folder("unknown");
  await saveAnswer(place, card("gone"), 4, NOW);
  const before = readProgress(place).get("gone");
  await saveAnswer(place, card("here"), 3, NOW);
  assert.equal(readProgress(place).get("gone"), before);
});

test("a damaged file is named with what to do, and neither read nor written over", async () => {
  const place = folder("damaged");
  fs.writeFileSync(progressFile(place), '{"format": "nerbook drill", "vers');
  const refuses = (error: unknown) => error instanceof DataError && /drill\.json cannot be used: it is no JSON .*\. Mend it, or .*nerbook drill --reset, which keeps a copy\.$/.test(error.message);
  assert.throws(() => readProgress(place), refuses);
  assert.ok(refuses(await saveAnswer(place, card("a"), 3, NOW).catch((error: unknown) => error)));
  assert.is(fs.readFileSync(progressFile(place), "utf8"), '{"format": "nerbook drill", "vers');
});

test("a reset keeps a copy, of a damaged file as well, and a second one another copy", async () => {
  const place = folder("reset");
  assert.is(await resetProgress(place, NOW), undefined);
  fs.writeFileSync(progressFile(place), "half");
  const first = await resetProgress(place, NOW);
  assert.is(fs.readFileSync(first!, "utf8"), "half");
  assert.is(readProgress(place).size, 0);
  await saveAnswer(place, card("a"), 3, NOW);
  const second = await resetProgress(place, NOW);
  assert.is.not(second, first);
  assert.is(fs.readdirSync(place).length, 2);
});

test("nobody else may read the answers", async () => {
  const place = folder("private");
  await saveAnswer(place, card("a"), 3, NOW);
  if (process.platform !== "win32") assert.is(fs.statSync(progressFile(place)).mode & 0o077, 0);
});

const NAMES_ANOTHER = /^(?!.*--out).*cannot be written: .*; XDG_DATA_HOME .* names another place\.$/;

test("an answer or a sheet that cannot be written is one line of the same kind", async () => {
  const place = folder("no-folder");
  fs.rmSync(place, { recursive: true });
  fs.writeFileSync(place, "");
  const saving = await saveAnswer(place, card("a"), 3, NOW).catch((error: Error) => error.message);
  assert.match(saving as string, NAMES_ANOTHER);
  assert.throws(() => saveSheet(sheetFiles(place, sheet), sheet), NAMES_ANOTHER);
});

test("a data folder that cannot be made is one line that names another way", () => {
  fs.writeFileSync(path.join(root, "file"), "");
  assert.throws(() => openDataFolder(path.join(root, "file", "nerbook")), NAMES_ANOTHER);
});

test.run();
