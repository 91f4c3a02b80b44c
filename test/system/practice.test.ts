import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readDeck } from "../../src/interview/deck";
import type { ListedCard } from "../../src/interview/practice/listing";
import type { DrillStatistics } from "../../src/interview/practice/statistics";
import { readProgress, saveAnswer } from "../../src/interview/schedule/store";
import { nerbook, type Finished } from "../support/command";
import { nerbookHere } from "../support/in-process";

const ROOT = path.join(__dirname, "..", "..");
const home = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-drill-"));
test.after(() => fs.rmSync(home, { recursive: true }));

interface Person {
  readonly home: string;
  /** Waits for words, then types a line; `null` is Ctrl-C. */
  readonly steps: readonly (readonly [waitFor: string, line: string | null])[];
}

interface Session {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The real command with somebody before it who answers what is asked; the input ends after the last step. */
function session(args: readonly string[], { home: data, steps }: Person): Promise<Session> {
  const env = { ...process.env, NO_COLOR: "1", XDG_DATA_HOME: data, APPDATA: data };
  const child = spawn(process.execPath, ["bin/nerbook.js", ...args], { cwd: ROOT, env });
  const said = { stdout: "", stderr: "", read: 0 };
  const waiting = [...steps];
  const act = () => {
    if (child.killed) return;
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      const at = said.stdout.indexOf(next[0], said.read);
      if (at < 0) return;
      said.read = at + next[0].length;
      waiting.shift();
      // The input stays open: its end must not come before the signal.
      if (next[1] === null) return void child.kill("SIGINT");
      child.stdin.write(`${next[1]}\n`);
    }
    child.stdin.end();
  };
  child.stdout.on("data", (data) => { said.stdout += data; act(); });
  child.stderr.on("data", (data) => (said.stderr += data));
  child.stdin.on("error", () => {});
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, stdout: said.stdout, stderr: said.stderr })));
}

/** The command where nobody is asked anything, in this process: a drill's data folder is that of its environment. */
async function drillHere(args: readonly string[], data: string): Promise<Finished> {
  const { XDG_DATA_HOME, APPDATA } = process.env;
  const before = Object.entries({ XDG_DATA_HOME, APPDATA });
  Object.assign(process.env, { XDG_DATA_HOME: data, APPDATA: data });
  try {
    return await nerbookHere(["drill", ...args]);
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

function place(name: string): { readonly data: string; readonly folder: string } {
  const data = path.join(home, name);
  fs.mkdirSync(data);
  return { data, folder: path.join(data, "nerbook") };
}

function answeredTopics(listed: readonly ListedCard[]): string[] {
  return listed.filter(({ answers }) => answers > 0).map(({ topic }) => topic);
}

test("a drill stopped by Ctrl-C has kept what was rated, and the next one goes on", async () => {
  const { data, folder } = place("interrupted");
  const first = await session(["drill", "--limit", "3"], { home: data, steps: [["> ", ""], ["They ask next", ""], ["1 to 4?", "3"], ["2 of 3", null]] });
  assert.is(first.code, 130, first.stderr);
  assert.match(first.stderr, /^interrupted: 1 answer of this drill saved in .*drill\.json; the same command goes on\.\n$/);
  assert.is(readProgress(folder).size, 1);
  const [rated] = [...readProgress(folder).keys()];
  const second = await session(["drill", "--limit", "1"], { home: data, steps: [["> ", "aloud"], ["They ask next", ""], ["1 to 4?", "4"]] });
  assert.is(second.code, 0, second.stderr);
  assert.match(second.stdout, /1 answer: 0 again, 0 hard, 0 good, 1 easy\./);
  assert.is(readProgress(folder).size, 2);
  const { stdout } = await drillHere(["--list", "--json"], data);
  const listed = JSON.parse(stdout) as ListedCard[];
  assert.equal(listed.filter(({ standing }) => standing === "later").map(({ answers }) => answers), [1, 1]);
  assert.is(listed.find(({ id }) => id === rated)!.standing, "later");
  const other = listed.find(({ topic }) => answeredTopics(listed).every((each) => each !== topic))!;
  const statistics = JSON.parse((await drillHere(["--stats", "--topic", other.topic, "--json"], data)).stdout) as DrillStatistics;
  assert.equal([statistics.answers, statistics.kept], [0, 0]);
});

test("the end of input ends a drill well, with what was rated", async () => {
  const { data, folder } = place("ended");
  const { code, stdout, stderr } = await session(["drill", "--limit", "2"], { home: data, steps: [["> ", ""], ["They ask next", ""], ["1 to 4?", "1"]] });
  assert.equal([code, stderr], [0, ""]);
  assert.match(stdout, /1 answer: 1 again/);
  assert.is(readProgress(folder).size, 1);
  assert.not.match(stdout, /\u001b/);
});

test("a card whose number has changed comes first and says what it was", async () => {
  const { data, folder } = place("stale");
  const quoting = readDeck().filter(({ numbers }) => numbers.some(({ text }) => text !== "?")).at(-1)!;
  const before = quoting.numbers.map(({ key, text }) => ({ key, text: text === "?" ? text : "1.23 %" }));
  fs.mkdirSync(folder);
  await saveAnswer(folder, { id: quoting.id, numbers: before }, 4, new Date());
  const { stdout } = await session(["drill"], { home: data, steps: [["> ", "q"]] });
  assert.match(stdout.replace(/\s+/g, " "), /1 of 20 .* its number changed: .* was 1\.23 %/);
});

test("a damaged progress is one line and stays; a reset keeps it as a copy", async () => {
  const { data, folder } = place("damaged");
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, "drill.json"), "half a fi");
  const refused = await drillHere([], data);
  assert.is(refused.status, 1);
  assert.match(refused.stderr, /^error: The progress in .*drill\.json cannot be used: .*nerbook drill --reset, which keeps a copy\.\n$/);
  const reset = await drillHere(["--reset", "--yes"], data);
  assert.is(reset.status, 0, reset.stderr);
  const [copy] = fs.readdirSync(folder);
  assert.match(copy!, /^drill-until-/);
  assert.is(fs.readFileSync(path.join(folder, copy!), "utf8"), "half a fi");
});

test("a mock interview stopped by Ctrl-C leaves a partial sheet, as a page and as data", async () => {
  const { data, folder } = place("mock");
  const steps: Person["steps"] = [["> ", "?"], ["Answer as you would", ""], ["left] > ", "my answer"], ["left] > ", ""], ["such as 3243", "3 2 1 4"], ["Question 2", null]];
  const { code, stderr } = await session(["drill", "--mock", "technical", "--minutes", "20", "--seed", "1"], { home: data, steps });
  assert.is(code, 130, stderr);
  assert.match(stderr, /^interrupted: The partial sheet is in .*\.md, as data beside it\.\n$/);
  const files = fs.readdirSync(path.join(folder, "mocks")).sort();
  assert.equal(files.map((file) => path.extname(file)), [".json", ".md"]);
  const sheet = JSON.parse(fs.readFileSync(path.join(folder, "mocks", files[0]!), "utf8")) as { partial: boolean; attempts: { answer: string; scores: unknown }[] };
  assert.equal([sheet.partial, sheet.attempts.map(({ answer, scores }) => [answer, scores])], [true, [["my answer", { correct: 3, evidence: 2, limits: 1, concise: 4 }]]]);
});

test("wrong usage is one line that says what is known", async () => {
  const refused = async (args: string[], message: RegExp) => {
    const { status, stderr } = await drillHere(args, home);
    assert.is(status, 2, stderr);
    assert.match(stderr, message);
  };
  await refused(["--topic", "cooking"], /^error: There is no topic "cooking"; known are .*metrics.*\.\n$/);
  await refused(["--minutes", "20"], /^error: --minutes goes with --mock\.\n$/);
  await refused(["--list", "--limit", "3"], /^error: --limit goes with a drill or --defend\.\n$/);
  await refused(["--reset", "--yes", "--topic", "metrics"], /^error: --reset begins every card anew; it takes no --topic, --depth or --round\.\n$/);
  await refused(["--mock", "behavioral", "--depth", "staff", "--minutes", "5"], /^error: No question of this choice fits into 5 minutes; --minutes 7 holds the shortest\.\n$/);
  await refused(["--mock", "technical", "--round", "behavioral"], /^error: --mock technical says which round it is; leave --round out\.\n$/);
  await refused(["--mock", "technical", "--defend"], /^error: --defend and --mock are two things to do; give one of them\.\n$/);
});

test("the demo computes what it shows: its model's F1 is that of the record it names", () => {
  const out = path.join(home, "demo");
  const { status, stdout, stderr } = nerbook(["demo", "--pace", "now"], { NER_OUT: out });
  assert.is(status, 0, stderr);
  const [file] = fs.readdirSync(path.join(out, "results")).filter((name) => name.endsWith(".json"));
  const { metrics } = JSON.parse(fs.readFileSync(path.join(out, "results", file!), "utf8")) as { metrics: { test: { padded75: number; token: { accuracy: number }; entities: { discard: { micro: { f1: number } } } } } };
  const shown = (fraction: number) => `${(100 * fraction).toFixed(2)} %`;
  const { padded75, token, entities } = metrics.test;
  for (const [ruler, value] of [["every word, padding to 75 counted", padded75], ["every word", token.accuracy], ["entities, strict F1", entities.discard.micro.f1]] as const) {
    assert.match(stdout, new RegExp(`^${ruler} .* ${shown(value)}$`, "m"));
  }
  assert.ok(stdout.includes(file!));
  assert.ok(stdout.split("\n").every((line) => [...line].length <= 80));
});

test.run();
