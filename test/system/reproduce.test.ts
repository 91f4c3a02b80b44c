import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { nerbook } from "../support/command";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-reproduce-"));
test.after(() => fs.rmSync(folder, { recursive: true }));

interface Summary {
  readonly corpus: { readonly name: string };
  readonly systems: readonly { readonly system: string }[];
  readonly records: readonly string[];
}

function reproduce(...more: string[]): { summary: Summary; stderr: string } {
  const { status, stdout, stderr } = nerbook([
    "reproduce",
    "--corpus",
    "embedded-150-3",
    "--only",
    "06",
    "--out",
    folder,
    "--offline",
    "--json",
    ...more,
  ]);
  assert.is(status, 0, stderr);
  return { summary: JSON.parse(stdout) as Summary, stderr };
}

function outputsOf(notebook: string): { data?: Record<string, unknown> }[] {
  const { cells } = JSON.parse(fs.readFileSync(path.join(folder, "notebooks", notebook), "utf8")) as {
    cells: { outputs?: { data?: Record<string, unknown> }[] }[];
  };
  return cells.flatMap((cell) => cell.outputs ?? []);
}

test("a notebook runs from nothing to an executed notebook, figures, records and a summary", () => {
  const { summary } = reproduce();
  assert.equal(
    summary.systems.map(({ system }) => system),
    ["All O", "Look-up table", "Baseline (as built)", "Baseline (per token)", "Model 2", "Advanced"],
  );
  assert.is(summary.corpus.name, "embedded-150-3");
  for (const hash of summary.records) assert.ok(fs.existsSync(path.join(folder, "results", `${hash}.json`)), hash);
  assert.ok(outputsOf("06-comparison.ipynb").some(({ data }) => data && "image/png" in data && "application/vnd.plotly.v1+json" in data));
  for (const extension of ["json", "svg", "png"])
    assert.ok(fs.existsSync(path.join(folder, "figures", `06-model-comparison.${extension}`)), extension);
});

test("a second run with nothing changed runs no notebook and gives the same summary", () => {
  const before = fs.readFileSync(path.join(folder, "summary.json"), "utf8");
  const { stderr } = reproduce();
  assert.not.match(stderr, /done in/);
  assert.is(fs.readFileSync(path.join(folder, "summary.json"), "utf8"), before);
});

test("a saved model tags new text, one object a line, with offsets into it", () => {
  const [model] = fs.readdirSync(path.join(folder, "models"));
  const text = path.join(folder, "text.txt");
  fs.writeFileSync(text, "Officials met in Lagos.\n\nNothing.\n");
  const { status, stdout, stderr } = nerbook(["tag", "--model", path.join(folder, "models", model!), "--json", text]);
  assert.is(status, 0, stderr);
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { tokens: string[]; tags: string[] });
  assert.equal(
    lines.map(({ tokens }) => tokens.length),
    [5, 0, 2],
  );
  assert.ok(lines.every(({ tokens, tags }) => tokens.length === tags.length));
});

test.run();
