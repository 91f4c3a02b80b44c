import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { DataError } from "../../src/errors";
import { NOTEBOOKS_FOLDER, PROJECT_ROOT } from "../../src/notebooks/files";
import { makeSite } from "../../src/site/make";
import { MARKER, writeSite } from "../../src/site/write";
import { nerbook } from "../support/command";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-site-"));
test.after(() => fs.rmSync(folder, { recursive: true }));

const inside = (name: string) => path.join(folder, name);

/** Making a site of a folder of notebooks fails with a message, and with the exit code that the command would have. */
async function fails(notebooks: string, out: string, exitCode: number, message: RegExp): Promise<void> {
  const error: unknown = await makeSite({ notebooks, base: PROJECT_ROOT }, out).then(() => undefined, (thrown: unknown) => thrown);
  assert.instance(error, DataError);
  assert.match((error as DataError).message, message);
  assert.is((error as DataError).exitCode, exitCode);
}

test("a folder that holds something else stays as it is", async () => {
  fs.mkdirSync(inside("own"));
  fs.writeFileSync(inside("own/thesis.txt"), "years of work");
  await fails(NOTEBOOKS_FOLDER, inside("own"), 2, /own holds something else than a site and stays as it is; name another folder/);
  assert.equal(fs.readdirSync(inside("own")), ["thesis.txt"]);
  await fails(NOTEBOOKS_FOLDER, inside("own/thesis.txt"), 2, /thesis\.txt is a file and stays as it is/);
});

test("a folder without notebooks, or with something that is none, is one clear message, and nothing is written", async () => {
  await fails(inside("nowhere"), inside("new"), 1, /There is no notebook in .*nowhere/);
  fs.mkdirSync(inside("broken"));
  fs.writeFileSync(inside("broken/template.ipynb"), "{}");
  await fails(inside("broken"), inside("new"), 1, /There is no notebook in .*broken/);
  fs.writeFileSync(inside("broken/01-a.ipynb"), "{");
  await fails(inside("broken"), inside("new"), 1, /01-a\.ipynb is not JSON/);
  assert.not.ok(fs.existsSync(inside("new")));
});

test("two places for the notebooks are wrong usage, said in one line", () => {
  const { status, stderr } = nerbook(["site", "--run", folder, "--notebooks", folder]);
  assert.is(status, 2);
  assert.match(stderr, /^error: .*leave out --notebooks\.\n$/);
});

test("a site is replaced as a whole, and nothing is left beside it", () => {
  const out = inside("twice");
  writeSite([{ path: "a.html", content: "1" }, { path: "records/b.html", content: "2" }], out);
  writeSite([{ path: "a.html", content: "3" }], out);
  assert.equal(fs.readdirSync(out).sort(), [MARKER, "a.html"]);
  assert.is(fs.readFileSync(path.join(out, "a.html"), "utf8"), "3");
  assert.not.ok(fs.readdirSync(folder).some((name) => /partial|earlier/.test(name)));
});

test("an empty folder may become a site; when writing fails the earlier site stays", () => {
  const out = inside("kept");
  fs.mkdirSync(out);
  writeSite([{ path: "a.html", content: "1" }], out);
  assert.throws(() => writeSite([{ path: "a.html", content: "2" }, { path: "a.html/b.html", content: "3" }], out));
  assert.is(fs.readFileSync(path.join(out, "a.html"), "utf8"), "1");
  assert.not.ok(fs.readdirSync(folder).some((name) => /partial|earlier/.test(name)));
});

test.run();
