import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";

interface Cache {
  read(key: string): unknown;
  write(key: string, value: unknown): void;
}

const MODULE = path.join(__dirname, "..", "..", "bin", "transpile-cache.js");
const { openTranspileCache } = require(MODULE) as { openTranspileCache(folder: string, most?: number): Cache };

const test = suite<{ folder: string }>("transpile cache", { folder: "" });
test.before.each((context) => { context.folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-cache-")); });
test.after.each(({ folder }) => fs.rmSync(folder, { recursive: true, force: true }));

const VALUE = { outputText: "const one = 1;\nconst text = \"é\\n\";\n", sourceMapText: "{}" };

test("what one process wrote another reads, under its key alone", ({ folder }) => {
  openTranspileCache(path.join(folder, "made", "at", "need")).write("a", VALUE);
  const later = openTranspileCache(path.join(folder, "made", "at", "need"));
  assert.equal(later.read("a"), VALUE);
  assert.is(later.read("b"), undefined);
});

test("a damaged entry is none, and the next one written takes its place", ({ folder }) => {
  const cache = openTranspileCache(folder);
  const file = path.join(folder, "a");
  cache.write("a", VALUE);
  const whole = fs.readFileSync(file, "utf8");
  cache.write("b", { ...VALUE, outputText: "const another = 2;" });
  const another = fs.readFileSync(path.join(folder, "b"), "utf8");
  const damaged = ["", "\n", whole.slice(0, -1), whole.slice(0, 64), whole.replace("one", "two"), `${whole}\n${whole}`.slice(1), another];
  for (const content of damaged) {
    fs.writeFileSync(file, content);
    assert.is(cache.read("a"), undefined, content);
    cache.write("a", VALUE);
    assert.equal(cache.read("a"), VALUE, content);
  }
});

test("a folder that is too full loses the older half of its files when a process begins to write", ({ folder }) => {
  const cache = openTranspileCache(folder);
  for (let i = 0; i < 12; i += 1) {
    cache.write(`k${i}`, VALUE);
    fs.utimesSync(path.join(folder, `k${i}`), 1000 + i, 1000 + i);
  }
  openTranspileCache(folder, 12).write("k0", VALUE);
  assert.is(fs.readdirSync(folder).length, 12);
  openTranspileCache(folder, 11).write("new", VALUE);
  assert.equal(fs.readdirSync(folder).sort(), ["k0", "k10", "k11", "k7", "k8", "k9", "new"]);
});

test("where nothing can be written there are no entries, and no error", ({ folder }) => {
  const file = path.join(folder, "file");
  fs.writeFileSync(file, "a file is where the folder should be");
  const cache = openTranspileCache(path.join(file, "cache"));
  cache.write("a", VALUE);
  cache.write("b", VALUE);
  assert.is(cache.read("a"), undefined);
  assert.equal(fs.readdirSync(folder), ["file"]);
});

/** Writes the same keys over and over and reads them: the whole value must come back each time. */
const BUSY = `
  const { openTranspileCache } = require(${JSON.stringify(MODULE)});
  const cache = openTranspileCache(process.argv[1]);
  for (let i = 0; i < 300; i += 1) {
    const key = "k" + (i % 3);
    const value = { outputText: key.repeat(20000) };
    cache.write(key, value);
    if (JSON.stringify(cache.read(key)) !== JSON.stringify(value)) process.exit(3);
  }`;

function exitOf(folder: string): Promise<number | null> {
  const child = spawn(process.execPath, ["-e", BUSY, folder], { stdio: ["ignore", "ignore", "inherit"] });
  return new Promise((resolve, reject) => child.once("error", reject).once("exit", resolve));
}

test("processes that write the same entries at once read whole ones, and leave nothing unfinished", async ({ folder }) => {
  assert.equal(await Promise.all([exitOf(folder), exitOf(folder), exitOf(folder)]), [0, 0, 0]);
  assert.equal(fs.readdirSync(folder).sort(), ["k0", "k1", "k2"]);
});

test.run();
