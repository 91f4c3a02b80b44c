import { execFileSync } from "node:child_process";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { test as register } from "uvu";
import * as assert from "uvu/assert";
import { DataError } from "../../src/errors";
import { loadAddon, openAddonMachine } from "../../src/kernels/addon/machine";
import { writeProgram } from "../../src/kernels/encode";
import { INSTRUCTION_WORDS } from "../../src/kernels/instructions";
import { RESERVED_WORDS, type Machine } from "../../src/kernels/machine";

const ROOT = path.join(__dirname, "..", "..");
const PROGRAM = RESERVED_WORDS;
const DATA = PROGRAM + 4 * INSTRUCTION_WORDS;
const COUNT = 1000;

const state = loadAddon();

function test(name: string, check: () => void | Promise<void>): void {
  if (state.loaded) register(name, check);
  else register.skip(`${name}: not checked, ${state.why}`, () => {});
}

/** A machine with a program that sets negative values to zero. */
function machineWithProgram(threads: number): Machine {
  const machine = openAddonMachine({ threads });
  machine.reserve(DATA + COUNT);
  machine.floats.fill(-1, DATA, DATA + COUNT);
  writeProgram(machine.integers, PROGRAM, [{ operation: "relu", arguments: { x: DATA, count: COUNT } }]);
  return machine;
}

function refusal(attempt: () => void): string {
  try {
    attempt();
  } catch (error) {
    assert.instance(error, DataError);
    return (error as Error).message;
  }
  throw new Error("nothing was thrown");
}

register("the addon is there, or its absence has a reason and is refused with it", () => {
  if (state.loaded) assert.ok(state.instructionSets.length > 0);
  else assert.match(refusal(() => openAddonMachine()), state.why);
});

test("an impossible number of threads and an unknown instruction set are refused by name", () => {
  for (const threads of [0, 17, 1.5, Number.NaN]) assert.match(refusal(() => openAddonMachine({ threads })), `not ${threads}.`);
  assert.match(refusal(() => openAddonMachine({ instructionSet: "MMX" })), "not on MMX.");
});

test("a machine says which instruction set it runs on, the widest unless told otherwise", () => {
  const machine = openAddonMachine();
  assert.is(machine.instructionSet, state.loaded && state.instructionSets[0]);
  machine.close();
});

test("an unknown instruction is named, and the machine works on", () => {
  const machine = machineWithProgram(3);
  machine.integers[PROGRAM + INSTRUCTION_WORDS] = 4711;
  assert.match(refusal(() => machine.run(PROGRAM)), "instruction 2 is 4711");
  machine.integers[PROGRAM + INSTRUCTION_WORDS] = 0;
  machine.run(PROGRAM);
  assert.ok(machine.floats.subarray(DATA, DATA + COUNT).every((value) => value === 0));
  machine.close();
});

test("a program outside of memory is refused", () => {
  const machine = machineWithProgram(1);
  for (const program of [-1, 0.5, machine.integers.length]) assert.match(refusal(() => machine.run(program)), `at word ${program}.`);
  machine.close();
});

test("memory keeps what it holds as it grows, and more than there is gets refused", () => {
  const machine = machineWithProgram(2);
  machine.reserve(DATA + 4_000_000);
  assert.ok(machine.integers.length >= DATA + 4_000_000);
  assert.is(machine.floats[DATA + COUNT - 1], -1);
  assert.match(refusal(() => machine.reserve(2 ** 31)), "8192 MiB");
  machine.run(PROGRAM);
  assert.is(machine.floats[DATA], 0);
  machine.close();
});

test("a closed machine says so", () => {
  const machine = machineWithProgram(2);
  machine.close();
  machine.close();
  assert.match(refusal(() => machine.run(PROGRAM)), "were closed");
  assert.match(refusal(() => machine.reserve(1)), "were closed");
});

// The calmest of the windows: the runtime compiles and collects garbage in some of them, spinning threads would fill every one.
test("threads sleep between programs", async () => {
  const machine = machineWithProgram(3);
  machine.run(PROGRAM);
  const shares: number[] = [];
  for (let window = 0; window < 20 && !shares.some((share) => share < 0.2); window++) shares.push(await processorShare(100));
  machine.close();
  assert.ok(Math.min(...shares) < 0.2, `processors kept busy in 20 windows of rest: ${shares.map((share) => share.toFixed(2)).join(", ")}`);
});

/** Processors that this process kept busy while it waited, on average. */
async function processorShare(milliseconds: number): Promise<number> {
  const started = performance.now();
  const before = process.cpuUsage();
  await sleep(milliseconds);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / (performance.now() - started);
}

test("neither a machine left open nor one in a worker of Node keeps the process alive", () => {
  const open = `require("./src/kernels/addon/machine").openAddonMachine({ threads: 3 }).run(0)`;
  const inWorker = `new (require("node:worker_threads").Worker)(${JSON.stringify(open)}, { eval: true })`;
  const given = ["-r", "ts-node/register/transpile-only", "-e", `${open}; ${inWorker}.on("exit", (code) => console.log("worker", code))`];
  assert.is(execFileSync(process.execPath, given, { cwd: ROOT, encoding: "utf8", timeout: 60_000 }), "worker 0\n");
});

register.run();
