import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { nerbook } from "../support/command";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-bench-test-"));
test.after(() => fs.rmSync(folder, { recursive: true }));

/** No Python: what is tested is the command, and the peers in Python take long to start. */
const WITHOUT_PYTHON = { NER_PYTHON: path.join(folder, "no-python"), NER_THREADS: "2" };
const QUICK = ["bench", "--quick", "--corpus", "embedded-80-1", "--out", folder];
const NUMBERS = ["median", "min", "max"];

interface Row {
  readonly task: string;
  readonly system: string;
  readonly shape: string;
  readonly tokensPerSecond: Readonly<Record<string, number>>;
  readonly ratio: Readonly<Record<string, unknown>>;
  readonly rounds: number;
  readonly lossDifference?: number;
}

function isRow({ task, system, shape, tokensPerSecond, ratio, rounds }: Row): boolean {
  const texts = [task, system, shape, ratio["to"]].every((text) => typeof text === "string" && text !== "");
  const numbers = NUMBERS.every((name) => Number(tokensPerSecond[name]) > 0 && Number(ratio[name]) > 0);
  return texts && numbers && Number.isInteger(rounds);
}

function readRecord(task: string): { readonly environment: object; readonly rows: readonly Row[] } {
  return JSON.parse(fs.readFileSync(path.join(folder, `${task}.json`), "utf8")) as ReturnType<typeof readRecord>;
}

test("a quick run prints a row a line, skips what is missing and leaves a record of every task and the figure", () => {
  const { status, stdout, stderr } = nerbook([...QUICK, "--json"], WITHOUT_PYTHON);
  assert.is(status, 0, stderr);
  const rows = stdout.trim().split("\n").map((line) => JSON.parse(line) as Row);
  assert.equal([...new Set(rows.map(({ task }) => task))], ["step", "inference", "epoch", "scaling", "profile"]);
  assert.equal(rows.filter((row) => !isRow(row)), []);
  assert.ok(rows.every(({ lossDifference = 0 }) => lossDifference < 1e-3));
  assert.match(stderr, /skipped: PyTorch: .*no-python/);
  assert.equal(fs.readdirSync(folder).sort(), ["epoch.json", "figures", "inference.json", "profile.json", "scaling.json", "step.json"]);
  for (const { task } of rows) {
    const { environment, rows: kept } = readRecord(task);
    assert.equal(Object.keys(environment), ["commit", "cpu", "date", "node", "peers", "threads"]);
    assert.equal(kept, rows.filter((row) => row.task === task));
  }
  const figures = fs.readdirSync(path.join(folder, "figures")).sort();
  assert.equal(figures, ["json", "png", "svg"].map((extension) => `bench-training-scaling.${extension}`));
});

test("an unknown task, a number of rounds that makes no sense and a bad number of threads are wrong usage", () => {
  const unknown = nerbook(["bench", "--only", "step,sleep"]);
  assert.is(unknown.status, 2);
  assert.match(unknown.stderr, /no task "sleep"; the tasks are step, inference, epoch, scaling, profile/);
  assert.is(nerbook(["bench", "--rounds", "0"]).status, 2);
  assert.is(nerbook(["bench", "--quick"], { NER_THREADS: "many" }).status, 2);
});

function temporaryFolders(): string[] {
  return fs.readdirSync(os.tmpdir()).filter((name) => /^nerbook-bench-(?!test)/.test(name));
}

test("Ctrl-C ends the run with exit code 130 and leaves no temporary folder", async () => {
  const before = new Set(temporaryFolders());
  const environment = { ...process.env, ...WITHOUT_PYTHON };
  const child = spawn(process.execPath, [path.join("bin", "nerbook.js"), ...QUICK, "--only", "step"], { env: environment });
  let complaints = "";
  child.stderr.on("data", (text: Buffer) => (complaints += String(text)));
  child.stderr.once("data", () => child.kill("SIGINT"));
  const code = await new Promise((resolve) => child.once("close", resolve));
  assert.is(code, 130, complaints);
  assert.equal(temporaryFolders().filter((name) => !before.has(name)), []);
});

test.run();
