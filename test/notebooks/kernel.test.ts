import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { installKernelspec, jupyterDataFolder, removeKernelspec } from "../../src/notebooks/kernelspec";
import { calledBefore } from "../../src/notebooks/kernel";
import { asWritten, rebaseImports } from "../../src/notebooks/session";

test("Jupyter's data folder is that of the platform, and JUPYTER_DATA_DIR goes before all", () => {
  assert.is(jupyterDataFolder("linux", {}, "/users/a"), path.join("/users/a", ".local", "share", "jupyter"));
  assert.is(jupyterDataFolder("linux", { XDG_DATA_HOME: "/data" }, "/users/a"), path.join("/data", "jupyter"));
  assert.is(jupyterDataFolder("darwin", {}, "/Users/a"), path.join("/Users/a", "Library", "Jupyter"));
  assert.is(jupyterDataFolder("win32", { APPDATA: "/Roaming" }, "/a"), path.join("/Roaming", "jupyter"));
  assert.is(jupyterDataFolder("darwin", { JUPYTER_DATA_DIR: "/x" }, "/Users/a"), "/x");
});

test("the kernel is installed below a prefix, starts a file that exists, and is removed without a trace", () => {
  const prefix = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-prefix-"));
  const folder = installKernelspec(prefix);
  const spec = JSON.parse(fs.readFileSync(path.join(folder, "kernel.json"), "utf8"));
  assert.is(folder, path.join(prefix, "share", "jupyter", "kernels", "nerbook"));
  assert.ok(fs.existsSync(spec.argv[1]));
  assert.is(spec.argv[2], "{connection_file}");
  assert.is(removeKernelspec(prefix), folder);
  assert.not(fs.existsSync(folder));
  assert.is(removeKernelspec(prefix), undefined);
  fs.rmSync(prefix, { recursive: true });
});

test("imports count from the root after rebasing, and no column moves", () => {
  const code = "import { a } from \"../src/a\"; const b = require(\"../src/b\");";
  const imports = ["../src/a", "../src/b"].map((fileName) => ({ fileName, pos: code.indexOf(fileName) - 1 }));
  const rebased = rebaseImports(code, imports, "/project", "/project/notebooks");
  assert.is(rebased, "import { a } from \".//src/a\"; const b = require(\".//src/b\");");
  assert.is(rebased.length, code.length);
});

test("a message about rebased code names the imports as they were written", () => {
  const imports = [{ fileName: "../src/a", pos: 0 }];
  assert.is(asWritten("Module '\".//src/a\"' has no exported member 'b'.", imports, "/project", "/project/notebooks"),
    "Module '\"../src/a\"' has no exported member 'b'.");
  assert.is(asWritten("Cannot find name 'a'.", imports, "/project", "/project/notebooks"), "Cannot find name 'a'.");
});

test("behind an opening parenthesis the function is meant, and outside of calls nothing is", () => {
  const code = "showTable(rows, {";
  assert.is(calledBefore(code, "showTable(".length), "showTable".length);
  assert.is(calledBefore(code, code.length), "showTable".length);
  assert.is(calledBefore("showTable", 5), undefined);
  assert.is(calledBefore("showTable(rows);", "showTable(rows)".length), undefined);
  assert.is(calledBefore("(1 + ", 5), undefined);
});

test.run();
