import type { Worker } from "node:worker_threads";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { writeProgram } from "../../src/kernels/encode";
import { INSTRUCTION_WORDS } from "../../src/kernels/instructions";
import { RESERVED_WORDS, type Machine } from "../../src/kernels/machine";
import { openTypescriptMachine } from "../../src/kernels/typescript/machine";
import { openWasmMachine } from "../../src/kernels/wasm/machine";

const PROGRAM = RESERVED_WORDS;
const DATA = RESERVED_WORDS + 4 * INSTRUCTION_WORDS;

/** A program that sets negative ones of a hundred numbers to zero. */
function withProgram(machine: Machine): Machine {
  machine.reserve(DATA + 100);
  writeProgram(machine.integers, PROGRAM, [{ operation: "relu", arguments: { x: DATA, count: 100 } }]);
  machine.floats.fill(-1, DATA, DATA + 100);
  return machine;
}

function workersOf(machine: Machine): readonly Worker[] {
  return (machine as unknown as { readonly workers: readonly Worker[] }).workers;
}

test("a worker that has died is an error that says so, not a hang", async () => {
  const machine = withProgram(openWasmMachine({ threads: 2 }));
  machine.run(PROGRAM);
  assert.is(machine.floats[DATA], 0);
  await workersOf(machine)[0]!.terminate();
  assert.throws(() => machine.run(PROGRAM), /A kernel worker is gone: it ended with code 1\. Run the command again, or set NER_THREADS=1/);
  machine.close();
});

test("an instruction that does not exist is an error on every number of threads, and the machine stays closed to work", () => {
  for (const threads of [1, 2]) {
    const machine = withProgram(openWasmMachine({ threads }));
    machine.integers[PROGRAM] = 99;
    assert.throws(() => machine.run(PROGRAM), /could not run a program: the program holds an unknown instruction/);
    assert.throws(() => machine.run(PROGRAM), /A kernel worker is gone/);
    machine.close();
  }
  const oracle = withProgram(openTypescriptMachine());
  oracle.integers[PROGRAM] = 99;
  assert.throws(() => oracle.run(PROGRAM), /Word \d+ of a program holds 99, which is no operation's number/);
});

test("memory that cannot be had is an error that names the size, and what was there still is", () => {
  for (const machine of [openWasmMachine(), openTypescriptMachine()]) {
    withProgram(machine);
    assert.throws(() => machine.reserve(2 ** 33), /The kernels need .* memory, more than .* take a smaller batch or model/);
    machine.run(PROGRAM);
    assert.is(machine.floats[DATA + 99], 0);
    machine.close();
  }
});

test("an address outside of memory is an error on every number of threads, not a hang", () => {
  for (const threads of [1, 2]) {
    const machine = withProgram(openWasmMachine({ threads }));
    writeProgram(machine.integers, PROGRAM, [{ operation: "relu", arguments: { x: 2 ** 29, count: 100 } }]);
    assert.throws(() => machine.run(PROGRAM), /it trapped, as it does where an address lies outside of its memory/);
    assert.throws(() => machine.run(PROGRAM), /A kernel worker is gone/);
    machine.close();
  }
});

test("a program without an instruction does nothing, however often it is run", () => {
  const machine = withProgram(openWasmMachine({ threads: 2 }));
  writeProgram(machine.integers, PROGRAM, []);
  for (let i = 0; i < 100; i++) machine.run(PROGRAM);
  writeProgram(machine.integers, PROGRAM, [{ operation: "relu", arguments: { x: DATA, count: 100 } }]);
  machine.run(PROGRAM);
  assert.is(machine.floats[DATA + 99], 0);
  machine.close();
});

test("a closed machine refuses work and starts no worker", () => {
  const machine = withProgram(openWasmMachine({ threads: 2 }));
  machine.close();
  assert.throws(() => machine.run(PROGRAM), /it was closed/);
  assert.is(workersOf(machine).length, 0);
});

test("a number of threads that makes no sense is refused", () => {
  assert.throws(() => openWasmMachine({ threads: 17 }), /1 to 16 threads, not 17/);
  assert.throws(() => openWasmMachine({ threads: 0 }), /1 to 16 threads, not 0/);
});

test.run();
