import * as fs from "node:fs";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { listTransfers } from "../../src/experiments/transfer-record";
import { temporaryFolder } from "../corpus/files";

const results = temporaryFolder();

function write(name: string, content: string): void {
  fs.mkdirSync(path.join(results, "transfers"), { recursive: true });
  fs.writeFileSync(path.join(results, "transfers", name), content);
}

test("a folder without transfers has none", () => {
  assert.equal(listTransfers(results), []);
});

test("transfers are listed by hash, and their tags are not taken for any", () => {
  const hashes = ["fedcba9876543210", "0123456789abcdef"];
  for (const hash of hashes) write(`${hash}.json`, JSON.stringify({ kind: "transfer", hash }));
  write(`${hashes[0]!}.jsonl.gz`, "tags");
  assert.equal(listTransfers(results).map(({ hash }) => hash), [...hashes].sort());
});

test("a file that holds no transfer is named", () => {
  write("00000000000000ff.json", JSON.stringify({ kind: "training" }));
  assert.throws(() => listTransfers(results), /00000000000000ff\.json is no record of a transfer/);
});

test.run();
