"use strict";
// A kernel worker: sleeps until the generation of commands moves on, then runs its share of the program. Plain JavaScript,
// because a worker thread starts without ts-node. Words of the shared control block as in machine.ts.
const { workerData } = require("node:worker_threads");

const { kernels, memory, thread, threads, stackTop, words } = workerData;
const instance = new WebAssembly.Instance(kernels, { env: { memory } });
instance.exports.__stack_pointer.value = stackTop;
const control = new Int32Array(memory.buffer, 0, 256);

function waitForCommand(seen) {
  for (let spin = 0; spin < 5000; spin++) if (Atomics.load(control, words.command) !== seen) return;
  while (Atomics.load(control, words.command) === seen) Atomics.wait(control, words.command, seen);
}

function execute() {
  let failure;
  try {
    failure = instance.exports.nerbook_run(0, Atomics.load(control, words.program), thread, threads);
  } catch {
    failure = 1;
  }
  if (failure !== 0) Atomics.store(control, words.failed, 1);
}

let seen = 0;
Atomics.add(control, words.ready, 1);
Atomics.notify(control, words.ready);
for (;;) {
  waitForCommand(seen);
  seen = Atomics.load(control, words.command);
  if (Atomics.load(control, words.program) < 0) break;
  execute();
}
