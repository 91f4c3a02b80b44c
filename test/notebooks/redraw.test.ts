import { test } from "uvu";
import * as assert from "uvu/assert";
import { Progress } from "../../src/terminal/progress";
import { redrawForJupyter } from "../../src/notebooks/redraw";

/** What JupyterLab shows of a stream: `\r` goes back to the line's start, what follows overwrites, the rest stays. */
function shownBy(stream: string): string[] {
  return stream.split("\n").map((line) => line.split("\r").reduce((shown, part) => part + shown.slice(part.length), "").trimEnd());
}

function written(texts: readonly string[], clock: () => number = () => 0): string {
  const redraw = redrawForJupyter(clock);
  return texts.map(redraw).join("");
}

test("text without redraws passes as it is", () => {
  assert.is(written(["backend: wasm\n", "a ", "b\n"]), "backend: wasm\na b\n");
});

test("a line that is drawn anew leaves nothing of the longer one before it", () => {
  let now = 0;
  const stream = written(["\r\u001b[Kfirst, which is long", "\r\u001b[Ksecond", "\r\u001b[K", "done\n", "next\n"], () => (now += 1000));
  assert.equal(shownBy(stream), ["done", "next", ""]);
  assert.not.match(stream, /\u001b/);
});

test("of redraws within a second the first passes, and the end always does", () => {
  const stream = written(["\r\u001b[K1 %", "\r\u001b[K2 %", "\r\u001b[K3 %", "\r\u001b[K", "trained\n"]);
  assert.is(stream, "\r1 %\rtrained\n");
});

test("an erased line without a bar on it costs nothing", () => {
  assert.is(written(["\r\u001b[K", "trained\n"]), "trained\n");
});

test("a bar of Progress ends as its summary alone", () => {
  let stream = "";
  const redraw = redrawForJupyter();
  const progress = new Progress("Model 2, seed 0", 10, { isTTY: true, columns: 100, write: (text: string) => { stream += redraw(text); } });
  progress.update(3, "epoch 1/4");
  assert.match(shownBy(stream)[0]!, /^Model 2, seed 0 .* 30 %/);
  progress.finish("Model 2, seed 0: trained");
  assert.equal(shownBy(stream), ["Model 2, seed 0: trained", ""]);
});

test.run();
