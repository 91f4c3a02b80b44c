import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { DataError } from "../../src/errors";
import type { NotebookEvent } from "../../src/notebooks/events";
import { readNotebook } from "../../src/notebooks/files";
import { runNotebooks } from "../../src/notebooks/run-all";
import type { RunReporter } from "../../src/notebooks/run-all";
import { NotebookError, runNotebook } from "../../src/notebooks/runner";

const FIXTURE = path.join(__dirname, "..", "notebooks", "fixtures", "01-small.ts");
const SOURCES = path.join(__dirname, "..", "..", "src");
const PARAMETERS = "// %% tags=[\"parameters\"]\nlet CORPUS: string = \"embedded\";\n\n";

const test = suite("notebook runs", { folder: "" });

test.before.each((context) => { context.folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-run-")); });
test.after.each((context) => fs.rmSync(context.folder, { recursive: true }));

function notebookIn(folder: string, code: string): { readonly source: string; readonly output: string } {
  const source = path.join(folder, "01-it.ts");
  fs.writeFileSync(source, PARAMETERS + code);
  return { source, output: path.join(folder, "out", "01-it.ipynb") };
}

async function failureOf(run: Promise<unknown>): Promise<DataError> {
  const error = await run.then(() => undefined, (thrown: unknown) => thrown);
  assert.instance(error, DataError);
  return error as DataError;
}

test("a notebook runs with injected values and leaves tables, results and counts, but no standard error", async ({ folder }) => {
  const output = path.join(folder, "01-small.ipynb");
  await runNotebook({ source: FIXTURE, output, parameters: { CORPUS: "gmb", SEEDS: 3 } });
  const code = readNotebook(output).cells.filter((cell) => cell.kind === "code");
  assert.equal(code.map((cell) => cell.executionCount), [1, 2, 3, 4, 5, 6]);
  assert.equal(code[1]!.tags, ["injected-parameters"]);
  assert.equal(code[2]!.outputs, [{ output_type: "stream", name: "stdout", text: "corpus gmb, profile quick, seeds 3\n" }]);
  const [table] = code[3]!.outputs;
  assert.ok(table?.output_type === "display_data");
  assert.equal(Object.keys(table.data), ["text/html", "text/plain"]);
  assert.match(table.data["text/plain"] as string, /^Draws of the generator\n\ndraw +inside +share\n/);
  assert.equal(code[4]!.outputs, [{ output_type: "execute_result", data: { "text/plain": "4" }, metadata: {}, execution_count: 5 }]);
});

test("a project module is loaded once, whoever imports it, and sees the environment of the run", async ({ folder }) => {
  const files = path.join(SOURCES, "notebooks", "files");
  const { source, output } = notebookIn(folder, `// %%
import { PROJECT_ROOT } from ${JSON.stringify(files)};
import * as nerbookFiles from ${JSON.stringify(files)};

// %%
const cached = Object.keys(require.cache).filter((file) => file.endsWith("notebooks/files.ts")).length;
const same = (require(${JSON.stringify(files)}) as typeof nerbookFiles).PROJECT_ROOT === PROJECT_ROOT;
await Promise.resolve();
console.log(cached, same, process.cwd() === PROJECT_ROOT, process.env["NER_OUT"]);
console.error("noise");
`);
  await runNotebook({ source, output, env: { NER_OUT: "there" } });
  const [, , last] = readNotebook(output).cells;
  assert.equal(last?.outputs, [{ output_type: "stream", name: "stdout", text: "1 true true there\n" }]);
});

test("an error names file, line and cell, shows the author's lines alone, and leaves what ran so far", async ({ folder }) => {
  const { source, output } = notebookIn(folder, `// %%
console.log("before");

// %%
interface Row { a: number }

const rows: Row[] = [];
await Promise.resolve();
const first: number =
  rows[3]!.a;

// %%
console.log("never");
`);
  const error = await failureOf(runNotebook({ source, output }));
  assert.instance(error, NotebookError);
  assert.is(error.exitCode, 1);
  assert.match(error.message, /01-it\.ts:13: cell \[3\] failed: TypeError: Cannot read properties of undefined/);
  const { trace } = error as NotebookError;
  assert.equal([trace[0], ...trace.slice(2)], ["> rows[3]!.a;", "    at the cell, line 6"]);
  assert.not(fs.existsSync(output));
  const cells = readNotebook(path.join(folder, "out", "01-it.failed.ipynb")).cells;
  assert.equal(cells.map((cell) => cell.executionCount), [1, 2, 3, null]);
  assert.equal(cells.map((cell) => cell.outputs.map((output) => output.output_type)), [[], ["stream"], ["error"], []]);
});

test("a type error, an error that nobody awaits and an exit of the process fail the run too", async ({ folder }) => {
  const codes = [
    "console.log(\"never\");\nconst a: number = CORPUS;",
    "setTimeout(() => { throw new Error(\"late\"); }, 1);\nawait new Promise((resolve) => setTimeout(resolve, 20_000));",
    "console.error(\"going\");\nprocess.exit(3);",
  ];
  const messages = await Promise.all(codes.map(async (code, i) => {
    const own = path.join(folder, String(i));
    fs.mkdirSync(own);
    return (await failureOf(runNotebook(notebookIn(own, `// %%\n${code}\n`)))).message;
  }));
  assert.match(messages[0]!, /01-it\.ts:6: cell \[2\] failed: TypeScriptError: Type 'string' is not assignable to type 'number'\.$/);
  assert.match(messages[1]!, /01-it\.ts:5: cell \[2\] failed: Error: late$/);
  assert.match(messages[2]!, /cell \[2\] ended its process with code 3: going\.$/);
});

test("after Ctrl-C the code inside saves its state, later cells do not run and the exit code is 130", async ({ folder }) => {
  const saved = path.join(folder, "saved");
  const { source, output } = notebookIn(folder, `// %%
import * as fs from "node:fs";
await new Promise<void>((resolve) => {
  process.once("SIGINT", () => setTimeout(() => { fs.writeFileSync(${JSON.stringify(saved)}, "yes"); resolve(); }, 50));
  setTimeout(resolve, 20_000);
  console.error("ready");
});

// %%
fs.writeFileSync(${JSON.stringify(`${saved}-later`)}, "no");
`);
  const onEvent = (event: NotebookEvent): void => {
    if (event.kind === "log" && event.text.includes("ready")) process.kill(process.pid, "SIGINT");
  };
  const error = await failureOf(runNotebook({ source, output, onEvent }));
  assert.is(error.exitCode, 130);
  assert.equal([fs.existsSync(saved), fs.existsSync(`${saved}-later`), fs.existsSync(output)], [true, false, false]);
});

test("a second run with nothing changed runs nothing; a changed notebook and the later ones run again", async ({ folder }) => {
  const write = (name: string, code: string) => fs.writeFileSync(path.join(folder, name), PARAMETERS + code);
  write("01-one.ts", "// %%\n1\n");
  write("02-two.ts", "// %%\n2\n");
  const happened: string[] = [];
  const reporter: RunReporter = {
    interactive: false,
    notebookStarted: ({ name, index, of }) => void happened.push(`${name} ${index}/${of}`),
    notebookEvent: () => undefined,
    notebookFinished: () => undefined,
    notebookSkipped: ({ name }) => void happened.push(`${name} skipped`),
    notebookStopped: () => undefined,
  };
  const corpus = { name: "embedded", path: "generated", sha256: "0" };
  const options = { corpus, profile: "quick", out: path.join(folder, "out"), folder, codeFingerprint: "fixed" } as const;
  await runNotebooks(options, reporter);
  await runNotebooks(options, reporter);
  write("02-two.ts", "// %%\n3\n");
  const runs = await runNotebooks(options, reporter);
  assert.equal(happened, ["01-one 1/2", "02-two 2/2", "01-one skipped", "02-two skipped", "01-one skipped", "02-two 2/2"]);
  assert.equal(runs.map(({ name, skipped }) => [name, skipped]), [["01-one", true], ["02-two", false]]);
});

test.run();
