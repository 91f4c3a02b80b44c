import * as fc from "fast-check";
import pc from "picocolors";
import { PassThrough } from "node:stream";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readDeck } from "../../src/interview/deck";
import { withConsole, type ConsoleStreams } from "../../src/interview/terminal/console";
import { Stopped } from "../../src/interview/terminal/dialog";
import { markdownText } from "../../src/interview/terminal/markdown-text";
import { mathText } from "../../src/interview/terminal/math-text";
import { cellsOf, layOut, plainStyle } from "../../src/interview/terminal/styled";

const paint = pc.createColors(false);
const plain = (markdown: string, width = 60) => markdownText(markdown, { width, paint });

test("no line is wider than the width, and no letter is lost or added", () => {
  const words = fc.array(fc.string({ unit: fc.constantFrom("a", "ü", "±", "x̃", "Σ"), maxLength: 30 }), { maxLength: 30 });
  fc.assert(fc.property(words, fc.integer({ min: 12, max: 80 }), (texts, width) => {
    const lines = layOut([{ text: texts.join(" "), style: plainStyle }], { width, indent: "  " });
    assert.ok(lines.every((line) => cellsOf(line) <= width), lines.join("\n"));
    assert.is(lines.join("").replace(/\s/g, ""), texts.join(""));
  }));
});

test("a path that is wider than a line is cut, and the comma behind a path stays with it", () => {
  const text = markdownText("[a](../notebooks/10-embedding-and-regularisation.ipynb), [b](../src/b.ts).", { width: 30, paint, links: "path" });
  assert.is(text, "a\n(notebooks/10-embedding-and-re\ngularisation.ipynb), b\n(src/b.ts).");
});

test("formulas read as one types them", () => {
  const said: readonly (readonly [string, string])[] = [
    ["F_1=\\frac{2PR}{P+R}", "F₁=2PR/(P+R)"],
    ["\\tilde h_{t-1} = h_{t-1} \\odot m", "h̃ₜ₋₁ = hₜ₋₁ ⊙ m"],
    ["\\sigma = 0.3", "σ = 0.3"],
    ["\\log \\sum_k e^{a_k} - a_y", "log Σₖ e^(aₖ) − a_y"],
    ["\\sqrt{r(1-r)/n} \\approx 80{,}000\\,n", "√(r(1−r)/n) ≈ 80,000n"],
    ["A_{ij}\\in\\{0,-\\infty\\}", "Aᵢⱼ ∈ {0,−∞}"],
    ["\\begin{aligned}\na &= 1 \\\\\nb &= 2\n\\end{aligned}", "a  = 1\nb  = 2"],
    ["\\unknown{x}", "unknownx"],
  ];
  for (const [formula, text] of said) assert.is(mathText(formula), text);
});

test("Markdown is shown without its marks", () => {
  assert.is(plain("A **bold** and *slanted* [link](../a.md), `code` and $x_t$."), "A bold and slanted link, code and xₜ.");
  assert.is(markdownText("[a.ts](../src/a.ts), [web](https://a.b/c)", { width: 60, paint, links: "path" }), "a.ts (src/a.ts), web (https://a.b/c)");
  assert.is(plain("Before:\n\n- one\n- two\n\n1. first\n2. second"), "Before:\n\n- one\n- two\n1. first\n2. second");
  assert.is(plain("```sh\nnpx nerbook claims\n```"), "  npx nerbook claims");
  assert.is(plain("| a | b |\n|---|---|\n| 1 | 2 |"), "a | b\n1 | 2");
});

test("a formula on lines of its own is one, whatever its lines would be in Markdown", () => {
  assert.is(plain("Before:\n\n$$\nF_1\n= 2\n$$\n\nAfter."), "Before:\n\nF₁ = 2\n\nAfter.");
  assert.is(plain("- item:\n\n  $$\n  a\n  - b\n  $$"), "- item:\n\n  a − b");
});

test("a live number is shown by its text, and short code is not broken", () => {
  assert.is(plain("[81.11 ± 0.27 %](../results/numbers.md#model2-strict-f1) is it."), "81.11 ± 0.27 % is it.");
  assert.ok(plain("Some words before it and then `npx nerbook score FILE --compare` follows.", 48).split("\n").includes("npx nerbook score FILE --compare follows."));
});

test("every card of the guide fits into 80 columns, and no formula is left as LaTeX", () => {
  const cards = readDeck();
  assert.ok(cards.length > 20, `only ${cards.length} cards`);
  for (const { id, question, answer, followUp, evidence } of cards) {
    for (const markdown of [question, answer, followUp, evidence]) {
      const text = markdownText(markdown, { width: 80, paint, links: "path", indent: "  " });
      assert.ok(text.split("\n").every((line) => cellsOf(line) <= 80), `${id}: ${text}`);
    }
    for (const [, formula] of `${answer}\n${followUp}`.replace(/`[^`]*`/g, "").matchAll(/\$([^$\n]+)\$/g)) assert.not.match(mathText(formula!), /[\\{}]/, `${id}: ${formula}`);
  }
});

function piped(text: string): { streams: ConsoleStreams; output: () => string } {
  const [input, output] = [new PassThrough(), new PassThrough()];
  let said = "";
  output.on("data", (data) => (said += data));
  input.end(text);
  return { streams: { input, output } as unknown as ConsoleStreams, output: () => said };
}

test("a pipe answers line by line, and its end stops the dialog after the last one", async () => {
  const { streams, output } = piped("one\n two \nthree");
  const answers: string[] = [];
  const stopped = await withConsole(async (dialog) => {
    for (;;) answers.push(await dialog.ask("? "));
  }, streams).catch((error: unknown) => error);
  assert.equal(answers, ["one", "two", "three"]);
  assert.is((stopped as Stopped).reason, "ended");
  assert.not.match(output(), /\u001b/);
});

/** Somebody at a terminal: what is written to `input` are keys. */
function terminal(columns: number): { streams: ConsoleStreams; input: PassThrough; output: PassThrough } {
  const setRawMode = () => (input.readableEnded ? input.emit("error", new Error("setRawMode EIO")) : input);
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns });
  output.resume();
  return { streams: { input, output } as unknown as ConsoleStreams, input, output };
}

test("a prompt with a clock is drawn over itself, whatever number of rows was pasted", async () => {
  const { streams, input, output } = terminal(44);
  const prompts = ["[2 s left] > ", "[1 s left] > "];
  let drawn = "";
  await withConsole(async (dialog) => {
    setImmediate(() => input.write("x".repeat(100)));
    await dialog.ask(() => {
      const prompt = prompts.shift();
      if (prompts.length === 0) output.on("data", (data) => (drawn += data)).once("data", () => setImmediate(() => input.write("\r")));
      return prompt ?? "";
    });
  }, streams);
  assert.match(drawn, /^\u001b\[2A/, "from the third row to the first");
});

for (const [name, stop] of [["Ctrl-C", (input: PassThrough) => input.write("\u0003")], ["a signal", () => process.emit("SIGTERM", "SIGTERM")], ["a closed window", (input: PassThrough) => input.end()]] as const) {
  test(`${name} hands over the line that was being typed, and no line of before`, async () => {
    const { streams, input } = terminal(44);
    const stopped = await withConsole(async (dialog) => {
      setImmediate(() => input.write("whole line\r"));
      assert.is(await dialog.ask("? "), "whole line");
      setImmediate(() => {
        input.write("half a line that is wider than the terminal is ");
        setImmediate(() => stop(input));
      });
      await dialog.ask("? ");
    }, streams).catch((error: unknown) => error);
    assert.instance(stopped, Stopped);
    assert.equal([(stopped as Stopped).reason, (stopped as Stopped).unfinished], ["interrupted", "half a line that is wider than the terminal is"]);
  });
}

test("nothing is written to a terminal whose window was closed: that would end the process before anything is saved", async () => {
  const { streams, input, output } = terminal(80);
  let written = "";
  await withConsole(async (dialog) => {
    setImmediate(() => {
      output.on("data", (data) => (written += data));
      process.emit("SIGHUP", "SIGHUP");
      input.end();
    });
    await dialog.ask("? ").catch(() => dialog.say("the sheet"));
  }, streams);
  assert.is(written, "");
});

test("a signal stops the dialog, and its listeners are gone afterwards", async () => {
  const before = process.listenerCount("SIGINT");
  const [input, output] = [new PassThrough(), new PassThrough()];
  const stopped = await withConsole(async (dialog) => {
    setImmediate(() => process.emit("SIGINT", "SIGINT"));
    await dialog.ask("? ");
  }, { input, output } as unknown as ConsoleStreams).catch((error: unknown) => error);
  assert.is((stopped as Stopped).reason, "interrupted");
  assert.is(process.listenerCount("SIGINT"), before);
});

test.run();
