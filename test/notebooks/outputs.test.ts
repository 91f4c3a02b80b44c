import { test } from "uvu";
import * as assert from "uvu/assert";
import type { NotebookEvent } from "../../src/notebooks/events";
import { collapseProgress, gatherOutput, settledOutputs } from "../../src/notebooks/outputs";
import type { Gathered } from "../../src/notebooks/outputs";
import type { Output } from "../../src/notebooks/nbformat";
import { lastLine } from "../../src/notebooks/report";

function outputsOf(...events: NotebookEvent[]): Output[] {
  return settledOutputs(events.reduce<readonly Gathered[]>(gatherOutput, []));
}

function stream(text: string, name: "stdout" | "stderr" = "stdout"): NotebookEvent {
  return { kind: "stream", cell: 0, name, text };
}

function display(text: string, id?: string, update = false): NotebookEvent {
  return { kind: "display", cell: 0, update, message: { data: { "text/plain": text }, metadata: {}, transient: { display_id: id } } };
}

test("what follows on one stream is one output", () => {
  const outputs = outputsOf(stream("a"), stream("b\n"), stream("c", "stderr"), stream("d"));
  assert.equal(outputs.map((output) => "text" in output && output.text), ["ab\n", "c", "d"]);
});

test("of a progress line its last form stays, across writes", () => {
  const outputs = outputsOf(stream("  1 %\r"), stream(" 50 %\r"), stream("100 %\ndone\n"));
  assert.equal(outputs, [{ output_type: "stream", name: "stdout", text: "100 %\ndone\n" }]);
  assert.is(collapseProgress("a\r\nb\r\u001b[Kc\r"), "a\nc");
});

test("an update replaces the display of its id and no other", () => {
  const texts = outputsOf(display("a", "x"), display("b", "y"), display("c", "x", true), display("d", "z", true))
    .map((output) => "data" in output && output.data["text/plain"]);
  assert.equal(texts, ["c", "b", "d"]);
});

test("a result carries its execution count and an error its trace", () => {
  const error = { name: "TypeError", message: "no", trace: ["TypeError: no", "    at the cell, line 1"] };
  assert.equal(outputsOf(
    { kind: "result", cell: 0, number: 7, text: "3" },
    { kind: "cell-finished", cell: 0, number: 7, milliseconds: 1, error },
  ), [
    { output_type: "execute_result", data: { "text/plain": "3" }, metadata: {}, execution_count: 7 },
    { output_type: "error", ename: "TypeError", evalue: "no", traceback: error.trace },
  ]);
});

test("standard error that is only streamed leaves nothing behind", () => {
  assert.equal(outputsOf({ kind: "log", text: "epoch 1" }, { kind: "cell-finished", cell: 0, number: 1, milliseconds: 5 }), []);
});

test("the last line shown is the last form of the last line that is not blank", () => {
  assert.is(lastLine("one\n10 %\r20 %\n\n"), "20 %");
  assert.is(lastLine("\n"), undefined);
});

test.run();
