import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { sha256 } from "../../src/files/hash";
import { instructionsHeader } from "../../src/kernels/native/header";
import { buildWasm, compilerVersion, sourcesHash, type BinaryDescription } from "../../src/kernels/wasm/build";

const KERNELS = path.join(__dirname, "..", "..", "src", "kernels");
const described = JSON.parse(fs.readFileSync(path.join(KERNELS, "wasm", "kernels.json"), "utf8")) as BinaryDescription;

test("the C header holds the instruction set as TypeScript defines it", () => {
  assert.is(fs.readFileSync(path.join(KERNELS, "native", "instructions.h"), "utf8"), instructionsHeader());
});

test("the committed binaries are the described ones, made of the sources as they are", () => {
  assert.is(sha256(fs.readFileSync(path.join(KERNELS, "wasm", "kernels.wasm"))), described.binary);
  assert.is(sha256(fs.readFileSync(path.join(KERNELS, "wasm", "kernels-relaxed.wasm"))), described.relaxed);
  assert.is(sourcesHash(), described.sources);
});

test("the plain binary needs nothing but plain WebAssembly SIMD and threads", () => {
  const script = `process.exit(WebAssembly.validate(require("fs").readFileSync(process.argv[1])) ? 0 : 1)`;
  execFileSync(process.execPath, ["-e", script, path.join(KERNELS, "wasm", "kernels.wasm")]);
});

const rebuilt = compilerVersion() === described.compiler ? test : test.skip;
rebuilt("the described compiler makes the same bytes again", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "rebuilt-"));
  try {
    const { binary, relaxed } = buildWasm(path.join(folder, "kernels.wasm"));
    assert.equal([binary, relaxed], [described.binary, described.relaxed]);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

test.run();
