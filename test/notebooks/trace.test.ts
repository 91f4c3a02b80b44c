import { test } from "uvu";
import * as assert from "uvu/assert";
import { DataError } from "../../src/errors";
import { thrownError } from "../../src/notebooks/trace";

function withFrames<T extends Error>(error: T, ...frames: readonly string[]): T {
  error.stack = [`${error.name}: ${error.message}`, ...frames.map((frame) => `    at ${frame}`)].join("\n");
  return error;
}

const FRAMES = ["read (/project/src/corpus/read.ts:31:13)", "evalmachine.<anonymous>:3:1", "new Script (node:vm:117:7)"];

test("an error that a person can mend shows its sentence and the cell, not what called what", () => {
  const { name, trace } = thrownError(withFrames(new DataError("a.csv does not exist."), ...FRAMES), undefined, "/project");
  assert.is(name, "DataError");
  assert.equal(trace, ["DataError: a.csv does not exist.", "    at the cell"]);
});

test("any other error shows where it came from, the notebook's machinery left out", () => {
  const { trace } = thrownError(withFrames(new TypeError("x is no function"), ...FRAMES), undefined, "/project");
  assert.equal(trace, ["TypeError: x is no function", "    at read (src/corpus/read.ts:31:13)", "    at the cell"]);
});

test.run();
