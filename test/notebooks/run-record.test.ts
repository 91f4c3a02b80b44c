import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { workspaceAt } from "../../src/experiments/workspace";
import { stateFile, writeState } from "../../src/notebooks/fingerprint";
import { RUN_RECORD, writeRunRecord, type RunRecord } from "../../src/notebooks/run-record";

test("the record of a run holds every notebook that lies there, also those of earlier calls", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-run-"));
  const workspace = workspaceAt(folder);
  fs.mkdirSync(workspace.notebooks, { recursive: true });
  for (const name of ["01-eda", "02-preprocessing"]) fs.writeFileSync(path.join(workspace.notebooks, `${name}.ipynb`), "{}");
  writeState(stateFile(folder), {
    "02-preprocessing": { fingerprint: "b", seconds: 2.06 },
    "01-eda": { fingerprint: "a", seconds: 1 },
    "03-gone": { fingerprint: "c", seconds: 9 },
  });
  writeRunRecord(workspace);
  const record = JSON.parse(fs.readFileSync(path.join(folder, RUN_RECORD), "utf8")) as RunRecord;
  assert.equal(record.notebooks, [{ name: "01-eda", seconds: 1 }, { name: "02-preprocessing", seconds: 2.1 }]);
  assert.is(record.notebookSeconds, 3.1);
  assert.is(record.trainings, 0);
  fs.rmSync(folder, { recursive: true });
});

test.run();
