import * as fs from "node:fs";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { nerbook } from "../support/command";
import { temporaryFolder } from "./tiny-models";

const folder = temporaryFolder();

test("a model folder that is wrong: one line that names it, exit 1", () => {
  const { status, stderr } = nerbook(["serve", "--no-auth", "--port", "0", "--model", path.join(folder, "nothing")]);
  assert.is(status, 1);
  assert.match(stderr, /^error: There is no model folder .*nothing\. Train one with: nerbook train model2\n$/);
});

test("what is wrong with files is one line, exit 1, however many instances there were to be", () => {
  const file = path.join(folder, "wrong.json");
  fs.writeFileSync(file, "{}}");
  for (const [flags, said] of [
    [["--policy", file], /^error: The policy .*wrong\.json cannot be read: .*\n$/],
    [["--tls-cert", file, "--tls-key", file], /^error: The files .*wrong\.json of --tls-cert .* are no certificate with its private key.*\n$/],
  ] as const) {
    const { status, stderr } = nerbook(["serve", "--no-auth", "--port", "0", "--instances", "2", "--model", folder, ...flags]);
    assert.is(status, 1);
    assert.match(stderr, said);
  }
});

test("a key file that is missing: one line that says how to make it, exit 1, before any model is looked for", () => {
  const file = path.join(folder, "no-keys.json");
  const { status, stderr } = nerbook(["serve", "--keys", file, "--port", "0", "--model", path.join(folder, "nothing")]);
  assert.is(status, 1);
  assert.match(stderr, /^error: The key file .*no-keys\.json cannot be read: there is none; make one with: nerbook keys create --file .*no-keys\.json --name NAME\n$/);
});

test("without keys the service listens on loopback alone: one line, exit 2", () => {
  const { status, stderr } = nerbook(["serve", "--no-auth", "--host", "0.0.0.0", "--port", "0", "--model", folder]);
  assert.is(status, 2);
  assert.match(stderr, /^error: --no-auth would let everyone who reaches 0\.0\.0\.0 in; it is for loopback only\..*\n$/);
});

test.run();
