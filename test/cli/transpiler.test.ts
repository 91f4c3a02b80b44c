import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { create, REGISTER_INSTANCE } from "ts-node";

const ROOT = path.join(__dirname, "..", "..");
const REGISTER = require.resolve("ts-node/register/transpile-only");

interface Place {
  /** A project of one file, `main.ts`. */
  project: string;
  /** Where its transpiled output is kept. */
  cache: string;
}

const test = suite<Place>("transpiler", { project: "", cache: "" });

const TRANSPILER = path.join(ROOT, "bin", "transpiler.js");

function makeProject(project: string, cache: string, transpiler = TRANSPILER): void {
  const tsconfig = {
    compilerOptions: { target: "ES2021", module: "commonjs", strict: true, types: [] },
    "ts-node": { transpileOnly: true, transpiler: [transpiler, { folder: cache }] },
  };
  fs.mkdirSync(project, { recursive: true });
  fs.writeFileSync(path.join(project, "tsconfig.json"), JSON.stringify(tsconfig));
}

test.before.each((context) => {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-transpiler-")));
  Object.assign(context, { project: path.join(folder, "project"), cache: path.join(folder, "cache") });
  makeProject(context.project, context.cache);
});
test.after.each(({ project }) => fs.rmSync(path.dirname(project), { recursive: true, force: true }));

/** The types are gone from what runs, so that its lines are not those of the source: the error is on line 6. */
const SOURCE = `interface Gone {
  readonly with: "its";
  readonly lines: 4;
}

const error: Error & { gone?: Gone } = new Error("here");
console.log(String(error.stack).split("\\n")[1]);
`;

/** What the source prints, in a process of its own. */
function run(project: string): string {
  fs.writeFileSync(path.join(project, "main.ts"), SOURCE);
  const { stdout, stderr } = spawnSync(process.execPath, ["-r", REGISTER, "main.ts"], { cwd: project, encoding: "utf8" });
  return stdout + stderr;
}

/** What a process that starts now would run instead of the source. */
function compile(project: string, source: string): string {
  return create({ project: path.join(project, "tsconfig.json"), pretty: false }).compile(source, path.join(project, "main.ts"));
}

/** The entries with the numbers of their files, which change when one is written again. */
function entriesOf(cache: string): [string, number][] {
  return fs.readdirSync(cache).sort().map((name) => [name, fs.statSync(path.join(cache, name)).ino]);
}

test("a second start takes what the first one left, and its stack traces show the same lines of the source", ({ project, cache }) => {
  const first = run(project);
  assert.ok(first.includes(`${path.join(project, "main.ts")}:6:`), first);
  const entries = entriesOf(cache);
  assert.is(entries.length, 1);
  assert.is(run(project), first);
  assert.equal(entriesOf(cache), entries);
});

test("a copy of the project elsewhere shares the output, and stack traces name the copy", ({ project, cache }) => {
  compile(project, SOURCE);
  const copy = path.join(path.dirname(project), "copy");
  makeProject(copy, cache);
  const printed = run(copy);
  assert.ok(printed.includes(`${path.join(copy, "main.ts")}:6:`), printed);
  assert.is(entriesOf(cache).length, 1);
});

test("a changed source is transpiled anew, and so is one under other compiler options", ({ project, cache }) => {
  assert.match(compile(project, "export const a = 1n as bigint;"), "exports.a = 1n;");
  assert.match(compile(project, "export const a = 2n as bigint;"), "exports.a = 2n;");
  assert.is(entriesOf(cache).length, 2);
  const file = path.join(project, "tsconfig.json");
  fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace("commonjs", "es2020"));
  assert.match(compile(project, "export const a = 2n as bigint;"), "export const a = 2n;");
  assert.is(entriesOf(cache).length, 3);
});

test("a transpiler that does otherwise takes nothing that this one left", ({ project, cache }) => {
  compile(project, "export const a = 1n as bigint;");
  const text = fs.readFileSync(TRANSPILER, "utf8").replace("reportDiagnostics: true", "reportDiagnostics: true, moduleName: \"other\"");
  const absolute = text.replace(/require\("(\.|typescript)/g, (_, name: string) => `require("${name === "." ? path.dirname(TRANSPILER) : require.resolve("typescript")}`);
  const other = path.join(path.dirname(project), "other.js");
  fs.writeFileSync(other, absolute);
  makeProject(project, cache, other);
  assert.match(compile(project, "export const a = 1n as bigint;"), "exports.a = 1n;");
  assert.is(entriesOf(cache).length, 2);
});

test("what comes of it is what ts-node alone makes of a source", ({ project }) => {
  const alone = create({ project: path.join(project, "tsconfig.json"), transpiler: null as never });
  const expected = alone.compile(SOURCE, path.join(project, "main.ts"));
  assert.equal([compile(project, SOURCE), compile(project, SOURCE)], [expected, expected]);
});

test("a damaged entry is transpiled anew and written anew", ({ project, cache }) => {
  const first = compile(project, SOURCE);
  const entry = path.join(cache, entriesOf(cache)[0]![0]);
  const whole = fs.readFileSync(entry, "utf8");
  fs.writeFileSync(entry, whole.replace("here", "here and there"));
  assert.is(compile(project, SOURCE), first);
  assert.is(fs.readFileSync(entry, "utf8"), whole);
});

test("a project whose cache cannot be written is transpiled all the same", ({ project, cache }) => {
  fs.writeFileSync(cache, "a file is where the folder should be");
  assert.match(compile(project, SOURCE), "new Error(\"here\")");
});

test("a source that is no TypeScript says so every time, with its line, and leaves no entry", ({ project, cache }) => {
  for (let time = 0; time < 2; time += 1) {
    assert.throws(() => compile(project, "const ok = 1;\nconst = 2;\n"), /main\.ts\(2,\d+\): error TS1134/);
  }
  assert.not(fs.existsSync(cache));
});

test("the tests themselves run through it, as all that reads tsconfig.json does", () => {
  const service = process[REGISTER_INSTANCE];
  assert.is(service?.options.transpiler, "./bin/transpiler.js");
});

test.run();
