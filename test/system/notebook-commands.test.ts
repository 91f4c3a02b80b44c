import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { installKernelspec } from "../../src/notebooks/kernelspec";

const ROOT = path.join(__dirname, "..", "..");
const FIXTURES = path.join(ROOT, "test", "notebooks", "fixtures");
const NBCONVERT = process.env["NBCONVERT"];

const test = suite("notebook commands", { folder: "" });

test.before.each((context) => {
  context.folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-commands-"));
  fs.copyFileSync(path.join(FIXTURES, "01-small.ts"), path.join(context.folder, "01-small.ts"));
});
test.after.each((context) => fs.rmSync(context.folder, { recursive: true }));

function notebook(...args: string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  return spawnSync(process.execPath, [path.join(ROOT, "bin", "nerbook.js"), "notebook", ...args], { encoding: "utf8" });
}

test("build, an edit in Jupyter, check and back: the source ends up with the edit", ({ folder }) => {
  const [source, built] = [path.join(folder, "01-small.ts"), path.join(folder, "01-small.ipynb")];
  assert.is(notebook("build", "--folder", folder).status, 0);
  fs.writeFileSync(built, fs.readFileSync(built, "utf8").replace("It asks whether", "It asks if"));
  const checked = notebook("check", "--folder", folder);
  assert.is(checked.status, 1);
  assert.match(checked.stdout, /^\S+01-small\.ts:2: cell 1 differs from \S+01-small\.ipynb; run nerbook notebook build.*\n$/);
  assert.is(notebook("back", "--folder", folder).status, 0);
  const original = fs.readFileSync(path.join(FIXTURES, "01-small.ts"), "utf8");
  assert.is(fs.readFileSync(source, "utf8"), original.replace("It asks whether", "It asks if"));
});

test("a notebook that does not exist is wrong usage", ({ folder }) => {
  const { status, stderr } = notebook("build", "7", "--folder", folder);
  assert.is(status, 2);
  assert.match(stderr, /no notebook 7; there are 01-small\.\n$/);
});

const withJupyter = NBCONVERT ? test : test.skip;

// NBCONVERT is the path of a `jupyter` or `jupyter-nbconvert` program; without it no Python is needed.
withJupyter("a real jupyter nbconvert --execute runs a notebook with the installed kernel", ({ folder }) => {
  installKernelspec(folder);
  notebook("build", "--folder", folder);
  const built = path.join(FIXTURES, "01-small.ipynb");
  fs.copyFileSync(path.join(folder, "01-small.ipynb"), built);
  try {
    const command = path.basename(NBCONVERT!) === "jupyter" ? ["nbconvert"] : [];
    const args = [...command, "--to", "notebook", "--execute", "--output-dir", folder, "--output", "executed.ipynb", built];
    const env = { ...process.env, JUPYTER_PATH: path.join(folder, "share", "jupyter") };
    const { status, stderr } = spawnSync(NBCONVERT!, args, { encoding: "utf8", env });
    assert.is(status, 0, stderr);
    const executed = fs.readFileSync(path.join(folder, "executed.ipynb"), "utf8");
    assert.match(executed, /Draws of the generator/);
    assert.match(executed, /Of 3 draws 3 are not negative/);
  } finally {
    fs.rmSync(built);
  }
});

test.run();
