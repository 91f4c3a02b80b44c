import * as fs from "node:fs";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { buildProgram } from "../../src/cli/main";
import { nerbook } from "../support/command";

const ROOT = path.join(__dirname, "..", "..");
const { version } = JSON.parse(fs.readFileSync(path.join(ROOT, "package.json"), "utf8")) as { version: string };

test("the version is that of package.json, however it is asked for, and needs no verb", () => {
  for (const flag of ["--version", "-V"]) {
    const { status, stdout, stderr } = nerbook([flag]);
    assert.equal({ status, stdout, stderr }, { status: 0, stdout: `${version}\n`, stderr: "" });
    assert.is(buildProgram(flag).commands.length, 0);
  }
});

test("without a verb, all of them are there", () => {
  const verbs = fs.readdirSync(path.join(ROOT, "src", "cli", "verbs")).map((file) => path.basename(file, ".ts"));
  for (const asked of [undefined, "--help", "no-such-verb"]) {
    assert.equal(buildProgram(asked).commands.map((command) => command.name()).sort(), verbs.sort(), String(asked));
  }
});

test.run();
